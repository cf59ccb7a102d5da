import { type OutOfTurnReason, outOfTurnReasons, type PriorityKind, priorityKinds } from '../visits/index.ts'
import { type Cell, CELL_MIN, isSmall, mergeSmall, sumByLabel, sumOf } from './cells.ts'

/** How a seat was given: by its channel, by a draw, or down a draw's order when it came back or was planned anew. */
export const ways = ['online', 'draw', 'freed', 'priority', 'walk-in', 'partner'] as const
export type Way = (typeof ways)[number]

export interface Count<K extends string> {
  kind: K
  people: number
}

/** Of all kinds there are, in their order. */
const merged = <K extends string>(kinds: readonly K[], counts: readonly Count<K>[]): Cell<K>[] | null =>
  mergeSmall(
    kinds.map((kind) => ({
      of: [kind],
      people: counts.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.people, 0),
    })),
  ) ?? null

/** What became of somebody with a seat. The first seven were served, after so many minutes of waiting. */
export const outcomes = [
  'under-10', 'under-20', 'under-30', 'under-40', 'under-50', 'under-60', 'from-60',
  'left',
  'not-come',
] as const
export type Outcome = (typeof outcomes)[number]
/** The first so many were served. */
const SERVED = 7
export const servedOutcomes: readonly Outcome[] = outcomes.slice(0, SERVED)

/** So many people of one way. `minutes` from the hour, or from coming if later, to the first call; null: not served. */
export interface CameFact {
  way: Way
  state: 'served' | 'left' | 'not-come'
  minutes: number | null
  people: number
}

/**
 * Why somebody was called out of turn, as a day may tell it: health, a small child, an interpreter
 * and safety are of the person, and which of them is for months alone.
 */
export const dayReasons = ['person', 'flight', 'office-fault'] as const
export type DayReason = (typeof dayReasons)[number]

/** A day as its rows have it. */
export interface DayFacts {
  /** "2026-11-24", of the office. */
  date: string
  offered: readonly { way: Way; seats: number }[]
  came: readonly CameFact[]
  /** Numbers called before everybody, by a supervisor's order. */
  outOfTurn: readonly Count<OutOfTurnReason>[]
  /** Seats given back before the day. */
  freed: number
  /** Seats that the office planned anew after the draw of the day had closed its list: nobody gave them back. */
  plannedAnew: number
}

export interface Waits {
  /** Half waited less than so many minutes. */
  half?: number
  /** Nine in ten did. */
  nineInTen?: number
}

/** A crowd, by way and by outcome: two partitions of the same people. */
export interface Part {
  /** The winners of draws stand apart where both they and the others are enough. */
  who: 'all' | 'winners' | 'others'
  people: number
  given: Cell<Way>[]
  outcomes: Cell<Outcome>[]
  waits: Waits
}

/** What is published of a day. */
export interface DayRecord {
  date: string
  offered: { way: Way; seats: number }[]
  /** People with a seat; null: 1 to 4, of whom nothing is said. */
  people: number | null
  parts: Part[]
  /** null: fewer than five, or none. */
  outOfTurn: { calls: number; reasons: Cell<DayReason>[] } | null
  freed: number | null
  /** Of a plan, not of people, so told as it is. Records from before it was counted lack it. */
  plannedAnew?: number
}

export function dayRecord({ date, offered, came, outOfTurn, freed, plannedAnew }: DayFacts): DayRecord {
  const people = peopleIn(came)
  return {
    date,
    offered: ways.flatMap((way) => {
      const seats = offered.filter((one) => one.way === way).reduce((sum, one) => sum + one.seats, 0)
      return seats > 0 ? [{ way, seats }] : []
    }),
    people: isSmall(people) ? null : people,
    parts: partsOf(came, offered.map(({ way }) => way)),
    outOfTurn: outOfTurnOfDay(outOfTurn),
    freed: freed < CELL_MIN ? null : freed,
    plannedAnew,
  }
}

function outOfTurnOfDay(counts: DayFacts['outOfTurn']): DayRecord['outOfTurn'] {
  const ofDay = counts.map(({ kind, people }): Count<DayReason> => ({
    kind: kind === 'flight' || kind === 'office-fault' ? kind : 'person',
    people,
  }))
  const reasons = merged(dayReasons, ofDay) ?? []
  const calls = sumOf(reasons)
  return calls === 0 ? null : { calls, reasons }
}

const peopleIn = (facts: readonly CameFact[]): number => facts.reduce((sum, one) => sum + one.people, 0)

function partsOf(came: readonly CameFact[], offered: readonly Way[]): Part[] {
  const winners = came.filter(({ way }) => way === 'draw')
  const others = came.filter(({ way }) => way !== 'draw')
  if (peopleIn(others) === 0) return partOf('winners', winners, ['draw'])
  if (peopleIn(winners) < CELL_MIN || peopleIn(others) < CELL_MIN) return partOf('all', came, offered)
  return [...partOf('winners', winners, ['draw']), ...partOf('others', others, offered)]
}

/** Which ways there were is no secret: whoever has a seat has one that was offered, or by a way that a note names. */
function partOf(who: Part['who'], came: readonly CameFact[], offered: readonly Way[]): Part[] {
  const count = (is: (one: CameFact) => boolean): number => peopleIn(came.filter(is))
  const ofPart = ways.filter((way) => offered.includes(way) || came.some((one) => one.way === way))
  const apart = who === 'all' ? withDraw(ofPart) : ofPart.map((way) => [way])
  const given = mergeSmall(apart.map((of) => ({ of, people: count(({ way }) => of.includes(way)) })))
  const byOutcome = outcomes.map((outcome) => ({ of: [outcome], people: count((one) => outcomeOf(one) === outcome) }))
  const became = mergeSmall(byOutcome)
  if (!given || !became || came.length === 0) return []
  return [{ who, people: peopleIn(came), given, outcomes: became, waits: waitsOf(came) }]
}

/**
 * Winners who do not stand apart are known to be few, so they are told with those from home:
 * three ways of 4 each, as one cell of 12, could be nothing else.
 */
function withDraw(ofPart: readonly Way[]): Way[][] {
  const few: Way[] = ['online', 'draw']
  const both = few.filter((way) => ofPart.includes(way))
  return [...(both.length > 0 ? [both] : []), ...ofPart.filter((way) => !few.includes(way)).map((way) => [way])]
}

export function outcomeOf({ state, minutes }: CameFact): Outcome {
  if (state !== 'served') return state
  return outcomes[Math.min(SERVED - 1, Math.floor((minutes ?? 0) / 10))]!
}

/** A share is told only where at least five people are on each side of it: it is somebody's own minute. */
export function waitsOf(came: readonly CameFact[]): Waits {
  const served = came.flatMap(({ state, minutes, people }) =>
    state === 'served' ? Array.from({ length: people }, () => minutes ?? 0) : [],
  )
  const sorted = served.toSorted((a, b) => a - b)
  const at = (share: number): number | undefined => {
    const rank = Math.ceil(share * sorted.length)
    return rank < CELL_MIN || sorted.length - rank < CELL_MIN ? undefined : sorted[rank - 1]
  }
  const [half, nineInTen] = [at(0.5), at(0.9)]
  return { ...(half !== undefined && { half }), ...(nineInTen !== undefined && { nineInTen }) }
}

/** How many of a crowd were served, came and left, did not come; `mixed`: not told apart, or they would be few. */
export interface Sums {
  served: number
  left: number
  notCome: number
  mixed: number
}

export function sumsOf(cells: readonly Cell<Outcome>[]): Sums {
  const sums: Sums = { served: 0, left: 0, notCome: 0, mixed: 0 }
  for (const { of, people } of cells) {
    const kinds = new Set(of.map((one) => (servedOutcomes.includes(one) ? 'served' : one)))
    const [only] = kinds
    sums[kinds.size > 1 ? 'mixed' : only === 'not-come' ? 'notCome' : (only as 'served' | 'left')] += people
  }
  return sums
}

/** Why somebody was called out of turn, and why somebody goes first: kinds of help, never told by day. */
export interface MonthFacts {
  /** "2026-11" */
  month: string
  /** Of the days whose people were told. */
  waits: Waits
  /** Of the days that told of no calls: those of the others were told by day. */
  reasons: readonly Count<OutOfTurnReason>[]
  priority: readonly Count<PriorityKind | 'unnamed'>[]
  /** Booked from home, or by staff at the desk. */
  booked: readonly Count<'self' | 'staff'>[]
  /** Answers to the question whether anybody asked for money. */
  money: readonly Count<'yes' | 'no'>[]
  /** Commitments of the turns booked in the month: what a sample is drawn from. */
  list: { size: number; sha256: string }
}

export interface MonthRecord {
  month: string
  /** With a record; of those the days with 1 to 4 people, who are counted nowhere. */
  days: number
  daysTooFew: number
  offered: { way: Way; seats: number }[]
  people: number
  /** Sums of what the days have shown. */
  given: Cell<Way>[]
  outcomes: Cell<Outcome>[]
  winners?: Sums
  waits: Waits
  outOfTurn: MonthOutOfTurn
  priority: Cell<PriorityKind | 'unnamed'>[] | null
  booked: Cell<'self' | 'staff'>[] | null
  money: Cell<'yes' | 'no'>[] | null
  list: { size: number; sha256: string }
}

/** Calls out of turn: of days that told of five and more the sum of what they told, of the others all together. */
export interface MonthOutOfTurn {
  /** null: the sum would tell of days with fewer than five. */
  calls: number | null
  atLeast: number
  told: Cell<DayReason>[]
  untold: Cell<OutOfTurnReason>[]
}

/** `days`: the records of all its days, in order. */
export function monthRecord(facts: MonthFacts, days: readonly DayRecord[]): MonthRecord {
  const shown = days.filter(({ people }) => people !== null)
  const parts = shown.flatMap((one) => one.parts)
  const winners = parts.filter(({ who }) => who === 'winners').flatMap((one) => one.outcomes)
  return {
    month: facts.month,
    days: days.length,
    daysTooFew: days.length - shown.length,
    offered: ways.flatMap((way) => {
      const own = days.flatMap((one) => one.offered).filter((one) => one.way === way)
      return own.length > 0 ? [{ way, seats: own.reduce((sum, one) => sum + one.seats, 0) }] : []
    }),
    people: shown.reduce((sum, one) => sum + one.people!, 0),
    given: sumByLabel(parts.map((one) => one.given)),
    outcomes: sumByLabel(parts.map((one) => one.outcomes)),
    ...(winners.length > 0 && { winners: sumsOf(winners) }),
    waits: facts.waits,
    outOfTurn: outOfTurnOf(facts, shown),
    priority: merged([...priorityKinds, 'unnamed'], facts.priority),
    booked: merged(['self', 'staff'], facts.booked),
    money: merged(['no', 'yes'], facts.money),
    list: facts.list,
  }
}

/**
 * All calls out of turn of a month. Days with fewer than five told nothing: their sum is told only
 * where it leaves every number from 0 to 4 possible for each of them.
 */
function outOfTurnOf({ reasons }: MonthFacts, days: readonly DayRecord[]): MonthOutOfTurn {
  const told = sumByLabel(days.map((one) => one.outOfTurn?.reasons ?? []))
  const atLeast = sumOf(told)
  const daysUntold = days.filter((one) => one.outOfTurn === null).length
  const untold = merged(outOfTurnReasons, reasons)
  const rest = sumOf(untold ?? [])
  const isSafe = untold !== null && rest <= (CELL_MIN - 1) * Math.max(0, daysUntold - 1)
  return isSafe ? { calls: atLeast + rest, atLeast, told, untold } : { calls: null, atLeast, told, untold: [] }
}

/** Days that are over at the office and have no record yet, of `candidates`. */
export function daysDue(candidates: readonly string[], known: ReadonlySet<string>, today: string): string[] {
  return candidates.filter((date) => date < today && !known.has(date)).toSorted()
}

/** The months that are over and lack their page; a month without any day has none. */
export function monthsDue(periods: ReadonlySet<string>, today: string): string[] {
  const months = new Set([...periods].filter((one) => one.length === 10).map((one) => one.slice(0, 7)))
  return [...months].filter((month) => month < today.slice(0, 7) && !periods.has(month)).toSorted()
}

import { type PriorityKind, priorityKinds } from '../visits/index.ts'
import { Random } from './random.ts'
import type { OfficeShape } from './shapes.ts'

/** People who come together, or were expected and do not come. */
export interface Party {
  /** "p017", in order of the window, then of those who come without one. */
  id: string
  people: number
  /** Absent: came without a booking. */
  window?: { startMs: number; endMs: number }
  /** Absent: never comes. */
  arrivesMs?: number
  priority?: PriorityKind
  /** What a counter of usual speed takes for all of them, by stage. */
  minutes: Readonly<Record<string, number>>
  /** From being called until they sit down. */
  walkMinutes: number
  /** Does not hear the first call of the day. */
  missesCall: boolean
}

/** What happens of itself, whoever is served when: in time order it can be played through any hall. */
export type DayEvent =
  | { atMs: number; kind: 'counter-opens'; counter: string }
  /** After whoever is being served; `minutes` is what the officer says, the end is an event of its own. */
  | { atMs: number; kind: 'counter-pauses'; counter: string; minutes: number }
  | { atMs: number; kind: 'counter-resumes'; counter: string }
  | { atMs: number; kind: 'arrives'; party: Party }

export interface SimulatedDay {
  shape: OfficeShape
  /** Local midnight of the day. */
  dayStartMs: number
  /** The hall's break, when nobody is called. */
  breaks: readonly { startMs: number; endMs: number }[]
  opensMs: number
  parties: readonly Party[]
  /** Minutes at this counter are so many times the usual ones. */
  pace: ReadonlyMap<string, number>
  events: readonly DayEvent[]
}

/**
 * A day at an office: whatever does not depend on the queue, from one seed. Some come early
 * and some late, some not at all; today's service is slower or quicker than planned, one
 * officer works faster than another; counters open late and pause, not always for as long
 * as was said.
 */
export function simulateDay(shape: OfficeShape, seed: number, dayStartMs: number): SimulatedDay {
  const random = new Random(seed)
  const at = (minute: number): number => dayStartMs + Math.round(minute * MINUTE_MS)
  // Computers, forms, the season: the whole day differs from the plan, and with it each stage.
  const today = random.logNormal(1, 0.12)
  const usual = shape.stages.map(({ id, minutes }) => ({ id, minutes: minutes * today * random.logNormal(1, 0.08) }))
  const pace = new Map(shape.counters.map(({ id }) => [id, random.logNormal(1, 0.15)]))
  const parties = [...bookedParties(shape, random), ...unbookedParties(shape, random)].map(
    ({ startMinute, arrivesMinute, ...party }, index): Party => ({
      ...party,
      id: `p${String(index + 1).padStart(3, '0')}`,
      ...(startMinute !== undefined && {
        window: { startMs: at(startMinute), endMs: at(startMinute + shape.windowMinutes) },
      }),
      ...(arrivesMinute !== undefined && { arrivesMs: at(arrivesMinute) }),
      minutes: Object.fromEntries(usual.map(({ id, minutes }) => [id, serviceMinutes(party.people, minutes, random)])),
      walkMinutes: random.between(0.3, 1.5),
      missesCall: random.chance(0.02),
    }),
  )
  const arrivals = parties.flatMap((party): DayEvent[] =>
    party.arrivesMs === undefined ? [] : [{ atMs: party.arrivesMs, kind: 'arrives', party }],
  )
  const { breakMinutes } = shape
  return {
    shape,
    dayStartMs,
    opensMs: at(shape.opensMinute),
    breaks: breakMinutes ? [{ startMs: at(breakMinutes[0]), endMs: at(breakMinutes[1]) }] : [],
    parties,
    pace,
    events: [...arrivals, ...counterEvents(shape, random, at)].sort((a, b) => a.atMs - b.atMs),
  }
}

const MINUTE_MS = 60_000

type Plan = Pick<Party, 'people' | 'priority'> & { startMinute?: number; arrivesMinute?: number }

function bookedParties(shape: OfficeShape, random: Random): Plan[] {
  return shape.windows.flatMap((startMinute) => {
    const parties: Plan[] = []
    // A party that is too large for what is left takes the next window; here it is cut.
    for (let left = shape.peopleBooked; left > 0; left -= parties.at(-1)?.people ?? left) {
      const people = Math.min(left, random.pick([1, 1, 1, 1, 1, 2, 2, 3, 4, 5]))
      const arrivesMinute = arrivalMinute(startMinute, shape, random)
      parties.push({
        people,
        startMinute,
        ...(arrivesMinute !== undefined && { arrivesMinute }),
        ...(random.chance(0.05) && { priority: random.pick(priorityKinds) }),
      })
    }
    return parties
  })
}

/** Most come up to half an hour before their window or in it; some late; one in ten never. */
function arrivalMinute(start: number, { windowMinutes, opensMinute }: OfficeShape, random: Random): number | undefined {
  const lot = random.next()
  if (lot < 0.1) return undefined
  if (lot < 0.17) return start + windowMinutes + random.between(0, 60)
  return Math.max(opensMinute - 45, start + random.normal(-8, 13))
}

function unbookedParties({ walkIns, priorityUnbooked, opensMinute, windows }: OfficeShape, random: Random): Plan[] {
  const last = (windows.at(-1) ?? opensMinute) + 15
  const times = (count: number): number[] =>
    Array.from({ length: Math.round(random.normal(count, Math.sqrt(count))) }, () =>
      // Half of them in the first hour.
      random.chance(0.5) ? random.between(opensMinute - 20, opensMinute + 60) : random.between(opensMinute + 60, last),
    )
  return [
    ...times(walkIns).map((arrivesMinute): Plan => ({ people: random.pick([1, 1, 1, 2, 3]), arrivesMinute })),
    ...times(priorityUnbooked).map(
      (arrivesMinute): Plan => ({
        people: random.pick([1, 1, 2]),
        arrivesMinute,
        priority: random.pick(priorityKinds),
      }),
    ),
  ]
}

/** One after another, each skewed; who comes together shares the greeting and the papers of a family. */
function serviceMinutes(people: number, minutes: number, random: Random): number {
  const each = Array.from({ length: people }, (_, index) => random.logNormal(minutes * (index > 0 ? 0.92 : 1.05), 0.55))
  return each.reduce((sum, one) => sum + one, 0)
}

function counterEvents(shape: OfficeShape, random: Random, at: (minute: number) => number): DayEvent[] {
  return shape.counters.flatMap(({ id }, index) => {
    const opens = shape.opensMinute + (random.chance(0.2) ? random.between(3, 25) : 0)
    const pauses = pausesOf(shape, index, opens, random)
    return [
      { atMs: at(opens), kind: 'counter-opens' as const, counter: id },
      ...pauses.flatMap(({ from, said, real }) => [
        { atMs: at(from), kind: 'counter-pauses' as const, counter: id, minutes: said },
        { atMs: at(from + real), kind: 'counter-resumes' as const, counter: id },
      ]),
    ]
  })
}

/** Up to three pauses, each in a third of the day of its own so that they never overlap, and lunch if in turn. */
function pausesOf(shape: OfficeShape, index: number, opens: number, random: Random) {
  const pauses: { from: number; said: number; real: number }[] = []
  const lunch = 690 + (index % 3) * 40
  for (const [from, to] of [
    [opens + 10, 650],
    [840, 880],
    [890, 930],
  ] as const) {
    if (random.chance(0.35)) {
      const said = random.pick([5, 10, 15])
      pauses.push({ from: random.between(from, to), said, real: said * random.between(0.8, 1.5) })
    }
  }
  if (!shape.breakMinutes) pauses.push({ from: lunch, said: 40, real: random.between(38, 45) })
  return pauses
}

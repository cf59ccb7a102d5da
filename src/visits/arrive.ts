import type { DayDefinition } from '../offices/index.ts'
import type { Ticket } from '../bookings/index.ts'
import { type Act, afterwards, awayFromCounter, nothing } from './acts.ts'
import { dueOf } from './arrival.ts'
import { visitErrors } from './errors.ts'
import { type Decision, joined, type Step } from './hall-change.ts'
import { afterMove, journeyOf } from './journey.ts'
import type { FloorVisit, PriorityKind, VisitKind, VisitState } from './model.ts'
import { numberText } from './number-text.ts'
import { OFFLINE_NUMBERS_FROM } from './offline-numbers.ts'

/** Who of a ticket is here, as reception has seen it. */
export interface Arrivals {
  newVisitId(): string
  ticket: Ticket
  kind: VisitKind
  /** Positions of those who are here and were not before. */
  positions: readonly number[]
  priority?: PriorityKind | undefined
  /** A number that was given out while the network was gone. */
  number?: string | undefined
}

/** Who came, on which number. */
export interface Arrived {
  visit: FloorVisit
  positions: readonly number[]
}

/**
 * Checks in those of a party who are here: a new number, or more people on the number that
 * the party has while it still waits; where it asked for numbers of their own, one for each.
 * Pure; what it decides is written by changeHall.
 */
export function arrive(
  act: Act,
  arrivals: Arrivals,
): { decision: Decision; arrived: readonly [Arrived, ...Arrived[]] } {
  const party = visitsOfBooking(act, arrivals.ticket.bookingId)
  if (party.some(({ apart }) => apart)) return arriveApart(act, arrivals)
  const { positions } = arrivals
  const [earlier] = party
  const isOpen = earlier && earlier.state !== 'finished'
  const { decision, visit } = isOpen ? join(act, arrivals, earlier) : come(act, arrivals)
  return { decision, arrived: [{ visit, positions }] }
}

/** One number each. Who was given one together, while the network was gone, keeps it together. */
function arriveApart(act: Act, arrivals: Arrivals): ReturnType<typeof arrive> {
  const { positions: all, number } = arrivals
  const parts = number === undefined ? all.map((one) => [one]) : [all]
  let decision = nothing
  const arrived = parts.map((positions): Arrived => {
    const one = come(afterwards(act, decision), { ...arrivals, positions })
    const visit = { ...one.visit, apart: positions }
    decision = joined(decision, { ...one.decision, change: { ...one.decision.change, visits: [visit] } })
    return { visit, positions }
  })
  return { decision, arrived: arrived as [Arrived, ...Arrived[]] }
}

/** A number of their own. */
function come(act: Act, arrivals: Arrivals): { decision: Decision; visit: FloorVisit } {
  const { number, numbers } = nextNumber(act, arrivals.kind, arrivals.number)
  const { ticket } = arrivals
  const startMs = ticket.slot.startsAt.epochMilliseconds
  const hasHour = arrivals.kind === 'appointment' || arrivals.kind === 'priority'
  const { dueMs, lateMinutes } = dueOf({
    appointment: hasHour ? { startMs, endMs: ticket.slot.endsAt.epochMilliseconds } : undefined,
    arrivedMs: act.nowMs,
    graceMinutes: act.day.checkIn.graceMinutes,
  })
  const services = servicesOf(arrivals)
  const journey = journeyFor(act.day, services)
  const visit: FloorVisit = {
    visitId: arrivals.newVisitId(),
    kind: arrivals.kind,
    number,
    people: arrivals.positions.length,
    services,
    bookingId: ticket.bookingId,
    state: 'waiting',
    journey,
    stage: journey[0]!,
    ...(hasHour && { appointmentMs: startMs }),
    arrivedMs: act.nowMs,
    lateMinutes,
    ...(arrivals.priority && { priority: arrivals.priority }),
    queuedMs: act.nowMs,
    dueMs,
    calls: 0,
  }
  return { visit, decision: { change: { visits: [visit], numbers }, steps: [stepOf(visit, 'checked-in')] } }
}

/** The numbers of the day that a booking has: the newest first, of one moment the lowest. */
export function visitsOfBooking({ floor }: Pick<Act, 'floor'>, bookingId: string): FloorVisit[] {
  return [...floor.visits.values()]
    .filter((one) => one.bookingId === bookingId)
    .toSorted((a, b) => b.arrivedMs - a.arrivedMs || compareNumbers(a, b))
}

const compareNumbers = (a: FloorVisit, b: FloorVisit): number => (a.number < b.number ? -1 : 1)

/** "A-017", or "A-017, A-031": the newest number, and where each of the party has their own all of them, in order. */
export function numbersText(visits: readonly FloorVisit[]): string {
  const own = visits.filter(({ apart }) => apart)
  return (own.length > 0 ? own : visits.slice(0, 1)).map(({ number }) => number).toSorted().join(', ')
}

/** The numbers of these people: where they have their own those, else the one that the party has now. */
export function numbersOf(
  act: Pick<Act, 'floor'>,
  bookingId: string,
  positions: ReadonlySet<number>,
): readonly FloorVisit[] {
  const party = visitsOfBooking(act, bookingId)
  const own = party.filter(({ apart }) => apart?.some((one) => positions.has(one)))
  return own.length > 0 ? own : party.filter(({ apart }) => !apart).slice(0, 1)
}

/** Of a number whose people are not in the hall just now, and may be back the same day. */
export const awayStates: ReadonlySet<VisitState> = new Set(['absent', 'parked', 'left'])

/** Others of the party are here already: one number, called together. Who was absent or parked is back with them. */
function join(act: Act, arrivals: Arrivals, earlier: FloorVisit): { decision: Decision; visit: FloorVisit } {
  const isAway = awayStates.has(earlier.state)
  const services = [...new Set([...earlier.services, ...servicesOf(arrivals)])]
  const more: FloorVisit = {
    ...earlier,
    people: earlier.people + arrivals.positions.length,
    services,
    journey: journeyOf([earlier.journey, journeyFor(act.day, services)], act.day.stages.map((one) => one.id)),
    ...(arrivals.priority && { priority: arrivals.priority, kind: 'priority' as const }),
  }
  const visit = isAway ? comeBack(act, more).visit : more
  return { visit, decision: { change: { visits: [visit] }, steps: [stepOf(visit, 'more-arrived')] } }
}

function servicesOf({ ticket, positions }: Arrivals): string[] {
  return [...new Set(positions.map((position) => ticket.people[position]!.serviceId))]
}

/** The stages of these services together, in the office's order. */
export function journeyFor(day: DayDefinition, services: readonly string[]): string[] {
  const rest = day.journeys.find((one) => !one.services)
  const needed = services.map((service) => {
    const own = day.journeys.find((one) => one.services?.includes(service)) ?? rest
    return own?.stages ?? []
  })
  return journeyOf(needed, day.stages.map((one) => one.id))
}

const letterOf: Record<VisitKind, keyof DayDefinition['letters']> = {
  appointment: 'appointment',
  priority: 'priority',
  'walk-in': 'walkIn',
  collection: 'collection',
}

/**
 * The next number of the kind's letter; or `wanted`, if it is one of those given out without a
 * network and nobody has it: the others are counted, and one taken ahead would be given again.
 */
export function nextNumber(
  act: Act,
  kind: VisitKind,
  wanted?: string,
): { number: string; numbers: Record<string, number> } {
  const letter = act.day.letters[letterOf[kind]]
  const isFree = wanted !== undefined && ![...act.floor.visits.values()].some((one) => one.number === wanted)
  if (isFree && Number(wanted.slice(2)) >= OFFLINE_NUMBERS_FROM) return { number: wanted, numbers: {} }
  const next = (act.floor.numbers[letter] ?? 0) + 1
  if (next >= OFFLINE_NUMBERS_FROM) throw visitErrors.NUMBERS_USED_UP()
  return { number: numberText(letter, next), numbers: { [letter]: next } }
}

function stepOf(visit: FloorVisit, kind: Step['kind']): Step {
  return { visitId: visit.visitId, kind, stage: visit.stage }
}

/** Back in the queue of the stage it was at, its place kept: who was absent, set aside, or had left by mistake. */
export function comeBack(act: Act, visit: FloorVisit): { decision: Decision; visit: FloorVisit } {
  if (afterMove(visit.state, 'return') === undefined) {
    throw visitErrors.WRONG_STATE({ values: { number: visit.number } })
  }
  // Who missed the call is called after the next person, not at once: the place was given up.
  const dueMs = visit.state === 'absent' ? Math.max(visit.dueMs, act.nowMs) : visit.dueMs
  const after: FloorVisit = { ...awayFromCounter(visit), state: 'waiting', queuedMs: act.nowMs, dueMs }
  return { visit: after, decision: { change: { visits: [after] }, steps: [stepOf(after, 'returned')] } }
}

/** The same people again: who was called in vain or set aside is back by it. Undefined: no number of theirs. */
export function backAgain(
  act: Act,
  [first, ...others]: readonly FloorVisit[],
): { decision: Decision; visit: FloorVisit } | undefined {
  if (!first) return undefined
  let decision = nothing
  for (const one of [first, ...others].filter(({ state }) => awayStates.has(state))) {
    decision = joined(decision, comeBack(afterwards(act, decision), one).decision)
  }
  return { decision, visit: afterwards(act, decision).floor.visits.get(first.visitId)! }
}

/** Goes away without being served: the number is over. */
export function leave(_act: Act, visit: FloorVisit): { decision: Decision; visit: FloorVisit } {
  if (afterMove(visit.state, 'leave') === undefined) {
    throw visitErrors.WRONG_STATE({ values: { number: visit.number } })
  }
  const after: FloorVisit = { ...awayFromCounter(visit), state: 'left' }
  return { visit: after, decision: { change: { visits: [after] }, steps: [stepOf(after, 'left')] } }
}

/** Goes first from now on, with the reason's kind; the number stays. */
export function makePriority(
  _act: Act,
  visit: FloorVisit,
  priority: PriorityKind,
): { decision: Decision; visit: FloorVisit } {
  if (visit.state !== 'waiting') throw visitErrors.NOT_WAITING({ values: { number: visit.number } })
  const after: FloorVisit = { ...visit, kind: 'priority', priority }
  return { visit: after, decision: { change: { visits: [after] }, steps: [stepOf(after, 'made-priority')] } }
}

/** To another stage's queue, by the desk; the fair place goes with it. */
export function moveQueue(act: Act, visit: FloorVisit, stage: string): { decision: Decision; visit: FloorVisit } {
  if (visit.state !== 'waiting') throw visitErrors.NOT_WAITING({ values: { number: visit.number } })
  if (!act.day.stages.some((one) => one.id === stage)) {
    throw visitErrors.STAGE_NOT_HERE({ values: { allowed: act.day.stages.map((one) => one.id).join(', ') } })
  }
  const after: FloorVisit = { ...visit, stage, queuedMs: act.nowMs }
  return { visit: after, decision: { change: { visits: [after] }, steps: [stepOf(after, 'transferred')] } }
}

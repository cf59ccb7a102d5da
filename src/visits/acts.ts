import type { DayDefinition } from '../offices/index.ts'
import { visitErrors } from './errors.ts'
import { applyChange, type Decision } from './hall-change.ts'
import type { Floor, FloorCounter, FloorVisit } from './model.ts'

/** What an act is decided on: the hall as it is under the lock, the office's rules, the moment, and who acts. */
export interface Act {
  floor: Floor
  day: DayDefinition
  nowMs: number
  /** Account and name of the member of staff; whether they may act at counters where others sit. */
  by: { account: string; name: string; maySupervise?: boolean }
}

/** The visit named `visitId`; refused where the hall has none. */
export function visitOf({ floor }: Pick<Act, 'floor'>, visitId: string): FloorVisit {
  const visit = floor.visits.get(visitId)
  if (!visit) throw visitErrors.VISIT_UNKNOWN()
  return visit
}

/** The counter as the hall has it; one that nobody has opened yet is closed. */
export function counterOf({ floor, day }: Pick<Act, 'floor' | 'day'>, counterId: string): FloorCounter {
  const known = floor.counters.get(counterId)
  if (known) return known
  if (!day.counters.some((one) => one.id === counterId && one.site === floor.siteId)) {
    throw visitErrors.COUNTER_UNKNOWN()
  }
  return { counterId, state: 'closed', stages: [], seenMs: 0 }
}

/** The stages a counter may serve, of the office's definition. */
export function stagesMay({ floor, day }: Pick<Act, 'floor' | 'day'>, counterId: string): readonly string[] {
  return day.counters.find((one) => one.id === counterId && one.site === floor.siteId)?.stages ?? []
}

/** A visit that is at no counter: back in a queue, or done with it. */
export function awayFromCounter(visit: FloorVisit): FloorVisit {
  const { counter: _counter, calledMs: _c, startedMs: _s, moreTimeMs: _m, ...rest } = visit
  const { ordered: _ordered, sentBack: _sentBack, ...away } = rest
  return { ...away, calls: 0 }
}

/** Puts `visit` into the queue of `stage`; its fair place goes with it. */
export function queued(visit: FloorVisit, stage: string, nowMs: number): FloorVisit {
  return { ...awayFromCounter(visit), state: 'waiting', stage, queuedMs: nowMs }
}

export function withoutVisit(counter: FloorCounter): FloorCounter {
  const { visitId: _gone, ...rest } = counter
  return rest
}

/** The same act on the hall as `decision` leaves it. */
export const afterwards = <A extends Pick<Act, 'floor'>>(act: A, { change }: Decision): A => ({
  ...act,
  floor: applyChange(act.floor, act.floor.version, change),
})

export const nothing: Decision = { change: {}, steps: [] }

export const minutesBetween = (fromMs: number, toMs: number): number => (toMs - fromMs) / 60_000

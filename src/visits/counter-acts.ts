import { isDeepStrictEqual } from 'node:util'
import {
  type Act,
  afterwards,
  awayFromCounter,
  counterOf,
  minutesBetween,
  nothing,
  queued,
  stagesMay,
  visitOf,
  withoutVisit,
} from './acts.ts'
import { visitErrors } from './errors.ts'
import { type Decision, joined, type LastStep } from './hall-change.ts'
import { afterMove, nextStage, type VisitMove } from './journey.ts'
import type { FloorCounter, FloorVisit, Left, OutOfTurnReason, SendBackReason, TurnCounts } from './model.ts'
import { callingOrder, firstOfHeads, turnsAfter } from './order.ts'
import type { Place } from './order-types.ts'

/**
 * What can be done at a counter: each act is a pure decision on the hall, and is refused
 * with visitErrors where its state does not allow it. What is written, told and shown
 * follows from the decision alone (change-hall.ts).
 */

/**
 * Opens a counter: whoever does sits at it from then on, also where somebody else sat. Only
 * who leads the hall changes what others' counters serve and leaves them as they are.
 */
export function openCounter(act: Act, counterId: string, stages: readonly string[] | undefined): Decision {
  const counter = counterOf(act, counterId)
  const may = stagesMay(act, counterId)
  const wanted = stages ?? (counter.stages.length > 0 ? counter.stages : may)
  if (wanted.some((one) => !may.includes(one))) {
    throw visitErrors.STAGE_NOT_HERE({ values: { allowed: may.join(', ') } })
  }
  if (act.by.maySupervise && isOthers(act, counter)) {
    return { change: { counters: [{ ...counter, stages: wanted }] }, steps: [] }
  }
  const { pausedUntilMs: _paused, ...rest } = counter
  return {
    change: {
      counters: [
        {
          ...rest,
          state: 'open',
          stages: wanted,
          staff: act.by.account,
          staffName: act.by.name,
          seenMs: act.nowMs,
        },
      ],
    },
    steps: [],
  }
}

/** Whether somebody else sits at it. */
function isOthers(act: Act, { state, staff }: FloorCounter): boolean {
  return state !== 'closed' && staff !== undefined && staff !== act.by.account
}

/** The counter at which whoever acts sits; that of somebody else is for who leads the hall. */
function ownCounter(act: Act, counterId: string): FloorCounter {
  const counter = counterOf(act, counterId)
  if (act.by.maySupervise || !isOthers(act, counter)) return counter
  throw visitErrors.COUNTER_OF_OTHER({ values: { staff: counter.staffName ?? '' } })
}

export function closeCounter(act: Act, counterId: string): Decision {
  const counter = ownCounter(act, counterId)
  refuseIfBusy(act, counter)
  const { staff: _staff, staffName: _name, pausedUntilMs: _paused, ...rest } = counter
  return { change: { counters: [{ ...rest, state: 'closed' }] }, steps: [] }
}

/** `minutes` undefined: until somebody resumes. Who is being served is served to the end. */
export function pauseCounter(act: Act, counterId: string, minutes: number | undefined): Decision {
  const counter = ownCounter(act, counterId)
  if (counter.state === 'closed') throw visitErrors.COUNTER_CLOSED()
  const { pausedUntilMs: _before, ...rest } = counter
  const until = minutes === undefined ? {} : { pausedUntilMs: act.nowMs + minutes * 60_000 }
  return { change: { counters: [{ ...rest, state: 'paused', seenMs: act.nowMs, ...until }] }, steps: [] }
}

export function resumeCounter(act: Act, counterId: string): Decision {
  const counter = ownCounter(act, counterId)
  if (counter.state !== 'paused') return nothing
  const { pausedUntilMs: _until, ...rest } = counter
  return { change: { counters: [{ ...rest, state: 'open', seenMs: act.nowMs }] }, steps: [] }
}

/** Calls whoever is next for this counter; undefined: nobody waits for its stages. */
export function callNext(act: Act, counterId: string): Decision | undefined {
  const counter = freeCounter(act, counterId)
  const place = nextFor(act, counter)
  return place && called(act, counter, place)
}

/** Who is next for a counter, of the heads of the queues it serves; undefined: nobody waits. */
export function nextFor(act: Pick<Act, 'floor' | 'day' | 'nowMs'>, counter: FloorCounter): Place | undefined {
  return firstOfHeads(counter.stages.flatMap((stage) => queueOf(act, stage).slice(0, 1)))
}

/** The queue of one stage, in the order in which it is called. */
export function queueOf({ floor, day, nowMs }: Pick<Act, 'floor' | 'day' | 'nowMs'>, stage: string): Place[] {
  const waiting = [...floor.visits.values()].filter((one) => one.state === 'waiting' && one.stage === stage)
  return callingOrder(waiting, floor.turns[stage] ?? noTurns, day.order, nowMs)
}

export const noTurns: TurnCounts = { sincePriority: 0, sinceWalkIn: 0 }

function called(act: Act, counter: FloorCounter, place: Place): Decision {
  const { visit } = place
  const turns = turnsAfter(act.floor.turns[visit.stage] ?? noTurns, place)
  const after: FloorVisit = { ...visit, state: 'called', counter: counter.counterId, calls: 1, calledMs: act.nowMs }
  return {
    change: {
      visits: [after],
      counters: [{ ...counter, visitId: visit.visitId, seenMs: act.nowMs }],
      turns: { [visit.stage]: turns },
      call: { number: visit.number, counter: counter.counterId, atMs: act.nowMs, again: false },
    },
    steps: [
      {
        visitId: visit.visitId,
        kind: 'called',
        stage: visit.stage,
        counter: counter.counterId,
        before: { visit, turns: { before: act.floor.turns[visit.stage] ?? noTurns, after: turns } },
      },
    ],
  }
}

/** Calls somebody who waits out of turn: needs a reason, names who ordered it, and leaves its trace. */
export function callOutOfTurn(
  act: Act,
  counterId: string,
  { visitId, reason }: { visitId: string; reason: OutOfTurnReason },
): Decision {
  const counter = freeCounter(act, counterId)
  const before = visitOf(act, visitId)
  if (before.state !== 'waiting') throw visitErrors.NOT_WAITING({ values: { number: before.number } })
  const visit: FloorVisit = { ...before, ordered: { reason, by: act.by.account, atMs: act.nowMs } }
  const decision = called(act, counter, { visit, why: { rule: 'ordered', reason, by: act.by.account } })
  const [step] = decision.steps
  return { ...decision, steps: [{ ...step!, kind: 'out-of-turn', reason, before: { ...step!.before, visit: before } }] }
}

export function recall(act: Act, counterId: string): Decision {
  const { counter, visit } = atCounter(act, counterId, 'recall')
  const after = { ...visit, calls: visit.calls + 1 }
  return {
    change: {
      visits: [after],
      counters: [{ ...counter, seenMs: act.nowMs }],
      call: { number: visit.number, counter: counterId, atMs: act.nowMs, again: true },
    },
    steps: [{ visitId: visit.visitId, kind: 'recalled', stage: visit.stage, counter: counterId }],
  }
}

export function start(act: Act, counterId: string): Decision {
  const { counter, visit } = atCounter(act, counterId, 'start')
  return {
    change: {
      visits: [{ ...visit, state: 'serving', startedMs: act.nowMs }],
      counters: [{ ...counter, seenMs: act.nowMs }],
    },
    steps: [{ visitId: visit.visitId, kind: 'started', stage: visit.stage, counter: counterId, before: { visit } }],
  }
}

/**
 * Done here. `to` undefined: on to the stage that the journey says, or to the end; `end`:
 * done for today. Who was called and never started counts as served since the call.
 */
export function finish(act: Act, counterId: string, to?: string): Decision {
  const { counter, visit } = atCounter(act, counterId, 'finish')
  const stages = act.day.stages.map((one) => one.id)
  const stage = to === 'end' ? undefined : (to ?? nextStage(visit.journey, visit.stage, stages))
  if (stage !== undefined && !act.day.stages.some((one) => one.id === stage)) {
    throw visitErrors.STAGE_NOT_HERE({ values: { allowed: act.day.stages.map((one) => one.id).join(', ') } })
  }
  const minutes = minutesBetween(visit.startedMs ?? visit.calledMs ?? act.nowMs, act.nowMs)
  const after: FloorVisit =
    stage === undefined ? { ...awayFromCounter(visit), state: 'finished' } : queued(visit, stage, act.nowMs)
  return {
    change: {
      visits: [after],
      counters: [{ ...withoutVisit(counter), seenMs: act.nowMs }],
      served: {
        visitId: visit.visitId,
        stage: visit.stage,
        counter: counterId,
        people: visit.people,
        minutes,
        endedMs: act.nowMs,
      },
      left: leftOf(act, visit, counterId, stage === undefined ? 'finished' : 'sent-on'),
    },
    steps: [
      {
        visitId: visit.visitId,
        kind: stage === undefined ? 'finished' : 'sent-on',
        stage: visit.stage,
        counter: counterId,
        minutes,
        before: { visit },
      },
    ],
  }
}

/** The key that is pressed most: done, and the next one called in the same breath. */
export function finishAndNext(act: Act, counterId: string, to?: string): { decision: Decision; nobody: boolean } {
  const first = finish(act, counterId, to)
  const next = afterwards(act, first)
  if (counterOf(next, counterId).state !== 'open' || next.floor.pause) return { decision: first, nobody: true }
  const second = callNext(next, counterId)
  return second ? { decision: joined(first, second), nobody: false } : { decision: first, nobody: true }
}

/** Not come: only after so many calls and minutes, and never while calls are stopped. */
export function noShow(act: Act, counterId: string): Decision {
  const { counter, visit } = atCounter(act, counterId, 'no-show')
  if (act.floor.pause) throw visitErrors.HALL_PAUSED()
  const { callsMin, minutesMin } = act.day.noShow
  if (visit.calls < callsMin || minutesBetween(visit.calledMs ?? act.nowMs, act.nowMs) < minutesMin) {
    throw visitErrors.NO_SHOW_TOO_SOON({ values: { calls: callsMin, minutes: minutesMin } })
  }
  return gone(act, { counter, visit }, 'absent')
}

/** Set aside with its place kept: it comes back by `return` at the desk. */
export function park(act: Act, counterId: string): Decision {
  return gone(act, atCounter(act, counterId, 'park'), 'parked')
}

/** A paper is missing: set aside for later today, with the reason that the applicant is told. */
export function sendBack(act: Act, counterId: string, reason: SendBackReason): Decision {
  const { change, steps } = gone(act, atCounter(act, counterId, 'send-back'), 'parked')
  return {
    change: {
      ...change,
      visits: (change.visits ?? []).map((one) => ({ ...one, sentBack: reason })),
      ...(change.left && { left: { ...change.left, what: 'sent-back' as const } }),
    },
    steps: steps.map((one) => ({ ...one, kind: 'sent-back' as const, reason })),
  }
}

function gone(
  act: Act,
  { counter, visit }: { counter: FloorCounter; visit: FloorVisit },
  state: 'absent' | 'parked',
): Decision {
  return {
    change: {
      visits: [{ ...awayFromCounter(visit), state }],
      counters: [{ ...withoutVisit(counter), seenMs: act.nowMs }],
      left: leftOf(act, visit, counter.counterId, state),
    },
    steps: [
      { visitId: visit.visitId, kind: state, stage: visit.stage, counter: counter.counterId, before: { visit } },
    ],
  }
}

/** To another stage's queue, with the place kept, or straight to a counter that is free. */
export function transfer(act: Act, counterId: string, to: { stage?: string; counter?: string }): Decision {
  const { counter, visit } = atCounter(act, counterId, to.counter === undefined ? 'transfer' : 'hand-over')
  const step = { visitId: visit.visitId, kind: 'transferred', stage: visit.stage, counter: counterId } as const
  const before = { visit }
  const freed = { ...withoutVisit(counter), seenMs: act.nowMs }
  const left = leftOf(act, visit, counterId, 'transferred')
  if (to.counter !== undefined) {
    const other = freeCounter(act, to.counter)
    const moved: FloorVisit = {
      ...awayFromCounter(visit),
      state: 'called',
      counter: other.counterId,
      calls: 1,
      calledMs: act.nowMs,
    }
    return {
      change: {
        visits: [moved],
        counters: [freed, { ...other, visitId: visit.visitId }],
        left,
        call: { number: visit.number, counter: other.counterId, atMs: act.nowMs, again: false },
      },
      // Two counters were changed: to take it back is a transfer of its own.
      steps: [step, { visitId: visit.visitId, kind: 'called', stage: visit.stage, counter: other.counterId }],
    }
  }
  const stage = to.stage ?? visit.stage
  if (!act.day.stages.some((one) => one.id === stage)) {
    throw visitErrors.STAGE_NOT_HERE({ values: { allowed: act.day.stages.map((one) => one.id).join(', ') } })
  }
  return {
    change: { visits: [queued(visit, stage, act.nowMs)], counters: [freed], left },
    steps: [{ ...step, before }],
  }
}

/**
 * Takes back the counter's last step: the visit is as it was before it, if nothing has happened
 * to it since. The counts go back too, unless others were called meanwhile: their calls stay counted.
 */
export function undo(act: Act, counterId: string, { step, before: { visit, turns } }: LastStep): Decision {
  const counter = counterOf(act, counterId)
  const isBackHere = visit.counter === counterId
  const isLastCall = turns !== undefined && isDeepStrictEqual(act.floor.turns[visit.stage], turns.after)
  if (isBackHere) refuseIfBusy(act, counter, visit.visitId)
  return {
    change: {
      visits: [visit],
      counters: [isBackHere ? { ...counter, visitId: visit.visitId } : withoutVisit(counter)],
      ...(isLastCall && { turns: { [visit.stage]: turns.before } }),
      undone: { visitId: visit.visitId, counter: counterId, kind: step.kind },
    },
    steps: [{ visitId: visit.visitId, kind: 'undone', stage: visit.stage, counter: counterId }],
  }
}

function leftOf(act: Act, { visitId, number }: FloorVisit, counter: string, what: Left['what']): Left {
  return { visitId, number, counter, what, atMs: act.nowMs }
}

function freeCounter(act: Act, counterId: string): FloorCounter {
  const counter = counterOf(act, counterId)
  if (counter.state !== 'open') throw visitErrors.COUNTER_CLOSED()
  if (act.floor.pause) throw visitErrors.HALL_PAUSED()
  refuseIfBusy(act, counter)
  return counter
}

function refuseIfBusy(act: Act, counter: FloorCounter, unless?: string): void {
  if (counter.visitId === undefined || counter.visitId === unless) return
  throw visitErrors.COUNTER_BUSY({ values: { number: visitOf(act, counter.visitId).number } })
}

function atCounter(
  act: Act,
  counterId: string,
  move: VisitMove,
): { counter: FloorCounter; visit: FloorVisit } {
  const counter = counterOf(act, counterId)
  if (counter.visitId === undefined) throw visitErrors.COUNTER_IDLE()
  const visit = visitOf(act, counter.visitId)
  if (afterMove(visit.state, move) === undefined) throw visitErrors.WRONG_STATE({ values: { number: visit.number } })
  return { counter, visit }
}

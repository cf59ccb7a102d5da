import assert from 'node:assert/strict'
import type { VisitState } from './model.ts'

/**
 * A visit's states and every move between them: the only place in code. docs/visits.md draws
 * it (a test compares the picture with this); acts ask here what they may. Pure.
 *
 * `undefined` stands for the state of somebody who has not checked in.
 */
export const visitMoves = [
  'check-in',
  'call',
  'recall',
  'start',
  'send-on', // to the next stage
  'finish',
  'send-back', // a paper is missing: the fair place is kept for later today
  'park',
  'transfer', // to another queue
  'hand-over', // straight to another counter that is free
  'no-show',
  'return',
  'postpone', // to another hour of today, by the office's fault
  'leave',
] as const
export type VisitMove = (typeof visitMoves)[number]

/** Of whoever stands at a counter. Started or not: the key for it is easily forgotten, the person was served. */
const atCounter = {
  'send-on': 'waiting',
  finish: 'finished',
  'send-back': 'parked',
  park: 'parked',
  transfer: 'waiting',
  'hand-over': 'called',
} as const

/** From each state, the moves there are and where they lead. */
const table: Record<VisitState, Partial<Record<VisitMove, VisitState>>> = {
  waiting: { call: 'called', transfer: 'waiting', postpone: 'parked', leave: 'left' },
  called: {
    recall: 'called',
    start: 'serving',
    'no-show': 'absent',
    ...atCounter,
  },
  serving: atCounter,
  parked: { return: 'waiting', postpone: 'parked', leave: 'left' },
  absent: { return: 'waiting', postpone: 'parked', leave: 'left' },
  finished: {},
  left: { return: 'waiting' },
}

/** The state after `move`; undefined where there is no such move. */
export function afterMove(state: VisitState | undefined, move: VisitMove): VisitState | undefined {
  if (state === undefined) return move === 'check-in' ? 'waiting' : undefined
  return table[state][move]
}

/**
 * The stages of a whole party, in the office's order: what any of its people needs, since
 * they are called together. `needed` holds each person's stages in any order.
 */
export function journeyOf(needed: readonly (readonly string[])[], stages: readonly string[]): string[] {
  const wanted = new Set(needed.flat())
  for (const stage of wanted) assert(stages.includes(stage), `a service needs the unknown stage ${stage}`)
  return stages.filter((stage) => wanted.has(stage))
}

/**
 * Where a visit goes on after `stage`; undefined: that was the last. Somebody who was moved
 * to a stage outside of the journey goes on with what of it comes later in `stages`, the
 * office's order; without `stages` with its beginning.
 */
export function nextStage(
  journey: readonly string[],
  stage: string,
  stages: readonly string[] = journey,
): string | undefined {
  return stages.slice(stages.indexOf(stage) + 1).find((later) => journey.includes(later))
}

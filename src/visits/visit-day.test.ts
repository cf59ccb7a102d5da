import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act } from './acts.ts'
import { type FloorVisit, visitStates } from './model.ts'
import { giveUpPlace, standingOf } from './visit-day.ts'

const visit: FloorVisit = {
  visitId: 'v',
  kind: 'appointment',
  number: 'A-017',
  people: 1,
  services: [],
  state: 'waiting',
  journey: ['verification'],
  stage: 'verification',
  appointmentMs: 1_000,
  arrivedMs: 500,
  lateMinutes: 0,
  queuedMs: 500,
  dueMs: 1_000,
  calls: 0,
}
const act = {} as Act

test('only a national stop is the fault of the office for everybody; who is done has nothing to move', () => {
  const stopped = { isOver: false, isAtCounter: false, isHallStopped: true }
  assert.deepEqual(standingOf({ reason: 'system-down', sinceMs: 0 }, []), stopped)
  assert.equal(standingOf({ reason: 'supervisor', sinceMs: 0 }, []).isHallStopped, false)
  assert.equal(standingOf(undefined, []).isHallStopped, false)
  const marks = visitStates.map((state) => {
    const { isOver, isAtCounter } = standingOf(undefined, [{ state }])
    return `${state}${isOver ? ' over' : ''}${isAtCounter ? ' at counter' : ''}`
  })
  assert.deepEqual(marks, [
    'waiting', 'called at counter', 'serving at counter', 'parked', 'absent', 'finished over', 'left',
  ])
})

test('where each has a number of their own, a ticket is over with one of them, and at a counter with one', () => {
  const waiting = { state: 'waiting', apart: [0] } as const
  assert.equal(standingOf(undefined, [waiting, { state: 'finished', apart: [1] }]).isOver, true)
  assert.equal(standingOf(undefined, [waiting, { state: 'called', apart: [1] }]).isAtCounter, true)
  // Whose earlier number is done and who came again with the rest of the party waits.
  assert.equal(standingOf(undefined, [{ state: 'waiting' }, { state: 'finished' }]).isOver, false)
})

test('who takes an hour of another day leaves the queue; of the same day, is set aside until then', () => {
  const laterToday = { slot: { slotId: '1', siteId: 'k', startsAt: new Temporal.Instant(9_000_000_000n) } } as never
  for (const state of visitStates) {
    const one = { ...visit, state }
    const free = ['waiting', 'absent', 'parked'].includes(state)
    assert.equal(giveUpPlace(act, one, undefined).change.visits?.[0]?.state, free ? 'left' : undefined)
    const aside = giveUpPlace(act, one, laterToday).change.visits?.[0]
    assert.deepEqual(
      aside && [aside.state, aside.number, aside.appointmentMs, aside.dueMs],
      free ? ['parked', 'A-017', 9_000, 9_000] : undefined,
    )
  }
})

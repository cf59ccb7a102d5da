import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readReferenceData } from '../offices/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Act } from './acts.ts'
import { comeBack, leave } from './arrive.ts'
import * as at from './counter-acts.ts'
import { applyChange, type Decision } from './hall-change.ts'
import { afterMove, visitMoves } from './journey.ts'
import { type Floor, type FloorVisit, visitStates } from './model.ts'

// Goal: whatever keys are pressed in whatever order, nobody stands at two counters, no counter
// has two numbers, no number is lost, and no state is reached that the table of moves lacks.
// How: play random acts on a small hall; refusals are fine, a broken hall is not.
const { definitions } = await readReferenceData()
const day = definitions.find(({ office }) => office === 'wonosobo')!.day!
const counters = ['k1', 'k2', 'k3'] as const

const act = fc.record({
  verb: fc.constantFrom(
    // The keys that are pressed most come most, or a play would end at closed counters.
    ...['next', 'next', 'next', 'recall', 'recall', 'recall', 'no-show', 'no-show', 'start'],
    ...['finish', 'finish', 'finish-next', 'finish-next', 'resume', 'open', 'open'],
    ...['close', 'pause', 'park', 'to-stage', 'to-counter', 'send-back', 'call', 'return', 'leave'],
  ),
  counter: fc.constantFrom(...counters),
  other: fc.constantFrom(...counters),
  visit: fc.nat(7),
  minutes: fc.nat(6),
})
type Pressed = typeof act extends fc.Arbitrary<infer T> ? T : never

function hall(): Floor {
  const visits = Array.from({ length: 8 }, (_, i): FloorVisit => ({
    visitId: `v${i}`,
    kind: i === 3 ? 'priority' : i === 5 ? 'walk-in' : 'appointment',
    number: `A-00${i}`,
    people: (i % 3) + 1,
    services: ['new-adult'],
    state: 'waiting',
    journey: ['verification', 'interview'],
    stage: 'verification',
    appointmentMs: i * 600_000,
    arrivedMs: i * 60_000,
    lateMinutes: 0,
    queuedMs: i * 60_000,
    dueMs: i * 600_000,
    calls: 0,
  }))
  return {
    officeId: 'wonosobo',
    siteId: 'kantor',
    day: '2026-11-26',
    version: 0,
    visits: new Map(visits.map((one) => [one.visitId, one])),
    counters: new Map(
      counters.map((counterId) => [
        counterId,
        { counterId, state: 'open', stages: day.counters.find((one) => one.id === counterId)!.stages, seenMs: 0 },
      ]),
    ),
    turns: {},
    numbers: {},
    notices: [],
    calls: [],
    left: [],
    served: [],
  }
}

function decide(on: Act, { verb, counter, other, visit }: Pressed): Decision | undefined {
  const chosen = on.floor.visits.get(`v${visit}`)!
  switch (verb) {
    case 'open':
      return at.openCounter(on, counter, undefined)
    case 'close':
      return at.closeCounter(on, counter)
    case 'pause':
      return at.pauseCounter(on, counter, 10)
    case 'resume':
      return at.resumeCounter(on, counter)
    case 'next':
      return at.callNext(on, counter)
    case 'recall':
      return at.recall(on, counter)
    case 'start':
      return at.start(on, counter)
    case 'finish':
      return at.finish(on, counter)
    case 'finish-next':
      return at.finishAndNext(on, counter).decision
    case 'no-show':
      return at.noShow(on, counter)
    case 'park':
      return at.park(on, counter)
    case 'to-stage':
      return at.transfer(on, counter, { stage: 'interview' })
    case 'to-counter':
      return at.transfer(on, counter, { counter: other })
    case 'send-back':
      return at.sendBack(on, counter, 'document-missing')
    case 'call':
      return at.callOutOfTurn(on, counter, { visitId: chosen.visitId, reason: 'health' })
    case 'return':
      return comeBack(on, chosen).decision
    case 'leave':
      return leave(on, chosen).decision
    default:
      return undefined
  }
}

/** All that a hall must be at any moment. */
function assertWhole(floor: Floor): void {
  assert.equal(floor.visits.size, 8, 'a number was lost')
  const atCounters = [...floor.counters.values()].flatMap((one) => (one.visitId ? [one.visitId] : []))
  assert.equal(new Set(atCounters).size, atCounters.length, 'a number is at two counters')
  for (const counter of floor.counters.values()) {
    if (counter.visitId) assert.equal(floor.visits.get(counter.visitId)?.counter, counter.counterId)
  }
  for (const visit of floor.visits.values()) {
    const isAtCounter = visit.state === 'called' || visit.state === 'serving'
    assert.equal(visit.counter !== undefined, isAtCounter, `${visit.state} at ${visit.counter}`)
    if (visit.counter) assert.equal(floor.counters.get(visit.counter)?.visitId, visit.visitId)
  }
}

/** Each change of a state must be a move of the table, or two of them for the key that does two things. */
function assertMoves(before: Floor, after: Floor): void {
  for (const [id, visit] of after.visits) {
    const from = before.visits.get(id)!.state
    if (from === visit.state) continue
    const once = visitMoves.map((move) => afterMove(from, move))
    const twice = once.flatMap((state) => (state ? visitMoves.map((move) => afterMove(state, move)) : []))
    assert.ok([...once, ...twice].includes(visit.state), `from ${from} to ${visit.state}`)
  }
}

test('no order of keys breaks a hall', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(fc.array(act, { minLength: 60, maxLength: 120 }), (pressed) => {
      let floor = hall()
      let nowMs = 7_200_000
      for (const key of pressed) {
        nowMs += key.minutes * 60_000
        const before = floor
        try {
          const decision = decide({ floor, day, nowMs, by: { account: 'rina', name: 'Rina' } }, key)
          if (decision) floor = applyChange(floor, floor.version + 1, decision.change)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        assertWhole(floor)
        assertMoves(before, floor)
        for (const { state } of floor.visits.values()) reached.add(state)
      }
    }),
    { numRuns: 300 },
  )
  assert.deepEqual([...visitStates].filter((state) => !reached.has(state)), [], 'the play never came there')
})

test('what undo takes back is as it was', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), fc.constantFrom(...counters), (pressed, counter) => {
      let floor = hall()
      const by = { account: 'rina', name: 'Rina' }
      const nowMs = 7_200_000
      for (const key of pressed) {
        try {
          const decision = decide({ floor, day, nowMs, by }, key)
          if (decision) floor = applyChange(floor, floor.version + 1, decision.change)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
      }
      const known = floor.counters.get(counter)
      // Where nobody can be called nothing is tried: another play takes its place.
      fc.pre(known?.state === 'open' && !known.visitId)
      const called = at.callNext({ floor, day, nowMs, by }, counter)
      fc.pre(called !== undefined)
      const [step] = called.steps
      assert.ok(step?.before, 'a call that cannot be taken back')
      const after = applyChange(floor, floor.version + 1, called.change)
      const taken = at.undo({ floor: after, day, nowMs, by }, counter, { step, before: step.before })
      const back = applyChange(after, after.version + 1, taken.change)
      assert.deepEqual(back.visits.get(step.visitId), floor.visits.get(step.visitId))
      assert.equal(back.counters.get(counter)?.visitId, undefined)
      assert.deepEqual(back.turns[step.stage], floor.turns[step.stage] ?? at.noTurns)
    }),
  )
})

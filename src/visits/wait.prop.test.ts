import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FloorCounter, FloorVisit } from './model.ts'
import { callingOrder } from './order.ts'
import { expectedWaits, type HallAhead } from './wait.ts'

const NOW = Date.parse('2026-11-30T02:00:00Z')
const MINUTE = 60_000
const inMinutes = (ms: number | undefined): number => Math.round(((ms ?? NaN) - NOW) / MINUTE)

/** An appointment that waits for its interview since it was due, so many minutes ago. */
const waits = (visitId: string, ago: number, more: Partial<FloorVisit> = {}): FloorVisit => ({
  visitId,
  kind: 'appointment',
  number: visitId,
  people: 1,
  services: [],
  state: 'waiting',
  journey: ['interview'],
  stage: 'interview',
  arrivedMs: NOW - ago * MINUTE,
  lateMinutes: 0,
  queuedMs: NOW - ago * MINUTE,
  dueMs: NOW - ago * MINUTE,
  calls: 0,
  ...more,
})
const opens = (counterId: string, more: Partial<FloorCounter> = {}): FloorCounter => ({
  counterId,
  state: 'open',
  stages: ['interview'],
  seenMs: NOW,
  ...more,
})
const hall = (visits: readonly FloorVisit[], counters: readonly FloorCounter[], more: Partial<HallAhead> = {}) =>
  expectedWaits({
    nowMs: NOW,
    visits: new Map(visits.map((one) => [one.visitId, one])),
    counters: new Map(counters.map((one) => [one.counterId, one])),
    turns: {},
    served: [],
    stages: [{ id: 'interview', minutes: 10 }],
    rules: { priorityAfter: 2, walkInAfter: 4, waitMinutesMax: 60 },
    breaks: [],
    coming: [],
    ...more,
  })
const means = (found: ReturnType<typeof hall>): Record<string, number> =>
  Object.fromEntries([...found].map(([id, { meanMs }]) => [id, inMinutes(meanMs)]))

test('one counter calls one after another, by the planning figure while nothing is measured', () => {
  assert.deepEqual(means(hall([waits('b', 5), waits('a', 9), waits('c', 1)], [opens('k1')])), { b: 11, a: 0, c: 22 })
})

test('a party takes as long as its people, and two counters take half as long', () => {
  const three = [waits('a', 9, { people: 3 }), waits('b', 5), waits('c', 1)]
  assert.deepEqual(means(hall(three, [opens('k1')])), { a: 0, b: 31, c: 42 })
  assert.deepEqual(means(hall(three, [opens('k1'), opens('k2')])), { a: 0, b: 0, c: 11 })
})

test('what is measured takes the place of the plan as the day goes on', () => {
  const took = (minutes: number, count: number) =>
    Array.from({ length: count }, () => ({
      ...{ visitId: 'v', stage: 'interview', counter: 'k1', people: 1, minutes, endedMs: NOW },
    }))
  const two = [waits('a', 9), waits('b', 5)]
  const second = (served: HallAhead['served']) => means(hall(two, [opens('k1')], { served }))['b']
  assert.equal(second([]), 11)
  assert.equal(second(took(20, 1)), 12)
  assert.equal(second(took(20, 100)), 20)
})

test('nobody is expected to be called in a break, before the doors open, or in a pause', () => {
  const two = [waits('a', 9), waits('b', 5)]
  const noon = { startMs: NOW + 5 * MINUTE, endMs: NOW + 65 * MINUTE }
  const found = hall(two, [opens('k1')], { breaks: [noon] })
  assert.deepEqual(means(found), { a: 0, b: 65 })
  for (const { fromMs, toMs } of found.values()) {
    for (const ms of [fromMs, toMs]) assert.ok(ms < noon.startMs || ms >= noon.endMs, 'a range ends in a break')
  }
  const doors = { startMs: NOW - 60 * MINUTE, endMs: NOW + 20 * MINUTE }
  assert.deepEqual(means(hall(two, [opens('k1')], { breaks: [doors] })), { a: 20, b: 31 })
  const paused = opens('k1', { state: 'paused', pausedUntilMs: NOW + 15 * MINUTE })
  assert.deepEqual(means(hall(two, [paused])), { a: 15, b: 26 })
  const overdue = opens('k1', { state: 'paused', pausedUntilMs: NOW - 15 * MINUTE })
  assert.deepEqual(means(hall(two, [overdue])), { a: 2, b: 13 })
})

test('where nobody can say, nothing is said', () => {
  const one = [waits('a', 9)]
  assert.equal(hall(one, []).size, 0)
  assert.equal(hall(one, [opens('k1', { state: 'closed' })]).size, 0)
  assert.equal(hall(one, [opens('k1', { state: 'paused' })]).size, 0)
  assert.equal(hall(one, [opens('k1', { stages: ['collection'] })]).size, 0)
  assert.equal(hall(one, [opens('k1')], { pause: { reason: 'system-down', sinceMs: NOW } }).size, 0)
})

test('whoever is being served is reckoned with by what is likely to be left', () => {
  const served = (ago: number) =>
    waits('x', 60, { state: 'serving', counter: 'k1', startedMs: NOW - ago * MINUTE, calledMs: NOW - ago * MINUTE })
  const next = (ago: number) => means(hall([waits('a', 9), served(ago)], [opens('k1', { visitId: 'x' })]))['a'] ?? NaN
  assert.equal(next(0), 10)
  assert.ok(next(5) < next(0) && next(5) > 5, 'half the time has passed: a bit more than half is left')
  assert.ok(next(30) >= 2, 'who takes very long is not done at once')
  const called = waits('x', 60, { state: 'called', counter: 'k1', calledMs: NOW })
  assert.equal(means(hall([waits('a', 9), called], [opens('k1', { visitId: 'x' })]))['a'], 11)
})

test('of several busy counters one is free sooner than each of them in the mean', () => {
  const busy = ['x', 'y', 'z', 'w'].map((visitId) =>
    waits(visitId, 60, { state: 'serving', counter: `k${visitId}`, startedMs: NOW, calledMs: NOW }),
  )
  const found = means(hall([waits('a', 9), ...busy], busy.map(({ visitId }) => opens(`k${visitId}`, { visitId }))))
  assert.ok((found['a'] ?? NaN) < 7, `${found['a']} minutes`)
})

test('booked people who are still to come go before, each with the chance that they come', () => {
  const walkIns = [waits('a', 9, { kind: 'walk-in' }), waits('b', 5, { kind: 'walk-in' })]
  const at = (chance: number) => ({ visit: waits('late', -5, { appointmentMs: NOW + 5 * MINUTE }), atMs: NOW, chance })
  const second = (coming: HallAhead['coming']) => means(hall(walkIns, [opens('k1')], { coming }))['b']
  assert.equal(second([]), 11)
  assert.equal(second([at(1)]), 22)
  assert.equal(second([at(0.5)]), 16)
})

test('whoever comes from the stage before is called by the fair place', () => {
  const journey = ['verification', 'interview']
  const stages = journey.map((id) => ({ id, minutes: 10 }))
  const first = waits('first', 50, { journey, stage: 'verification', state: 'serving', counter: 'v', startedMs: NOW })
  const here = ['a', 'b'].map((id, index) => waits(id, 30 - index, { journey }))
  const counters = [opens('v', { stages: ['verification'], visitId: 'first' }), opens('k1')]
  assert.deepEqual(means(hall([first, ...here], counters, { stages })), { a: 0, b: 22 })
  assert.deepEqual(means(hall(here, counters, { stages })), { a: 0, b: 11 })
})

const visit = fc.record({
  kind: fc.constantFrom('appointment' as const, 'walk-in' as const, 'priority' as const),
  people: fc.integer({ min: 1, max: 5 }),
  ago: fc.integer({ min: -30, max: 90 }),
})
/** Minutes since each counter began with somebody; undefined: it is idle. */
const busyCounters = fc.array(fc.option(fc.nat(40), { nil: undefined, freq: 2 }), { minLength: 1, maxLength: 8 })

// Goal: whatever the hall, everybody who waits gets a range around the mean, from now on.
test('ranges hold their mean, lie ahead, and follow the order as far as everybody is due', () => {
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 40 }), busyCounters, (all, busy) => {
      const waiting = all.map(({ kind, people, ago }, index) => waits(`a${index}`, ago, { kind, people }))
      const served = busy.flatMap((since, index) =>
        since === undefined
          ? []
          : [waits(`s${index}`, 60, { state: 'serving', counter: `k${index}`, startedMs: NOW - since * MINUTE })],
      )
      const counters = busy.map((since, index) =>
        opens(`k${index}`, since === undefined ? {} : { visitId: `s${index}` }),
      )
      const found = hall([...waiting, ...served], counters)
      assert.deepEqual([...found.keys()].toSorted(), waiting.map(({ visitId }) => visitId).toSorted())
      for (const { fromMs, meanMs, toMs } of found.values()) {
        assert.ok(NOW <= fromMs && fromMs <= meanMs && meanMs < toMs, `${fromMs - NOW} ${meanMs - NOW} ${toMs - NOW}`)
      }
      if (waiting.some(({ dueMs }) => dueMs > NOW)) return
      // With time standing nearly still nobody becomes overdue on the way: the order is the one shown.
      const rules = { priorityAfter: 2, walkInAfter: 4, waitMinutesMax: 10_000 }
      const calm = hall([...waiting, ...served], counters, { rules })
      const order = callingOrder(waiting, { sincePriority: 0, sinceWalkIn: 0 }, rules, NOW)
      const times = order.map(({ visit }) => calm.get(visit.visitId)?.meanMs ?? NaN)
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
      )
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type FloorVisit, outOfTurnReasons, priorityKinds, type TurnCounts, visitKinds } from './model.ts'
import { callingOrder, CallingQueue, turnsAfter } from './order.ts'
import type { OrderRules, Place } from './order-types.ts'

const NOW = Date.parse('2026-11-30T03:00:00Z')
const MINUTE = 60_000

const oneIn = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

// Fair places up to three hours ago and two hours ahead, in tens of minutes, and few numbers, so that ties are common.
const visit: fc.Arbitrary<FloorVisit> = fc
  .record({
    visitId: fc.uuid(),
    kind: fc.constantFrom(...visitKinds),
    number: fc.integer({ min: 1, max: 9 }),
    people: fc.integer({ min: 1, max: 5 }),
    due: fc.integer({ min: -18, max: 12 }).map((tens) => tens * 10),
    waited: fc.nat(20).map((tens) => tens * 10),
    late: oneIn(4, fc.integer({ min: 1, max: 90 })),
    priority: oneIn(8, fc.constantFrom(...priorityKinds)),
    ordered: oneIn(12, fc.record({ reason: fc.constantFrom(...outOfTurnReasons), ago: fc.nat(60) })),
  })
  .map(({ visitId, kind, number, people, due, waited, late, priority, ordered }): FloorVisit => ({
    visitId,
    kind,
    number: `A-${String(number).padStart(3, '0')}`,
    people,
    state: 'waiting',
    stage: 'interview',
    journey: ['interview'],
    services: [],
    arrivedMs: NOW - waited * MINUTE,
    lateMinutes: kind === 'appointment' ? (late ?? 0) : 0,
    queuedMs: NOW - waited * MINUTE,
    // Who has no window has the arrival for a fair place, which has been.
    dueMs: NOW + (kind === 'appointment' || kind === 'priority' ? due : -waited) * MINUTE,
    calls: 0,
    ...(priority && { priority }),
    ...(ordered && { ordered: { reason: ordered.reason, by: 'sup-1', atMs: NOW - ordered.ago * MINUTE } }),
  }))
const visits = fc.uniqueArray(visit, { maxLength: 40, selector: ({ visitId }) => visitId })
const turns: fc.Arbitrary<TurnCounts> = fc.record({ sincePriority: fc.nat(6), sinceWalkIn: fc.nat(8) })
const rules: fc.Arbitrary<OrderRules> = fc.record({
  priorityAfter: fc.integer({ min: 1, max: 5 }),
  walkInAfter: fc.integer({ min: 1, max: 6 }),
  waitMinutesMax: fc.integer({ min: 10, max: 120 }),
})

const isPriority = ({ kind, priority }: FloorVisit): boolean => kind === 'priority' || priority !== undefined
const sort = (one: FloorVisit): string => {
  if (one.ordered) return 'ordered'
  if (isPriority(one)) return 'priority'
  return one.kind === 'walk-in' ? 'walk-in' : 'main'
}
const ids = (places: readonly Place[]): string[] => places.map(({ visit }) => visit.visitId)

test('the order holds everybody who waits, once, whatever order they were handed over in', () => {
  fc.assert(
    fc.property(visits, turns, rules, fc.nat(), (visits, turns, rules, spin) => {
      const order = callingOrder(visits, turns, rules, NOW)
      assert.deepEqual(ids(order).toSorted(), visits.map(({ visitId }) => visitId).toSorted())
      const turned = visits.toReversed()
      const cut = spin % (visits.length + 1)
      assert.deepEqual(callingOrder([...turned.slice(cut), ...turned.slice(0, cut)], turns, rules, NOW), order)
    }),
  )
})

test('calling one by one is the order, as long as nobody comes and no time passes', () => {
  fc.assert(
    fc.property(visits, turns, rules, (visits, turns, rules) => {
      const order = callingOrder(visits, turns, rules, NOW)
      const called: Place[] = []
      let waiting = visits
      let counts = turns
      while (waiting.length > 0) {
        const [first] = callingOrder(waiting, counts, rules, NOW)
        assert.ok(first, 'somebody waits')
        called.push(first)
        counts = turnsAfter(counts, first)
        waiting = waiting.filter(({ visitId }) => visitId !== first.visit.visitId)
      }
      assert.deepEqual(called, order)
    }),
  )
})

test('within each line the fair place decides, and of the ordered the oldest order', () => {
  const rank = (one: FloorVisit): number => one.ordered?.atMs ?? one.dueMs
  fc.assert(
    fc.property(visits, turns, rules, (visits, turns, rules) => {
      const order = callingOrder(visits, turns, rules, NOW).map(({ visit }) => visit)
      for (const line of Object.values(Object.groupBy(order, sort))) {
        const ranks = (line ?? []).map(rank)
        assert.deepEqual(
          ranks,
          ranks.toSorted((a, b) => a - b),
        )
      }
      const firstUnordered = order.findIndex((one) => !one.ordered)
      assert.ok(firstUnordered < 0 || order.slice(firstUnordered).every((one) => !one.ordered), 'ordered go first')
    }),
  )
})

test('a priority person whose hour has come waits for at most priorityAfter others', () => {
  fc.assert(
    fc.property(visits, turns, rules, (visits, turns, rules) => {
      let others = 0
      for (const { visit } of callingOrder(visits, turns, rules, NOW).filter(({ visit }) => !visit.ordered)) {
        if (!isPriority(visit)) others++
        else if (visit.dueMs <= NOW) {
          assert.ok(others <= rules.priorityAfter, `${others} others went before ${visit.visitId}`)
          others = 0
        }
      }
    }),
  )
})

test('a walk-in goes before a due appointment only by share or after a long wait, who is early never', () => {
  fc.assert(
    fc.property(visits, turns, rules, (visits, turns, rules) => {
      const order = callingOrder(visits, turns, rules, NOW)
      order.forEach(({ visit, why }, at) => {
        const dueAfter = order.slice(at).some(({ visit: other }) => sort(other) === 'main' && other.dueMs <= NOW)
        if (dueAfter) assert.ok(!['fills-gap', 'early'].includes(why.rule), why.rule)
        if (!dueAfter) assert.notEqual(why.rule, 'walk-in')
        if (['fills-gap', 'early'].includes(why.rule)) {
          const priorityAfter = order.slice(at).some(({ visit: other }) => isPriority(other) && other.dueMs <= NOW)
          assert.ok(!priorityAfter, 'a gap was filled while a priority person waited')
        }
        if (visit.dueMs > NOW) assert.ok(['early', 'ordered'].includes(why.rule), why.rule)
      })
    }),
  )
})

// Each reason is checked against what it claims, by reading the order before it.
test('each place has the reason that brought it there', () => {
  fc.assert(
    fc.property(visits, turns, rules, (visits, turns, rules) => {
      let counts = turns
      for (const place of callingOrder(visits, turns, rules, NOW)) {
        const { visit, why } = place
        if (why.rule === 'ordered') assert.equal(why.reason, visit.ordered?.reason)
        if (why.rule === 'waited-long') assert.ok(why.minutes >= rules.waitMinutesMax)
        if (why.rule === 'priority') {
          assert.ok(isPriority(visit))
          if (why.after > 0) assert.ok(counts.sincePriority >= why.after)
        }
        if (why.rule === 'walk-in') assert.ok(counts.sinceWalkIn >= why.after && visit.kind === 'walk-in')
        if (why.rule === 'late') assert.ok(why.minutes === visit.lateMinutes && why.minutes > 0)
        if (why.rule === 'collection') assert.equal(visit.kind, 'collection')
        counts = turnsAfter(counts, place)
      }
    }),
  )
})

/**
 * A newcomer takes one place, and may bring forward by one the next share that counts it:
 * two places at most.
 */
test('who comes later moves nobody who is due by more than the shares allow', () => {
  fc.assert(
    fc.property(visits, visit, turns, rules, (visits, late, turns, rules) => {
      const { ordered: _, ...unordered } = late
      const newcomer = { ...unordered, arrivedMs: NOW, dueMs: NOW, number: 'Z-999' }
      fc.pre(!visits.some(({ visitId }) => visitId === late.visitId))
      const before = callingOrder(visits, turns, rules, NOW)
      const after = ids(callingOrder([...visits, newcomer], turns, rules, NOW))
      before.forEach(({ visit }, at) => {
        if (visit.dueMs > NOW) return
        const moved = after.indexOf(visit.visitId) - at
        assert.ok(moved <= 2, `moved back by ${moved}`)
        if (sort(visit) === sort(newcomer)) {
          assert.ok(after.indexOf(visit.visitId) < after.indexOf(newcomer.visitId), 'overtaken in its own line')
        }
      })
    }),
    { numRuns: 1000 },
  )
})

interface Step {
  minutes: number
  comes: readonly FloorVisit[]
}
const step: fc.Arbitrary<Step> = fc.record({ minutes: fc.nat(12), comes: fc.array(visit, { maxLength: 4 }) })

// Goal: nobody starves, however many come, and in whatever order.
// How: play a day in which more come than are called; at each call look at who has waited
// longest beyond the limit, and at who went before them.
test('past the longest wait only an order, an earlier fair place or a share of priority goes first', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), turns, rules, (steps, turns, rules) => {
      const queue = new CallingQueue([], turns, rules)
      const waiting = new Map<string, FloorVisit>()
      const sharesPast = new Map<string, number>()
      const othersPast = new Map<string, number>()
      let now = NOW
      steps.forEach(({ minutes, comes }, at) => {
        now += minutes * MINUTE
        comes.forEach((one, index) => {
          const joined = { ...one, visitId: `${at}-${index}`, dueMs: one.dueMs - NOW + now }
          waiting.set(joined.visitId, joined)
          queue.join(joined)
        })
        const place = queue.next(now)
        if (!place) return assert.equal(waiting.size, 0)
        const { visit } = place
        waiting.delete(visit.visitId)
        for (const other of waiting.values()) {
          if (other.ordered || now - other.dueMs <= rules.waitMinutesMax * MINUTE) continue
          const share: boolean = place.why.rule === 'priority' && visit.dueMs > other.dueMs
          assert.ok(share || visit.ordered || visit.dueMs <= other.dueMs, `${place.why.rule} went first`)
          const past = share ? sharesPast : othersPast
          past.set(other.visitId, (past.get(other.visitId) ?? 0) + 1)
          // One share after every priorityAfter others, and one that was owed before.
          const shares = sharesPast.get(other.visitId) ?? 0
          const others = othersPast.get(other.visitId) ?? 0
          assert.ok(shares <= Math.floor(others / rules.priorityAfter) + 1, `${shares} shares, ${others} others`)
        }
      })
    }),
    { numRuns: 300 },
  )
})

test('a share of nothing but shares is refused: the others would never be called', () => {
  const none = { sincePriority: 0, sinceWalkIn: 0 }
  for (const rules of [
    { priorityAfter: 0, walkInAfter: 4, waitMinutesMax: 60 },
    { priorityAfter: 2, walkInAfter: 0, waitMinutesMax: 60 },
  ]) {
    assert.throws(() => callingOrder([], none, rules, NOW), assert.AssertionError)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readReferenceData } from '../offices/index.ts'
import type { Act } from './acts.ts'
import { arrive, numbersOf, numbersText, visitsOfBooking } from './arrive.ts'
import { visitErrors } from './errors.ts'
import { applyChange } from './hall-change.ts'
import { type Floor, type FloorVisit, visitKinds, visitStates } from './model.ts'
import { split } from './split.ts'

// Goal: a party that asks for numbers of their own has them, each once, by the fair place it had.
// How: random parties at random stages are split, and others of them come later.
const { definitions } = await readReferenceData()
const day = definitions.find(({ office }) => office === 'wonosobo')!.day!

const people = Array.from({ length: 5 }, (_, i) => ({ serviceId: i === 1 ? 'replace-expired-adult' : 'new-adult' }))
const slot = { startsAt: new Temporal.Instant(60_000_000_000n), endsAt: new Temporal.Instant(90_000_000_000n) }
const ticket = { bookingId: 'b', people, slot } as never
let ids = 0
const newVisitId = (): string => `v${ids++}`

const party = fc.record({
  positions: fc.uniqueArray(fc.nat(4), { minLength: 2, maxLength: 4 }),
  stage: fc.constantFrom('verification', 'interview'),
  kind: fc.constantFrom(...visitKinds.filter((one) => one !== 'priority' && one !== 'collection')),
  given: fc.nat(40),
  dueMs: fc.nat(10_000),
})

function hallOf(visit: FloorVisit, given: number): Act {
  const letter = visit.number.slice(0, 1)
  const floor: Floor = {
    officeId: 'wonosobo', siteId: 'kantor', day: '2026-11-26', version: 3, visits: new Map([[visit.visitId, visit]]),
    counters: new Map(), turns: {}, numbers: { [letter]: given }, notices: [], calls: [], left: [], served: [],
  }
  return { floor, day, nowMs: 20_000, by: { account: 'a', name: 'A' } }
}

function visitOf({ positions, stage, kind, given, dueMs }: typeof party extends fc.Arbitrary<infer T> ? T : never) {
  const letter = kind === 'walk-in' ? day.letters.walkIn : day.letters.appointment
  const visit: FloorVisit = {
    visitId: newVisitId(), kind, number: `${letter}-${String(given).padStart(3, '0')}`, people: positions.length,
    services: ['new-adult'], bookingId: 'b', state: 'waiting', journey: ['verification', 'interview'], stage,
    appointmentMs: 60_000, arrivedMs: 5_000, lateMinutes: 0, queuedMs: 7_000, dueMs, calls: 0,
  }
  return visit
}

test('each has a number that nobody had, and the place that they had together', () => {
  fc.assert(
    fc.property(party, (given) => {
      const visit = visitOf(given)
      const act = hallOf(visit, given.given)
      const { decision } = split(act, visit, { ticket, positions: given.positions, newVisitId })
      const after = applyChange(act.floor, 4, decision.change)
      const all = [...after.visits.values()]
      assert.equal(new Set(all.map(({ number }) => number)).size, given.positions.length)
      assert.deepEqual(new Set(all.flatMap(({ apart }) => apart ?? [])), new Set(given.positions))
      assert.ok(all.every((one) => one.people === 1 && one.dueMs === given.dueMs && one.state === 'waiting'))
      assert.ok(all.every((one) => one.journey.includes(one.stage)))
      assert.equal(after.visits.get(visit.visitId)?.number, visit.number)
      assert.deepEqual(decision.steps.map(({ kind }) => kind), given.positions.map(() => 'split'))
      // Found again by whose it is.
      for (const position of given.positions) {
        const found = numbersOf({ floor: after }, 'b', new Set([position]))
        assert.deepEqual(found.map(({ apart }) => apart), [[position]])
      }
      assert.equal(numbersText(visitsOfBooking({ floor: after }, 'b')).split(', ').length, all.length)
    }),
  )
})

test('whoever of them comes later has a number of their own as well; one that was given out together stays', () => {
  fc.assert(
    fc.property(party, fc.boolean(), (given, isOffline) => {
      const visit = visitOf(given)
      const act = hallOf(visit, given.given)
      const { decision } = split(act, visit, { ticket, positions: given.positions, newVisitId })
      const floor = applyChange(act.floor, 4, decision.change)
      const late = [0, 1, 2, 3, 4].filter((one) => !given.positions.includes(one))
      const number = isOffline ? { number: `${day.letters.appointment}-501` } : {}
      const came = arrive({ ...act, floor }, { newVisitId, ticket, kind: 'appointment', positions: late, ...number })
      const expected = isOffline ? [late] : late.map((one) => [one])
      assert.deepEqual(came.arrived.map(({ positions }) => positions), expected)
      assert.deepEqual(came.arrived.map(({ visit: { apart, people: count } }) => [apart, count]),
        expected.map((one) => [one, one.length]))
      const after = applyChange(floor, 5, came.decision.change)
      const numbers = [...after.visits.values()].map((one) => one.number)
      assert.equal(new Set(numbers).size, numbers.length)
    }),
  )
})

test('only who waits, is not alone, and does not go first', () => {
  const given = { positions: [0, 1], stage: 'verification', kind: 'appointment', given: 1, dueMs: 0 } as const
  const visit = visitOf({ ...given, positions: [...given.positions] })
  const refusedWith = (changed: Partial<FloorVisit>, positions: readonly number[] = [0, 1]): string | undefined => {
    const one = { ...visit, ...changed }
    try {
      split(hallOf(one, 1), one, { ticket, positions, newVisitId })
      return undefined
    } catch (error) {
      return (error as { say: string }).say
    }
  }
  const said = (make: typeof visitErrors.NOT_WAITING): string => make({ values: { number: '' } }).say
  for (const state of visitStates.filter((one) => one !== 'waiting')) {
    assert.equal(refusedWith({ state }), said(visitErrors.NOT_WAITING), state)
  }
  assert.equal(refusedWith({ kind: 'priority' }), said(visitErrors.SPLIT_PRIORITY))
  assert.equal(refusedWith({}, [1]), said(visitErrors.SPLIT_ALONE))
  assert.equal(refusedWith({}), undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DisplayAnswer } from '../wire-public.ts'
import { type Call, callsOf, callsSince, followedTo, isStillDue, onlyCounters, shownCalls } from './hall-calls.ts'

const call = (seq: number, number: string, counter: string): Call => ({
  number,
  counter,
  at: '2026-11-30T09:14:00+07:00',
  seq,
  again: false,
})
const calls = [call(9, 'A-017', '3'), call(8, 'B-006', '5'), call(7, 'A-016', '1'), call(6, 'B-006', '5')]

const monday = '2026-11-30'

function hall(called: Call | undefined, recent: Call[], day = monday): DisplayAnswer {
  return {
    office: 'Kantor Imigrasi Wonosobo',
    site: 'Kantor',
    day: 'Senin, 30 November 2026',
    timeZone: 'Asia/Jakarta',
    version: 1,
    now: `${day}T09:14:00+07:00`,
    ...(called && { called }),
    recent,
    counters: ['1', '3', '5'].map((name) => ({ name, state: 'open' as const })),
    next: [],
    notices: [],
    waiting: 0,
    walkInsLeft: 0,
  }
}
const seqs = (some: readonly Call[]): number[] => some.map(({ seq }) => seq)

test('each call counts once, whether or not the large one stands among the recent ones', () => {
  assert.deepEqual(seqs(callsOf(hall(calls[0], calls.slice(1)))), [9, 8, 7, 6])
  assert.deepEqual(seqs(callsOf(hall(calls[0], calls))), [9, 8, 7, 6])
})

test('somebody called twice is shown once, and what is spoken is large', () => {
  const { large, others } = shownCalls(hall(calls[0], calls))
  assert.equal(large?.seq, 9)
  assert.deepEqual(seqs(others), [8, 7])
  const spoken = shownCalls(hall(calls[0], calls), calls[2])
  assert.equal(spoken.large?.seq, 7)
  assert.deepEqual(seqs(spoken.others), [9, 8])
  assert.equal(shownCalls(hall(undefined, calls)).large, undefined)
})

test('a screen before some counters knows only of them', () => {
  const some = onlyCounters(hall(calls[0], calls), ['1', '5'])
  assert.deepEqual(some.counters.map(({ name }) => name), ['1', '5'])
  assert.equal(some.called?.seq, 8)
  assert.deepEqual(seqs(some.recent), [8, 7, 6])
  assert.equal(onlyCounters(hall(undefined, calls), ['1']).called, undefined, 'nobody is called now')
  assert.equal(onlyCounters(hall(calls[0], calls), ['2']).called, undefined)
})

test('calls are followed in order; after a gap, or over night, only the newest', () => {
  const before = followedTo(hall(calls[2], []))
  assert.deepEqual(before, { day: monday, seq: 7 })
  assert.deepEqual(seqs(callsSince(hall(calls[0], calls), before, false)), [8, 9])
  assert.deepEqual(seqs(callsSince(hall(calls[0], calls), before, true)), [9])
  assert.deepEqual(callsSince(hall(calls[0], calls), followedTo(hall(calls[0], calls)), false), [])
  const tomorrow = hall(call(2, 'A-002', '1'), [call(1, 'A-001', '3')], '2026-12-01')
  assert.deepEqual(seqs(callsSince(tomorrow, before, false)), [2])
})

test('the language that a day is written in does not make it another day', () => {
  const before = followedTo(hall(calls[0], calls))
  assert.deepEqual(callsSince({ ...hall(calls[0], calls), day: 'Monday, 30 November 2026' }, before, false), [])
})

test('a call is due while its counter has whom it called', () => {
  const counters = [{ name: '3', state: 'open' as const, number: 'A-017' }]
  assert.ok(isStillDue({ ...hall(calls[0], calls), counters }, calls[0]!))
  assert.ok(isStillDue({ ...hall(calls[0], calls), counters }, calls[1]!), 'a counter that is not known')
  assert.ok(!isStillDue({ ...hall(calls[0], calls), counters: [{ name: '3', state: 'open' }] }, calls[0]!))
  assert.ok(!isStillDue({ ...hall(calls[0], calls), counters }, call(10, 'A-018', '3')))
})

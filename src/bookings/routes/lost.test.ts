import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutLost } from './lost.ts'

const start = Temporal.ZonedDateTime.from('2026-12-07T09:00[Asia/Jakarta]')

/** What is said of an hour with so many seats left that a party of five has just been refused. */
function lostWith(left: number, why: 'full' | 'gone' = 'full') {
  const hour = { slot: '7', start, end: start.add({ minutes: 30 }), state: 'free' as const, left }
  const groups = [{ id: 'kantor', hours: [hour] }]
  const { groups: marked, lost } = withoutLost(groups, { slotId: '7', why }, 5)
  const { state, justFull } = marked[0]!.hours[0]!
  return { why: lost?.why, state, justFull }
}

test('an hour is full when it is, and has too few seats when some are left', () => {
  assert.deepEqual(lostWith(0), { why: 'full', state: 'full', justFull: true })
  assert.deepEqual(lostWith(4), { why: 'too-few', state: 'full', justFull: false })
  // Memory has not heard yet of the others: the engine is right.
  assert.deepEqual(lostWith(5), { why: 'full', state: 'full', justFull: true })
  assert.deepEqual(lostWith(4, 'gone'), { why: 'gone', state: 'closed', justFull: undefined })
})

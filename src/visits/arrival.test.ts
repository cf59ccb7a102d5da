import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arrivalOf, dueOf } from './arrival.ts'

const MINUTE = 60_000
const midnight = Date.parse('2026-11-29T17:00:00Z') // 00:00 WIB
const at = (hour: number, minute: number, second = 0): number =>
  midnight + (hour * 60 + minute) * MINUTE + second * 1000
const rules = { earlyMinutesMax: 60, graceMinutes: 5, lateUntilMs: at(15, 0) }
/** Arrival for the window from 08.30 to 09.00. */
const arrival = (nowMs: number) =>
  arrivalOf({
    windowStartMs: at(8, 30),
    windowEndMs: at(9, 0),
    nowMs,
    dayStartMs: midnight,
    dayEndMs: midnight + 24 * 60 * MINUTE,
    rules,
  })

for (const [when, nowMs, kind, minutes] of [
  ['the evening before', midnight - 1, 'other-day', 0],
  ['the next midnight', midnight + 24 * 60 * MINUTE, 'other-day', 0],
  ['just after midnight', midnight, 'too-early', 510],
  ['a second before the door opens to the window', at(7, 29, 59), 'too-early', 61],
  ['when the door opens to the window', at(7, 30), 'early', 60],
  ['16 minutes before', at(8, 14), 'early', 16],
  ['a second before the window', at(8, 29, 59), 'early', 1],
  ['with the window', at(8, 30), 'in-time', 0],
  ['at the end of the window', at(9, 0), 'in-time', 0],
  ['within the grace', at(9, 5), 'in-time', 0],
  ['a second after the grace', at(9, 5, 1), 'late', 6],
  ['14 minutes after the window', at(9, 14), 'late', 14],
  ['in the last moment of the last hour', at(15, 0), 'late', 360],
  ['after the last hour', at(15, 0, 1), 'too-late', 361],
] as const) {
  test(`who comes ${when} is ${kind}`, () => assert.deepEqual(arrival(nowMs), { kind, minutes }))
}

test('who is in time for the last window is not too late, whenever the last hour ends', () => {
  const last = { windowStartMs: at(14, 30), windowEndMs: at(15, 0), dayStartMs: midnight, dayEndMs: at(24, 0), rules }
  assert.deepEqual(arrivalOf({ ...last, nowMs: at(15, 5) }), { kind: 'in-time', minutes: 0 })
  assert.deepEqual(arrivalOf({ ...last, nowMs: at(15, 6) }), { kind: 'too-late', minutes: 6 })
})

test('the fair place is the start of the window, late or without one the arrival', () => {
  const appointment = { startMs: at(8, 30), endMs: at(9, 0) }
  const due = (arrivedMs: number) => dueOf({ appointment, arrivedMs, graceMinutes: 5 })
  assert.deepEqual(due(at(6, 0)), { dueMs: at(8, 30), lateMinutes: 0 })
  assert.deepEqual(due(at(9, 5)), { dueMs: at(8, 30), lateMinutes: 0 })
  assert.deepEqual(due(at(9, 41)), { dueMs: at(9, 41), lateMinutes: 41 })
  const without = { appointment: undefined, arrivedMs: at(7, 12), graceMinutes: 5 }
  assert.deepEqual(dueOf(without), { dueMs: at(7, 12), lateMinutes: 0 })
})

test('coming later never gives an earlier fair place, and being late is what both functions say', () => {
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 })
  fc.assert(
    fc.property(minutes, minutes, (one, other) => {
      const [sooner, later] = [Math.min(one, other), Math.max(one, other)].map((minute) => midnight + minute * MINUTE)
      const appointment = { startMs: at(8, 30), endMs: at(9, 0) }
      const due = (arrivedMs: number) => dueOf({ appointment, arrivedMs, graceMinutes: rules.graceMinutes })
      assert.ok(due(sooner ?? 0).dueMs <= due(later ?? 0).dueMs)
      const { kind, minutes } = arrival(later ?? 0)
      if (kind === 'late') assert.equal(minutes, due(later ?? 0).lateMinutes)
      else if (kind !== 'too-late') assert.equal(due(later ?? 0).lateMinutes, 0)
    }),
  )
})

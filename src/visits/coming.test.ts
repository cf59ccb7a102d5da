import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comingOf } from './coming.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-30T08:30:00+07:00')
const window = { startMs: START, endMs: START + 30 * MINUTE }
const party = { id: 'b1', people: 3, isPriority: false, window, journey: ['verification', 'interview'] }
const at = (minutes: number) => comingOf(party, START + minutes * MINUTE, 15)
const chance = (minutes: number): number => Math.round((at(minutes)?.chance ?? 0) * 100)

test('nine in ten are reckoned with until their window is near, and fewer the longer it has been', () => {
  assert.deepEqual([-300, -15, 0, 30, 60, 89, 90, 300].map(chance), [90, 90, 73, 40, 20, 1, 0, 0])
  assert.equal(at(90), undefined)
  assert.equal(comingOf({ ...party, journey: [] }, START, 15), undefined)
})

test('they are expected shortly before their window, and from then on soon', () => {
  const minutes = (now: number): number => ((at(now)?.atMs ?? NaN) - START) / MINUTE
  assert.deepEqual([-300, -10, 0, 29, 30].map(minutes), [-8, -5, 5, 34, 50])
})

test('they stand where they would stand if they came then', () => {
  const before = at(-60)?.visit
  assert.deepEqual([before?.dueMs, before?.lateMinutes, before?.stage, before?.people], [START, 0, 'verification', 3])
  const late = at(40)?.visit
  assert.deepEqual([late?.dueMs, late?.lateMinutes], [START + 60 * MINUTE, 30])
  assert.equal(before?.kind, 'appointment')
  assert.equal(comingOf({ ...party, isPriority: true }, START, 15)?.visit.kind, 'priority')
})

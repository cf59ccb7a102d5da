import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterBreaks, afterWorking, workingMinutes } from './working-time.ts'

const MINUTE = 60_000
const span = (from: number, to: number) => ({ startMs: from * MINUTE, endMs: to * MINUTE })
const noon = [span(720, 780), span(900, 910)]

test('a break holds its first moment and not its last, and its minutes are not worked', () => {
  assert.deepEqual(
    [719, 720, 779, 780].map((minute) => afterBreaks(minute * MINUTE, noon) / MINUTE),
    [719, 780, 780, 780],
  )
  assert.equal(workingMinutes(700 * MINUTE, 800 * MINUTE, noon), 40)
  assert.equal(workingMinutes(730 * MINUTE, 770 * MINUTE, noon), 0)
  assert.equal(workingMinutes(800 * MINUTE, 700 * MINUTE, noon), 0)
  assert.equal(afterWorking(700 * MINUTE, 19, noon) / MINUTE, 719)
  assert.equal(afterWorking(700 * MINUTE, 20, noon) / MINUTE, 780)
  assert.equal(afterWorking(750 * MINUTE, 5, noon) / MINUTE, 785)
  assert.equal(afterWorking(700 * MINUTE, 150, noon) / MINUTE, 920)
})

test('after so many working minutes so many have been worked, and it is no break', () => {
  const sorted = fc
    .uniqueArray(fc.nat(1440), { minLength: 2, maxLength: 8 })
    .map((ends) => ends.toSorted((a, b) => a - b))
    .map((ends) => ends.flatMap((from, at) => (at % 2 === 0 ? [span(from, ends[at + 1] ?? from + 1)] : [])))
  fc.assert(
    fc.property(sorted, fc.nat(1440), fc.nat(600), (breaks, from, minutes) => {
      const end = afterWorking(from * MINUTE, minutes, breaks)
      assert.equal(workingMinutes(from * MINUTE, end, breaks), minutes)
      assert.equal(afterBreaks(end, breaks), end)
    }),
  )
})

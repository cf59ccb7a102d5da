import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from './random.ts'

const many = <T>(of: () => T): T[] => Array.from({ length: 20_000 }, of)
const meanOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length
const spreadOf = (all: readonly number[]): number => {
  const mean = meanOf(all)
  return Math.sqrt(meanOf(all.map((one) => (one - mean) ** 2)))
}
const near = (found: number, expected: number, by: number): void =>
  assert.ok(Math.abs(found - expected) < by, `${found} is not about ${expected}`)

test('the same seed gives the same numbers, on every machine and in years', () => {
  const random = new Random(42)
  const numbers = [random.next(), random.next(), random.next()].map((one) => Math.round(one * 2 ** 32))
  assert.deepEqual(numbers, [2581720956, 1925393290, 3661312704])
  assert.notEqual(new Random(43).next(), new Random(42).next())
})

test('numbers fill their range evenly', () => {
  const random = new Random(1)
  const uniform = many(() => random.between(10, 20))
  assert.ok(uniform.every((one) => one >= 10 && one < 20))
  near(meanOf(uniform), 15, 0.1)
  near(many(() => random.chance(0.3)).filter(Boolean).length / 20_000, 0.3, 0.02)
  const picked = new Map(['a', 'b', 'c'].map((one) => [one, 0]))
  for (const one of many(() => random.pick(['a', 'b', 'c']))) picked.set(one, (picked.get(one) ?? 0) + 1)
  for (const count of picked.values()) near(count / 20_000, 1 / 3, 0.02)
})

test('normal and skewed numbers have the mean and the spread that was asked for', () => {
  const random = new Random(2)
  const normal = many(() => random.normal(-8, 13))
  near(meanOf(normal), -8, 0.4)
  near(spreadOf(normal), 13, 0.3)
  const skewed = many(() => random.logNormal(8, 0.55))
  assert.ok(skewed.every((one) => one > 0))
  near(meanOf(skewed), 8, 0.15)
  near(spreadOf(skewed) / 8, 0.55, 0.03)
})

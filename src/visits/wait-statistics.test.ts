import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { residualOf, spreadOut, waitQuantile } from './wait-statistics.ts'

/** E[S - elapsed | S > elapsed] and its spread, of an Erlang distribution, summed up by small steps. */
function summedUp({ people, minutes, elapsed }: { people: number; minutes: number; elapsed: number }) {
  const phases = 4 * people
  const rate = phases / (minutes * people)
  const step = minutes / 2000
  let [mass, first, second] = [0, 0, 0]
  for (let t = elapsed + step / 2; t < minutes * people * 12; t += step) {
    const density = Math.exp((phases - 1) * Math.log(t) - rate * t)
    mass += density
    first += density * (t - elapsed)
    second += density * (t - elapsed) ** 2
  }
  const mean = first / mass
  return { minutes: mean, sd: Math.sqrt(second / mass - mean ** 2) }
}

test('what is left of a service is what the distribution says', () => {
  for (const people of [1, 2, 5]) {
    for (const elapsed of [0, 1, 8, 20, 60]) {
      const so = { people, minutes: 8, elapsed }
      const [found, expected] = [residualOf(so), summedUp(so)]
      const where = `${people} people after ${elapsed} minutes: ${JSON.stringify(found)}`
      assert.ok(Math.abs(found.minutes - expected.minutes) < 0.01, where)
      assert.ok(Math.abs(found.sd - expected.sd) < 0.01, where)
    }
  }
  assert.deepEqual(residualOf({ people: 1, minutes: 0, elapsed: 3 }), { minutes: 0, sd: 0 })
})

const positive = fc.double({ min: 0.1, max: 120, noNaN: true })

test('spreading keeps the mean and who is before whom, and one counter as it is', () => {
  assert.deepEqual(spreadOut([]), [])
  assert.deepEqual(spreadOut([{ minutes: 6, sd: 3 }]), [6])
  const counters = fc.array(fc.record({ minutes: positive, sd: positive }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(counters, (busy) => {
      const spread = spreadOut(busy)
      const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)
      assert.ok(Math.abs(sum(spread) - sum(busy.map(({ minutes }) => minutes))) < 1e-6 * sum(spread))
      const byTime = busy.map((_, index) => index).sort((a, b) => (busy[a]?.minutes ?? 0) - (busy[b]?.minutes ?? 0))
      byTime.slice(1).forEach((index, at) => assert.ok((spread[byTime[at] ?? 0] ?? 0) <= (spread[index] ?? 0)))
    }),
  )
})

test('a greater share, and a longer wait, never give an earlier point', () => {
  const share = fc.double({ min: 0.02, max: 0.98, noNaN: true })
  fc.assert(
    fc.property(positive, positive, positive, share, share, (one, other, perCall, shareA, shareB) => {
      const [short, long] = [Math.min(one, other), Math.max(one, other)]
      const [low, high] = [Math.min(shareA, shareB), Math.max(shareA, shareB)]
      const at = (minutes: number, share: number): number => waitQuantile({ minutes, perCall }, share)
      assert.ok(at(short, low) >= 0 && at(short, low) <= at(short, high))
      assert.ok(at(short, 0.95) <= at(long, 0.95) + 1e-9)
      assert.ok(at(short, 0.05) <= at(long, 0.05) + 1e-9)
    }),
  )
})

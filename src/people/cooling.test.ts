import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coolingEnds } from './cooling.ts'

const rules = { count: 2, withinDays: 180, coolingDays: 14 }
const days = (...texts: string[]) => texts.map((text) => Temporal.PlainDate.from(text))
const endOf = (...texts: string[]) => coolingEnds(days(...texts), rules)?.toString()

test('one missed turn costs nothing, the second within half a year two weeks', () => {
  assert.equal(endOf(), undefined)
  assert.equal(endOf('2026-11-25'), undefined)
  assert.equal(endOf('2026-11-26', '2026-06-01'), '2026-12-11')
  assert.equal(endOf('2026-11-26', '2026-05-31'), '2026-12-11')
  assert.equal(endOf('2026-11-26', '2026-05-30'), undefined, 'too long ago')
  assert.equal(endOf('2026-01-01', '2026-01-02', '2026-07-01'), '2026-01-17', 'a later one by itself ends no wait')
})

test('who misses less never waits longer, in whatever order it is told', () => {
  const day = fc.nat(400).map((n) => Temporal.PlainDate.from('2026-01-01').add({ days: n }))
  fc.assert(
    fc.property(fc.uniqueArray(day, { maxLength: 6, selector: String }), fc.nat(5), (missed, nth) => {
      const all = coolingEnds(missed, rules)?.toString() ?? ''
      assert.equal(coolingEnds(missed.toReversed(), rules)?.toString() ?? '', all)
      const fewer = coolingEnds(missed.toSpliced(nth, 1), rules)?.toString() ?? ''
      assert.ok(fewer <= all)
    }),
    { numRuns: 100 },
  )
})

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sentenceOf } from './hall-sentence.ts'

const said = (number: string, counter: string, again = false) => sentenceOf({ number, counter, again }).join(' ')

test('a call is spoken digit by digit, its counter as a number', () => {
  const number = 'number letter-a digit-0 digit-1 digit-7'
  assert.equal(said('A-017', '3'), `${number} go-to-counter counter-3`)
  assert.equal(said('A-017', '12', true), `again ${number} go-to-counter counter-12`)
})

test('counters without a number of their own are spelled, or left out', () => {
  assert.match(said('A-017', '03'), / counter-3$/)
  assert.match(said('A-017', '30'), / counter-30$/)
  assert.match(said('A-017', '31'), / go-to-counter digit-3 digit-1$/)
  assert.match(said('A-017', '0'), / go-to-counter digit-0$/)
  assert.match(said('A-017', 'B 2'), / go-to-counter letter-b digit-2$/)
  assert.match(said('A-017', '-'), / digit-7$/)
})

test('there is a piece for whatever can be said, in both languages', () => {
  const everything = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  const counters = Array.from({ length: 30 }, (_, index) => String(index + 1))
  const needed = new Set(['chime', ...counters.flatMap((name) => said(everything, name, true).split(' '))])
  for (const language of ['id', 'en']) {
    const index = readFileSync(new URL(`../../../reference/sounds/${language}.json`, import.meta.url), 'utf8')
    const pieces = JSON.parse(index) as Record<string, [number, number]>
    assert.deepEqual(new Set(Object.keys(pieces)), needed)
    let end = 0
    for (const [start, stop] of Object.values(pieces)) {
      assert.ok(start - end >= 119, 'silence between the pieces')
      end = stop
    }
  }
})

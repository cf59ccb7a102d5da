import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill } from '../../web/islands/fill.ts'
import english from '../pages/messages.floor.en.ts'
import indonesian from '../pages/messages.floor.id.ts'
import { hourIn, momentLike, timerOf } from './moments.ts'

test('an hour is the office’s, whatever the zone of this machine', () => {
  assert.equal(hourIn('2026-11-30T08:30:00+07:00', indonesian.common), '08.30')
  assert.equal(hourIn('2026-11-30T08:30:00+09:00', english.common), '08:30')
  const ms = Date.parse('2026-11-30T23:59:59Z')
  const like = (instant: string): string => momentLike(ms, instant)
  assert.equal(like('2026-11-30T08:30:00+07:00'), '2026-12-01T06:59:59+07:00')
  assert.equal(like('2026-11-30T08:30:00+09:30'), '2026-12-01T09:29:59+09:30')
  assert.equal(like('2026-11-30T08:30:00-03:00'), '2026-11-30T20:59:59-03:00')
  assert.equal(like('2026-11-30T08:30:00Z'), '2026-11-30T23:59:59+00:00')
})

test('a timer never goes below nothing, and has hours when it needs them', () => {
  const since = '2026-11-30T09:00:00+07:00'
  const after = (seconds: number): string => timerOf(since, Date.parse(since) + seconds * 1000, indonesian.common)
  assert.deepEqual([-5, 0, 252.9, 3599].map(after), ['00.00', '00.00', '04.12', '59.59'])
  assert.deepEqual([3600, 36_061].map(after), ['1.00.00', '10.01.01'])
})

test('sentences are filled by name; what is not given stays to be seen', () => {
  assert.equal(fill('Selesai, panggil {number}', { number: 'A-018' }), 'Selesai, panggil A-018')
  assert.equal(fill('{a} dari {b}', { a: 0 }), '0 dari {b}')
})

// Goal: nothing in these sentences needs more than fill, in either language.
test('the sentences have the same names to fill in, and nothing else in braces', () => {
  const sentences = (tree: object): string[] =>
    Object.values(tree).flatMap((one: object | string) => (typeof one === 'string' ? [one] : sentences(one)))
  const namesIn = (sentence: string): string[] =>
    [...sentence.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name!).toSorted()
  const [id, en] = [sentences(indonesian), sentences(english)]
  assert.deepEqual(id.map(namesIn), en.map(namesIn))
  for (const sentence of [...id, ...en]) for (const name of namesIn(sentence)) assert.match(name, /^[a-z]+$/i, sentence)
})

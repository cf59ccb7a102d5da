import assert from 'node:assert/strict'
import test from 'node:test'
import { listedOffice } from '../../test/listed-office.ts'
import { type AnswerCache, makeAnswerCache } from './answer-cache.ts'
import { OfficePages } from './office-pages.ts'
import { exampleDefinition, exampleNow } from './testing.ts'

const office = listedOffice(exampleDefinition())
const pages = new OfficePages('uji')
const state = { office, pages, now: exampleNow }

function keep(cache: AnswerCache, key: string, whole: string) {
  return cache.keep(key, state, { texts: [whole], whole })
}

test('an answer is found under its key while nothing has changed', () => {
  const cache = makeAnswerCache()
  const kept = keep(cache, 'one', 'text')
  assert.equal(cache.find('one', state), kept)
  assert.equal(cache.find('other', state), undefined)
  assert.equal(cache.find('one', { ...state, now: exampleNow.add({ seconds: 59 }) }), kept)
  assert.equal(cache.find('one', { ...state, now: exampleNow.add({ seconds: 60 }) }), undefined)
  assert.equal(cache.find('one', { ...state, office: { ...office } }), undefined)
  assert.equal(cache.find('one', { ...state, pages: new OfficePages('uji') }), undefined)
  pages.version++
  assert.equal(cache.find('one', state), undefined)
  assert.deepEqual(cache.findDays('one', state)?.texts, ['text'], 'most of its days may be as they were')
  pages.readings++
  assert.equal(cache.findDays('one', state), undefined)
})

test('equal texts have equal tags, others have others', () => {
  const cache = makeAnswerCache()
  assert.equal(keep(cache, 'one', 'text').etag, keep(cache, 'two', 'text').etag)
  assert.notEqual(keep(cache, 'one', 'text').etag, keep(cache, 'two', 'tex').etag)
})

test('a flood of questions pushes out the oldest answers and never fills the memory', () => {
  const cache = makeAnswerCache(20_000)
  for (let nth = 0; nth < 1000; nth++) keep(cache, `question ${nth}`, 'x'.repeat(1000))
  const left = Array.from({ length: 1000 }, (_, nth) => nth).filter((nth) => cache.find(`question ${nth}`, state))
  assert.ok(left.length > 0 && left.length < 10)
  assert.equal(left.at(-1), 999)
  assert.equal(keep(cache, 'huge', 'x'.repeat(30_000)).body.length, 30_000, 'one too large is answered, not kept')
  assert.equal(cache.find('huge', state), undefined)
})

test('an answer that is made anew takes the place of the old one', () => {
  const cache = makeAnswerCache(8000)
  for (let nth = 0; nth < 100; nth++) keep(cache, 'same', 'x'.repeat(1000))
  keep(cache, 'other', 'x'.repeat(1000))
  assert.ok(cache.find('same', state) && cache.find('other', state))
})

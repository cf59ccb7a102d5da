import assert from 'node:assert/strict'
import test from 'node:test'
import { makeAnswerCache } from './answer-cache.ts'
import { OfficePages } from './office-pages.ts'
import { exampleDefinition, exampleNow, listedOffice } from './testing.ts'

const office = listedOffice(exampleDefinition())
const pages = new OfficePages('uji')
const state = { office, pages, now: exampleNow }

test('an answer is found under its key while nothing has changed', () => {
  const cache = makeAnswerCache()
  const kept = cache.keep('one', state, 'text')
  assert.equal(cache.find('one', state), kept)
  assert.equal(cache.find('other', state), undefined)
  assert.equal(cache.find('one', { ...state, now: exampleNow.add({ seconds: 59 }) }), kept)
  assert.equal(cache.find('one', { ...state, now: exampleNow.add({ seconds: 60 }) }), undefined)
  assert.equal(cache.find('one', { ...state, office: { ...office } }), undefined)
  pages.version++
  assert.equal(cache.find('one', state), undefined)
})

test('equal texts have equal tags, others have others', () => {
  const cache = makeAnswerCache()
  assert.equal(cache.keep('one', state, 'text').etag, cache.keep('two', state, 'text').etag)
  assert.notEqual(cache.keep('one', state, 'text').etag, cache.keep('two', state, 'tex').etag)
})

test('a flood of questions pushes out the oldest answers and never fills the memory', () => {
  const cache = makeAnswerCache(10_000)
  for (let nth = 0; nth < 1000; nth++) cache.keep(`question ${nth}`, state, 'x'.repeat(1000))
  const left = Array.from({ length: 1000 }, (_, nth) => nth).filter((nth) => cache.find(`question ${nth}`, state))
  assert.ok(left.length > 0 && left.length < 10)
  assert.equal(left.at(-1), 999)
  assert.equal(cache.keep('huge', state, 'x'.repeat(20_000)).body.length, 20_000, 'one too large is answered, not kept')
  assert.equal(cache.find('huge', state), undefined)
})

test('an answer that is made anew takes the place of the old one', () => {
  const cache = makeAnswerCache(5000)
  for (let nth = 0; nth < 100; nth++) cache.keep('same', state, 'x'.repeat(1000))
  cache.keep('other', state, 'x'.repeat(1000))
  assert.ok(cache.find('same', state) && cache.find('other', state))
})

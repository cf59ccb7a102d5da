import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatCode, makeCode, readCode } from '../bookings/index.ts'
import { entryNumber, idsOfNumber, readEntryNumber } from './entry-number.ts'

// Goal: a number is the first 40 bits of an id and nothing else, is read however it is written, and is never a code.
const ids = fc.uuid({ version: 4 })

test('the number of an id, as the rules write it', () => {
  // 0x3f9a61c0b2, five bits at a time: 00111 11110 01101 00110 00011 10000 00101 10010.
  assert.equal(entryNumber('3f9a61c0-b27e-48d5-90ac-17f2e83b5d04'), '7YD6-3G5J')
  assert.equal(entryNumber('00000000-00ff-4fff-8fff-ffffffffffff'), '0000-0000')
  assert.equal(entryNumber('ffffffff-ff00-4000-8000-000000000000'), 'ZZZZ-ZZZZ')
})

test('ids with the same 40 bits have one number, all others have others, and numbers sort as ids do', () => {
  fc.assert(fc.property(ids, ids, (one, other) => {
    const [a, b] = [entryNumber(one), entryNumber(other)]
    assert.match(a, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    assert.equal(a === b, one.slice(0, 11) === other.slice(0, 11))
    if (a !== b) assert.equal(a < b, one < other)
    assert.equal(entryNumber(one.slice(0, 11) + other.slice(11)), a)
  }))
})

test('the ids of a number are exactly those between its first and its last', () => {
  fc.assert(fc.property(ids, ids, (one, other) => {
    const { first, last } = idsOfNumber(entryNumber(one))
    assert.ok(first <= one && one <= last)
    assert.equal(first <= other && other <= last, entryNumber(other) === entryNumber(one))
  }))
})

test('it is read in any case, with blanks or without a hyphen, with O for 0 and I or L for 1', () => {
  fc.assert(fc.property(ids, fc.constantFrom('', ' ', '-', ' - ', '\u2013', '.'), (id, between) => {
    const number = entryNumber(id)
    const typed = ` ${number.replace('-', between).replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase()} `
    assert.equal(readEntryNumber(typed), number)
  }))
  for (const typed of ['', '7K4M-2PX', '7K4M-2PXAA', '7K4M-2PXU', '7K4M_2PXA']) {
    assert.equal(readEntryNumber(typed), undefined, typed)
  }
})

test('a code is no number and a number no code, however they are typed', () => {
  fc.assert(fc.property(ids, (id) => {
    assert.equal(readEntryNumber(formatCode(makeCode('WSB'))), undefined)
    assert.equal(readCode(entryNumber(id)).ok, false)
  }))
})

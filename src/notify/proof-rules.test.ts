import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readContact } from '../people/index.ts'
import { addressesOf, codeOf, maskContact, readProofCode } from './proof-rules.ts'

test('every number below a million is one code of six digits, and is read as it was sent', () => {
  assert.deepEqual([0, 7, 999_999].map(codeOf), ['000000', '000007', '999999'])
  fc.assert(
    fc.property(fc.nat(999_999), fc.constantFrom('', ' ', '-', '\u00a0', '\u2011'), fc.nat(6), (number, sign, at) => {
      const code = codeOf(number)
      assert.match(code, /^\d{6}$/)
      assert.equal(Number(code), number)
      assert.equal(readProofCode(` ${code.slice(0, at)}${sign}${code.slice(at)}\n`), code)
    }),
  )
})

test('what is no code of six plain digits is none', () => {
  for (const typed of ['', '12345', '1234567', '12345a', '１２３４５６', '١٢٣٤٥٦', '+12345', '1e5', '12.345', '0x1234']) {
    assert.equal(readProofCode(typed), undefined, typed)
  }
})

const mailbox = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9.]{2,30}[a-z0-9]$/), fc.stringMatching(/^[a-z]{2,20}\.(id|com)$/))
  .map((parts) => parts.join('@'))
const phone = fc.stringMatching(/^08[1-9]\d{8,10}$/)

test('a contact shown in part gives away neither a number nor a mailbox, and is known again', () => {
  fc.assert(
    fc.property(fc.oneof(mailbox, phone), (typed) => {
      const reading = readContact(typed)
      if (!reading.ok) return
      const [whole] = Object.values(reading.contact) as [string]
      const shown = maskContact(reading.contact)
      const [head, tail] = shown.split('•••') as [string, string]
      assert.ok(whole.startsWith(head) && whole.endsWith(tail))
      // Of a number at least four digits stay hidden, of a mailbox all but its first letter.
      const hidden = whole.length - head.length - tail.length
      assert.ok(reading.contact.email === undefined ? hidden >= 4 : head.length === 1, shown)
    }),
  )
  assert.equal(maskContact({}), '')
})

test('each address of a contact is proved by itself', () => {
  const [whatsapp, email] = ['+6281234567890', 'siti@contoh.id']
  assert.deepEqual(addressesOf({ whatsapp, email }), [{ whatsapp }, { email }])
  assert.deepEqual(addressesOf({}), [])
})

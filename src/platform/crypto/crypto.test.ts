import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeKeyFile, openKeys, parseKeyFile, randomBytes, uuidAt } from './index.ts'
import { makeLookup } from './lookup.ts'
import { makeSealer } from './seal.ts'

test('the look-up is HMAC-SHA-256, cut to 16 bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), (key, value) => {
      const ours = makeLookup(Buffer.from(key))('nik', value)
      const theirs = createHmac('sha256', key).update(`nik:${value}`).digest().subarray(0, 16)
      assert.deepEqual(Buffer.from(ours), theirs)
    }),
  )
})

test('what was sealed opens in its own row and nowhere else', () => {
  const old = makeSealer(new Map([[1, randomBytes(32)]]), 1)
  fc.assert(
    fc.property(fc.string(), fc.string(), (plain, context) => {
      const sealed = old.seal(plain, context)
      assert.equal(old.open(sealed, context), plain)
      assert.throws(() => old.open(sealed, `${context}.`))
      const bent = Buffer.from(sealed)
      bent[bent.length - 20]! ^= 1
      assert.throws(() => old.open(bent, context))
    }),
  )
})

test('older data keys still open, the newest seals', () => {
  const [one, two] = [randomBytes(32), randomBytes(32)]
  const before = makeSealer(new Map([[1, one]]), 1).seal('Siti', 'row')
  const rotated = makeSealer(
    new Map([
      [1, one],
      [2, two],
    ]),
    2,
  )
  assert.equal(rotated.open(before, 'row'), 'Siti')
  assert.equal(rotated.seal('Siti', 'row')[1], 2)
  assert.throws(() => makeSealer(new Map([[2, two]]), 2).open(before, 'row'), /version 1/)
})

test('a key file comes back, and a spoilt one is named without showing a key', () => {
  const file = makeKeyFile()
  assert.deepEqual(parseKeyFile(JSON.stringify(file)), file)
  const spoilt = JSON.stringify({ ...file, lookupKey: 'geheim' })
  assert.throws(
    () => parseKeyFile(spoilt),
    (error: Error) => /lookupKey/.test(error.message) && !/geheim/.test(error.message),
  )
  assert.notEqual(openKeys(file).checkValue, openKeys(makeKeyFile()).checkValue)
})

test('random bytes do not repeat over many refills of the pool', () => {
  const seen = new Set(Array.from({ length: 20_000 }, () => randomBytes(16).toString('hex')))
  assert.equal(seen.size, 20_000)
  assert.equal(randomBytes(20_000).length, 20_000)
})

test('identifiers carry the instant and sort by it', () => {
  const at = Temporal.Instant.from('2026-11-30T01:30:00Z')
  const id = uuidAt(at)
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), at.epochMilliseconds)
  assert.ok(id < uuidAt(at.add({ milliseconds: 1 })))
})

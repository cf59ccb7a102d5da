import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  allocate,
  type DoorParty,
  drawOrder,
  drawSeed,
  entryText,
  fingerprintOf,
  inGroups,
  nextToAnswer,
  seedLines,
} from './door-draw.ts'

const key = { officeId: 'wonosobo', siteId: 'kantor', day: '2026-11-24' }
const secret = '00112233445566778899aabbccddeeff'
const five = { key, secret, said: '4821', entries: [1, 2, 3, 4, 5] }

const party = (entry: number, people: number, state: DoorParty['state'] = 'waiting'): DoorParty => ({
  entry,
  people,
  state,
})

// The figures were computed with sha256sum and `openssl dgst -sha256 -hmac`, not with this code.
test('a draw by hand', () => {
  assert.deepEqual(seedLines(five), [
    'giliran door draw', secret, '4821', 'wonosobo', 'kantor', '2026-11-24', 'U-01', 'U-02', 'U-03', 'U-04', 'U-05',
  ])
  assert.equal(fingerprintOf(secret), '5947d7c33d783f94b3b4c1a96ebc8991ed28f1b069b71e03376cba8caa98a720')
  assert.equal(drawSeed(five), 'dec481219ec4febb92f598687a314cf5bb54be20f82bd248ad6d6c53dff88f72')
  assert.deepEqual(drawOrder(drawSeed(five), five.entries), [4, 1, 3, 5, 2])
})

test('seats go down the order; who fits nowhere is passed over', () => {
  const parties = [party(1, 1), party(2, 3), party(3, 4), party(4, 2), party(5, 1)]
  const given = allocate([3, 2, 4, 1, 5], { seats: [5, 3], parties })
  assert.deepEqual([...given], [[3, 0], [2, 1], [1, 0]])
})

test('who may not be booked takes no seat: the next in the order has it', () => {
  const parties = [party(1, 2, 'refused'), party(2, 2, 'withdrawn'), party(3, 2)]
  assert.deepEqual([...allocate([1, 2, 3], { seats: [2], parties })], [[3, 0]])
})

test('answers are given in the order, and end', () => {
  const parties = [party(1, 2), party(2, 2), party(3, 1)]
  const room = (states: DoorParty['state'][]) => ({
    seats: [3],
    parties: parties.map((one, i) => ({ ...one, state: states[i]! })),
  })
  const order = [2, 1, 3]
  assert.deepEqual(nextToAnswer(order, room(['waiting', 'waiting', 'waiting'])), { entry: 2, fits: true })
  assert.deepEqual(nextToAnswer(order, room(['waiting', 'seated', 'waiting'])), { entry: 1, fits: false })
  assert.deepEqual(nextToAnswer(order, room(['waiting', 'refused', 'waiting'])), { entry: 1, fits: true })
  assert.deepEqual(nextToAnswer(order, room(['out', 'seated', 'waiting'])), { entry: 3, fits: true })
  assert.equal(nextToAnswer(order, room(['out', 'seated', 'seated'])), undefined)
})

test('numbers and fingerprints as they are read out', () => {
  assert.deepEqual([entryText(7), entryText(112), inGroups('3f9a61c0b2')], ['U-07', 'U-112', '3f9a 61c0 b2'])
})

const digits = fc.stringMatching(/^\d{4}$/)
const entries = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 })

test('an order is a permutation, and the same whenever it is drawn again, however the list is written', () => {
  fc.assert(
    fc.property(digits, entries, (said, list) => {
      const seed = drawSeed({ ...five, said, entries: list })
      assert.equal(drawSeed({ ...five, said, entries: list.toReversed() }), seed)
      const order = drawOrder(seed, list)
      assert.deepEqual(order.toSorted((a, b) => a - b), list.toSorted((a, b) => a - b))
      assert.deepEqual(drawOrder(seed, list.toReversed()), order)
    }),
  )
})

test('one digit, one entry, another day or another secret: another seed', () => {
  const parts = [
    { said: '4822' },
    { entries: [1, 2, 3, 4] },
    { key: { ...key, day: '2026-11-25' } },
    { key: { ...key, siteId: 'magelang' } },
    { secret: secret.replace('0', '1') },
  ]
  const seeds = [five, ...parts.map((part) => ({ ...five, ...part }))].map(drawSeed)
  assert.equal(new Set(seeds).size, seeds.length)
})

// Of 20 entries, two orders are the same by chance once in 20!.
test('one changed digit changes the order', () => {
  const list = Array.from({ length: 20 }, (_, i) => i + 1)
  const orderBy = (said: string) => drawOrder(drawSeed({ ...five, said, entries: list }), list).join(' ')
  fc.assert(
    fc.property(digits, fc.nat(3), fc.integer({ min: 1, max: 9 }), (said, at, by) => {
      const other = [...said].map((digit, i) => (i === at ? String((Number(digit) + by) % 10) : digit)).join('')
      assert.notEqual(orderBy(other), orderBy(said))
    }),
  )
})

// By the said number alone each entry must come first equally often: chi-square, 9 degrees of
// freedom; fixed secret, all ten thousand numbers, so the figure is always the same.
test('no entry is favoured', () => {
  const list = Array.from({ length: 10 }, (_, i) => i + 1)
  const first = list.map(() => 0)
  for (let said = 0; said < 10_000; said++) {
    first[drawOrder(drawSeed({ ...five, said: String(said).padStart(4, '0'), entries: list }), list)[0]! - 1]!++
  }
  const chiSquare = first.reduce((sum, seen) => sum + (seen - 1000) ** 2 / 1000, 0)
  assert.ok(chiSquare < 21.67, `${chiSquare}: ${first.join(' ')}`)
})

test('no seat beyond those there are, no party torn, and none left out that would fit', () => {
  const parties = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(digits, parties, fc.array(fc.nat(6), { maxLength: 5 }), (said, sizes, seats) => {
      const all = sizes.map((people, i) => party(i + 1, people))
      const list = all.map(({ entry }) => entry)
      const given = allocate(drawOrder(drawSeed({ ...five, said, entries: list }), list), { seats, parties: all })
      const left = seats.map((free, hour) =>
        all.reduce((sum, { entry, people }) => (given.get(entry) === hour ? sum - people : sum), free),
      )
      for (const free of left) assert.ok(free >= 0)
      for (const { entry, people } of all) {
        if (!given.has(entry)) assert.ok(left.every((free) => free < people), `U-${entry} would fit`)
      }
    }),
  )
})

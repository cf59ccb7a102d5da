import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { PARTY_MAX } from '../bookings/index.ts'
import { type DrawEntry, EntryTable } from './entry-table.ts'
import { nodeSha256 } from './node-sha256.ts'
import { RULES_HASH } from './rules-hash.ts'
import { allocate, draw, drawOrder, drawSeed } from './rules.ts'
import { drawEntry, drawSlots, entryId } from './testing.ts'
import { compareSlots, DRAW_PARTY_MAX, type DrawSlot, parseWish, wishTakes, wishText } from './wishes.ts'

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const parts = { drawId: entryId(7), chainHash: bytes(1), round: 22_000_000, randomness: bytes(2), listRoot: bytes(3) }

const tableOf = (slots: readonly DrawSlot[], entries: readonly DrawEntry[]): EntryTable => {
  const table = new EntryTable(slots, 1)
  for (const entry of entries) table.add(entry)
  return table
}

/** The rules as docs/draw-rules-1.txt says them, by the plainest means: what the fast ones must equal. */
function plainDraw(slots: readonly DrawSlot[], entries: readonly DrawEntry[], seed: Uint8Array) {
  const place = (id: string): string => createHmac('sha256', seed).update(id).digest('hex')
  const order = entries
    .map(({ id }, at) => ({ at, key: `${place(id)} ${id}` }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ at }) => at)
  const left = slots.map(({ seats }) => seats)
  const given = entries.map(() => -1)
  for (const at of order) {
    for (const text of entries[at]!.wishes) {
      const hour = slots.findIndex((slot, i) => wishTakes(parseWish(text)!, slot) && left[i]! >= entries[at]!.size)
      if (hour < 0) continue
      left[hour]! -= entries[at]!.size
      given[at] = hour
      break
    }
  }
  return { order, given, left }
}

test('the seed, as `sha256sum` has it', () => {
  const text = `giliran-draw/1\n${parts.drawId}\n`
  const rest = Buffer.concat([bytes(1), Buffer.from('00000000014fb180', 'hex'), bytes(2), bytes(3)])
  const expected = createHash('sha256').update(text).update(rest).digest('hex')
  assert.equal(drawSeed(parts, nodeSha256).toHex(), expected)
  const other = [{ drawId: entryId(8) }, { round: 22_000_001 }, { listRoot: bytes(4) }, { randomness: bytes(5) }]
  const seeds = [parts, ...other.map((part) => ({ ...parts, ...part }))].map((one) => drawSeed(one, nodeSha256).toHex())
  assert.equal(new Set(seeds).size, seeds.length)
})

const site = fc.constantFrom('kantor', 'kantor-dua', 'ukk')
const date = fc.constantFrom('2026-12-01', '2026-12-02')
const hour = fc.constantFrom('08:00', '09:30', '11:59', '12:00', '13:00')
const slot = fc.record({ site, date, start: hour, seats: fc.nat(6) })
const slotsOf = fc
  .uniqueArray(slot, { selector: ({ site, date, start }) => `${site} ${date} ${start}`, maxLength: 12 })
  .map((slots) => slots.toSorted(compareSlots))
const part = fc.oneof(fc.constantFrom('any', 'morning', 'afternoon'), hour)
const wish = fc.record({ site, date, part }).map(wishText)
const entry = fc.record({
  id: fc.uuid(),
  size: fc.integer({ min: 1, max: 5 }),
  wishes: fc.array(wish, { maxLength: 5 }),
  day: fc.constantFrom('2026-11-20', '2026-11-21'),
  channel: fc.constantFrom('home' as const, 'desk' as const, 'partner' as const),
})
const entriesOf = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 40 })
const seedOf = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('the fast draw is the plain one, in node and in a browser', () => {
  fc.assert(
    fc.property(slotsOf, entriesOf, seedOf, (slots, entries, seed) => {
      const table = tableOf(slots, entries)
      const { order, slot, left, place } = draw(table, seed, nodeSha256)
      const plain = plainDraw(slots, entries, seed)
      assert.deepEqual([...order], plain.order)
      assert.deepEqual([...slot], plain.given)
      assert.deepEqual([...left], plain.left)
      for (const [i, at] of plain.order.entries()) assert.equal(place[at], i + 1)
      assert.deepEqual(draw(table, seed, nobleSha256).slot, slot)
    }),
    { numRuns: 60 },
  )
})

test('no seat beyond those there are, no party torn, none passed over that would fit', () => {
  fc.assert(
    fc.property(slotsOf, entriesOf, seedOf, (slots, entries, seed) => {
      const { slot, left } = draw(tableOf(slots, entries), seed, nodeSha256)
      for (const [i, { seats }] of slots.entries()) {
        const given = entries.reduce((sum, { size }, at) => sum + (slot[at] === i ? size : 0), 0)
        assert.equal(left[i], seats - given)
        assert.ok(given <= seats)
      }
      for (const [at, { size, wishes }] of entries.entries()) {
        if (slot[at] !== -1) continue
        const fits = (text: string) => slots.some((one, i) => wishTakes(parseWish(text)!, one) && left[i]! >= size)
        assert.ok(!wishes.some(fits), `entry ${at} would fit`)
      }
    }),
    { numRuns: 40 },
  )
})

test('entries of one HMAC, in part or whole, stand by all of it and then by id', () => {
  const slots = drawSlots({ sites: ['kantor'], days: 1, hours: 1, seats: 1 })
  const table = tableOf(slots, Array.from({ length: 300 }, (_, n) => drawEntry(n, slots)))
  // Stand-ins for SHA-256: one says of all messages the same, one knows four beginnings and a last byte.
  const deaf = () => new Uint8Array(32)
  const blunt = (message: Uint8Array) => {
    const whole = nodeSha256(message)
    return new Uint8Array(32).fill(whole[0]! & 3, 0, 8).fill(whole[1]!, 31)
  }
  const byId = (a: number, b: number) => (table.id(a) < table.id(b) ? -1 : 1)
  const positions = Array.from({ length: 300 }, (_, at) => at)
  assert.deepEqual([...drawOrder(table, bytes(9), deaf)], positions.toSorted(byId))
  const keyOf = (at: number): string => {
    const inner = new Uint8Array(100).fill(9 ^ 0x36, 0, 32).fill(0x36, 32, 64)
    inner.set(new TextEncoder().encode(table.id(at)), 64)
    const outer = new Uint8Array(96).fill(9 ^ 0x5c, 0, 32).fill(0x5c, 32, 64)
    outer.set(blunt(inner), 64)
    return blunt(outer).toHex()
  }
  const plain = positions.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)) || byId(a, b))
  assert.deepEqual([...drawOrder(table, bytes(9), blunt)], plain)
})

test('no place in the list is favoured: who was entered first comes first as often as others', () => {
  const slots = drawSlots({ sites: ['kantor'], days: 1, hours: 1, seats: 1 })
  const table = tableOf(slots, Array.from({ length: 10 }, (_, n) => drawEntry(n, slots)))
  const first = Array.from({ length: 10 }, () => 0)
  for (let round = 0; round < 5000; round++) {
    first[drawOrder(table, drawSeed({ ...parts, round }, nodeSha256), nodeSha256)[0]!]!++
  }
  // Fixed rounds, so the figure is always the same; 21.67: one in a hundred, 9 degrees of freedom.
  const chiSquare = first.reduce((sum, seen) => sum + (seen - 500) ** 2 / 500, 0)
  assert.ok(chiSquare < 21.67, `${chiSquare}: ${first.join(' ')}`)
})

test('by rank, then by hour; the whole party, or the next who fits', () => {
  const slots = drawSlots({ sites: ['kantor'], days: 2, hours: 5, seats: 2 })
  const entry = (n: number, size: number, ...wishes: string[]): DrawEntry => ({ ...drawEntry(n, slots), size, wishes })
  const table = tableOf(slots, [
    entry(0, 2, 'kantor 2026-12-01 afternoon', 'kantor 2026-12-02 any'),
    entry(1, 2, 'kantor 2026-12-01 afternoon', 'kantor 2026-12-02 any'),
    entry(2, 3, 'kantor 2026-12-02 any'),
    entry(3, 1, 'kantor 2026-12-02 08:00', 'kantor 2026-12-02 09:00'),
    entry(4, 1, 'kantor 2026-12-24 any', 'elsewhere 2026-12-01 any'),
  ])
  const { slot } = allocate(table, Uint32Array.of(0, 1, 2, 3, 4))
  const hours = Array.from(slot, (at) => slots[at] && `${slots[at].date} ${slots[at].start}`)
  assert.deepEqual(hours, ['2026-12-01 12:00', '2026-12-02 08:00', undefined, '2026-12-02 09:00', undefined])
})

test('what is no entry and what are no slots is refused', () => {
  const slots = drawSlots({ sites: ['kantor'], days: 1, hours: 2, seats: 1 })
  const right = drawEntry(1, slots)
  const wrong = [{ id: 'WSB-1' }, { id: right.id.toUpperCase() }, { size: 0 }, { size: 6 }, { size: 1.5 }]
  for (const fault of [...wrong, { wishes: Array<string>(6).fill(right.wishes[0]!) }]) {
    assert.throws(() => tableOf(slots, [{ ...right, ...fault }]), RangeError, JSON.stringify(fault))
  }
  assert.throws(() => new EntryTable(slots.toReversed()), RangeError)
  assert.throws(() => new EntryTable([slots[0]!, slots[0]!]), RangeError)
  assert.equal(parseWish('kantor 2026-12-01 evening'), undefined)
})

test('the rules in force are those whose hash draws name; a party is a party', () => {
  const text = readFileSync(new URL('../../docs/draw-rules-1.txt', import.meta.url))
  assert.equal(createHash('sha256').update(text).digest('hex'), RULES_HASH)
  assert.equal(DRAW_PARTY_MAX, PARTY_MAX)
})

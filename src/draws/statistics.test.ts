import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EntryTable } from './entry-table.ts'
import { nodeSha256 } from './node-sha256.ts'
import { allocate, draw } from './rules.ts'
import { chiSquareOf, chiSquareTail, groupTables } from './statistics.ts'
import { drawEntry, drawSlots } from './testing.ts'

// Critical values of any printed table of the chi-square distribution.
test('p-values', () => {
  const known: [x: number, degrees: number, p: number][] = [
    [3.841, 1, 0.05], [6.635, 1, 0.01], [5.991, 2, 0.05], [7.815, 3, 0.05], [9.488, 4, 0.05], [13.277, 4, 0.01],
    [16.919, 9, 0.05], [42.557, 29, 0.05], [0.455, 1, 0.5], [29.336, 30, 0.5], [124.342, 100, 0.05],
  ]
  for (const [x, degrees, p] of known) {
    const found = chiSquareTail(x, degrees)
    assert.ok(Math.abs(found - p) < 0.0002, `${x} of ${degrees}: ${found}`)
  }
  assert.equal(chiSquareTail(0, 5), 1)
  assert.ok(chiSquareTail(5000, 29) < 1e-100)
})

test('a table by hand; groups too small to test are tested as one', () => {
  const row = (entries: number, firstHalf: number) => ({ entries, firstHalf })
  // (60-50)²/25 + (40-50)²/25
  assert.equal(chiSquareOf([row(100, 60), row(100, 40)])?.chiSquare, 8)
  const merged = chiSquareOf([row(100, 50), row(6, 3), row(7, 3), row(3, 2)])
  assert.equal(merged?.degrees, 1)
  assert.deepEqual(chiSquareOf([row(100, 50), row(6, 3)]), undefined)
  assert.deepEqual(chiSquareOf([]), undefined)
})

const slots = drawSlots({ sites: ['kantor', 'ukk'], days: 5, hours: 6, seats: 10 })
const table = new EntryTable(slots)
for (let n = 0; n < 2000; n++) table.add(drawEntry(n, slots))

test('an honest draw: every entry in one row of each table, nothing suspicious', () => {
  const drawn = draw(table, new Uint8Array(32).fill(5), nodeSha256)
  const tables = groupTables(table, drawn)
  assert.deepEqual(tables.map(({ by, rows }) => [by, rows.length]), [['day', 10], ['channel', 3], ['size', 5]])
  for (const { by, rows, test } of tables) {
    assert.equal(rows.reduce((sum, { entries }) => sum + entries, 0), 2000)
    assert.equal(rows.reduce((sum, { firstHalf }) => sum + firstHalf, 0), 1000)
    assert.ok(test!.p > 0.01, `${by}: ${test!.p}`)
  }
  // Larger parties fit less often: the odds say so.
  const odds = tables[2]!.rows.map(({ seated, entries }) => seated / entries)
  assert.ok(odds[0]! > odds[4]!, odds.join(' '))
})

// The US diversity lottery of 2012 drew nearly all winners from the first days of entry.
test('a draw that prefers the first days is seen at once', () => {
  const byDay = Array.from({ length: 2000 }, (_, at) => at).toSorted((a, b) => table.dayOf[a]! - table.dayOf[b]!)
  const [days, channels] = groupTables(table, allocate(table, Uint32Array.from(byDay)))
  assert.ok(days!.test!.p < 1e-100)
  assert.ok(channels!.test!.p > 0.001)
})

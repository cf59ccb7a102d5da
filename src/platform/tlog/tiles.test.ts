import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { consistencyProof, Frontier, inclusionProof, leafHash, nodesOf, nodesReadBy, rootAt } from './merkle.ts'
import {
  decodeEntries,
  encodeEntries,
  lastTiles,
  nodesOfTiles,
  parseTilePath,
  TileGrower,
  tileOf,
  tilePath,
  tileWidth,
} from './tiles.ts'

// Goal: tiles as c2sp.org/tlog-tiles has them. How: trees of known roots and tile contents up to
// 70,000 leaves (leaf i is u32be(i)), grown in batches, and proofs from tiles against proofs from leaves.
interface Tree {
  size: number
  root: string
  tiles: Record<string, { bytes?: number; sha256?: string; full?: number; partialWidth?: number }>
}
const file = new URL('../../../test/vectors/tiles.json', import.meta.url)
const { trees } = JSON.parse(readFileSync(file, 'utf8')) as { trees: Tree[] }

const leafOf = (i: number): Uint8Array => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(i)
  return leafHash(bytes)
}
const leaves = Array.from({ length: 70_000 }, (_, i) => leafOf(i))
const nodes = nodesOf(leaves)

test('grown in batches, trees have the roots and tiles that were written down', () => {
  const frontier = new Frontier()
  const grower = new TileGrower()
  const stored = new Map<string, Uint8Array>()
  assert.equal(trees.at(-1)?.size, leaves.length)
  for (const { size, root, tiles } of trees) {
    for (const hash of leaves.slice(frontier.size, size)) frontier.append(hash, (...node) => grower.put(...node))
    for (const { level, index, hashes } of grower.takeChanged()) stored.set(`${level}/${index}`, hashes)
    assert.deepEqual(grower.takeChanged(), [])
    assert.equal(Buffer.from(frontier.root()).toString('hex'), root)
    for (const [path, { bytes, sha256, full, partialWidth }] of Object.entries(tiles)) {
      const level = Number(/^level(\d)$/.exec(path)?.[1] ?? NaN)
      if (!Number.isNaN(level)) {
        assert.equal(tileWidth({ level, index: full! }, size), partialWidth, `${size} ${path}`)
        continue
      }
      const name = parseTilePath(path)
      assert.ok(name && name.level !== 'entries', path)
      assert.equal(tileWidth(name, size), name.width, `${size} ${path}`)
      const content = stored.get(`${name.level}/${name.index}`)!
      assert.equal(content.length, bytes)
      assert.equal(createHash('sha256').update(content).digest('hex'), sha256, `${size} ${path}`)
    }
  }
  const nodeAt = nodesOfTiles(({ level, index }) => stored.get(`${level}/${index}`) ?? new Uint8Array())
  for (const size of [69_999, 65_537, 65_536, 257]) {
    assert.deepEqual(rootAt(size, nodeAt), rootAt(size, nodes))
    assert.deepEqual(inclusionProof({ index: 256, size }, nodeAt), inclusionProof({ index: 256, size }, nodes))
    const sizes = { size1: 200, size2: size }
    assert.deepEqual(consistencyProof(sizes, nodeAt), consistencyProof(sizes, nodes))
  }
  assert.throws(() => rootAt(70_001, nodeAt), RangeError)
})

test('a tree taken up again from its last tiles goes on as if it had never ended', () => {
  const property = fc.property(fc.integer({ min: 1, max: 66_000 }), fc.integer({ min: 1, max: 600 }), (size, more) => {
    const tiles = new Map<string, Uint8Array>()
    for (const { level, index, width } of lastTiles(size)) {
      const at = (i: number) => nodes(8 * level, index * 256 + i)
      tiles.set(`${level}/${index}`, Buffer.concat(Array.from({ length: width }, (_, i) => at(i))))
    }
    const nodeAt = nodesOfTiles(({ level, index }) => tiles.get(`${level}/${index}`)!)
    const frontier = Frontier.at(size, nodeAt)
    const grower = new TileGrower()
    for (const { level, index } of lastTiles(size)) grower.load({ level, index }, tiles.get(`${level}/${index}`)!)
    for (const hash of leaves.slice(size, size + more)) frontier.append(hash, (...node) => grower.put(...node))
    assert.deepEqual(frontier.root(), rootAt(size + more, nodes))
    for (const { level, index, hashes } of grower.takeChanged()) {
      assert.equal(hashes.length / 32, tileWidth({ level, index }, size + more))
    }
  })
  fc.assert(property, { numRuns: 6 })
})

test('paths are written and read one way only', () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067')
  assert.equal(tilePath({ level: 'entries', index: 7, width: 3 }), 'tile/entries/007.p/3')
  assert.deepEqual(parseTilePath('tile/63/x001/x234/067.p/255'), { level: 63, index: 1_234_067, width: 255 })
  const wrong = [
    'tile/0/1', 'tile/0/0001', 'tile/0/x000/001', 'tile/0/001/002', 'tile/0/x001', 'tile/00/001', 'tile/64/001',
    'tile/0/001.p/0', 'tile/0/001.p/256', 'tile/0/001.p/01', 'tile/0/001.p/', 'tile/0/001/', '/tile/0/001',
    'tile/-1/001', 'tile/entries/001.p/999', 'tile/0/x999/x999/x999/x999/x999/999', 'tile/0/../001', 'tile/0/００１',
  ]
  for (const path of wrong) assert.equal(parseTilePath(path), undefined, path)
  fc.assert(
    fc.property(fc.nat(10 ** 9), fc.integer({ min: 1, max: 256 }), fc.nat(63), (index, width, level) => {
      assert.deepEqual(parseTilePath(tilePath({ level, index, width })), { level, index, width })
    }),
    { numRuns: 50 },
  )
})

test('entries are read back whole, and what is cut off is not', () => {
  const entries = [Buffer.from('one'), Buffer.alloc(0), Buffer.alloc(65_535, 7)]
  const bytes = encodeEntries(entries)
  assert.deepEqual(decodeEntries(bytes)?.map((one) => Buffer.from(one)), entries)
  assert.deepEqual([...bytes.subarray(0, 5)], [0, 3, 111, 110, 101])
  for (const length of [1, 4, 6, bytes.length - 1]) assert.equal(decodeEntries(bytes.subarray(0, length)), undefined)
  assert.throws(() => encodeEntries([Buffer.alloc(65_536)]), RangeError)
})

test('what a proof reads is known before it is read', () => {
  const read = nodesReadBy((nodeAt) => inclusionProof({ index: 300, size: 70_000 }, nodeAt))
  const tiles = new Set(read.map(tileOf).map(({ level, index }) => `${level}/${index}`))
  assert.deepEqual([...tiles].toSorted(), ['0/1', '0/273', '1/0', '1/1'])
})

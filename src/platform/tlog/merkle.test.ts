import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  consistencyProof,
  EMPTY_ROOT,
  Frontier,
  HASH_BYTES,
  inclusionProof,
  leafHash,
  nodeHash,
  nodesOf,
  nodesReadBy,
  rootAt,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import { nodeHasher } from './node-hasher.ts'

// Goal: the trees of RFC 6962, proofs made and checked as others make and check them.
// How: the reference tree of Certificate Transparency, transparency-dev's cases (most of them to
// be refused), and, for sizes nobody wrote down, proofs against the recursive definition.
interface Rfc6962 {
  empty_root: string
  leaves: string[]
  leaf_hashes: string[]
  roots: string[]
  hasher: { leaf_L123456: string; node_N123_N456: string }
  inclusion: { index: number; size: number; proof: string[] }[]
  consistency: { size1: number; size2: number; proof: string[] }[]
}

const vectors = new URL('../../../test/vectors/', import.meta.url)
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, vectors), 'utf8')) as T
const rfc = read<Rfc6962>('rfc6962.json')
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const unhex = (text: string): Uint8Array => Buffer.from(text, 'hex')
const unbase64 = (text: string): Uint8Array => Buffer.from(text, 'base64')
const leaves = rfc.leaves.map((leaf) => leafHash(unhex(leaf)))

test('hashes and roots are those of the reference tree', () => {
  assert.equal(hex(EMPTY_ROOT), rfc.empty_root)
  assert.equal(hex(leafHash(Buffer.from('L123456'))), rfc.hasher.leaf_L123456)
  assert.deepEqual(leaves.map(hex), rfc.leaf_hashes)
  rfc.roots.forEach((root, size) => assert.equal(hex(rootOf(leaves.slice(0, size))), root))
  const byNode = rfc.leaves.map((leaf) => nodeHasher.leafHash(unhex(leaf)))
  rfc.roots.forEach((root, size) => assert.equal(hex(rootOf(byNode.slice(0, size), nodeHasher)), root))
  // The vector's parts are not hashes: short ones make no node.
  assert.throws(() => nodeHash(Buffer.from('N123'), Buffer.from('N456')), RangeError)
})

test('every proof of the reference tree is made and holds', () => {
  assert.ok(rfc.inclusion.length > 0 && rfc.consistency.length > 0)
  for (const { index, size, proof } of rfc.inclusion) {
    assert.deepEqual(inclusionProof({ index, size }, nodesOf(leaves.slice(0, size))).map(hex), proof)
    const root = unhex(rfc.roots[size]!)
    assert.ok(verifyInclusion({ index, size, leafHash: leaves[index]!, proof: proof.map(unhex), root }))
  }
  for (const { size1, size2, proof } of rfc.consistency) {
    assert.deepEqual(consistencyProof({ size1, size2 }, nodesOf(leaves)).map(hex), proof)
    const [root1, root2] = [unhex(rfc.roots[size1]!), unhex(rfc.roots[size2]!)]
    assert.ok(verifyConsistency({ size1, size2, root1, root2, proof: proof.map(unhex) }))
  }
})

test("transparency-dev's cases of inclusion are taken and refused as there", () => {
  interface Case {
    case: string
    leafIdx: number
    treeSize: number
    root: string
    leafHash: string
    proof: string[] | null
    wantErr: boolean
  }
  const cases = read<Case[]>('merkle-cases/inclusion.json')
  assert.ok(cases.some(({ wantErr }) => wantErr) && cases.some(({ wantErr }) => !wantErr))
  for (const one of cases) {
    const proof = (one.proof ?? []).map(unbase64)
    const [hash, root] = [unbase64(one.leafHash), unbase64(one.root)]
    const holds = verifyInclusion({ index: one.leafIdx, size: one.treeSize, leafHash: hash, proof, root })
    assert.equal(holds, !one.wantErr, one.case)
  }
})

test("transparency-dev's cases of consistency are taken and refused as there", () => {
  interface Case {
    case: string
    size1: number
    size2: number
    root1: string
    root2: string
    proof: string[] | null
    wantErr: boolean
  }
  const cases = read<Case[]>('merkle-cases/consistency.json')
  assert.ok(cases.some(({ wantErr }) => wantErr) && cases.some(({ wantErr }) => !wantErr))
  for (const { size1, size2, wantErr, ...one } of cases) {
    // Some say "don't care" where a root should stand, and one is to be taken so; we want 32 bytes of a root.
    const [root1, root2] = [unbase64(one.root1), unbase64(one.root2)].map((root) =>
      root.length === HASH_BYTES ? root : leafHash(root),
    ) as [Uint8Array, Uint8Array]
    const holds = verifyConsistency({ size1, size2, root1, root2, proof: (one.proof ?? []).map(unbase64) })
    assert.equal(holds, !wantErr, one.case)
  }
  const short = Buffer.from("don't care")
  assert.ok(!verifyConsistency({ size1: 1, size2: 1, root1: short, root2: short, proof: [] }))
})

/** MTH of RFC 6962, section 2.1, word for word. */
function definedRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length < 2) return hashes[0] ?? EMPTY_ROOT
  let k = 1
  while (2 * k < hashes.length) k *= 2
  return nodeHash(definedRoot(hashes.slice(0, k)), definedRoot(hashes.slice(k)))
}

const many = Array.from({ length: 70 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))

test('roots, proofs and a frontier taken up again agree at any size', () => {
  const sizes = fc.tuple(fc.nat(70), fc.nat(70), fc.nat(69)).map(([a, b, i]) => [Math.min(a, b), Math.max(a, b), i])
  const property = fc.property(sizes, ([size1, size2, i]) => {
    const nodeAt = nodesOf(many.slice(0, size2))
    const [root1, root2] = [definedRoot(many.slice(0, size1)), definedRoot(many.slice(0, size2))]
    const frontier = Frontier.at(size1!, nodeAt)
    assert.deepEqual(frontier.root(), root1)
    for (const hash of many.slice(size1, size2)) frontier.append(hash)
    assert.deepEqual(frontier.root(), root2)
    assert.deepEqual(rootAt(size2!, nodeAt), root2)
    const proof = consistencyProof({ size1: size1!, size2: size2! }, nodeAt)
    const holds = verifyConsistency({ size1: size1!, size2: size2!, root1, root2, proof })
    assert.equal(holds, size1! > 0 || size2 === 0)
    if (i! >= size2!) return
    const inclusion = { index: i!, size: size2!, leafHash: many[i!]!, root: root2 }
    const path = inclusionProof(inclusion, nodeAt)
    assert.ok(verifyInclusion({ ...inclusion, proof: path }))
    assert.ok(!verifyInclusion({ ...inclusion, proof: path, leafHash: many[(i! + 1) % 70]! }))
  })
  fc.assert(property, { numRuns: 60 })
})

test('what is not in the tree has no proof, and sizes beyond 2^32 have', () => {
  const nodeAt = nodesOf(leaves)
  assert.throws(() => inclusionProof({ index: 8, size: 8 }, nodeAt), RangeError)
  assert.throws(() => inclusionProof({ index: -1, size: 8 }, nodeAt), RangeError)
  assert.throws(() => inclusionProof({ index: 0, size: 1.5 }, nodeAt), RangeError)
  assert.throws(() => consistencyProof({ size1: 9, size2: 8 }, nodeAt), RangeError)
  assert.throws(() => rootAt(9, nodeAt), RangeError)
  const read = nodesReadBy((some) => inclusionProof({ index: 2 ** 40, size: 2 ** 41 + 1 }, some))
  assert.deepEqual(read.at(-1), { level: 0, index: 2 ** 40 + 1 })
})

import { sha256 } from '@noble/hashes/sha2.js'

/** Merkle trees of RFC 6962, section 2.1. A hash is 32 bytes, a size a safe integer. Runs in browsers too. */
export const HASH_BYTES = 32

const [LEAF, NODE] = [0x00, 0x01] as const

/** The root of no leaf at all: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array())

/** SHA-256(0x00 || entry). */
export type LeafHash = (entry: Uint8Array) => Uint8Array

/** SHA-256(0x01 || left || right). Throws RangeError where one is no hash. */
export type NodeHash = (left: Uint8Array, right: Uint8Array) => Uint8Array

export interface TreeHasher {
  leafHash: LeafHash
  nodeHash: NodeHash
}

/** Hashing by a SHA-256 of the caller's: node's own is three times as fast as the one that browsers get here. */
export function treeHasher(sha256: (bytes: Uint8Array) => Uint8Array): TreeHasher {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES)
  pair[0] = NODE
  return {
    leafHash(entry) {
      const bytes = new Uint8Array(1 + entry.length)
      bytes[0] = LEAF
      bytes.set(entry, 1)
      return sha256(bytes)
    },
    nodeHash(left, right) {
      if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('a hash has 32 bytes')
      pair.set(left, 1)
      pair.set(right, 1 + HASH_BYTES)
      return sha256(pair)
    },
  }
}

const everywhere = treeHasher(sha256)
export const { leafHash, nodeHash } = everywhere

/** Told of each perfect subtree that an append completes: 2^level leaves, the `index`-th of them. */
export type NodeSink = (level: number, index: number, hash: Uint8Array) => void

/** The compact range of the leaves so far: what an append and the root need, log2(size) hashes. */
export class Frontier {
  size = 0
  /** Of perfect subtrees, left to right, each larger than the next. */
  private readonly hashes: Uint8Array[] = []
  private readonly nodeHash: NodeHash

  constructor({ nodeHash: hash }: Pick<TreeHasher, 'nodeHash'> = everywhere) {
    this.nodeHash = hash
  }

  /** A frontier of `size` leaves, from the perfect subtrees that `nodeAt` knows. */
  static at(size: number, nodeAt: NodeReader, hasher?: TreeHasher): Frontier {
    const frontier = new Frontier(hasher)
    for (let start = 0; start < size; ) {
      const level = topBit(size - start)
      frontier.hashes.push(nodeAt(level, start / 2 ** level))
      start += 2 ** level
    }
    frontier.size = size
    return frontier
  }

  append(hash: Uint8Array, onNode?: NodeSink): void {
    let [node, index, level] = [hash, this.size, 0]
    onNode?.(level, index, node)
    while (isOdd(index)) {
      node = this.nodeHash(this.hashes.pop()!, node)
      index = half(index)
      level += 1
      onNode?.(level, index, node)
    }
    this.hashes.push(node)
    this.size += 1
  }

  root(): Uint8Array {
    if (this.hashes.length === 0) return EMPTY_ROOT
    return this.hashes.reduceRight((right, left) => this.nodeHash(left, right))
  }
}

/** The root over leaf hashes in order. */
export function rootOf(leafHashes: Iterable<Uint8Array>, hasher?: TreeHasher): Uint8Array {
  const frontier = new Frontier(hasher)
  for (const hash of leafHashes) frontier.append(hash)
  return frontier.root()
}

/** The hash of a perfect subtree: of the leaves from index * 2^level on, 2^level of them. */
export type NodeReader = (level: number, index: number) => Uint8Array

/** Reads nodes of a tree whose leaf hashes are all at hand; each is made when it is asked for, and kept. */
export function nodesOf(leafHashes: readonly Uint8Array[]): NodeReader {
  const levels: Uint8Array[][] = [[...leafHashes]]
  const nodeAt: NodeReader = (level, index) => {
    const known = (levels[level] ??= [])
    if (known[index]) return known[index]
    if (level === 0) throw new RangeError(`there is no leaf ${index}`)
    return (known[index] = nodeHash(nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1)))
  }
  return nodeAt
}

export interface TreeNode {
  level: number
  index: number
}

/** Which nodes `use` reads, whatever they are: to fetch them before it is run in earnest. */
export function nodesReadBy(use: (nodeAt: NodeReader) => unknown): TreeNode[] {
  const nodes: TreeNode[] = []
  use((level, index) => {
    nodes.push({ level, index })
    return EMPTY_ROOT
  })
  return nodes
}

/** PATH(m, D[n]) of RFC 6962, section 2.1.1. Throws RangeError for an index that is not in the tree. */
export function inclusionProof({ index, size }: { index: number; size: number }, nodeAt: NodeReader): Uint8Array[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`leaf ${index} is not among ${size}`)
  const path: Uint8Array[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const split = start + 2 ** topBit(end - start - 1)
    if (index < split) {
      path.push(rangeHash(split, end, nodeAt))
      end = split
    } else {
      path.push(rangeHash(start, split, nodeAt))
      start = split
    }
  }
  return path.toReversed()
}

/** PROOF(m, D[n]) of RFC 6962, section 2.1.2; empty for equal sizes and from the empty tree. Throws RangeError. */
export function consistencyProof(
  { size1, size2 }: { size1: number; size2: number },
  nodeAt: NodeReader,
): Uint8Array[] {
  if (!isCount(size1) || !isCount(size2) || size1 > size2) throw new RangeError(`${size1} is no part of ${size2}`)
  if (size1 === 0 || size1 === size2) return []
  const path: Uint8Array[] = []
  let [start, end] = [0, size2]
  while (size1 < end) {
    const split = start + 2 ** topBit(end - start - 1)
    if (size1 <= split) {
      path.push(rangeHash(split, end, nodeAt))
      end = split
    } else {
      path.push(rangeHash(start, split, nodeAt))
      start = split
    }
  }
  // What begins at the first leaf is the old tree itself, whose root the reader has.
  if (start > 0) path.push(rangeHash(start, end, nodeAt))
  return path.toReversed()
}

/** The root at `size`, from nodes. */
export function rootAt(size: number, nodeAt: NodeReader): Uint8Array {
  return size === 0 ? EMPTY_ROOT : rangeHash(0, size, nodeAt)
}

function rangeHash(start: number, end: number, nodeAt: NodeReader): Uint8Array {
  const level = topBit(end - start)
  const split = start + 2 ** level
  const left = nodeAt(level, start / 2 ** level)
  return split === end ? left : nodeHash(left, rangeHash(split, end, nodeAt))
}

export interface Inclusion {
  index: number
  size: number
  leafHash: Uint8Array
  /** From the leaf's sibling upwards. */
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** Whether the proof shows the leaf at `index` of the tree of that root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion({ index, size, leafHash: leaf, proof, root }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (![leaf, root, ...proof].every(isHash)) return false
  let [at, last, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(hash, root)
}

export interface Consistency {
  size1: number
  size2: number
  root1: Uint8Array
  root2: Uint8Array
  proof: readonly Uint8Array[]
}

/**
 * Whether the tree of `root2` begins with the tree of `root1` (RFC 9162, section 2.1.4.2). Of
 * the empty tree nothing can be proved, so it is refused unless both are empty.
 */
export function verifyConsistency(claim: Consistency): boolean {
  const { size1, size2, root1, root2, proof } = claim
  if (!isCount(size1) || !isCount(size2) || size1 > size2) return false
  if (![root1, root2, ...proof].every(isHash)) return false
  if (size1 === size2) {
    return proof.length === 0 && sameBytes(root1, root2) && (size1 > 0 || sameBytes(root1, EMPTY_ROOT))
  }
  return size1 > 0 && proof.length > 0 && showsGrowth(claim)
}

function showsGrowth({ size1, size2, root1, root2, proof }: Consistency): boolean {
  const path = 2 ** topBit(size1) === size1 ? [root1, ...proof] : proof
  let [at, last] = [size1 - 1, size2 - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  let [first, second] = [path[0]!, path[0]!]
  for (const hash of path.slice(1)) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      first = nodeHash(hash, first)
      second = nodeHash(hash, second)
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      second = nodeHash(second, hash)
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(first, root1) && sameBytes(second, root2)
}

/** Nothing here is secret: ends at the first difference. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i])
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES
}

// Sizes pass 2^31, where the operators on bits end.
function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isOdd(value: number): boolean {
  return value % 2 === 1
}

function half(value: number): number {
  return Math.floor(value / 2)
}

/** floor(log2(value)) for 1 <= value < 2^53; Math.log2 alone rounds up near powers of two. */
function topBit(value: number): number {
  const high = Math.floor(value / 2 ** 32)
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(value)
}

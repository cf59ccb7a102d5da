import { Frontier } from '../platform/tlog/merkle.ts'
import type { Sha256 } from './hashing.ts'

const encoder = new TextEncoder()
/** RFC 6962: what stands before a leaf. */
const LEAF = 0x00
/** Bytes of UTF-8 that one character of JavaScript may need. */
const CHARACTER_MAX = 3

/** The Merkle root (RFC 6962) of a draw's list, entry by entry. */
export class ListRoot {
  readonly #frontier = new Frontier()
  readonly #sha256: Sha256
  #bytes = Uint8Array.of(LEAF)

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
  }

  /** Adds the next entry, as entryLeaf writes it. */
  append(leaf: string): void {
    const room = 1 + leaf.length * CHARACTER_MAX
    if (this.#bytes.length < room) {
      this.#bytes = new Uint8Array(2 * room)
      this.#bytes[0] = LEAF
    }
    const { written } = encoder.encodeInto(leaf, this.#bytes.subarray(1))
    this.#frontier.append(this.#sha256(this.#bytes.subarray(0, 1 + written)))
  }

  get size(): number {
    return this.#frontier.size
  }

  root(): Uint8Array {
    return this.#frontier.root()
  }
}

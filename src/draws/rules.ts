import { concat } from '../platform/tlog/bytes.ts'
import { type EntryTable, ID_LENGTH } from './entry-table.ts'
import { openHmac, type Sha256, sameBytes, u64be, utf8 } from './hashing.ts'
import { WISHES_MAX } from './wishes.ts'

/**
 * A draw's mathematics, pure: docs/fairness.md, "Checking a draw". In words, as anybody
 * may follow it: docs/draw-rules-1.txt, whose hash every draw names before its round.
 *
 * A verifiable random serial dictatorship: nobody can steer the order, ranking honestly is the
 * best that anybody can do, and no seat stays empty that somebody in the draw wished for and
 * could have filled.
 */

/** Bytes are 32 each but `drawId` (a UUID) and the number of the round. */
export interface SeedParts {
  drawId: string
  chainHash: Uint8Array
  round: number
  randomness: Uint8Array
  listRoot: Uint8Array
}

/** SHA-256("giliran-draw/1\n" || draw id || "\n" || chain hash || u64be(round) || randomness || list root). */
export function drawSeed({ drawId, chainHash, round, randomness, listRoot }: SeedParts, sha256: Sha256): Uint8Array {
  return sha256(concat(utf8(`giliran-draw/1\n${drawId}\n`), chainHash, u64be(round), randomness, listRoot))
}

/**
 * Positions of the entries in the order drawn: HMAC-SHA-256(seed, entry id as its 36 ASCII
 * characters) ascending, ties by id. Holds 8 bytes of each entry and no HMAC whole.
 */
export function drawOrder(table: EntryTable, seed: Uint8Array, sha256: Sha256): Uint32Array {
  const { size } = table
  const hmac = openHmac(sha256, seed, ID_LENGTH)
  const digestOf = (at: number): Uint8Array => {
    table.writeId(at, hmac.message)
    return hmac.digest()
  }
  // As many leading bits of the HMAC as leave room for the position below them: one native sort.
  const positionBits = Math.max(1, 32 - Math.clz32(Math.max(size - 1, 0)))
  const mask = 2 ** positionBits - 1
  const keys = new BigUint64Array(size)
  const [low, high] = wordsOf(keys)
  for (let at = 0; at < size; at++) {
    const digest = digestOf(at)
    high(at, word(digest, 0))
    low(at, ((word(digest, 4) & ~mask) | at) >>> 0)
  }
  keys.sort()
  const order = new Uint32Array(size)
  for (let i = 0; i < size; i++) order[i] = low(i) & mask
  for (let from = 0; from + 1 < size; from++) {
    let to = from + 1
    while (to < size && high(to) === high(from) && ((low(to) ^ low(from)) & ~mask) === 0) to++
    if (to - from > 1) sortWhole(order.subarray(from, to), { table, digestOf })
    from = to - 1
  }
  return order
}

/** Entries whose leading bits are the same, by the whole HMAC, then by id. */
function sortWhole(
  tied: Uint32Array,
  { table, digestOf }: { table: EntryTable; digestOf(at: number): Uint8Array },
): void {
  const digests = new Map(Array.from(tied, (at) => [at, digestOf(at).slice()]))
  tied.sort((a, b) => {
    const [x, y] = [digests.get(a)!, digests.get(b)!]
    return sameBytes(x, y) ? table.compareIds(a, b) : compareBytes(x, y)
  })
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}

const word = (bytes: Uint8Array, at: number): number =>
  ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0

type Word = (at: number, value?: number) => number

/** The low and the high half of each number; every machine that runs this is little-endian. */
function wordsOf(keys: BigUint64Array): [low: Word, high: Word] {
  const words = new Uint32Array(keys.buffer)
  const half = (which: 0 | 1): Word => (at, value) =>
    value === undefined ? words[at * 2 + which]! : (words[at * 2 + which] = value)
  return [half(0), half(1)]
}

/** A draw done. All but `left` by the entries' positions. */
export interface Drawn {
  /** Positions of entries, the first drawn first. */
  order: Uint32Array
  /** 1 is drawn first. */
  place: Uint32Array
  /** Position of the slot given; -1: none. */
  slot: Int32Array
  /** Seats left of each slot. */
  left: Int32Array
}

/**
 * Down the order each party gets, whole, the earliest slot of the first of its wishes that still
 * has room for all of it; one that fits nowhere is passed over, and the next that fits is served.
 */
export function allocate(table: EntryTable, order: Uint32Array): Drawn {
  const { sizes, wishes, spans } = table
  const left = Int32Array.from(table.slots, ({ seats }) => seats)
  const place = new Uint32Array(table.size)
  const slot = new Int32Array(table.size).fill(-1)
  for (let i = 0; i < order.length; i++) {
    const at = order[i]!
    place[at] = i + 1
    const party = sizes[at]!
    for (let rank = at * WISHES_MAX; rank < (at + 1) * WISHES_MAX && slot[at] === -1; rank++) {
      const { from, to } = spans[wishes[rank]!]!
      for (let hour = from; hour < to; hour++) {
        if (left[hour]! < party) continue
        left[hour]! -= party
        slot[at] = hour
        break
      }
    }
  }
  return { order, place, slot, left }
}

/** The whole draw: order and seats from the seed. */
export function draw(table: EntryTable, seed: Uint8Array, sha256: Sha256): Drawn {
  return allocate(table, drawOrder(table, seed, sha256))
}


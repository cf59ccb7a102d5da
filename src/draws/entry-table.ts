import { DRAW_PARTY_MAX, type DrawSlot, type SlotSpan, WISHES_MAX, wishSpans } from './wishes.ts'

/** How an entry came in. */
export const entryChannels = ['home', 'desk', 'partner'] as const
export type EntryChannel = (typeof entryChannels)[number]

/** An entry as a draw sees it: a whole party, nobody's name. */
export interface DrawEntry {
  /** A UUID in lower case. */
  id: string
  /** Applicants, 1 to 5. */
  size: number
  /** Ranked, each as wishText writes it. */
  wishes: readonly string[]
  /** The day it was entered, YYYY-MM-DD. */
  day: string
  channel: EntryChannel
}

/** Characters of a UUID: what of an entry is drawn by. */
export const ID_LENGTH = 36
const ID_BYTES = 16
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const isEntryId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text)

/**
 * The entries of one draw, by columns: some 35 bytes each, so that a million fit in little
 * memory. An entry is known by its position, the order in which it was added.
 */
export class EntryTable {
  readonly slots: readonly DrawSlot[]
  /** What the n-th kind of wish may get; the first is for wishes that no slot fulfils. */
  readonly spans: readonly SlotSpan[]
  size = 0
  sizes: Uint8Array
  /** Positions in `days`. */
  dayOf: Uint16Array
  /** Positions in entryChannels. */
  channelOf: Uint8Array
  readonly days: string[] = []
  /** WISHES_MAX each, positions in `spans`. */
  wishes: Uint16Array
  #ids: Uint8Array
  readonly #spanOf = new Map<string, number>()
  readonly #dayAt = new Map<string, number>()

  /** `capacity`: how many entries to make room for; it grows beyond. Throws RangeError for slots out of order. */
  constructor(slots: readonly DrawSlot[], capacity = 1024) {
    const spans = wishSpans(slots)
    if (spans.size >= 2 ** 16) throw new RangeError('too many slots for one draw')
    this.slots = slots
    this.spans = [{ from: 0, to: 0 }, ...spans.values()]
    for (const text of spans.keys()) this.#spanOf.set(text, this.#spanOf.size + 1)
    this.sizes = new Uint8Array(capacity)
    this.dayOf = new Uint16Array(capacity)
    this.channelOf = new Uint8Array(capacity)
    this.wishes = new Uint16Array(capacity * WISHES_MAX)
    this.#ids = new Uint8Array(capacity * ID_BYTES)
  }

  /** Throws RangeError for what is no entry: id, party and number of wishes; a wish that nothing fulfils is none. */
  add({ id, size, wishes, day, channel }: DrawEntry): void {
    if (!isEntryId(id)) throw new RangeError('the id of an entry is a UUID in lower case')
    if (!(Number.isInteger(size) && size >= 1 && size <= DRAW_PARTY_MAX)) throw new RangeError('a party is 1 to 5')
    if (wishes.length > WISHES_MAX) throw new RangeError('up to five wishes')
    if (this.size === this.sizes.length) this.#grow()
    const at = this.size++
    this.sizes[at] = size
    this.channelOf[at] = entryChannels.indexOf(channel)
    this.dayOf[at] = this.#dayPosition(day)
    for (let rank = 0; rank < wishes.length; rank++) {
      this.wishes[at * WISHES_MAX + rank] = this.#spanOf.get(wishes[rank]!) ?? 0
    }
    for (let i = 0, from = 0; i < ID_BYTES; i++, from += 2) {
      if (id.charCodeAt(from) === HYPHEN) from++
      this.#ids[at * ID_BYTES + i] = (digitOf(id.charCodeAt(from)) << 4) | digitOf(id.charCodeAt(from + 1))
    }
  }

  /** The id of the entry at this position. */
  id(at: number): string {
    const text = new Uint8Array(ID_LENGTH)
    this.writeId(at, text)
    return String.fromCharCode(...text)
  }

  /** Writes the id's 36 characters, ASCII. */
  writeId(at: number, into: Uint8Array): void {
    for (let i = 0, to = 0; i < ID_BYTES; i++, to += 2) {
      if (i === 4 || i === 6 || i === 8 || i === 10) into[to++] = HYPHEN
      const byte = this.#ids[at * ID_BYTES + i]!
      into[to] = DIGITS.charCodeAt(byte >> 4)
      into[to + 1] = DIGITS.charCodeAt(byte & 15)
    }
  }

  /** Below 0: the first comes before the other by id. */
  compareIds(a: number, b: number): number {
    for (let i = 0; i < ID_BYTES; i++) {
      const difference = this.#ids[a * ID_BYTES + i]! - this.#ids[b * ID_BYTES + i]!
      if (difference !== 0) return difference
    }
    return 0
  }

  #dayPosition(day: string): number {
    const known = this.#dayAt.get(day)
    if (known !== undefined) return known
    this.#dayAt.set(day, this.days.length)
    return this.days.push(day) - 1
  }

  #grow(): void {
    const capacity = this.sizes.length * 2
    this.sizes = grown(this.sizes, new Uint8Array(capacity))
    this.dayOf = grown(this.dayOf, new Uint16Array(capacity))
    this.channelOf = grown(this.channelOf, new Uint8Array(capacity))
    this.wishes = grown(this.wishes, new Uint16Array(capacity * WISHES_MAX))
    this.#ids = grown(this.#ids, new Uint8Array(capacity * ID_BYTES))
  }
}

const HYPHEN = 45
const DIGITS = '0123456789abcdef'

const digitOf = (code: number): number => (code > 57 ? code - 87 : code - 48)

function grown<T extends Uint8Array | Uint16Array>(from: T, into: T): T {
  into.set(from)
  return into
}

import { toHex } from '../platform/tlog/bytes.ts'
import { BEACON_SCHEME, type BeaconChain, PERIOD_MAX } from './beacon.ts'
import { type DrawEntry, entryChannels, isEntryId } from './entry-table.ts'
import { type Sha256, utf8 } from './hashing.ts'
import { compareSlots, DRAW_PARTY_MAX, type DrawSlot, parseWish, WISHES_MAX } from './wishes.ts'

/**
 * All of a draw that anybody needs to check it, in one text file: on the first line a header
 * as JSON, then one line for each entry, sorted by id: `[LEAF]` before the draw and
 * `[LEAF,place,seat]` after it, seat being a position in the header's `seats` or null. LEAF is
 * what stands in the list whose root was frozen, as entryLeaf writes it. Read and written as a
 * stream: a million entries have some 300 MB. Runs in browsers too.
 */
export const DRAW_FILE = 'giliran-draw/1'

/** That the leaf stood in the log before the round: the contract of transparency's evidenceOf. */
export interface Evidence {
  /** The leaf's position in the log. */
  index: number
  /** Of its inclusion, from the sibling upwards: 64 hexadecimal digits each. */
  proof: string[]
  /** A signed note with its witnesses' cosignatures. */
  checkpoint: string
}

export interface Opening {
  salt: string
  opening: string
}

export interface DrawHeader {
  format: typeof DRAW_FILE
  /** The draw's id. */
  draw: string
  office: string
  /** First and last day whose seats it gives, YYYY-MM-DD. */
  days: { from: string; to: string }
  /** When the list closed, RFC 3339. */
  closedAt: string
  /** So many hours after the round's time without the beacon the draw is void. */
  lateHours: number
  rules: { version: number; hash: string }
  /** In the order of compareSlots. */
  seats: DrawSlot[]
  beacon: BeaconChain
  round: number
  list: { size: number; root: string }
  /**
   * The leaf that fixed all of the above; `salt` in hexadecimal, `opening` its exact text.
   * `earlier`: those that it stands instead of, of this draw or of ones that it was done again for.
   */
  freeze: Opening & { evidence?: Evidence; earlier?: Opening[] }
  /** Verifier keys (c2sp.org/signed-note) of the log and of its witnesses. */
  log: string
  witnesses: string[]
  /** Hexadecimal; `left`: seats left of each slot. Absent until the draw has run. */
  result?: { randomness: string; signature: string; seed: string; left: number[] }
  /** The draw was not done: why, and which one was done instead. */
  void?: { reason: string; again: string }
}

/** An entry as the public list has it. */
export interface ListEntry extends DrawEntry {
  isVerified: boolean
  /** Of its people: SHA-256 with a salt, 64 hexadecimal digits. */
  commitment: string
}

/** Place from 1; slot: a position in the header's seats, undefined for none. */
export interface EntryResult {
  place: number
  slot: number | undefined
}

/** The entry as it stands in the list: what its leaf is made of. */
export function entryLeaf({ id, size, wishes, day, channel, isVerified, commitment }: ListEntry): string {
  return JSON.stringify([id, size, wishes, day, channel, isVerified ? 1 : 0, commitment])
}

/** What entryLeaf has written, of our own rows: not checked. */
export function readLeaf(leaf: string): ListEntry {
  type Leaf = [string, number, string[], string, ListEntry['channel'], 0 | 1, string]
  const [id, size, wishes, day, channel, verified, commitment] = JSON.parse(leaf) as Leaf
  return { id, size, wishes, day, channel, isVerified: verified === 1, commitment }
}

/** The leaf with what became of it, as a line without its end. */
export function entryLine(leaf: string, result?: EntryResult): string {
  return result ? `[${leaf},${result.place},${result.slot ?? 'null'}]` : `[${leaf}]`
}

/** SHA-256 of the seats as the rules write them, in hexadecimal. */
export function seatsHash(seats: readonly DrawSlot[], sha256: Sha256): string {
  const text = JSON.stringify(seats.map(({ site, date, start, seats }) => [site, date, start, seats]))
  return toHex(sha256(utf8(text)))
}

/** The kind of trace that freezes a draw. */
export const DRAW_FROZEN = 'draw-frozen'

/** What the freezing trace says, as its details: whatever a verifier must know that nobody chose afterwards. */
export function freezeDetails(
  header: Pick<
    DrawHeader,
    'draw' | 'days' | 'closedAt' | 'lateHours' | 'rules' | 'seats' | 'beacon' | 'round' | 'list'
  >,
  sha256: Sha256,
): Record<string, unknown> {
  const { draw, days, closedAt, lateHours, rules, seats, beacon, round, list } = header
  const { chainHash } = beacon
  return { draw, days, closedAt, list, seats: seatsHash(seats, sha256), rules, chainHash, round, lateHours }
}

/** Text of about this length is handed on at a time. */
const CHUNK = 2 ** 16

/** The file, in pieces. `entries` come sorted by id, each as entryLine writes it. */
export async function* drawFile(
  header: DrawHeader,
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  let text = `${JSON.stringify(header)}\n`
  for await (const line of lines) {
    text += `${line}\n`
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  yield text
}

/** What is not such a file; `line` counts from 1. */
export class DrawFileError extends Error {
  readonly line: number

  constructor(line: number, why: string) {
    super(`line ${line}: ${why}`)
    this.name = 'DrawFileError'
    this.line = line
  }
}

export interface DrawFileReader {
  header(header: DrawHeader): void
  /** `leaf`: the exact text that the list's leaf is made of. */
  entry(entry: ListEntry, leaf: string, result: EntryResult | undefined): void
}

const HEADER_MAX = 2 ** 23
const LINE_MAX = 2000

/** Reads a file once, from its bytes; throws DrawFileError for what is not one. */
export async function readDrawFile(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  reader: DrawFileReader,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [rest, count] = ['', 0]
  let header: DrawHeader | undefined
  const take = (line: string): void => {
    count++
    if (header && count > header.list.size + 1) {
      throw new DrawFileError(count, `the list has but ${header.list.size} entries`)
    }
    if (header) return takeEntry(line, { count, header, reader })
    reader.header((header = readHeader(line)))
  }
  for await (const chunk of chunks) {
    const lines = (rest + decode(decoder, chunk, count + 1)).split('\n')
    rest = lines.pop()!
    for (const line of lines) take(line)
    if (rest.length > (header ? LINE_MAX : HEADER_MAX)) throw new DrawFileError(count + 1, 'it is too long')
  }
  if (rest !== '' || !header) throw new DrawFileError(count + 1, 'the file ends in the middle')
}

function decode(decoder: TextDecoder, chunk: Uint8Array, line: number): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    throw new DrawFileError(line, 'it is not text')
  }
}

function takeEntry(
  line: string,
  { count, header, reader }: { count: number; header: DrawHeader; reader: DrawFileReader },
): void {
  const parsed = line.length <= LINE_MAX ? parseJson(line) : undefined
  if (!Array.isArray(parsed)) throw new DrawFileError(count, 'it is no entry')
  const entry = readEntry(parsed[0])
  if (!entry) throw new DrawFileError(count, 'it is no entry')
  const hasResult = header.result !== undefined
  const [, place, slot] = parsed as unknown[]
  const isSlot = slot === null || (isCount(slot) && slot < header.seats.length)
  const isPlace = isCount(place) && place < 2 ** 32
  const isRight = hasResult ? parsed.length === 3 && isPlace && isSlot : parsed.length === 1
  if (!isRight) throw new DrawFileError(count, 'place and seat are not as the header says')
  // The last but one bracket closes the leaf: what follows it are numbers.
  const leaf = line.slice(1, line.lastIndexOf(']', line.length - 2) + 1)
  const result = hasResult ? { place: place as number, slot: (slot as number | null) ?? undefined } : undefined
  reader.entry(entry, leaf, result)
}

function readEntry(value: unknown): ListEntry | undefined {
  if (!Array.isArray(value) || value.length !== 7) return undefined
  const [id, size, wishes, day, channel, verified, commitment] = value as unknown[]
  const isRight =
    isEntryId(id) &&
    isCount(size) && size >= 1 && size <= DRAW_PARTY_MAX &&
    Array.isArray(wishes) && wishes.length <= WISHES_MAX && wishes.every(isWish) &&
    isDate(day) &&
    entryChannels.includes(channel as ListEntry['channel']) &&
    (verified === 0 || verified === 1) &&
    isHash(commitment)
  if (!isRight) return undefined
  return {
    id,
    size,
    wishes: wishes as string[],
    day,
    channel: channel as ListEntry['channel'],
    isVerified: verified === 1,
    commitment,
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isText = (value: unknown): value is string => typeof value === 'string'
const isDate = (value: unknown): value is string => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value)
const isWish = (value: unknown): boolean => isText(value) && parseWish(value) !== undefined
const isHex = (value: unknown, bytes: number): value is string =>
  isText(value) && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value)
const isHash = (value: unknown): value is string => isHex(value, 32)

type Check = (value: unknown) => boolean

const listOf = (check: Check, max: number): Check => (value) =>
  Array.isArray(value) && value.length <= max && value.every(check)

/** Exactly these members; a check may take `undefined` for one that is absent. */
const objectOf = (checks: Record<string, Check>): Check => (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) &&
  Object.keys(value).every((name) => Object.hasOwn(checks, name)) &&
  Object.entries(checks).every(([name, check]) => check((value as Record<string, unknown>)[name]))

const optional = (check: Check): Check => (value) => value === undefined || check(value)

const SLOTS_MAX = 20_000
const EARLIER_MAX = 1000
const isSlug: Check = (value) => isText(value) && /^[a-z0-9][a-z0-9.-]{0,199}$/.test(value)
const isSlot = objectOf({
  site: (value) => isText(value) && /^[a-z][a-z0-9-]{0,99}$/.test(value),
  date: isDate,
  start: (value) => isText(value) && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
  seats: (value) => isCount(value) && value < 2 ** 31,
})
const isSlots: Check = (value) =>
  listOf(isSlot, SLOTS_MAX)(value) &&
  (value as DrawSlot[]).every((slot, i, all) => i === 0 || compareSlots(all[i - 1]!, slot) < 0)

const headerParts: Record<keyof DrawHeader, Check> = {
  format: (value) => value === DRAW_FILE,
  draw: isSlug,
  office: isSlug,
  days: objectOf({ from: isDate, to: isDate }),
  closedAt: isText,
  lateHours: isCount,
  rules: objectOf({ version: isCount, hash: isHash }),
  seats: isSlots,
  beacon: objectOf({
    name: isText,
    chainHash: isHash,
    publicKey: (value) => isHex(value, 96),
    groupHash: isHash,
    genesis: isCount,
    period: (value) => isCount(value) && value > 0 && value <= PERIOD_MAX,
    scheme: (value) => value === BEACON_SCHEME,
    isLocal: (value) => typeof value === 'boolean',
  }),
  round: (value) => isCount(value) && value > 0,
  list: objectOf({ size: isCount, root: isHash }),
  freeze: objectOf({
    salt: (value) => isHex(value, 16),
    opening: isText,
    evidence: optional(objectOf({ index: isCount, proof: listOf(isHash, 63), checkpoint: isText })),
    earlier: optional(listOf(objectOf({ salt: (value) => isHex(value, 16), opening: isText }), EARLIER_MAX)),
  }),
  log: isText,
  witnesses: listOf(isText, 100),
  result: optional(
    objectOf({
      randomness: isHash,
      signature: (value) => isHex(value, 48),
      seed: isHash,
      left: listOf(isCount, SLOTS_MAX),
    }),
  ),
  void: optional(objectOf({ reason: isText, again: isSlug })),
}

function readHeader(line: string): DrawHeader {
  const parsed = parseJson(line) as Record<string, unknown> | undefined
  if (typeof parsed !== 'object' || parsed === null) throw new DrawFileError(1, 'it is no header of a draw')
  const surplus = Object.keys(parsed).find((name) => !Object.hasOwn(headerParts, name))
  if (surplus !== undefined) throw new DrawFileError(1, `a header has no "${surplus.slice(0, 40)}"`)
  const wrong = Object.entries(headerParts).find(([name, check]) => !check(parsed[name]))
  if (wrong) throw new DrawFileError(1, `"${wrong[0]}" is not as a header has it`)
  const header = parsed as unknown as DrawHeader
  requireOpenFacts(header)
  return header
}

/** What its leaf says in the open is true: a list closed in secret would call itself another office's or day's. */
function requireOpenFacts({ draw, office, days, seats }: DrawHeader): void {
  if (!draw.startsWith(`${office}.`)) throw new DrawFileError(1, '"draw" is of another office')
  const other = seats.find(({ date }) => date < days.from || days.to < date)
  if (other) throw new DrawFileError(1, `"seats" has a day that "days" has not: ${other.date}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}



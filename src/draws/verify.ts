import { fromHex, toHex } from '../platform/tlog/bytes.ts'
import type { MlDsa44 } from '../platform/tlog/note.ts'
import type { Vkey } from '../platform/tlog/vkey.ts'
import { QUICKNET, isWholeChain, pinned, verifyRound } from './beacon.ts'
import { EntryTable } from './entry-table.ts'
import { DrawFileError, type DrawHeader, type EntryResult, type ListEntry, readDrawFile } from './file.ts'
import { type Finding, limited, right, wrong } from './finding.ts'
import type { Sha256 } from './hashing.ts'
import { ListRoot } from './list-root.ts'
import { type Drawn, allocate, drawOrder, drawSeed } from './rules.ts'
import { RULES_HASH, RULES_VERSION } from './rules-hash.ts'
import { type GroupTable, groupTables } from './statistics.ts'
import { findLeaf, findLog, findWitness } from './verify-leaf.ts'

/**
 * A draw checked by anybody, from its public file alone: everything is computed again, and what
 * differs is named. Runs in node and in the visitor's own browser.
 */
export const verifySteps = [
  'file',
  'rules',
  'leaf',
  'log',
  'witness',
  'list',
  'beacon',
  'seed',
  'order',
  'seats',
] as const
export type VerifyStep = (typeof verifySteps)[number]

export interface Step extends Finding {
  step: VerifyStep
}

export interface Verdict {
  /** No step is wrong. */
  isRight: boolean
  steps: Step[]
  /** Undefined when the file could not be read. */
  header: DrawHeader | undefined
  /** After the draw, as computed here. */
  tables: GroupTable[] | undefined
}

/** Whose word is taken for what; without a key, the file's own, and the verdict says so. */
export interface Trust {
  log?: Vkey | undefined
  witnesses?: readonly Vkey[]
  /** Verifies witnesses who sign so; browsers have none. */
  mlDsa44?: MlDsa44
  /** Hashes of beacon chains besides quicknet's. */
  chains?: readonly string[]
}

/** Checks the file of these bytes. Never throws for what the file says. */
export async function verifyDraw(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { sha256, trust = {} }: { sha256: Sha256; trust?: Trust },
): Promise<Verdict> {
  const read = new ReadDraw(sha256)
  try {
    await readDrawFile(chunks, read)
  } catch (error) {
    if (!(error instanceof DrawFileError)) throw error
    const step: Step = { step: 'file', ...wrong('file-broken', { line: error.line, why: error.message }) }
    return { isRight: false, steps: [step], header: undefined, tables: undefined }
  }
  const header = read.head!
  const drawn = header.result && recompute(header, read, sha256)
  const findings: Record<VerifyStep, Finding> = {
    file: right('file-read', { entries: read.table!.size }),
    rules: findRules(header),
    leaf: findLeaf(header, sha256),
    log: findLog(header, { sha256, log: trust.log }),
    witness: findWitness(header, trust),
    list: findList(header, read),
    beacon: findBeacon(header, trust),
    seed: drawn ? findSeed(header, drawn.seed) : limited('not-drawn'),
    order: drawn ? findOrder(read, drawn) : limited('not-drawn'),
    seats: drawn ? findSeats(header, read, drawn) : limited('not-drawn'),
  }
  const steps = verifySteps.map((step): Step => ({ step, ...findings[step] }))
  const tables = drawn && groupTables(read.table!, drawn)
  return { isRight: !steps.some(({ state }) => state === 'wrong'), steps, header, tables }
}

/** What of the file must be kept: entries by columns, results as told, and the list's root so far. */
class ReadDraw {
  head: DrawHeader | undefined
  table: EntryTable | undefined
  places = new Uint32Array(0)
  slots = new Int32Array(0)
  /** The first entry that does not come after the one before it. */
  misplaced: string | undefined
  readonly list: ListRoot
  #before = ''

  constructor(sha256: Sha256) {
    this.list = new ListRoot(sha256)
  }

  header(header: DrawHeader): void {
    this.head = header
    const capacity = Math.min(Math.max(header.list.size, 1), 2 ** 20)
    this.table = new EntryTable(header.seats, capacity)
    this.places = new Uint32Array(capacity)
    this.slots = new Int32Array(capacity)
  }

  entry(entry: ListEntry, leaf: string, result: EntryResult | undefined): void {
    const table = this.table!
    if (entry.id <= this.#before) this.misplaced ??= entry.id
    this.#before = entry.id
    this.list.append(leaf)
    if (result) {
      if (table.size === this.places.length) this.#grow()
      this.places[table.size] = result.place
      this.slots[table.size] = result.slot ?? -1
    }
    table.add(entry)
  }

  #grow(): void {
    const [places, slots] = [this.places, this.slots]
    this.places = new Uint32Array(places.length * 2)
    this.slots = new Int32Array(slots.length * 2)
    this.places.set(places)
    this.slots.set(slots)
  }
}

interface Recomputed extends Drawn {
  seed: string
}

function recompute(header: DrawHeader, { table, list }: ReadDraw, sha256: Sha256): Recomputed {
  const { draw, beacon, round, result } = header
  const [chainHash, randomness] = [fromHex(beacon.chainHash)!, fromHex(result!.randomness)!]
  // From the list and the randomness as they stand here: what was told of the seed is compared, not used.
  const seed = drawSeed({ drawId: draw, chainHash, round, randomness, listRoot: list.root() }, sha256)
  return { seed: toHex(seed), ...allocate(table!, drawOrder(table!, seed, sha256)) }
}

function findRules({ rules }: DrawHeader): Finding {
  if (rules.version === RULES_VERSION && rules.hash === RULES_HASH) return right('rules-known', { hash: rules.hash })
  return wrong('rules-unknown', { hash: rules.hash })
}

function findList({ list }: DrawHeader, { table, list: read, misplaced }: ReadDraw): Finding {
  if (misplaced !== undefined) return wrong('list-order', { entry: misplaced })
  if (table!.size !== list.size) return wrong('list-size', { told: list.size, found: table!.size })
  const found = toHex(read.root())
  return found === list.root ? right('list-same', { root: found }) : wrong('list-root', { told: list.root, found })
}

function findBeacon({ beacon, round, result }: DrawHeader, { chains = [] }: Trust): Finding {
  if (!isWholeChain(beacon)) return wrong('beacon-chain')
  const isKnown = beacon.chainHash === QUICKNET.chainHash || chains.includes(beacon.chainHash)
  if (!isKnown && !beacon.isLocal) return wrong('beacon-unknown', { chain: beacon.chainHash })
  if (!result) return limited('not-drawn')
  const verified = verifyRound(pinned(beacon), { round, signature: result.signature })
  if (!verified) return wrong('beacon-signature', { round })
  if (verified.randomness !== result.randomness) return wrong('beacon-randomness', { round })
  return isKnown ? right('beacon-signed', { round, beacon: beacon.name }) : limited('beacon-local', { round })
}

function findSeed({ result }: DrawHeader, seed: string): Finding {
  return result!.seed === seed ? right('seed-same', { seed }) : wrong('seed-other', { told: result!.seed, found: seed })
}

function findOrder({ table, places }: ReadDraw, { place }: Drawn): Finding {
  for (let at = 0; at < table!.size; at++) {
    if (places[at] === place[at]) continue
    return wrong('order-other', { entry: table!.id(at), told: places[at]!, found: place[at]! })
  }
  return right('order-same', { entries: table!.size })
}

function findSeats({ seats, result }: DrawHeader, { table, slots }: ReadDraw, { slot, left }: Drawn): Finding {
  const nameOf = (at: number): string => {
    const one = seats[at]
    return one ? `${one.site} ${one.date} ${one.start}` : '-'
  }
  for (let at = 0; at < table!.size; at++) {
    if (slots[at] === slot[at]) continue
    const [told, found] = [nameOf(slots[at]!), nameOf(slot[at]!)]
    return wrong('seats-other', { entry: table!.id(at), told, found })
  }
  const other = seats.findIndex((_, at) => result!.left[at] !== left[at])
  if (other >= 0 || result!.left.length !== seats.length) {
    const [told, found] = [result!.left[other] ?? '-', left[other] ?? '-']
    return wrong('left-other', { slot: nameOf(other), told, found })
  }
  return right('seats-same', { seated: slot.reduce((sum, at) => sum + (at >= 0 ? 1 : 0), 0) })
}

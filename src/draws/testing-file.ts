import { commitmentOf } from '../platform/audit.ts'
import { toHex } from '../platform/tlog/bytes.ts'
import { formatCheckpoint } from '../platform/tlog/checkpoint.ts'
import { leafEntry } from '../platform/tlog/leaf.ts'
import { LogAway, type LogFiles } from '../platform/tlog/read-log.ts'
import { encodeEntries, parseTilePath, TILE_WIDTH } from '../platform/tlog/tiles.ts'
import { cosign } from '../platform/tlog/cosignature.ts'
import { inclusionProof, leafHash, nodesOf, rootOf } from '../platform/tlog/merkle.ts'
import { signNote } from '../platform/tlog/note.ts'
import { formatVkey, signatureTypes, signerOf } from '../platform/tlog/vkey.ts'
import { type BeaconChain, localChain, secondsOf, signRound } from './beacon.ts'
import { closingSubject } from './closings.ts'
import { EntryTable } from './entry-table.ts'
import {
  DRAW_FILE,
  DRAW_FROZEN,
  drawFile,
  type DrawHeader,
  entryLeaf,
  entryLine,
  freezeDetails,
  type ListEntry,
} from './file.ts'
import { utf8 } from './hashing.ts'
import { ListRoot } from './list-root.ts'
import { nodeSha256 } from './node-sha256.ts'
import { allocate, drawOrder, drawSeed } from './rules.ts'
import { RULES_HASH, RULES_VERSION } from './rules-hash.ts'
import { drawEntry, drawSlots } from './testing.ts'
import type { DrawSlot } from './wishes.ts'

/** A log, a witness and a beacon of which tests have the keys. */
const seedOf = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
export const testLog = signerOf({ name: 'log.example/giliran', type: signatureTypes.log, seed: seedOf(1) })
export const testWitness = signerOf({ name: 'witness.example', type: signatureTypes.witness, seed: seedOf(2) })
export const testBeacon = localChain(new Uint8Array(64).fill(3))

export interface DrawFileOptions {
  entries: number
  slots?: readonly DrawSlot[]
  chain?: BeaconChain
  round?: number
  signature?: { signature: string; randomness: string }
  /** Seconds before the round's time at which the witness cosigned. */
  cosignedBefore?: number
  /** Changes the header before it is frozen. */
  change?: Partial<DrawHeader>
  isDrawn?: boolean
  /** A closing that this one stands instead of: what was different in it. */
  earlier?: Partial<DrawHeader>
  /** Closings of which the file says nothing, after the one that counts. */
  unnamed?: Partial<DrawHeader>[]
  /** Entries of the log that close nothing, instead of its last ones. */
  lines?: readonly (string | Uint8Array)[]
  /** What the closing says that it stands instead of, though there is none. */
  instead?: null
  /** Seconds after the round's time at which a witness has seen the whole log. */
  seenAfter?: number
}

export interface MadeDraw {
  header: DrawHeader
  log: { witnessed: string; entries: Uint8Array[] }
  /** With their results. */
  lines: string[]
}

/** A whole draw as an office would publish it, right in every step unless told otherwise. */
export function makeDraw(options: DrawFileOptions): MadeDraw {
  const { chain = testBeacon.chain, round = 3_000_000, cosignedBefore = 300, isDrawn = true } = options
  const slots = options.slots ?? drawSlots({ sites: ['kantor', 'ukk'], days: 3, hours: 4, seats: 3 })
  const entries = listEntries(options.entries, slots)
  const list = new ListRoot(nodeSha256)
  for (const entry of entries) list.append(entryLeaf(entry))
  const frozen: Omit<DrawHeader, 'freeze'> = {
    format: DRAW_FILE,
    draw: 'wonosobo.desember',
    office: 'wonosobo',
    days: { from: '2026-12-01', to: '2026-12-03' },
    closedAt: '2026-11-26T09:00:00Z',
    lateHours: 24,
    rules: { version: RULES_VERSION, hash: RULES_HASH },
    seats: [...slots],
    beacon: chain,
    round,
    list: { size: list.size, root: toHex(list.root()) },
    log: formatVkey(testLog.vkey),
    witnesses: [formatVkey(testWitness.vkey)],
    ...options.change,
  }
  const made = secondsOf(chain, round)
  const { log, freeze: closed } = freeze(frozen, {
    ...options,
    time: made - cosignedBefore,
    seenAt: made + (options.seenAfter ?? 60),
  })
  const header: DrawHeader = { ...frozen, freeze: closed }
  if (!isDrawn) return { header, log, lines: entries.map((entry) => entryLine(entryLeaf(entry))) }
  const signed = options.signature ?? signRound(testBeacon.secretKey, round)
  const { signature, randomness } = signed
  return { log, ...drawIt(header, entries, { signature, randomness }) }
}

/** Entries of this draw, sorted by id. */
function listEntries(count: number, slots: readonly DrawSlot[]): ListEntry[] {
  const made = Array.from({ length: count }, (_, n) => drawEntry(n, slots))
  return made
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((entry) => ({ ...entry, isVerified: true, commitment: toHex(nodeSha256(utf8(entry.id))) }))
}

/** Of the log: leaves when a witness saw the closing, and when it saw the last of it. */
const [SEEN_SIZE, LAST_SIZE] = [12, 300]
/** Where the leaf that counts stands; one that it stands instead of stands before it. */
const [CLOSED_AT, BEFORE_AT] = [7, 4]

/** An entry of the log that closes nothing. */
const otherEntry = (office: string, at: number): Uint8Array => leafEntry(office, Buffer.alloc(32, at % 256))

/** The closing among others, the checkpoint that a witness has cosigned, and the whole log. */
function freeze(
  header: Omit<DrawHeader, 'freeze'>,
  { time, seenAt, earlier, unnamed = [], lines = [], instead }:
    & { time: number; seenAt: number }
    & Pick<DrawFileOptions, 'earlier' | 'unnamed' | 'lines' | 'instead'>,
): Pick<MadeDraw, 'log'> & { freeze: DrawHeader['freeze'] } {
  const before = earlier && closingOf({ ...header, ...earlier })
  const own = closingOf(header, before, instead)
  const entries = Array.from({ length: LAST_SIZE }, (_, at) => otherEntry(header.office, at))
  if (before) entries[BEFORE_AT] = before.entry
  entries[CLOSED_AT] = own.entry
  unnamed.forEach((change, at) => (entries[SEEN_SIZE + at] = closingOf({ ...header, ...change }).entry))
  lines.forEach((line, at) => (entries[LAST_SIZE - 1 - at] = typeof line === 'string' ? utf8(line) : line))
  const leaves = entries.map(leafHash)
  const seen = leaves.slice(0, SEEN_SIZE)
  const proof = inclusionProof({ index: CLOSED_AT, size: SEEN_SIZE }, nodesOf(seen)).map(toHex)
  const evidence = { index: CLOSED_AT, proof, checkpoint: noteOf(seen, time) }
  return {
    freeze: { ...own.opened, evidence, ...(before && { earlier: [before.opened] }) },
    log: { witnessed: noteOf(leaves, seenAt), entries },
  }
}

/** What a leaf that closes this list is, and says. */
function closingOf(header: Omit<DrawHeader, 'freeze'>, before?: { commitment: Buffer }, insteadOf?: null) {
  const by = { v: 1, kind: DRAW_FROZEN, office: header.office, at: '2026-11-26T09:00:10Z', by: 'system' }
  const instead = before && { insteadOf: before.commitment.toString('hex'), why: 'no-witness' }
  const opening = JSON.stringify({ ...by, ...freezeDetails(header, nodeSha256), insteadOf, ...instead })
  const salt = Buffer.alloc(16, 7)
  const commitment = commitmentOf({ salt, opening })
  const entry = leafEntry(header.office, commitment, closingSubject(header))
  return { opened: { salt: toHex(salt), opening }, commitment, entry }
}

function noteOf(leaves: readonly Uint8Array[], time: number): string {
  const text = formatCheckpoint({ origin: testLog.vkey.name, size: leaves.length, root: rootOf(leaves) })
  return signNote(text, [testLog]) + cosign({ text, signer: testWitness, time })
}

/** The log's files, as its address would give them. */
export function filesOf({ log: { witnessed, entries } }: Pick<MadeDraw, 'log'>): LogFiles {
  return async (path) => {
    if (path === 'witnessed') return utf8(witnessed)
    const tile = parseTilePath(path)
    if (tile?.level !== 'entries') throw new LogAway(path)
    return encodeEntries(entries.slice(tile.index * TILE_WIDTH, tile.index * TILE_WIDTH + tile.width))
  }
}

function drawIt(
  header: DrawHeader,
  entries: readonly ListEntry[],
  { signature, randomness }: { signature: string; randomness: string },
): Omit<MadeDraw, 'log'> {
  const { draw: drawId, beacon, round, seats, list } = header
  const table = new EntryTable(seats, Math.max(1, entries.length))
  for (const entry of entries) table.add(entry)
  const bytes = {
    chainHash: Uint8Array.fromHex(beacon.chainHash),
    randomness: Uint8Array.fromHex(randomness),
    listRoot: Uint8Array.fromHex(list.root),
  }
  const seed = drawSeed({ drawId, round, ...bytes }, nodeSha256)
  const { place, slot, left } = allocate(table, drawOrder(table, seed, nodeSha256))
  const lines = entries.map((entry, at) =>
    entryLine(entryLeaf(entry), { place: place[at]!, slot: slot[at]! < 0 ? undefined : slot[at]! }),
  )
  return { header: { ...header, result: { randomness, signature, seed: toHex(seed), left: [...left] } }, lines }
}

/** The file's bytes. */
export async function* drawBytes({ header, lines }: Omit<MadeDraw, 'log'>): AsyncGenerator<Uint8Array> {
  for await (const text of drawFile(header, lines)) yield utf8(text)
}

import { commitmentOf } from '../platform/audit.ts'
import { toHex } from '../platform/tlog/bytes.ts'
import { formatCheckpoint } from '../platform/tlog/checkpoint.ts'
import { cosign } from '../platform/tlog/cosignature.ts'
import { inclusionProof, leafHash, nodesOf, rootOf } from '../platform/tlog/merkle.ts'
import { signNote } from '../platform/tlog/note.ts'
import { formatVkey, signatureTypes, signerOf } from '../platform/tlog/vkey.ts'
import { type BeaconChain, localChain, secondsOf, signRound } from './beacon.ts'
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
}

export interface MadeDraw {
  header: DrawHeader
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
  const header: DrawHeader = { ...frozen, freeze: freeze(frozen, secondsOf(chain, round) - cosignedBefore) }
  if (!isDrawn) return { header, lines: entries.map((entry) => entryLine(entryLeaf(entry))) }
  const signed = options.signature ?? signRound(testBeacon.secretKey, round)
  return drawIt(header, entries, { signature: signed.signature, randomness: signed.randomness })
}

/** Entries of this draw, sorted by id. */
function listEntries(count: number, slots: readonly DrawSlot[]): ListEntry[] {
  const made = Array.from({ length: count }, (_, n) => drawEntry(n, slots))
  return made
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((entry) => ({ ...entry, isVerified: true, commitment: toHex(nodeSha256(utf8(entry.id))) }))
}

/** The leaf, the seventh of a log of twelve, and the checkpoint that a witness has cosigned. */
function freeze(header: Omit<DrawHeader, 'freeze'>, time: number): DrawHeader['freeze'] {
  const details = freezeDetails(header, nodeSha256)
  const by = { v: 1, kind: DRAW_FROZEN, office: header.office, at: '2026-11-26T09:00:10Z', by: 'system' }
  const opening = JSON.stringify({ ...by, ...details })
  const salt = Buffer.alloc(16, 7)
  const leafOf = (commitment: string): Uint8Array =>
    leafHash(utf8(`giliran-leaf/1\n${header.office}\n${commitment}\n`))
  const [index, size] = [7, 12]
  const leaves = Array.from({ length: size }, (_, at) => leafOf(at.toString(16).padStart(64, '0')))
  leaves[index] = leafOf(toHex(commitmentOf({ salt, opening })))
  const text = formatCheckpoint({ origin: testLog.vkey.name, size, root: rootOf(leaves) })
  const checkpoint = signNote(text, [testLog]) + cosign({ text, signer: testWitness, time })
  const proof = inclusionProof({ index, size }, nodesOf(leaves)).map(toHex)
  return { salt: toHex(salt), opening, evidence: { index, proof, checkpoint } }
}

function drawIt(
  header: DrawHeader,
  entries: readonly ListEntry[],
  { signature, randomness }: { signature: string; randomness: string },
): MadeDraw {
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
export async function* drawBytes({ header, lines }: MadeDraw): AsyncGenerator<Uint8Array> {
  for await (const text of drawFile(header, lines)) yield utf8(text)
}

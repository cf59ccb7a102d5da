import { openCheckpoint, type OpenedCheckpoint } from '../platform/tlog/checkpoint.ts'
import { fromHex, toHex } from '../platform/tlog/bytes.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { leafHash, verifyInclusion } from '../platform/tlog/merkle.ts'
import type { MlDsa44 } from '../platform/tlog/note.ts'
import { parseVkey, type Vkey } from '../platform/tlog/vkey.ts'
import { secondsOf } from './beacon.ts'
import { DRAW_FROZEN, type DrawHeader, freezeDetails } from './file.ts'
import { type Finding, limited, right, wrong } from './finding.ts'
import { concat, type Sha256, utf8 } from './hashing.ts'


/** So many seconds before its round a draw must have been fixed before a witness. */
export const COSIGNED_BEFORE_S = 60

/** Whether the frozen leaf says of the draw what the header says. */
export function findLeaf(header: DrawHeader, sha256: Sha256): Finding {
  const said = parseObject(header.freeze.opening)
  if (!said) return wrong('leaf-unreadable')
  // Through JSON as the leaf went, so that the two are written alike.
  const details = JSON.parse(JSON.stringify(freezeDetails(header, sha256))) as Record<string, unknown>
  const expected = { kind: DRAW_FROZEN, office: header.office, ...details }
  const other = Object.entries(expected).find(([name, value]) => !isSame(said[name], value))
  return other ? wrong('leaf-other', { what: other[0] }) : right('leaf-same')
}

/** Whether that leaf stands in the log, in the tree that its checkpoint signs. */
export function findLog(
  { office, freeze, log: logText }: DrawHeader,
  { sha256, log }: { sha256: Sha256; log: Vkey | undefined },
): Finding {
  const { evidence } = freeze
  if (!evidence) return wrong('log-no-proof')
  const opened = tryOpen(evidence.checkpoint, { log, logText })
  if ('state' in opened) return opened
  const commitment = toHex(sha256(concat(fromHex(freeze.salt)!, utf8(freeze.opening))))
  const isIncluded = verifyInclusion({
    index: evidence.index,
    size: opened.size,
    root: opened.root,
    leafHash: leafHash(utf8(`giliran-leaf/1\n${office}\n${commitment}\n`)),
    proof: evidence.proof.map((hash) => fromHex(hash)!),
  })
  if (!isIncluded) return wrong('log-not-in', { index: evidence.index, size: opened.size })
  const values = { index: evidence.index, log: opened.origin, key: logText }
  return log ? right('log-in', values) : limited('log-in-own-key', values)
}

/** Whether a witness had seen that checkpoint early enough: the log's own clock proves nothing. */
export function findWitness(
  { freeze, beacon, round, log: logText, witnesses: texts }: DrawHeader,
  { log, witnesses, mlDsa44 }: { log?: Vkey | undefined; witnesses?: readonly Vkey[]; mlDsa44?: MlDsa44 },
): Finding {
  if (!freeze.evidence) return wrong('log-no-proof')
  const known = witnesses ?? keysOf(texts)
  if (!known) return wrong('key-unreadable', { whose: 'witness' })
  const opened = tryOpen(freeze.evidence.checkpoint, { log, logText, witnesses: known, mlDsa44 })
  if ('state' in opened) return opened
  const first = opened.cosignatures.toSorted((a, b) => a.timestamp - b.timestamp)[0]
  if (!first) return wrong('witness-none')
  const seconds = secondsOf(beacon, round) - first.timestamp
  const values = { witness: first.name, seconds }
  if (seconds < COSIGNED_BEFORE_S) return wrong('witness-late', values)
  return witnesses ? right('witness-early', values) : limited('witness-early-own-key', values)
}

interface OpenKeys {
  log: Vkey | undefined
  logText: string
  witnesses?: readonly Vkey[]
  mlDsa44?: MlDsa44 | undefined
}

function tryOpen(note: string, { log, logText, witnesses = [], mlDsa44 }: OpenKeys): OpenedCheckpoint | Finding {
  const key = log ?? keysOf([logText])?.[0]
  if (!key) return wrong('key-unreadable', { whose: 'log' })
  try {
    return openCheckpoint(note, { log: key, witnesses, mlDsa44 })
  } catch (error) {
    if (error instanceof TlogError) return wrong('log-checkpoint', { why: error.message })
    throw error
  }
}

function keysOf(texts: readonly string[]): Vkey[] | undefined {
  try {
    return texts.map(parseVkey)
  } catch (error) {
    if (error instanceof TlogError) return undefined
    throw error
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Values of JSON, whatever the order of their members. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(x)
  return names.length === Object.keys(y).length && names.every((name) => isSame(x[name], y[name]))
}

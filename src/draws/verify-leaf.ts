import { openCheckpoint, type OpenedCheckpoint } from '../platform/tlog/checkpoint.ts'
import { fromHex } from '../platform/tlog/bytes.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { commitmentTo, leafEntry } from '../platform/tlog/leaf.ts'
import { leafHash, verifyInclusion } from '../platform/tlog/merkle.ts'
import type { MlDsa44 } from '../platform/tlog/note.ts'
import { parseVkey, type Vkey } from '../platform/tlog/vkey.ts'
import { secondsOf } from './beacon.ts'
import { closingSubject } from './closings.ts'
import { DRAW_FROZEN, type DrawHeader, freezeDetails } from './file.ts'
import { type Finding, limited, right, wrong } from './finding.ts'
import type { Sha256 } from './hashing.ts'

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
  header: DrawHeader,
  { log }: TrustedKeys,
): Finding {
  const { office, freeze, log: logText } = header
  const { evidence } = freeze
  const opened = openEvidence(header, { log })
  if (!evidence || !opened) return wrong('log-no-proof')
  if ('state' in opened) return opened
  const commitment = commitmentTo(fromHex(freeze.salt)!, freeze.opening)
  const isIncluded = verifyInclusion({
    index: evidence.index,
    size: opened.size,
    root: opened.root,
    leafHash: leafHash(leafEntry(office, commitment, closingSubject(header))),
    proof: evidence.proof.map((hash) => fromHex(hash)!),
  })
  if (!isIncluded) return wrong('log-not-in', { index: evidence.index, size: opened.size })
  const values = { index: evidence.index, log: opened.origin, key: logText }
  return log ? right('log-in', values) : limited('log-in-own-key', values)
}

/** Whether a witness had seen that checkpoint early enough: the log's own clock proves nothing. */
export function findWitness(header: DrawHeader, trust: TrustedKeys): Finding {
  const { beacon, round, witnesses: texts } = header
  const { witnesses } = trust
  if (!witnesses && !keysOf(texts)) return wrong('key-unreadable', { whose: 'witness' })
  const opened = openEvidence(header, trust)
  if (!opened) return wrong('log-no-proof')
  if ('state' in opened) return opened
  const first = firstOf(opened)
  if (!first) return wrong('witness-none')
  const seconds = secondsOf(beacon, round) - first.timestamp
  const values = { witness: first.name, seconds }
  if (seconds < COSIGNED_BEFORE_S) return wrong('witness-late', values)
  return witnesses ? right('witness-early', values) : limited('witness-early-own-key', values)
}

/** Whose word is taken; without a key, the file's own. */
export interface TrustedKeys {
  log?: Vkey | undefined
  witnesses?: readonly Vkey[]
  /** Verifies witnesses who sign so; browsers have none. */
  mlDsa44?: MlDsa44
}

const firstOf = ({ cosignatures }: OpenedCheckpoint) => cosignatures.toSorted((a, b) => a.timestamp - b.timestamp)[0]

/** The witness that saw the leaf first, and when; undefined: none that is known. */
export function firstSeen(header: DrawHeader, trust: TrustedKeys): OpenedCheckpoint['cosignatures'][0] | undefined {
  const opened = openEvidence(header, trust)
  return opened && !('state' in opened) ? firstOf(opened) : undefined
}

/** The checkpoint that holds the leaf; undefined: the file has none; a finding: it is not as it should be. */
export function openEvidence(header: DrawHeader, trust: TrustedKeys): OpenedCheckpoint | Finding | undefined {
  const { freeze: { evidence }, log: logText, witnesses: texts } = header
  if (!evidence) return undefined
  const key = trust.log ?? keysOf([logText])?.[0]
  if (!key) return wrong('key-unreadable', { whose: 'log' })
  const witnesses = trust.witnesses ?? keysOf(texts) ?? []
  try {
    return openCheckpoint(evidence.checkpoint, { log: key, witnesses, mlDsa44: trust.mlDsa44 })
  } catch (error) {
    if (error instanceof TlogError) return wrong('log-checkpoint', { why: error.message })
    throw error
  }
}

export function keysOf(texts: readonly string[]): Vkey[] | undefined {
  try {
    return texts.map(parseVkey)
  } catch (error) {
    if (error instanceof TlogError) return undefined
    throw error
  }
}

export function parseObject(text: string): Record<string, unknown> | undefined {
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

import { readDecimal, readHash } from '../platform/tlog/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '../platform/tlog/checkpoint.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { EMPTY_ROOT, sameBytes, verifyConsistency } from '../platform/tlog/merkle.ts'
import { type OpenedNote, openNote, splitNote } from '../platform/tlog/note.ts'
import type { Vkey } from '../platform/tlog/vkey.ts'

/** What a log asks of a witness: `add-checkpoint` of c2sp.org/tlog-witness. */
export interface AddCheckpoint {
  /** Leaves that the log believes the witness has seen. */
  oldSize: number
  /** RFC 6962 consistency proof from there to the checkpoint. */
  proof: Uint8Array[]
  /** The signed note. */
  note: string
}

/** Refused, with the answer's status. */
export interface Refusal {
  status: 400 | 403 | 409 | 422
  why: string
  /** The log's signed word for another tree of the size that was cosigned: proof that it lies. */
  fork?: string
}

export interface Accepted {
  checkpoint: Checkpoint
  /** What is cosigned. */
  text: string
  /** The text with the log's signatures and nobody else's: what else the note held was not verified. */
  note: string
}

const PROOF_MAX = 63

/**
 * Reads a request's body: `old N`, a line for each hash of the proof, an empty line, the
 * checkpoint. undefined: it is not so.
 */
export function readAddCheckpoint(body: string): AddCheckpoint | undefined {
  const split = body.indexOf('\n\n')
  if (split < 0) return undefined
  const [oldLine, ...proofLines] = body.slice(0, split).split('\n')
  const oldSize = oldLine?.startsWith('old ') ? readDecimal(oldLine.slice('old '.length)) : undefined
  if (oldSize === undefined || proofLines.length > PROOF_MAX) return undefined
  const proof = proofLines.flatMap((line) => readHash(line) ?? [])
  return proof.length === proofLines.length ? { oldSize, proof, note: body.slice(split + 2) } : undefined
}

/** What it says of itself, to know which log it is of; nothing is verified. undefined: no checkpoint. */
export function originOf(note: string): string | undefined {
  try {
    return parseCheckpoint(splitNote(note).text).origin
  } catch (error) {
    if (error instanceof TlogError) return undefined
    throw error
  }
}

/**
 * Whether a witness may cosign, by the order of c2sp.org/tlog-witness; `held` is the largest
 * checkpoint that it has cosigned of this log, if any. `keys` are the log's, one or more.
 */
export function judge(
  { oldSize, proof, note }: AddCheckpoint,
  { keys, held }: { keys: readonly Vkey[]; held: Checkpoint | undefined },
): Accepted | Refusal {
  let opened: OpenedNote
  try {
    opened = openNote(note, keys)
  } catch (error) {
    if (error instanceof TlogError) return { status: 403, why: error.message }
    throw error
  }
  const { text, signatures } = opened
  const signed = `${text}\n${signatures.map(({ line }) => line).join('')}`
  const checkpoint = parseCheckpoint(text)
  const { size, root } = checkpoint
  if (oldSize > size) return { status: 400, why: 'the old size is larger than the checkpoint' }
  const before = held ?? { size: 0, root: EMPTY_ROOT }
  if (size === before.size && !sameBytes(root, before.root)) {
    return { status: 409, why: 'another tree of the same size was cosigned', ...(held && { fork: signed }) }
  }
  if (oldSize !== before.size) return { status: 409, why: `the latest cosigned checkpoint has ${before.size} leaves` }
  if (!isConsistent({ before, checkpoint, proof })) {
    return { status: 422, why: 'the proof does not lead from the old tree to the new' }
  }
  return { checkpoint, text, note: signed }
}

function isConsistent({ before, checkpoint, proof }: {
  before: Pick<Checkpoint, 'size' | 'root'>
  checkpoint: Checkpoint
  proof: Uint8Array[]
}): boolean {
  if (before.size === 0 || before.size === checkpoint.size) return proof.length === 0
  const sizes = { size1: before.size, size2: checkpoint.size }
  return verifyConsistency({ ...sizes, root1: before.root, root2: checkpoint.root, proof })
}

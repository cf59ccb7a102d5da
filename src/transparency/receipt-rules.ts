import { fromHex, toHex } from '../platform/tlog/bytes.ts'
import { openCheckpoint } from '../platform/tlog/checkpoint.ts'
import { TlogError, type TlogFault, tlogFaults } from '../platform/tlog/fault.ts'
import { commitmentTo, leafEntry } from '../platform/tlog/leaf.ts'
import { EMPTY_ROOT, inclusionProof, leafHash, verifyInclusion } from '../platform/tlog/merkle.ts'
import { formatProof, parseProof, type TlogProof } from '../platform/tlog/proof.ts'
import type { MlDsa44 } from '../platform/tlog/note.ts'
import type { Vkey } from '../platform/tlog/vkey.ts'

/**
 * A receipt: what somebody takes home to prove that a change of their turn stands in the log.
 * Text; lines before the first event that begin with # are for people. Then each event:
 *
 *   giliran-receipt/1
 *   salt <32 hex digits>
 *   opening <the exact JSON that was committed to>
 *   <empty line>
 *   <c2sp.org/tlog-proof@v1: index, hashes, the log's checkpoint with its cosignatures>
 *
 * It names no person. Runs in browsers too.
 */
export interface ReceiptEvent {
  /** 16 bytes. */
  salt: Uint8Array
  opening: string
  proof: TlogProof
}

const HEAD = 'giliran-receipt/1'
const SALT_BYTES = 16
/** Far more than any real one; a wrong file is not read to its end. */
export const RECEIPT_MAX_CHARS = 1_000_000

/**
 * cut: the proof ends early · elsewhere: the log does not hold this event at that place · receipt: no receipt ·
 * mixed: the event is of another turn than the first one, or of none.
 */
export const receiptFaults = [...tlogFaults, 'receipt', 'cut', 'elsewhere', 'mixed'] as const
export type ReceiptFault = TlogFault | 'receipt' | 'cut' | 'elsewhere' | 'mixed'

/** Which event of the file is at fault, from 1; 0: the file as a whole. */
export class ReceiptError extends Error {
  readonly fault: ReceiptFault
  readonly event: number

  constructor(fault: ReceiptFault, event: number, message: string) {
    super(message)
    this.name = 'ReceiptError'
    this.fault = fault
    this.event = event
  }
}

/** `note`: lines for people, without #. */
export function formatReceipt(note: readonly string[], events: readonly ReceiptEvent[]): string {
  const parts = events.map(
    ({ salt, opening, proof }) => `${HEAD}\nsalt ${toHex(salt)}\nopening ${opening}\n\n${formatProof(proof)}`,
  )
  return [...note.map((line) => `# ${line}\n`), ...parts].join('')
}

/** What a receipt proves of one event. */
export interface ProvenEvent {
  /** The opening, read: `kind`, `at`, `office`, `by` and what belongs to the kind. */
  what: Record<string, unknown>
  /** Its place in the log, from 0, and the leaves that the checkpoint counts. */
  index: number
  size: number
  /** Who of the witnesses asked for has cosigned that checkpoint, and when, in seconds since 1970. */
  cosignatures: { name: string; timestamp: number }[]
}

/** Whose word is taken; without `mlDsa44`, as in browsers, not that of witnesses who sign so. */
interface TrustedKeys {
  log: Vkey
  witnesses: readonly Vkey[]
  mlDsa44?: MlDsa44
}

/**
 * Verifies every event of a receipt against the log's key and the witnesses one trusts, and that
 * all are of one turn; throws ReceiptError for the first that does not hold. A log alone may show each of us another
 * history: only `cosignatures` say that somebody else has seen this one.
 */
export function verifyReceipt(
  text: string,
  keys: TrustedKeys,
): ProvenEvent[] {
  let first: string | undefined
  return partsOf(text).map((part, at) => {
    try {
      const proven = verifyEvent(readEvent(part), keys)
      const turn = turnOf(proven.what)
      if (turn === undefined) throw new Fault('mixed', 'the event names no turn')
      first ??= turn
      if (turn !== first) throw new Fault('mixed', `the event is of ${turn}, the first one of ${first}`)
      return proven
    } catch (error) {
      if (error instanceof TlogError) throw new ReceiptError(error.fault, at + 1, error.message)
      if (error instanceof Fault) throw new ReceiptError(error.fault, at + 1, error.message)
      throw error
    }
  })
}

/** A booking has the id of the draw's entry that it was. */
function turnOf({ office, booking, entry = booking }: Record<string, unknown>): string | undefined {
  const id = booking ?? entry
  // An event that names two turns is of neither.
  return typeof id === 'string' && id === entry ? `${String(office)} ${id}` : undefined
}

class Fault extends Error {
  readonly fault: ReceiptFault

  constructor(fault: ReceiptFault, message: string) {
    super(message)
    this.fault = fault
  }
}

function partsOf(text: string): string[] {
  // Mail programs and Windows end lines otherwise; nothing that was signed holds a carriage return.
  const lines = text.slice(0, RECEIPT_MAX_CHARS).replaceAll('\r\n', '\n')
  const [before, ...parts] = lines.split(new RegExp(`^${HEAD}$\n?`, 'm'))
  const isForPeople = before!.split('\n').every((line) => line === '' || line.startsWith('#'))
  if (parts.length === 0 || !isForPeople || text.length > RECEIPT_MAX_CHARS) {
    throw new ReceiptError('receipt', 0, `a receipt has a line ${HEAD}`)
  }
  return parts
}

function readEvent(part: string): ReceiptEvent {
  const [, saltText, opening, proofText] = /^salt (.*)\nopening (.*)\n\n([^]*)$/.exec(part) ?? []
  if (saltText === undefined || opening === undefined) throw new Fault('receipt', 'it lacks salt, opening or proof')
  const salt = fromHex(saltText)
  if (salt?.length !== SALT_BYTES) throw new Fault('receipt', `the salt is not ${SALT_BYTES} bytes in hex`)
  return { salt, opening, proof: parseProof(proofText!) }
}

function verifyEvent(event: ReceiptEvent, keys: TrustedKeys): ProvenEvent {
  const { salt, opening, proof: { index, hashes, checkpoint } } = event
  const what = readOpening(opening)
  const { size, root, cosignatures } = openCheckpoint(checkpoint, keys)
  if (index < size && hashes.length < proofLength(index, size)) {
    throw new Fault('cut', `the proof has ${hashes.length} lines; leaf ${index} of ${size} needs more`)
  }
  const leaf = leafHash(leafEntry(what.office, commitmentTo(salt, opening)))
  if (!verifyInclusion({ index, size, leafHash: leaf, proof: hashes, root })) {
    throw new Fault('elsewhere', `the log does not hold this event as leaf ${index} of ${size}`)
  }
  return { what, index, size, cosignatures }
}

function readOpening(opening: string): { office: string } & Record<string, unknown> {
  const what = parsed(opening)
  const isOpening = typeof what === 'object' && what !== null && 'office' in what && typeof what.office === 'string'
  if (!isOpening) throw new Fault('receipt', 'the opening is not what a log of Giliran commits to')
  return what as { office: string } & Record<string, unknown>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function proofLength(index: number, size: number): number {
  return inclusionProof({ index, size }, () => EMPTY_ROOT).length
}

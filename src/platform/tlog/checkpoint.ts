import { readDecimal, readHash, toBase64 } from './bytes.ts'
import { TlogError } from './fault.ts'
import { type MlDsa44, type NoteSignature, openNote, splitNote } from './note.ts'
import { signatureTypes, type Vkey } from './vkey.ts'

/** A log's word of its tree at one size (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Names the log. */
  origin: string
  /** Leaves, 0 to 2^53 - 1. */
  size: number
  /** SHA-256, 32 bytes. */
  root: Uint8Array
}

export interface OpenedCheckpoint extends Checkpoint {
  /** The note's text, which is what was signed. */
  text: string
  /** By whom of the witnesses asked for, and when, in seconds since 1970; in the note's order. */
  cosignatures: { name: string; timestamp: number }[]
}

/** The text of a checkpoint's note: origin, size, root, a line each. Throws for what cannot be one: our mistake. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`
  parseCheckpoint(text)
  return text
}

/** Reads a note's text; throws TlogError `checkpoint`. Extension lines may follow, none of them empty. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new TlogError('checkpoint', 'it does not end in a newline')
  const lines = text.slice(0, -1).split('\n')
  const [origin, sizeText, rootText] = lines
  if (lines.length < 3 || lines.includes('')) throw new TlogError('checkpoint', 'it is not origin, size and root')
  const [size, root] = [readDecimal(sizeText!), readHash(rootText!)]
  if (size === undefined) throw new TlogError('checkpoint', 'its size is not a number of leaves')
  if (!root) throw new TlogError('checkpoint', 'its root is not 32 bytes in base64')
  return { origin: origin!, size, root }
}

/**
 * A checkpoint that the log has signed, and which of `witnesses` have cosigned it. Throws
 * TlogError: note, signature (of the log or of a witness known here), unsigned (not by this
 * log), origin (the checkpoint of another log), checkpoint.
 */
export function openCheckpoint(
  note: string,
  { log, witnesses = [], mlDsa44 }: { log: Vkey; witnesses?: readonly Vkey[]; mlDsa44?: MlDsa44 | undefined },
): OpenedCheckpoint {
  // Unsigned words are read only to name better what is refused.
  const checkpoint = parseCheckpoint(splitNote(note).text)
  if (checkpoint.origin !== log.name) {
    throw new TlogError('origin', `it is the checkpoint of ${checkpoint.origin}, not of ${log.name}`)
  }
  const { text, signatures } = openNote(note, [log, ...witnesses], mlDsa44)
  if (!signatures.some(({ vkey }) => vkey === log)) throw new TlogError('unsigned', `${log.name} has not signed it`)
  return { ...checkpoint, text, cosignatures: signatures.flatMap(cosignatureOf) }
}

function cosignatureOf({ vkey, timestamp }: NoteSignature): OpenedCheckpoint['cosignatures'] {
  const isWitness = vkey.type !== signatureTypes.log && timestamp !== undefined
  return isWitness ? [{ name: vkey.name, timestamp }] : []
}

import { fromBase64, toHex } from './bytes.ts'
import { signatureLine, verifyCosignature, verifyEd25519 } from './cosignature.ts'
import { TlogError } from './fault.ts'
import { isKeyName, type Signer, signatureTypes, type Vkey } from './vkey.ts'

/**
 * Signed notes (c2sp.org/signed-note): text that ends in a newline, an empty line, and one or
 * more lines `— name base64(id || signature)`. The text may hold empty lines: the last one
 * separates.
 */
export interface OpenedNote {
  /** With its last newline. */
  text: string
  /** Those of known keys, verified, in the note's order. */
  signatures: NoteSignature[]
}

export interface NoteSignature {
  vkey: Vkey
  /** As it stands in the note, with its newline. */
  line: string
  /** Seconds since 1970; of witnesses' cosignatures only, and not of one that says nothing of time. */
  timestamp?: number
}

/** In characters; a checkpoint with sixteen post-quantum cosignatures has 80,000. */
const NOTE_MAX = 1_000_000
const SIGNATURES_MAX = 100
/** Of known keys: a log and many witnesses. Each costs milliseconds, and a note of a few kB could ask for a hundred. */
const VERIFIED_MAX = 32

/**
 * Verifies a witness's ML-DSA-44 under a checkpoint; undefined when it is not its cosignature.
 * Node has one (node-ml-dsa.ts), browsers have none.
 */
export type MlDsa44 = (text: string, signature: Uint8Array, vkey: Vkey) => { timestamp?: number } | undefined

/**
 * Verifies a note against the keys one knows. Signatures of unknown keys are ignored, and without
 * `mlDsa44` its keys are unknown; one of a known key that does not verify refuses the note; the
 * same line again says nothing more. Throws TlogError: note, signature, unsigned.
 */
export function openNote(note: string, vkeys: readonly Vkey[], mlDsa44?: MlDsa44): OpenedNote {
  const { text, lines } = splitNote(note)
  const known = new Map<string, { vkey: Vkey; signature: Uint8Array }>()
  for (const { name, id, signature } of lines) {
    const vkey = vkeys.find((one) => one.name === name && one.id === id && (mlDsa44 || !isMlDsa(one)))
    if (vkey) known.set(signatureLine(vkey, signature), { vkey, signature })
  }
  if (known.size > VERIFIED_MAX) throw new TlogError('note', 'it has too many signatures of known keys')
  const signatures = [...known.values()].map(({ vkey, signature }) => verify(text, { signature, vkey, mlDsa44 }))
  if (signatures.length === 0) throw new TlogError('unsigned', 'no key that is known here has signed it')
  return { text, signatures }
}

/** The text, signed; throws TlogError for a text that cannot be a note's. */
export function signNote(text: string, signers: readonly Signer[]): string {
  requireText(text)
  const message = new TextEncoder().encode(text)
  const lines = signers.map(({ vkey, sign }) => {
    if (vkey.type !== signatureTypes.log) throw new TlogError('vkey', "a witness's key cosigns; see cosign")
    return signatureLine(vkey, sign(message))
  })
  return `${text}\n${lines.join('')}`
}

export interface SignatureLine {
  name: string
  id: string
  signature: Uint8Array
}

/** A note's text and signature lines, nothing verified; throws TlogError `note`. */
export function splitNote(note: string): { text: string; lines: SignatureLine[] } {
  if (note.length > NOTE_MAX) throw new TlogError('note', 'the note is too long')
  const split = note.lastIndexOf('\n\n')
  if (split < 0) throw new TlogError('note', 'no empty line parts its text from its signatures')
  const [text, rest] = [note.slice(0, split + 1), note.slice(split + 2)]
  requireText(text)
  if (!rest.endsWith('\n')) throw new TlogError('note', 'it does not end in a whole line of signature')
  const lines = rest.slice(0, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) throw new TlogError('note', 'it has too many signatures')
  return { text, lines: lines.map(readLine) }
}

function readLine(line: string): SignatureLine {
  const [dash, name, base64, ...more] = line.split(' ')
  const bytes = base64 === undefined ? undefined : fromBase64(base64)
  if (dash !== '—' || !name || !isKeyName(name) || !bytes || bytes.length <= 4 || more.length > 0) {
    throw new TlogError('note', 'a line of signature is not as it should be')
  }
  return { name, id: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
}

const isMlDsa = ({ type }: Vkey): boolean => type === signatureTypes.witnessMlDsa

interface ToVerify {
  signature: Uint8Array
  vkey: Vkey
  mlDsa44: MlDsa44 | undefined
}

function verify(text: string, { signature, vkey, mlDsa44 }: ToVerify): NoteSignature {
  const line = signatureLine(vkey, signature)
  if (vkey.type !== signatureTypes.log) {
    const verifier = isMlDsa(vkey) ? mlDsa44 : verifyCosignature
    const seen = verifier?.(text, signature, vkey)
    if (seen) return { vkey, line, ...seen }
  } else if (verifyEd25519(signature, new TextEncoder().encode(text), vkey.publicKey)) {
    return { vkey, line }
  }
  throw new TlogError('signature', `the signature of ${vkey.name} does not belong to this text`)
}

// oxlint-disable-next-line no-control-regex -- the format forbids just these
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/
/** Half a pair of UTF-16, which no UTF-8 has; telephones of 2022 lack String.isWellFormed. */
const HALF = /\p{Cs}/u

function requireText(text: string): void {
  if (text.length < 2 || !text.endsWith('\n')) throw new TlogError('note', 'a note needs text that ends in a newline')
  if (CONTROL.test(text) || HALF.test(text)) throw new TlogError('note', 'it holds characters that no note may')
}

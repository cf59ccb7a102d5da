import { ed25519 } from '@noble/curves/ed25519.js'
import { concat, fromHex, toBase64 } from './bytes.ts'
import { TlogError } from './fault.ts'
import { type Signer, signatureTypes, type Vkey } from './vkey.ts'

/**
 * Timestamped Ed25519 signatures of witnesses (c2sp.org/tlog-cosignature):
 *   0..7    u64, big-endian: POSIX time in seconds at which it was made
 *   8..71   Ed25519 over "cosignature/v1\ntime <seconds>\n" and the note's text
 */
const TIME_BYTES = 8
const COSIGNATURE_BYTES = TIME_BYTES + 64

/** Strict as RFC 8032 has it: no small-order key, no second encoding of the same signature. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  return ed25519.verify(signature, message, publicKey, { zip215: false })
}

/** One signature line of a note, with its newline: `time` in seconds since 1970. */
export function cosign({ text, signer, time }: { text: string; signer: Signer; time: number }): string {
  if (signer.vkey.type !== signatureTypes.witness) throw new TlogError('vkey', 'only a key of type 4 cosigns')
  const bytes = new Uint8Array(COSIGNATURE_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
  bytes.set(signer.sign(messageOf(text, BigInt(time))), TIME_BYTES)
  return signatureLine(signer.vkey, bytes)
}

/**
 * When the witness says it has seen `text`, in seconds since 1970; undefined when it is not its
 * cosignature of this text.
 */
export function verifyCosignature(text: string, signature: Uint8Array, vkey: Vkey): { timestamp: number } | undefined {
  if (vkey.type !== signatureTypes.witness || signature.length !== COSIGNATURE_BYTES) return undefined
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  const isRight = verifyEd25519(signature.subarray(TIME_BYTES), messageOf(text, time), vkey.publicKey)
  return isRight ? { timestamp: Number(time) } : undefined
}

/** `— name base64(id || signature)` and a newline (c2sp.org/signed-note). */
export function signatureLine({ name, id }: Vkey, signature: Uint8Array): string {
  return `— ${name} ${toBase64(concat(fromHex(id)!, signature))}\n`
}

function messageOf(text: string, time: bigint): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${text}`)
}

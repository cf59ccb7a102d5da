import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
import { TlogError } from './fault.ts'

/**
 * Signature types of c2sp.org/signed-note that we read: a log's Ed25519, a witness's timestamped
 * one, a witness's by ML-DSA-44, which only node verifies (node-ml-dsa.ts).
 */
export const signatureTypes = { log: 0x01, witness: 0x04, witnessMlDsa: 0x06 } as const

export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes]
/** Of the keys that we sign with ourselves. */
type OwnType = Exclude<SignatureType, typeof signatureTypes.witnessMlDsa>

/** A verifier key of c2sp.org/signed-note: `name+id in hex+base64(type || public key)`. */
export interface Vkey {
  /** Without spaces and plus; by custom a URL without its scheme. */
  name: string
  /** 8 hex digits: the first four bytes of SHA-256(name || 0x0A || type || public key). */
  id: string
  type: SignatureType
  /** Ed25519, 32 bytes; ML-DSA-44 (FIPS 204), 1312 bytes. */
  publicKey: Uint8Array
}

/** Signs as `name`; the key itself stays within. */
export interface Signer {
  vkey: Vkey
  /** Ed25519 (RFC 8032), 64 bytes. */
  sign(message: Uint8Array): Uint8Array
}

const SEED_BYTES = 32
const keyBytes: Readonly<Record<SignatureType, number>> = { 0x01: 32, 0x04: 32, 0x06: 1312 }
/** In characters: one of ML-DSA-44 has 1,752 of base64. */
const KEY_TEXT_MAX = 10_000
const SKEY_HEAD = 'PRIVATE+KEY+'

/** Whether a key may be called so: something, without any Unicode space, control character, half a pair or plus. */
export function isKeyName(name: string): boolean {
  return /^[^\s\p{White_Space}\p{Cc}\p{Cs}+]+$/u.test(name)
}

/** Throws TlogError for a name that no key can have, or a key that is not as long as its type's. */
export function vkeyOf({ name, type, publicKey }: Omit<Vkey, 'id'>): Vkey {
  if (!isKeyName(name)) throw new TlogError('vkey', 'a key needs a name without spaces and plus')
  if (publicKey.length !== keyBytes[type]) {
    throw new TlogError('vkey', `a key of type ${type} ends in base64 of ${1 + keyBytes[type]} bytes`)
  }
  const named = new TextEncoder().encode(`${name}\n`)
  const id = toHex(sha256(Uint8Array.of(...named, type, ...publicKey)).subarray(0, 4))
  return { name, id, type, publicKey }
}

export function formatVkey({ name, id, type, publicKey }: Vkey): string {
  return `${name}+${id}+${toBase64(Uint8Array.of(type, ...publicKey))}`
}

/** Reads a verifier key; throws TlogError. Its base64 may hold a plus too. */
export function parseVkey(text: string): Vkey {
  const { name, id, type, key } = partsOf(text)
  const vkey = vkeyOf({ name, type, publicKey: key })
  if (vkey.id !== id) throw new TlogError('vkey', `the key's id is ${vkey.id}, not ${id}`)
  return vkey
}

/** Two keys are the same when they verify the same, whatever they are called. */
export function isSameVkey(a: Vkey, b: Vkey): boolean {
  return formatVkey(a) === formatVkey(b)
}

interface Seed {
  name: string
  type: OwnType
  seed: Uint8Array
}

/** Signs with an Ed25519 seed of 32 bytes. */
export function signerOf({ name, type, seed }: Seed): Signer {
  const vkey = vkeyOf({ name, type, publicKey: ed25519.getPublicKey(seed) })
  return { vkey, sign: (message) => ed25519.sign(message, seed) }
}

/** `PRIVATE+KEY+name+id+base64(type || seed)`, as golang.org/x/mod/sumdb/note writes it. */
export function formatSkey({ name, type, seed }: Seed): string {
  const { vkey } = signerOf({ name, type, seed })
  return `${SKEY_HEAD}${name}+${vkey.id}+${toBase64(Uint8Array.of(type, ...seed))}`
}

/** Reads what `formatSkey` writes; throws TlogError, which never shows the key. */
export function parseSkey(text: string): Signer {
  if (!text.startsWith(SKEY_HEAD)) throw new TlogError('vkey', `a private key begins with ${SKEY_HEAD}`)
  const { name, id, type, key } = partsOf(text.slice(SKEY_HEAD.length))
  if (type === signatureTypes.witnessMlDsa) throw new TlogError('vkey', 'only keys of type 1 and 4 sign here')
  if (key.length !== SEED_BYTES) throw new TlogError('vkey', `a private key ends in base64 of ${1 + SEED_BYTES} bytes`)
  const signer = signerOf({ name, type, seed: key })
  if (signer.vkey.id !== id) throw new TlogError('vkey', 'the private key and its id do not belong together')
  return signer
}

function partsOf(text: string): { name: string; id: string; type: SignatureType; key: Uint8Array } {
  if (text.length > KEY_TEXT_MAX) throw new TlogError('vkey', 'a key is not as long as that')
  const [first, second] = [text.indexOf('+'), text.indexOf('+', text.indexOf('+') + 1)]
  const [name, id, rest] = [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)]
  if (first < 1 || second < 0 || !isKeyName(name)) throw new TlogError('vkey', 'a key is name+id+base64')
  const bytes = fromBase64(rest)
  if (fromHex(id)?.length !== 4) throw new TlogError('vkey', "a key's id is 8 digits of lower-case hex")
  if (!bytes) throw new TlogError('vkey', 'a key ends in base64')
  const type = Object.values(signatureTypes).find((one) => one === bytes[0])
  if (type === undefined) {
    throw new TlogError('vkey', `keys of type ${bytes[0]} are not read here, only 1 and 4 (Ed25519) and 6 (ML-DSA-44)`)
  }
  return { name, id, type, key: bytes.subarray(1) }
}

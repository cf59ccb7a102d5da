import { sha256 } from '@noble/hashes/sha2.js'
import { HASH_BYTES } from './merkle.ts'
import { toHex } from './bytes.ts'

const encoder = new TextEncoder()

/** The entry of one trace in the log: "giliran-leaf/1\n{office}\n{commitment in hex}\n". Throws RangeError. */
export function leafEntry(officeId: string, commitment: Uint8Array): Uint8Array {
  if (commitment.length !== HASH_BYTES) throw new RangeError('a commitment has 32 bytes')
  return encoder.encode(`giliran-leaf/1\n${officeId}\n${toHex(commitment)}\n`)
}

/** SHA-256(salt || opening): as platform/audit.ts makes it, for whoever checks one in a browser. */
export function commitmentTo(salt: Uint8Array, opening: string): Uint8Array {
  return sha256(Uint8Array.of(...salt, ...encoder.encode(opening)))
}

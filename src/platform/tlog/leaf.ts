import { sha256 } from '@noble/hashes/sha2.js'
import { HASH_BYTES } from './merkle.ts'
import { concat, toHex } from './bytes.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const FORMAT = 'giliran-leaf/1'

/**
 * The entry of one trace in the log: "giliran-leaf/1\n{office}\n{commitment in hex}\n", and a
 * line more where something is said in the open. Throws RangeError.
 */
export function leafEntry(officeId: string, commitment: Uint8Array, subject?: string | null): Uint8Array {
  if (commitment.length !== HASH_BYTES) throw new RangeError('a commitment has 32 bytes')
  const open = subject === undefined || subject === null ? '' : `${subject}\n`
  return encoder.encode(`${FORMAT}\n${officeId}\n${toHex(commitment)}\n${open}`)
}

/** What an entry of the log says in the open; undefined: it is no trace's. */
export function readLeafEntry(
  entry: Uint8Array,
): { office: string; commitment: string; subject: string | undefined } | undefined {
  const [format, office, commitment, ...rest] = decoder.decode(entry).split('\n')
  if (format !== FORMAT || office === undefined || commitment === undefined || rest.at(-1) !== '') return undefined
  return { office, commitment, subject: rest.length > 1 ? rest[0] : undefined }
}

/** SHA-256(salt || opening): as platform/audit.ts makes it, for whoever checks one in a browser. */
export function commitmentTo(salt: Uint8Array, opening: string): Uint8Array {
  return sha256(concat(salt, encoder.encode(opening)))
}

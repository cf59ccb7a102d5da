import { createPublicKey, verify } from 'node:crypto'
import { parseCheckpoint } from './checkpoint.ts'
import type { MlDsa44 } from './note.ts'

/**
 * Timestamped ML-DSA-44 signatures of witnesses (c2sp.org/tlog-cosignature), by node's own
 * OpenSSL. The signature:
 *   0..7       u64, big-endian: POSIX time in seconds at which it was made, at most 2^63 - 1
 *   8..2427    ML-DSA-44 (FIPS 204, pure, no context) over cosigned_message
 *
 * cosigned_message, as RFC 8446 section 3 writes structures:
 *   "subtree/v1\n\0"            12 bytes
 *   the witness's name          its length in one byte, 1 to 255 bytes of UTF-8
 *   time                        the eight bytes of the signature's time
 *   the log's origin            as the name
 *   start, end                  u64 each: 0, and the number of leaves
 *   root                        32 bytes
 *
 * A checkpoint's lines of extension are not in it.
 */
const TIME_BYTES = 8
const SIGNATURE_BYTES = TIME_BYTES + 2420
const LABEL = Buffer.from('subtree/v1\n\0')

/** A time of zero says nothing of when, nor that the tree is the largest seen: it has no `timestamp`. */
export const mlDsa44: MlDsa44 = (text, signature, { name, publicKey }) => {
  if (signature.length !== SIGNATURE_BYTES) return undefined
  const time = signature.subarray(0, TIME_BYTES)
  const seconds = Buffer.from(time).readBigUInt64BE()
  const message = cosignedMessage(text, { name, time })
  if (seconds > BigInt(Number.MAX_SAFE_INTEGER) || !message) return undefined
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'raw-public', asymmetricKeyType: 'ml-dsa-44' })
  if (!verify(null, message, key, signature.subarray(TIME_BYTES))) return undefined
  return seconds === 0n ? {} : { timestamp: Number(seconds) }
}

/** What such a witness signs of a text; undefined where its name or the log's is too long to stand in it. */
export function cosignedMessage(text: string, { name, time }: { name: string; time: Uint8Array }): Buffer | undefined {
  const { origin, size, root } = parseCheckpoint(text)
  const [witness, log] = [prefixed(name), prefixed(origin)]
  if (!witness || !log) return undefined
  const range = Buffer.alloc(2 * TIME_BYTES)
  range.writeBigUInt64BE(BigInt(size), TIME_BYTES)
  return Buffer.concat([LABEL, witness, time, log, range, root])
}

function prefixed(text: string): Buffer | undefined {
  const bytes = Buffer.from(text)
  return bytes.length > 255 ? undefined : Buffer.concat([Buffer.of(bytes.length), bytes])
}

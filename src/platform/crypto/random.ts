import { randomFillSync } from 'node:crypto'

// One system call fills many small requests: a booking needs some 80 random bytes in six pieces.
const POOL_BYTES = 16_384
const pool = Buffer.allocUnsafeSlow(POOL_BYTES)
let used = POOL_BYTES

/** `length` fresh bytes of the system's randomness, never handed out twice. */
export function randomBytes(length: number): Buffer {
  if (length > POOL_BYTES) return randomFillSync(Buffer.allocUnsafe(length))
  if (used + length > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.allocUnsafe(length)
  pool.copy(bytes, 0, used, used + length)
  // What was handed out must not lie about in memory for the next reader of the pool.
  pool.fill(0, used, used + length)
  used += length
  return bytes
}

/** A UUID version 7 (RFC 9562 section 5.7): milliseconds of `at`, then 74 random bits. Sorts by time. */
export function uuidAt(at: Temporal.Instant): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.epochMilliseconds, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

import { hash } from 'node:crypto'

const BLOCK_BYTES = 64
/** RFC 2104 section 5 allows a truncated HMAC of at least half the hash: 128 of 256 bits. */
export const LOOKUP_BYTES = 16

/** What a value is looked up as; the same text under another kind hashes otherwise. */
export type LookupKind =
  'nik' | 'contact' | 'ticket' | 'draft' | 'idempotency' | 'request' | 'network' | 'find' | 'staff' | 'guess' |
  'day-code' | 'door-draw' | 'survey' | 'proof' | 'push' | 'stop' | 'beacon' | 'work'

export type Lookup = (kind: LookupKind, value: string) => Buffer

/**
 * HMAC-SHA-256 with a fixed key, cut to 16 bytes (RFC 2104). Two one-shot hashes with the
 * padded key laid out once: node's createHmac makes a new native object each time, which
 * costs more than the hashing of these short values. So do digests as buffers, each with
 * memory of its own outside the heap: they are taken as latin1, a character per byte.
 */
export function makeLookup(key: Buffer): Lookup {
  if (key.length !== 32) throw new Error('the look-up key must be 32 bytes')
  const inner = Buffer.alloc(BLOCK_BYTES, 0x36)
  const outer = Buffer.alloc(BLOCK_BYTES + 32, 0x5c)
  for (const [i, byte] of key.entries()) {
    inner[i]! ^= byte
    outer[i]! ^= byte
  }
  return (kind, value) => {
    const text = `${kind}:${value}`
    const message = Buffer.allocUnsafe(BLOCK_BYTES + Buffer.byteLength(text))
    inner.copy(message)
    message.write(text, BLOCK_BYTES)
    outer.write(hash('sha256', message, 'latin1'), BLOCK_BYTES, 'latin1')
    return Buffer.from(hash('sha256', outer, 'latin1').slice(0, LOOKUP_BYTES), 'latin1')
  }
}

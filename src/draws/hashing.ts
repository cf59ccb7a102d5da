/** SHA-256 of `bytes`, 32 bytes: node's own there, @noble/hashes' in a browser. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

const encoder = new TextEncoder()

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** Eight bytes, the most significant first. */
export function u64be(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

const BLOCK = 64

/**
 * HMAC-SHA-256 (RFC 2104) of messages of one length, by a key of at most 64 bytes. The caller
 * writes each message into `message` and then asks for `digest`: nothing is made anew but that.
 */
export function openHmac(
  sha256: Sha256,
  key: Uint8Array,
  length: number,
): { message: Uint8Array; digest(): Uint8Array } {
  const inner = new Uint8Array(BLOCK + length)
  const outer = new Uint8Array(BLOCK + 32)
  for (let i = 0; i < BLOCK; i++) {
    inner[i] = (key[i] ?? 0) ^ 0x36
    outer[i] = (key[i] ?? 0) ^ 0x5c
  }
  return {
    message: inner.subarray(BLOCK),
    digest() {
      outer.set(sha256(inner), BLOCK)
      return sha256(outer)
    },
  }
}

import type { OfflineDay } from '../wire-offline.ts'

/**
 * Reads a ticket's QR in the browser, by WebCrypto: the same bytes as bookings/qr.ts, which
 * describes them and signs them with node:crypto. A test holds the two together.
 */
const HEAD = 'GLR'
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const VERSION = 1
const SIGNED_BYTES = 16
const TOTAL_BYTES = 80

export type QrRead =
  /** `checked`: the signature holds; false: this browser cannot say (no Ed25519). Code without hyphens. */
  | { ok: true; code: string; startMs: number; checked: boolean }
  | { ok: false; fault: 'not-a-ticket' | 'forged' }

export async function readQr(scanned: string, keys: OfflineDay['ticketKeys']): Promise<QrRead> {
  const text = scanned.trim().toUpperCase()
  const bytes = text.startsWith(HEAD) ? bytesOf(text.slice(HEAD.length)) : undefined
  if (!bytes || bytes.length === 0) return { ok: false, fault: 'not-a-ticket' }
  const key = keys.find(({ version }) => version === bytes[1])
  if (bytes.length !== TOTAL_BYTES || bytes[0] !== VERSION || !key) return { ok: false, fault: 'forged' }
  const held = await verify(key.publicKey, bytes)
  if (held === false) return { ok: false, fault: 'forged' }
  const code = new TextDecoder('latin1').decode(bytes.subarray(2, 12))
  const startMs = new DataView(bytes.buffer).getUint32(12) * 60_000
  return { ok: true, code, startMs, checked: held === true }
}

/** Undefined: the browser has no Ed25519. */
async function verify(publicKey: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean | undefined> {
  let key: CryptoKey
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey }
    key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify'])
  } catch {
    return undefined
  }
  const domain = new TextEncoder().encode('giliran ticket')
  const signed = new Uint8Array(domain.length + SIGNED_BYTES)
  signed.set(domain)
  signed.set(bytes.subarray(0, SIGNED_BYTES), domain.length)
  return crypto.subtle.verify('Ed25519', key, bytes.subarray(SIGNED_BYTES), signed)
}

/** Crockford's Base 32; undefined for a sign of another alphabet. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let [held, bits, at] = [0, 0, 0]
  for (const sign of text) {
    const value = ALPHABET.indexOf(sign)
    if (value < 0) return undefined
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bytes
}

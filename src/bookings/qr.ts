import { sign, verify } from 'node:crypto'
import type { TicketKey } from '../platform/crypto/index.ts'
import { type CodeReading, fromBase32, readCode, toBase32 } from './code.ts'

/**
 * What a ticket's QR holds, version 1: the letters GLR, then 80 bytes in base 32 (128
 * characters), all of QR's alphanumeric set and safe on any keyboard layout, since many
 * scanners type. Never a key, a name or a NIK.
 *
 *   0      version of the format, 1
 *   1      version of the signing key
 *   2-11   ticket code, ten characters of ASCII
 *   12-15  start of the slot, minutes since 1970, unsigned, big-endian
 *   16-79  Ed25519 signature (RFC 8032) over "giliran ticket" and the bytes before it
 *
 * Anybody with the public key can check it without a network. Every version that was ever
 * printed stays readable: a new one gets a new first byte, and this one stays here.
 */
const HEAD = 'GLR'
const VERSION = 1
const SIGNED_BYTES = 16
const TOTAL_BYTES = 80
const DOMAIN = Buffer.from('giliran ticket')

export interface SignedTicket {
  /** Without hyphens. */
  code: string
  startsAt: Temporal.Instant
}

/** The text of the QR, signed with the newest of `keys`. Signing the same twice gives the same text. */
export function ticketQrText(keys: readonly TicketKey[], ticket: SignedTicket): string {
  const [key] = keys
  if (!key) throw new Error('there is no key to sign tickets with')
  const bytes = Buffer.alloc(SIGNED_BYTES)
  bytes[0] = VERSION
  bytes[1] = key.version
  bytes.write(ticket.code, 2, 10, 'latin1')
  bytes.writeUInt32BE(Math.floor(ticket.startsAt.epochMilliseconds / 60_000), 12)
  const signature = sign(null, Buffer.concat([DOMAIN, bytes]), key.privateKey)
  return HEAD + toBase32(Buffer.concat([bytes, signature]))
}

export type QrReading =
  | ({ ok: true } & SignedTicket)
  | { ok: false; fault: 'not-a-ticket' | 'unknown-version' | 'unknown-key' | 'forged' }

/** Reads a scanned text; what is not signed by one of `keys` is no ticket, whatever it says. */
export function readTicketQr(keys: readonly TicketKey[], scanned: string): QrReading {
  const text = scanned.trim().toUpperCase()
  const bytes = text.startsWith(HEAD) ? fromBase32(text.slice(HEAD.length)) : undefined
  if (!bytes || bytes.length === 0) return { ok: false, fault: 'not-a-ticket' }
  if (bytes[0] !== VERSION) return { ok: false, fault: 'unknown-version' }
  if (bytes.length !== TOTAL_BYTES) return { ok: false, fault: 'not-a-ticket' }
  const key = keys.find((one) => one.version === bytes[1])
  if (!key) return { ok: false, fault: 'unknown-key' }
  const signed = Buffer.concat([DOMAIN, bytes.subarray(0, SIGNED_BYTES)])
  if (!verify(null, signed, key.publicKey, bytes.subarray(SIGNED_BYTES))) return { ok: false, fault: 'forged' }
  const code: CodeReading = readCode(bytes.toString('latin1', 2, 12))
  if (!code.ok) return { ok: false, fault: 'not-a-ticket' }
  return {
    ok: true,
    code: code.code,
    startsAt: Temporal.Instant.fromEpochMilliseconds(bytes.readUInt32BE(12) * 60_000),
  }
}

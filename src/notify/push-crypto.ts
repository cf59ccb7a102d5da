import { createCipheriv, createECDH, createPrivateKey, type ECDH, hkdfSync, type KeyObject, sign } from 'node:crypto'
import { randomBytes } from '../platform/crypto/index.ts'

/** What a browser hands out so that it can be reached (W3C Push API, PushSubscription.toJSON). */
export interface PushSubscription {
  endpoint: string
  /** In base64url: an uncompressed P-256 point of 65 bytes, and 16 random bytes. */
  keys: { p256dh: string; auth: string }
}

const CURVE = 'prime256v1'
const RECORD_BYTES = 4096
const TAG_BYTES = 16
/** A push service takes 4096 bytes (RFC 8030, section 7.2): less the header, the tag and the delimiter. */
export const PUSH_BYTES_MAX = RECORD_BYTES - 86 - TAG_BYTES - 1
/** Ends the last record (RFC 8188, section 2). */
const LAST_RECORD = Buffer.from([2])

/** Bytes of base64url; undefined for anything else, padding included. */
export function readBase64Url(text: string, length: number): Buffer | undefined {
  const bytes = /^[A-Za-z0-9_-]+$/.test(text) ? Buffer.from(text, 'base64url') : undefined
  return bytes?.length === length && bytes.toString('base64url') === text ? bytes : undefined
}

/** Whether something can be encrypted for these keys: the point lies on the curve. */
export function isPushKeys({ p256dh, auth }: PushSubscription['keys']): boolean {
  const point = readBase64Url(p256dh, 65)
  if (!point || !readBase64Url(auth, 16)) return false
  try {
    openKeyPair().computeSecret(point)
    return true
  } catch {
    // That is how node says that a point is none.
    return false
  }
}

function openKeyPair(): ECDH {
  const pair = createECDH(CURVE)
  pair.generateKeys()
  return pair
}

/**
 * Encrypts for one subscription (RFC 8291 with one record of RFC 8188):
 *   0..15   salt        16..19  size of a record, 4096
 *   20      65          21..85  our public key, made for this message
 *   86..    AES-128-GCM of the text and the delimiter, with its tag
 * `salt` and `pair` are fresh each time; the RFC's own example gives its own.
 */
export function encryptPush(
  plain: Buffer,
  { keys }: Pick<PushSubscription, 'keys'>,
  { salt = randomBytes(16), pair = openKeyPair() }: { salt?: Buffer; pair?: ECDH } = {},
): Buffer {
  const theirs = Buffer.from(keys.p256dh, 'base64url')
  const ours = pair.getPublicKey()
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours])
  const secret = derive(pair.computeSecret(theirs), Buffer.from(keys.auth, 'base64url'), { info, length: 32 })
  const key = derive(secret, salt, { info: Buffer.from('Content-Encoding: aes128gcm\0'), length: 16 })
  const nonce = derive(secret, salt, { info: Buffer.from('Content-Encoding: nonce\0'), length: 12 })
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const body = [cipher.update(plain), cipher.update(LAST_RECORD), cipher.final(), cipher.getAuthTag()]
  const size = Buffer.alloc(4)
  size.writeUInt32BE(RECORD_BYTES)
  return Buffer.concat([salt, size, Buffer.from([ours.length]), ours, ...body])
}

/** HKDF with SHA-256 (RFC 5869). */
function derive(material: Buffer, salt: Buffer, { info, length }: { info: Buffer; length: number }): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, info, length))
}

/** Who sends, to push services (VAPID, RFC 8292). */
export interface Vapid {
  /** base64url of 65 bytes; browsers are told it. */
  publicKey: string
  /** Where the sender can be written to: mailto: or https:. */
  subject: string
  privateKey: KeyObject
}

/** Fresh keys, in base64url as VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY hold them. */
export function makeVapidKeys(): { publicKey: string; privateKey: string } {
  const pair = openKeyPair()
  // A number that begins with zeros comes shorter.
  const secret = pair.getPrivateKey()
  const padded = Buffer.concat([Buffer.alloc(32 - secret.length), secret])
  return { publicKey: pair.getPublicKey('base64url'), privateKey: padded.toString('base64url') }
}

/** Reads the settings' keys; undefined where the two are no pair. */
export function openVapid(
  { publicKey, privateKey, subject }: { publicKey: string; privateKey: string; subject: string },
): Vapid | undefined {
  const [point, secret] = [readBase64Url(publicKey, 65), readBase64Url(privateKey, 32)]
  if (!point || !secret) return undefined
  const pair = createECDH(CURVE)
  try {
    pair.setPrivateKey(secret)
  } catch {
    // Zero, or beyond the order of the curve.
    return undefined
  }
  if (!pair.getPublicKey().equals(point)) return undefined
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((one) => one.toString('base64url'))
  const key = { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: privateKey }
  return { publicKey, subject, privateKey: createPrivateKey({ key, format: 'jwk' }) }
}

/** RFC 8292, section 2: at most 24 hours; our clock and theirs may differ. */
const VAPID_HOURS = 12

/** The Authorization of a request to a push service: a token for that service alone, signed with ES256. */
export function vapidHeader(vapid: Vapid, endpoint: string, now: Temporal.Instant): string {
  const { publicKey, privateKey, subject } = vapid
  const exp = Math.floor(now.add({ hours: VAPID_HOURS }).epochMilliseconds / 1000)
  const parts = [{ typ: 'JWT', alg: 'ES256' }, { aud: new URL(endpoint).origin, exp, sub: subject }]
  const text = parts.map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${text}.${signature.toString('base64url')}, k=${publicKey}`
}

import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Afterwards } from '../../src/platform/database/testing.ts'

/** A browser that was subscribed: what it hands out, and what it keeps to itself. */
export interface Phone {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  pair: ECDH
  auth: Buffer
}

/** One message as a push service got it, and as the phone reads it. */
export interface Pushed {
  headers: IncomingMessage['headers']
  bytes: number
  payload: Record<string, string>
}

interface Answer {
  status: number
  headers?: Record<string, string>
}

/** A phone whose messages go to `endpoint`. */
export function makePhone(endpoint: string): Phone {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const auth = randomBytes(16)
  const keys = { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') }
  return { subscription: { endpoint, keys }, pair, auth }
}

/** Reads what was encrypted for a phone (RFC 8291, section 3.4), from its bytes alone; throws where it was not. */
export function decryptFor({ pair, auth }: Pick<Phone, 'pair' | 'auth'>, body: Buffer): Buffer {
  const [salt, keyLength] = [body.subarray(0, 16), body[20]!]
  const theirs = body.subarray(21, 21 + keyLength)
  const record = body.subarray(21 + keyLength)
  if (record.length > body.readUInt32BE(16)) throw new Error('more than one record')
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs])
  const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(theirs), auth, info, 32))
  const [key, nonce] = ([['aes128gcm', 16], ['nonce', 12]] as const).map(([name, length]) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, length)),
  )
  const decipher = createDecipheriv('aes-128-gcm', key!, nonce!)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (padded[end] !== 2) throw new Error('no last record')
  return padded.subarray(0, end)
}

/** What the sender says of itself (RFC 8292), its signature checked; throws where it does not stand. */
export function readVapid(authorization: string): { aud: string; exp: number; sub: string; key: string } {
  const [, token, key] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), k=([\w-]+)$/.exec(authorization) ?? []
  if (!token || !key) throw new Error(`no VAPID: ${authorization}`)
  const [head, claims, signature] = token.split('.') as [string, string, string]
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string }
  if (alg !== 'ES256') throw new Error(alg)
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((one) => one.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) throw new Error('signed by somebody else')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub: string }
  return { ...said, key }
}

/**
 * A push service as RFC 8030 describes it, on localhost: refuses what is not right by the RFCs
 * with 400, and answers what the test wants, else 201. `got` is what phones have read.
 */
export async function openPushService(afterwards: Afterwards) {
  const got: Pushed[] = []
  const answers: Answer[] = []
  const phones = new Map<string, Phone>()
  const server = createServer((request, response) => {
    void take(request).then(
      ({ status, headers = {} }) => response.writeHead(status, headers).end(),
      (error: unknown) => response.writeHead(400).end(String(error)),
    )
  })
  const take = async (request: IncomingMessage): Promise<Answer> => {
    const body = await buffer(request)
    const { headers, method, url } = request
    const next = answers.shift() ?? { status: 201, headers: { location: '/m/1' } }
    if (next.status >= 300) return next
    const phone = phones.get(url!)
    if (!phone) return { status: 404 }
    if (method !== 'POST' || headers['content-encoding'] !== 'aes128gcm' || !/^\d+$/.test(String(headers.ttl))) {
      return { status: 400 }
    }
    if (body.length > 4096) return { status: 413 }
    if (!/^[\w-]{1,32}$/.test(String(headers.topic))) return { status: 400 }
    if (readVapid(String(headers.authorization)).aud !== base()) return { status: 401 }
    const payload = JSON.parse(decryptFor(phone, body).toString()) as Record<string, string>
    got.push({ headers, bytes: body.length, payload })
    return next
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterwards.after(() => new Promise<void>((done) => server.close(() => done())))
  const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let made = 0
  return {
    got,
    /** Answers to the next requests. */
    answers,
    subscribe(): Phone {
      const path = `/push/${made++}`
      const phone = makePhone(base() + path)
      phones.set(path, phone)
      return phone
    },
    mayCall: (endpoint: string): boolean => endpoint.startsWith(`${base()}/`),
  }
}

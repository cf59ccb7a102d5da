import { createHmac, randomUUID } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { type Answered, type Asked, openStandIn, type StandIn } from './gateway.ts'

// An SMS gateway by the contract of docs/messages.md.

const sendBody = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
    to: Type.String({ pattern: '^\\+[1-9]\\d{5,14}$' }),
    from: Type.String({ pattern: '^[A-Za-z0-9 ]{1,11}$|^\\+?\\d{3,15}$' }),
    text: Type.String({ minLength: 1, maxLength: 1000 }),
  },
  { additionalProperties: false },
)
type SendBody = Static<typeof sendBody>

export const smsSettings = {
  SMS_TOKEN: 'token-gerbang-sms',
  SMS_SENDER: 'IMIGRASI',
  SMS_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
} as const

export interface SmsGateway extends StandIn {
  url: string
  /** What goes out on the air: each key once. */
  taken: readonly (SendBody & { gatewayId: string })[]
}

/** Numbers of no network: refused for good. */
export const NO_PHONE = '+6281100000404'

export async function openSmsGateway({ segments = true } = {}): Promise<SmsGateway> {
  const taken: (SendBody & { gatewayId: string })[] = []
  const answers = new Map<string, Answered>()
  const standIn = await openStandIn(({ path, headers, body }: Asked): Answered => {
    if (path !== '/v1/messages') return { status: 404, body: { code: 'not-found' } }
    if (headers.authorization !== `Bearer ${smsSettings.SMS_TOKEN}`) return { status: 401, body: { code: 'token' } }
    const key = headers['idempotency-key']
    if (typeof key !== 'string' || !Check(sendBody, body)) return { status: 400, body: { code: 'bad-body' } }
    // A text is made anew at each try; the key alone says that it is the same message.
    const before = answers.get(key)
    if (before) return before
    const message = `${NO_PHONE} is unknown`
    if (body.to === NO_PHONE) return { status: 422, body: { code: 'unknown-number', message } }
    const gatewayId = randomUUID()
    taken.push({ ...body, gatewayId })
    const answered = { status: 202, body: { id: gatewayId, ...(segments && { segments: 1 }) } }
    answers.set(key, answered)
    return answered
  })
  return Object.assign(standIn, { url: `${standIn.origin}/v1`, taken })
}

export interface SmsReport {
  type: string
  timestamp: string
  data: Record<string, unknown>
}

/** The webhook of a message's state, by the contract. */
export function smsReport(
  { id, gatewayId }: { id: string; gatewayId?: string },
  { state, at, code }: { state: 'sent' | 'delivered' | 'failed'; at: Temporal.Instant; code?: string },
): SmsReport {
  const data = { id, ...(gatewayId && { gatewayId }), ...(code && { code }) }
  return { type: `message.${state}`, timestamp: at.toString(), data }
}

/** A body and its headers by Standard Webhooks 1.0.0. */
export function signedByStandard(
  report: object | string,
  { at, id = randomUUID(), secret = smsSettings.SMS_WEBHOOK_SECRET }: {
    at: Temporal.Instant
    id?: string
    secret?: string
  },
): { body: string; headers: Record<string, string> } {
  const body = typeof report === 'string' ? report : JSON.stringify(report)
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000))
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  }
}

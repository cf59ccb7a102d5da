import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { codePattern } from './sms.ts'
import { nameOfWamid } from './whatsapp.ts'

/** What a channel tells of a message that it was given. */
export interface Report {
  channel: 'whatsapp' | 'sms'
  /** The same however often it is told. */
  eventId: string
  messageId: string
  /** What the channel calls the message. */
  providerId: string | undefined
  state: 'sent' | 'delivered' | 'failed'
  /** Segments or messages that are charged, where it says so. */
  parts: number | undefined
  /** Why it failed: the channel's code, never its words. */
  code: string | undefined
}

/** What somebody has written back: no more messages by this channel, or again. */
export interface Wish {
  channel: 'whatsapp'
  eventId: string
  /** E.164 with the plus sign. */
  phone: string
  wants: 'stop' | 'start'
}

export interface Told {
  reports: Report[]
  wishes: Wish[]
}

/** Compared by their hashes, which have one length, and in a time that says nothing of either. */
export function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
}

/** X-Hub-Signature-256: HMAC-SHA256 of the body as it came, with the app's secret. Source: Meta, Webhooks. */
export function isSignedByApp(appSecret: string, header: unknown, body: Buffer): boolean {
  const wanted = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
  return typeof header === 'string' && isSame(header, wanted)
}

export interface StandardHeaders {
  'webhook-id'?: unknown
  'webhook-timestamp'?: unknown
  'webhook-signature'?: unknown
}

/** So far from now a webhook's own time may be; older ones are somebody's recording. */
const TOLERANCE_SECONDS = 300

/**
 * Standard Webhooks 1.0.0: any of the signatures "v1,<base64>" is HMAC-SHA256 of
 * "id.timestamp.body" with the bytes behind whsec_, and the time is near. Its own library
 * asks the machine for the time, so it cannot be handed ours.
 */
export function isSignedByStandard(
  { secret, now }: { secret: string; now: Temporal.Instant },
  headers: StandardHeaders,
  body: Buffer,
): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false
  if (!/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.epochMilliseconds / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const wanted = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
  // All are compared, so that the time does not say which one fits; a rotation has two.
  return signatures.split(' ').slice(0, 10).filter((one) => isSame(one, wanted)).length > 0
}

// Theirs to extend: what is not known here is passed over, since a refusal only makes it come again.
const open = { additionalProperties: true }
const uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const ofTheirs = Type.String({ pattern: '^[\\x21-\\x7e]{1,300}$' })
const seconds = Type.String({ pattern: '^\\d{1,12}$' })

/** Only as far as it can be relied on; what is in it is looked at one by one. */
export const whatsappBody = Type.Object(
  {
    object: Type.String({ maxLength: 100 }),
    entry: Type.Array(
      Type.Object(
        {
          changes: Type.Array(
            Type.Object({ field: Type.String({ maxLength: 100 }), value: Type.Object({}, open) }, open),
          ),
        },
        open,
      ),
    ),
  },
  { ...open, description: 'Cloud API, webhooks: statuses and messages' },
)

const statusOf = Type.Object({
  id: ofTheirs,
  status: Type.Enum(['sent', 'delivered', 'read', 'failed']),
  timestamp: seconds,
  biz_opaque_callback_data: uuid,
  errors: Type.Optional(Type.Array(Type.Object({ code: Type.Integer({ minimum: 0, maximum: 9_999_999 }) }))),
})
const writtenOf = Type.Object({
  id: ofTheirs,
  from: Type.String({ pattern: '^[1-9]\\d{5,14}$' }),
  timestamp: seconds,
  text: Type.Optional(Type.Object({ body: Type.String() })),
  button: Type.Optional(Type.Object({ text: Type.String() })),
})

/** They try for seven days; what is older was told before, and its event may be forgotten. */
const WHATSAPP_DAYS_MAX = 8

/** What the Cloud API tells; statuses of messages without our id are not ours. */
export function readWhatsapp(body: Static<typeof whatsappBody>, now: Temporal.Instant): Told {
  const values = body.entry.flatMap(({ changes }) =>
    changes.flatMap(({ field, value }) => (field === 'messages' ? [value as Record<string, unknown>] : [])),
  )
  const oldest = now.epochMilliseconds / 1000 - WHATSAPP_DAYS_MAX * 86_400
  const isFresh = ({ timestamp }: { timestamp: string }): boolean => Number(timestamp) >= oldest
  const statuses = values.flatMap(({ statuses }) => listOf(statuses)).filter((one) => Check(statusOf, one))
  const written = values.flatMap(({ messages }) => listOf(messages)).filter((one) => Check(writtenOf, one))
  return {
    reports: statuses.filter(isFresh).map(reportOfStatus),
    wishes: written.filter(isFresh).flatMap(wishOfWritten),
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function reportOfStatus({ id, status, errors, ...rest }: Static<typeof statusOf>): Report {
  const providerId = nameOfWamid(id)
  return {
    channel: 'whatsapp',
    eventId: `${providerId} ${status}`,
    messageId: rest.biz_opaque_callback_data,
    providerId,
    state: status === 'read' ? 'delivered' : status,
    parts: undefined,
    code: status === 'failed' ? String(errors?.[0]?.code ?? 'unknown') : undefined,
  }
}

const stopWords = new Set(['STOP', 'BERHENTI', 'UNSUBSCRIBE'])
const startWords = new Set(['MULAI', 'START'])

/** One word, whatever stands around it: a sentence that has it in it is no wish. */
export function wishIn(text: string): Wish['wants'] | undefined {
  const word = text.toUpperCase().replaceAll(/[^\p{L}]+/gu, ' ').trim()
  return stopWords.has(word) ? 'stop' : startWords.has(word) ? 'start' : undefined
}

function wishOfWritten({ id, from, text, button }: Static<typeof writtenOf>): Wish[] {
  const wants = wishIn(text?.body ?? button?.text ?? '')
  return wants ? [{ channel: 'whatsapp', eventId: nameOfWamid(id), phone: `+${from}`, wants }] : []
}

/** What an SMS gateway tells, by the contract of docs/messages.md; other types are passed over. */
export const smsBody = Type.Object(
  {
    type: Type.String({ maxLength: 60, description: 'message.sent, message.delivered or message.failed' }),
    timestamp: Type.String({ maxLength: 40 }),
    data: Type.Object(
      {
        id: Type.String({ maxLength: 100, description: 'As we called it' }),
        gatewayId: Type.Optional(Type.String({ maxLength: 100 })),
        segments: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
        code: Type.Optional(Type.String({ maxLength: 40 })),
      },
      open,
    ),
  },
  open,
)

const smsStates: Readonly<Record<string, Report['state']>> = {
  'message.sent': 'sent',
  'message.delivered': 'delivered',
  'message.failed': 'failed',
}
const dataOf = Type.Object({
  id: uuid,
  gatewayId: Type.Optional(ofTheirs),
  code: Type.Optional(Type.String({ pattern: codePattern })),
})

export function readSms({ type, data }: Static<typeof smsBody>, eventId: string): Told {
  const state = Object.hasOwn(smsStates, type) ? smsStates[type] : undefined
  if (state === undefined || !Check(dataOf, data)) return { reports: [], wishes: [] }
  const { id: messageId, gatewayId: providerId, segments: parts } = data
  const code = state === 'failed' ? (data.code ?? 'unknown') : undefined
  return { reports: [{ channel: 'sms', eventId, messageId, providerId, state, parts, code }], wishes: [] }
}

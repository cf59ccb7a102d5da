import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { SmsConfig } from '../platform/config.ts'
import type { ChannelAdapter, Outcome, Outgoing } from './channel.ts'
import { type GatewayAnswer, postJson } from './gateway.ts'
import { smsSegments } from './sms-segments.ts'

export type SmsNeeds = Pick<SmsConfig, 'url' | 'token' | 'sender'> & { patienceMs?: number }

/**
 * SMS over a plain HTTP gateway, by the contract of docs/messages.md: the message's id is
 * its Idempotency-Key, so that what is sent again after a lost answer arrives once.
 */
export function openSms({ url, token, sender, patienceMs }: SmsNeeds): ChannelAdapter {
  return {
    channel: 'sms',
    isOnce: true,
    async send(outgoing) {
      const { id, to, text } = outgoing
      const body = { id, to, from: outgoing.sender ?? sender, text }
      const headers = { 'idempotency-key': id }
      const asked = await postJson(`${url}/messages`, { token, headers, body, patienceMs })
      return asked.kind === 'answer' ? outcomeOf(asked, outgoing) : asked
    },
  }
}

const takenAnswer = Type.Object({
  id: Type.String({ pattern: '^[\\x21-\\x7e]{1,100}$' }),
  segments: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
})
export const codePattern = '^[a-z0-9][a-z0-9._-]{0,39}$'
const errorAnswer = Type.Object({ code: Type.String({ pattern: codePattern }) })

/**
 * Statuses that say nothing of this number or text: the account (401, 402, 403), an answer to
 * the same key that is still being made (409), too slow or too early (408, 425), a limit (429).
 */
const notNow = new Set([401, 402, 403, 408, 409, 425, 429])

function outcomeOf({ status, retryAfterMs, body }: GatewayAnswer, { text }: Outgoing): Outcome {
  if (status >= 200 && status < 300 && Check(takenAnswer, body)) {
    return { kind: 'taken', providerId: body.id, parts: body.segments ?? smsSegments(text) }
  }
  const detail = Check(errorAnswer, body) ? body.code : String(status)
  if (notNow.has(status) || status >= 500) {
    return { kind: 'not-now', detail, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
  return { kind: status >= 400 ? 'refused' : 'no-answer', detail }
}

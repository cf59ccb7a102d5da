import { hash } from 'node:crypto'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { WhatsappConfig } from '../platform/config.ts'
import type { ChannelAdapter, Outcome, Outgoing } from './channel.ts'
import { type GatewayAnswer, postJson } from './gateway.ts'
import { placeholders } from './texts.ts'

export type WhatsappNeeds = Pick<WhatsappConfig, 'url' | 'token' | 'sender'> & { patienceMs?: number }

/**
 * The WhatsApp Cloud API (POST /{phone number id}/messages), templates alone, since people
 * are told without having written to us first. It cannot promise once: it knows no key of
 * ours. Every message carries its id as `biz_opaque_callback_data`, so that the status
 * webhook says what became of one whose answer was lost, before it is tried again.
 */
export function openWhatsapp({ url, token, sender, patienceMs }: WhatsappNeeds): ChannelAdapter {
  return {
    channel: 'whatsapp',
    isOnce: false,
    async send(outgoing) {
      const address = `${url}/${outgoing.sender ?? sender}/messages`
      const asked = await postJson(address, { token, body: bodyOf(outgoing), patienceMs })
      return asked.kind === 'answer' ? outcomeOf(asked) : asked
    },
  }
}

/**
 * What we call a message or an event of theirs. Their own id (wamid) has the phone number in
 * it, readable by anybody in base64; it also has chance enough that nobody finds it by its hash.
 */
export const nameOfWamid = (wamid: string): string => hash('sha256', wamid, 'base64url').slice(0, 22)

function bodyOf({ id, to, kind, locale, values }: Outgoing): object {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'template',
    template: {
      name: `giliran_${kind.replaceAll('-', '_')}`,
      language: { code: locale },
      components: kind === 'proof' ? codeComponents(values) : namedComponents(placeholders[kind], values),
    },
    biz_opaque_callback_data: id,
  }
}

type Values = Outgoing['values']

function namedComponents(names: readonly string[], values: Values): object[] {
  const parameters = names.map((name) => ({ type: 'text', parameter_name: name, text: parameterText(values[name]) }))
  return [{ type: 'body', parameters }]
}

/** Codes go out by templates of the category "authentication" alone: a fixed text, and the code again to be copied. */
function codeComponents({ number }: Values): object[] {
  const parameters = [{ type: 'text', text: parameterText(number) }]
  return [
    { type: 'body', parameters },
    { type: 'button', sub_type: 'url', index: '0', parameters },
  ]
}

/** A parameter may be neither empty nor have line breaks, tabs or runs of spaces (error 132018). */
const parameterText = (value = ''): string => value.replaceAll(/\s+/g, ' ').trim() || '-'

const takenAnswer = Type.Object({
  messaging_product: Type.Literal('whatsapp'),
  messages: Type.Array(Type.Object({ id: Type.String({ pattern: '^[\\x21-\\x7e]{1,300}$' }) }), { minItems: 1 }),
})
const errorAnswer = Type.Object({
  error: Type.Object({ code: Type.Integer({ minimum: 0, maximum: 9_999_999 }) }),
})

/**
 * Codes that say nothing of this address or text: limits (4, 80007, 130429, 131048, 131056),
 * outages (1, 2, 131000, 131016, 131057, 133004), and what the operator has to mend in the
 * account: token and rights (0, 3, 10, 190, 200 to 299, 131005), number (33, 131045, 133010),
 * restriction (368, 131031), payment (131042).
 * Source: Cloud API, Error codes.
 */
const notNow = new Set([
  0, 1, 2, 3, 4, 10, 33, 190, 368, 80_007, 130_429, 131_000, 131_005, 131_016, 131_031, 131_042, 131_045, 131_048,
  131_056, 131_057, 133_004, 133_010,
])
const isNotNow = (code: number): boolean => notNow.has(code) || (code >= 200 && code <= 299)

/** Their code decides, as their manual asks for; the status only where none is given. */
function outcomeOf({ status, retryAfterMs, body }: GatewayAnswer): Outcome {
  if (status === 200 && Check(takenAnswer, body)) {
    return { kind: 'taken', providerId: nameOfWamid(body.messages[0]!.id), parts: 1 }
  }
  const code = status >= 400 && Check(errorAnswer, body) ? body.error.code : undefined
  const detail = String(code ?? status)
  const isSaidOutage = status === 503 || (status >= 500 && code !== undefined)
  if (status === 429 || isSaidOutage || (code !== undefined && isNotNow(code))) {
    return { kind: 'not-now', detail, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
  return { kind: code === undefined ? 'no-answer' : 'refused', detail }
}

import { createHmac, randomBytes } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { messageKinds } from '../../src/notify/model.ts'
import { placeholders } from '../../src/notify/texts.ts'
import { type Answered, type Asked, openStandIn, type StandIn } from './gateway.ts'

// The WhatsApp Cloud API, as far as it is documented and we use it: templates with named
// parameters, the template of a code, errors by code, wamids, status webhooks and written words.

const closed = { additionalProperties: false }
const parameter = Type.Object(
  {
    type: Type.Literal('text'),
    parameter_name: Type.Optional(Type.String({ pattern: '^[a-z_]+$' })),
    // No line breaks, no tabs, no runs of more than four spaces (132018).
    text: Type.String({ minLength: 1, pattern: '^(?!.* {5})[^\\r\\n\\t]+$' }),
  },
  closed,
)
const sendBody = Type.Object(
  {
    messaging_product: Type.Literal('whatsapp'),
    recipient_type: Type.Literal('individual'),
    to: Type.String({ pattern: '^\\+?[1-9]\\d{5,14}$' }),
    type: Type.Literal('template'),
    template: Type.Object(
      {
        name: Type.String({ pattern: '^[a-z0-9_]{1,512}$' }),
        language: Type.Object({ code: Type.String() }, closed),
        components: Type.Array(
          Type.Object(
            {
              type: Type.Enum(['body', 'button']),
              sub_type: Type.Optional(Type.Literal('url')),
              index: Type.Optional(Type.String()),
              parameters: Type.Array(parameter),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
    biz_opaque_callback_data: Type.Optional(Type.String({ maxLength: 512 })),
  },
  closed,
)

export interface Taken extends Static<typeof sendBody> {
  wamid: string
  /** Of which phone number it was sent. */
  sender: string
}

export const whatsappSettings = {
  WHATSAPP_TOKEN: 'EAAJBtestTOKEN0123456789',
  WHATSAPP_SENDER: '106540352242922',
  WHATSAPP_APP_SECRET: '00112233445566778899aabbccddeeff',
  WHATSAPP_VERIFY_TOKEN: 'kata-pengenal-uji-coba',
} as const

/** Numbers that have no WhatsApp: 131026 is told at once. */
export const NO_WHATSAPP = '+6281100001026'

export interface WhatsappGateway extends StandIn {
  /** With the version. */
  url: string
  taken: readonly Taken[]
}

const templates = new Map<string, readonly string[]>(
  messageKinds.map((kind) => [`giliran_${kind.replaceAll('-', '_')}`, placeholders[kind]]),
)

export async function openWhatsappGateway(): Promise<WhatsappGateway> {
  const taken: Taken[] = []
  const standIn = await openStandIn((asked) => take(asked, taken))
  return Object.assign(standIn, { url: `${standIn.origin}/v25.0`, taken })
}

/** An error as the Graph API tells it; its words name the number, as theirs may. */
export function graphError(code: number, status = 400): Answered & { how: 'say' } {
  const message = `(#${code}) ${NO_WHATSAPP} is not a valid number`
  return { how: 'say', status, body: { error: { message, type: 'OAuthException', code, fbtrace_id: 'AbCdEf' } } }
}

function take({ path, headers, body }: Asked, taken: Taken[]): Answered {
  const sender = /^\/v25\.0\/(\d+)\/messages$/.exec(path)?.[1]
  if (sender === undefined) return graphError(33)
  if (headers.authorization !== `Bearer ${whatsappSettings.WHATSAPP_TOKEN}`) return graphError(190, 401)
  if (!Check(sendBody, body)) return graphError(100)
  const { template, to } = body
  const names = templates.get(template.name)
  if (!names || !['id', 'en'].includes(template.language.code)) return graphError(132_001, 404)
  const [first, button] = template.components
  const given = first?.parameters.map((one) => one.parameter_name) ?? []
  const isCode = template.name === 'giliran_proof'
  const fits = isCode
    ? given.length === 1 && given[0] === undefined && button?.sub_type === 'url'
    : button === undefined && given.length === names.length && names.every((name) => given.includes(name))
  if (!fits) return graphError(132_000)
  if (to === NO_WHATSAPP) return graphError(131_026)
  const number = to.replace('+', '')
  const wamid = wamidOf(number)
  taken.push({ ...body, wamid, sender })
  return {
    status: 200,
    body: {
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: number }],
      messages: [{ id: wamid, message_status: 'accepted' }],
    },
  }
}

/** As theirs: the number is in it for everybody to read. */
function wamidOf(number: string): string {
  const bytes = [Buffer.from([0x1d, 0x18, 0x0c]), Buffer.from(number), Buffer.from([0x15, 0x02]), randomBytes(12)]
  return `wamid.${Buffer.concat(bytes).toString('base64')}`
}

type Status = 'sent' | 'delivered' | 'read' | 'failed'

const webhookOf = (value: object) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: [
        {
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '15550783881', phone_number_id: whatsappSettings.WHATSAPP_SENDER },
            ...value,
          },
          field: 'messages',
        },
      ],
    },
  ],
})

const secondsOf = (at: Temporal.Instant): string => String(Math.floor(at.epochMilliseconds / 1000))

/** The webhook of a message's status, as it is documented. */
export function statusWebhook(
  { wamid, to, biz_opaque_callback_data: data }: Pick<Taken, 'wamid' | 'to' | 'biz_opaque_callback_data'>,
  { status, at, code }: { status: Status; at: Temporal.Instant; code?: number },
): object {
  const words = { title: 'Message undeliverable', message: 'Message undeliverable' }
  return webhookOf({
    statuses: [
      {
        id: wamid,
        status,
        timestamp: secondsOf(at),
        recipient_id: to.replace('+', ''),
        ...(data !== undefined && { biz_opaque_callback_data: data }),
        ...(status === 'sent' && { pricing: { billable: true, pricing_model: 'PMP', category: 'utility' } }),
        ...(code !== undefined && { errors: [{ code, ...words, error_data: { details: `to ${to}` } }] }),
      },
    ],
  })
}

let written = 0

/** The webhook of words that somebody has written to us. */
export function writtenWebhook(from: string, body: string, at: Temporal.Instant): object {
  const number = from.replace('+', '')
  const id = `wamid.${Buffer.from(`${number} ${written++}`).toString('base64')}`
  return webhookOf({
    contacts: [{ profile: { name: 'Siti' }, wa_id: number }],
    messages: [{ from: number, id, timestamp: secondsOf(at), type: 'text', text: { body } }],
  })
}

/** A body and the header that Meta signs it with. */
export function signedByApp(
  webhook: object | string,
  secret: string = whatsappSettings.WHATSAPP_APP_SECRET,
): { body: string; headers: Record<string, string> } {
  const body = typeof webhook === 'string' ? webhook : JSON.stringify(webhook)
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature } }
}

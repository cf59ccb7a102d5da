import { Type } from 'typebox'
import { KEY_PATTERN } from './code.ts'
import { PARTY_MAX } from './rules.ts'

const closed = { additionalProperties: false }
const slug = Type.String({ minLength: 1, maxLength: 40 })
const locale = Type.Enum(['id', 'en'])
const typed = (maxLength: number) => Type.String({ maxLength })
const nik = Type.String({ maxLength: 60, description: '16 digits; blanks, dots and hyphens are forgiven' })
const moment = Type.String({ format: 'date-time', description: 'RFC 3339 with the offset of the office' })

const personIn = Type.Object(
  {
    name: typed(400),
    nik,
    nikAsPrinted: Type.Optional(
      Type.Boolean({ description: 'The card shows this NIK although its birth date cannot be' }),
    ),
    service: slug,
    purpose: slug,
  },
  closed,
)

export const bookingBody = Type.Object(
  {
    office: slug,
    slot: Type.String({ minLength: 1, maxLength: 30 }),
    people: Type.Array(personIn, { minItems: 1, maxItems: PARTY_MAX }),
    companion: Type.Optional(
      Type.Object(
        { name: Type.Optional(typed(400)) },
        { ...closed, description: 'Makes no passport: no seat, no NIK' },
      ),
    ),
    contact: Type.Optional(
      Type.Object({ whatsapp: Type.Optional(typed(60)), email: Type.Optional(typed(300)) }, closed),
    ),
    locale: Type.Optional(locale),
    work: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 4_000,
        description: 'After work-needed: base64 of {challenge, solution}, as a widget of ALTCHA sends it',
      }),
    ),
    proof: Type.Optional(
      Type.Object(
        { id: Type.String({ format: 'uuid' }), code: Type.String({ pattern: '^[0-9]{6}$' }) },
        {
          ...closed,
          description:
            'A code of POST /contacts/proofs: after work-needed, instead of work; after person-already-booked with ' +
            'mayProve, of a contact of this booking',
        },
      ),
    ),
  },
  closed,
)

export const idempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      pattern: '^[\\x21-\\x7e]{1,200}$',
      description:
        'Your own name for this request: sending it twice with the same key is one booking. Kept 24 hours.',
    }),
  ),
})

export const keyHeaders = Type.Object({
  authorization: Type.String({ maxLength: 200, description: 'Bearer and the key of the ticket' }),
})

export const bearerPattern = new RegExp(`^Bearer (${KEY_PATTERN.slice(1, -1)})$`, 'i')

export const codeParams = Type.Object({ code: Type.String({ maxLength: 40 }) }, closed)
export const localeQuery = Type.Object({ locale: Type.Optional(locale) }, closed)

const documentOut = Type.Object(
  {
    person: Type.Integer({ description: 'Position in people, from 0' }),
    id: Type.String(),
    name: Type.String(),
    note: Type.Optional(Type.String()),
  },
  closed,
)

export const ticketAnswer = Type.Object(
  {
    code: Type.String({ description: 'WSB-7K4-M2PX' }),
    key: Type.String({ description: 'The secret of the ticket: who has it sees the ticket' }),
    state: Type.Enum(['booked', 'cancelled']),
    displaced: Type.Optional(
      Type.Literal(true, {
        description: 'The office closed this hour: move to another, whatever changeUntil says; it is not counted',
      }),
    ),
    displacedReason: Type.Optional(Type.String({ description: 'Why, in the language asked for' })),
    office: Type.String(),
    site: Type.String(),
    slot: Type.Object({ id: Type.String(), start: moment, end: moment }, closed),
    people: Type.Array(Type.Object({ name: Type.String(), service: Type.String(), purpose: Type.String() }, closed)),
    documents: Type.Array(documentOut),
    movesLeft: Type.Integer(),
    changeUntil: moment,
    links: Type.Object({ page: Type.String(), calendar: Type.String(), qr: Type.String() }, closed),
  },
  closed,
)

export const findBody = Type.Object({ code: typed(40), nik, locale: Type.Optional(locale) }, closed)
export const moveBody = Type.Object(
  { slot: Type.String({ minLength: 1, maxLength: 30 }), nik, locale: Type.Optional(locale) },
  closed,
)
export const leaveBody = Type.Object({ nik, locale: Type.Optional(locale) }, closed)
export const leftAnswer = Type.Object(
  {
    code: Type.String({ description: 'WSB-7K4-M2PX' }),
    leftAt: moment,
    others: Type.Integer({ description: 'Who is still on it; 0: it was cancelled' }),
  },
  closed,
)
export const cancelBody = Type.Object(
  { nik, reason: Type.Optional(typed(400)), locale: Type.Optional(locale) },
  closed,
)

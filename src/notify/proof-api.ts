import { Type } from 'typebox'
import { contactMessage, readContact } from '../people/index.ts'
import { type Http, networkOf } from '../platform/http/index.ts'
import { defineErrors } from '../platform/errors.ts'
import { askCode, type ProofDeps, proveContact } from './proof.ts'
import { CODE_MINUTES, TRIES_OF_CODE_MAX } from './proof-rules.ts'

const closed = { additionalProperties: false }
const tags = ['contacts']

const errors = defineErrors({
  INVALID: { type: 'invalid', say: 'platform.invalid' },
  OFFICE_UNKNOWN: { type: 'not-found', say: 'bookings.errors.officeUnknown' },
})

const askBody = Type.Object(
  {
    contact: Type.String({ minLength: 1, maxLength: 300, description: 'A telephone number or an e-mail address' }),
    office: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: 'Whose channels and sender; else the usual ones' }),
    ),
    locale: Type.Optional(Type.Enum(['id', 'en'])),
  },
  closed,
)
const asked = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    endsAt: Type.String({ format: 'date-time', description: `${CODE_MINUTES} minutes from now` }),
  },
  closed,
)
const proofParams = Type.Object({ id: Type.String({ format: 'uuid' }) }, closed)
const proveBody = Type.Object(
  { code: Type.String({ pattern: '^[0-9]{6}$' }), locale: Type.Optional(Type.Enum(['id', 'en'])) },
  closed,
)
const proved = Type.Object({ provedAt: Type.String({ format: 'date-time' }) }, closed)

const askSchema = {
  tags,
  summary: 'Send a code of six digits to a contact',
  description:
    'Answers alike whatever the contact is, and does not say whether a code was sent: one contact gets three in an ' +
    'hour and ten in a day. A new code ends the one before.',
  body: askBody,
  response: { 202: asked },
}
const proveSchema = {
  tags,
  summary: 'Prove a contact by its code',
  description:
    `A wrong code, one that is over, used, replaced or was tried ${TRIES_OF_CODE_MAX} times, and an id that never ` +
    'was are refused alike.',
  params: proofParams,
  body: proveBody,
  response: { 200: proved },
}
const config = { problems: ['not-found', 'too-many-requests'] } as const

/** POST /contacts/proofs and /contacts/proofs/{id}, under /api/v1. */
export function proofRoutes(deps: ProofDeps): (http: Http) => void {
  return (http) => {
    http.post('/api/v1/contacts/proofs', { schema: askSchema, config }, async (request, reply) => {
      const { contact: typed, office, locale } = request.body
      if (locale) request.locale = locale
      if (office !== undefined && !deps.offices.get(office)) throw errors.OFFICE_UNKNOWN()
      const reading = readContact(typed)
      if (!reading.ok || Object.keys(reading.contact).length === 0) {
        const fault = contactMessage(reading.ok ? 'not-a-phone' : reading.fault)
        throw errors.INVALID({ faults: [{ pointer: '/contact', ...fault }] })
      }
      const by = { officeId: office, locale: request.locale, network: networkOf(request) }
      const { proofId, endsAt } = await askCode(deps, { contact: reading.contact, ...by })
      reply.code(202)
      return { id: proofId, endsAt: endsAt.toString() }
    })

    http.post('/api/v1/contacts/proofs/:id', { schema: proveSchema, config }, async (request) => {
      const { code, locale } = request.body
      if (locale) request.locale = locale
      const { at } = await proveContact(deps, { proofId: request.params.id, code, network: networkOf(request) })
      return { provedAt: at.toString() }
    })
  }
}

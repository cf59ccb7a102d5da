import { Type } from 'typebox'
import { type BookDeps, codeParams, holdersTicket, keyHeaders } from '../bookings/index.ts'
import { defineErrors } from '../platform/errors.ts'
import { type Http, networkOf } from '../platform/http/index.ts'
import type { Limits } from '../platform/limits.ts'
import { addPhone, forgetPhone } from './phone-store.ts'
import { isPushKeys } from './push-crypto.ts'
import { ENDPOINT_LENGTH_MAX, isPushEndpoint } from './push-rules.ts'

export interface PhoneDeps extends Pick<BookDeps, 'database' | 'clock' | 'keys'> {
  bookings: BookDeps
  rateLimits: Limits
}

const closed = { additionalProperties: false }
const tags = ['bookings']

const errors = defineErrors({ INVALID: { type: 'invalid', say: 'platform.invalid' } })

const endpoint = Type.String({ minLength: 1, maxLength: ENDPOINT_LENGTH_MAX })
const phoneBody = Type.Object(
  {
    endpoint,
    expirationTime: Type.Optional(Type.Union([Type.Null(), Type.Integer({ minimum: 0 })])),
    keys: Type.Object(
      { p256dh: Type.String({ maxLength: 100 }), auth: Type.String({ maxLength: 40 }) },
      { ...closed, description: 'In base64url' },
    ),
  },
  { ...closed, description: 'A PushSubscription of the browser as JSON' },
)
const forgetBody = Type.Object({ endpoint }, closed)
const ofTicket = { tags, params: codeParams, headers: keyHeaders }
const done = (description: string) => ({ 204: Type.Null({ description }) })

const addSchema = {
  ...ofTicket,
  summary: 'Tell a browser of this turn by web push',
  description:
    'The endpoint is one of a push service that browsers use. Up to five a ticket; a sixth takes the place of the ' +
    'first.',
  body: phoneBody,
  response: done('It is told from now on'),
}
const forgetSchema = {
  ...ofTicket,
  summary: 'Tell a browser no more',
  body: forgetBody,
  response: done('It is not told any more'),
}
const addConfig = { problems: ['not-found', 'too-many-requests'] } as const
const forgetConfig = { problems: ['not-found'] } as const

/** Phones told from one network in an hour: a mobile operator puts hundreds behind one address. */
const NETWORK_AN_HOUR_MAX = 500
const HOUR = 3_600

/** POST /bookings/{code}/phones and /phones/forget, under /api/v1; for whoever has the ticket's key. */
export function phoneRoutes({ database, clock, keys, bookings, rateLimits }: PhoneDeps): (http: Http) => void {
  return (http) => {
    http.post('/api/v1/bookings/:code/phones', { schema: addSchema, config: addConfig }, async (request, reply) => {
      const { endpoint, keys: phoneKeys } = request.body
      const ticket = await holdersTicket(bookings, request)
      const faults = [
        ...(isPushEndpoint(endpoint)
          ? []
          : [{ pointer: '/endpoint', code: 'not-a-push-service', say: 'notify.phone.notAService' } as const]),
        ...(isPushKeys(phoneKeys)
          ? []
          : [{ pointer: '/keys', code: 'keys-malformed', say: 'notify.phone.keysMalformed' } as const]),
      ]
      if (faults.length > 0) throw errors.INVALID({ faults })
      const subject = keys.lookup('network', networkOf(request))
      await rateLimits.take({ scope: 'phone-network', subject, max: NETWORK_AN_HOUR_MAX, windowSeconds: HOUR })
      const phone = { endpoint, keys: phoneKeys }
      const now = clock.now()
      await database.kysely.transaction().execute((tx) => addPhone(tx, keys, { booking: ticket, phone, now }))
      return reply.code(204).send(null)
    })

    const forget = { schema: forgetSchema, config: forgetConfig }
    http.post('/api/v1/bookings/:code/phones/forget', forget, async (request, reply) => {
      const ticket = await holdersTicket(bookings, request)
      await forgetPhone(database.kysely, keys, request.body.endpoint, ticket)
      return reply.code(204).send(null)
    })
  }
}

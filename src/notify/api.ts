import type { FastifyRequest, preValidationHookHandler } from 'fastify'
import { Type } from 'typebox'
import type { Config } from '../platform/config.ts'
import { defineErrors } from '../platform/errors.ts'
import type { Http } from '../platform/http/index.ts'
import { type ReportDeps, takeTold } from './reports.ts'
import {
  isSame,
  isSignedByApp,
  isSignedByStandard,
  readSms,
  readWhatsapp,
  smsBody,
  type StandardHeaders,
  whatsappBody,
} from './webhooks.ts'

const webhookErrors = defineErrors({
  BAD_SIGNATURE: { type: 'bad-signature', say: 'notify.webhook.badSignature' },
  BAD_TOKEN: { type: 'bad-signature', say: 'notify.webhook.badToken' },
})

export type WebhookDeps = ReportDeps & { config: Pick<Config, 'whatsapp' | 'sms'> }

/** Where channels tell what became of messages: of each that is set up, under /api/v1/webhooks. */
export function webhookRoutes(deps: WebhookDeps): (http: Http) => void {
  return (http) => {
    // Signed is the body as it came, so here it comes as bytes: in a scope of its own, the rest reads JSON.
    void http.register((scope, _options, done) => {
      scope.removeContentTypeParser('application/json')
      scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
      const parseJson = scope.getDefaultJsonParser('error', 'error')
      const onlySigned = (isSigned: IsSigned): preValidationHookHandler => (request, _reply, done) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        if (!isSigned(request, body)) return done(webhookErrors.BAD_SIGNATURE())
        void parseJson(request, body.toString('utf8'), (error, read) => {
          request.body = read
          done(error ?? undefined)
        })
      }
      whatsappRoutes(scope, deps, onlySigned)
      smsRoutes(scope, deps, onlySigned)
      done()
    })
  }
}

type IsSigned = (request: FastifyRequest, body: Buffer) => boolean
type OnlySigned = (isSigned: IsSigned) => preValidationHookHandler

function whatsappRoutes(http: Http, deps: WebhookDeps, onlySigned: OnlySigned): void {
  const { whatsapp } = deps.config
  if (!whatsapp) return
  const { appSecret, verifyToken } = whatsapp
  http.get('/api/v1/webhooks/whatsapp', { schema: verifySchema, config }, (request, reply) => {
    const { 'hub.challenge': challenge, 'hub.verify_token': token } = request.query
    if (!isSame(token, verifyToken)) throw webhookErrors.BAD_TOKEN()
    reply.type('text/plain; charset=utf-8')
    return challenge
  })
  const preValidation = onlySigned(({ headers }, body) =>
    isSignedByApp(appSecret, headers['x-hub-signature-256'], body),
  )
  const options = { schema: whatsappSchema, config, bodyLimit: WHATSAPP_BYTES_MAX, preValidation }
  http.post('/api/v1/webhooks/whatsapp', options, async (request) => {
    await takeTold(deps, readWhatsapp(request.body, deps.clock.now()))
    return {}
  })
}

function smsRoutes(http: Http, deps: WebhookDeps, onlySigned: OnlySigned): void {
  const { sms } = deps.config
  if (!sms) return
  const preValidation = onlySigned(({ headers }, body) =>
    isSignedByStandard({ secret: sms.webhookSecret, now: deps.clock.now() }, headers as StandardHeaders, body),
  )
  http.post('/api/v1/webhooks/sms', { schema: smsSchema, config, preValidation }, async (request) => {
    await takeTold(deps, readSms(request.body, request.headers['webhook-id']))
    return {}
  })
}

/** As large as Meta makes them. Source: Cloud API, Webhooks. */
const WHATSAPP_BYTES_MAX = 3 * 1024 * 1024

const tags = ['webhooks']
const config = { problems: ['bad-signature'] } as const
const taken = { additionalProperties: false, description: 'Taken in, known already, or of nobody here' }
const response = { 200: Type.Object({}, taken) }

const verifySchema = {
  tags,
  summary: 'Meta asks whether this address is ours',
  produces: ['text/plain'],
  querystring: Type.Object(
    {
      'hub.mode': Type.Enum(['subscribe']),
      'hub.challenge': Type.String({ pattern: '^[A-Za-z0-9._-]{1,200}$' }),
      'hub.verify_token': Type.String({ maxLength: 2000 }),
    },
    { additionalProperties: true },
  ),
  response: { 200: Type.String({ description: 'The challenge' }) },
}
const whatsappSchema = {
  tags,
  summary: 'What became of messages by WhatsApp, and who wants none',
  headers: Type.Object({ 'x-hub-signature-256': Type.String({ pattern: '^sha256=[0-9a-f]{64}$' }) }),
  body: whatsappBody,
  response,
}
const smsSchema = {
  tags,
  summary: 'What became of messages by SMS (Standard Webhooks)',
  headers: Type.Object({
    'webhook-id': Type.String({ pattern: '^[\\x21-\\x7e]{1,200}$' }),
    'webhook-timestamp': Type.String({ pattern: '^\\d{1,12}$' }),
    'webhook-signature': Type.String({ maxLength: 2000 }),
  }),
  body: smsBody,
  response,
}

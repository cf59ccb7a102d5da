import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import { Type } from 'typebox'
import { type OfficeBook, officeOrRefuse } from '../offices/index.ts'
import { type Http, unchanged } from '../platform/http/index.ts'
import { availabilityAnswer } from './answer.ts'
import type { Answer } from './answer-cache.ts'
import type { Availability } from './availability.ts'
import { availabilityQuery, readQuestion } from './availability-query.ts'
import { scheduleErrors } from './errors.ts'

export interface ScheduleDeps {
  offices: OfficeBook
  availability: Availability
}

/** GET /api/v1/offices/{office}/availability, from memory, with ETag. */
export function scheduleRoutes({ offices, availability }: ScheduleDeps): (http: Http) => void {
  /** What was answered to the very same address is sent before anything of it is read or checked. */
  const answerKnown = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const office = offices.get((request.params as { office: string }).office)
    const answer = office && availability.known(office, keyOf(request))
    if (answer) send(request, reply, answer)
    else done()
  }

  return (http) => {
    const options = { schema, config, onRequest: answerKnown }
    http.get('/api/v1/offices/:office/availability', options, async (request, reply) => {
      const { query, params } = request
      const key = keyOf(request)
      const office = officeOrRefuse(offices, params.office)
      const read = readQuestion(office, query)
      if ('faults' in read) throw scheduleErrors.QUERY_INVALID({ faults: read.faults })
      return send(request, reply, await availability.answer(office, read.question, { key, locale: request.locale }))
    })
  }
}

const schema = {
  tags: ['schedule'],
  summary: 'Days and hours that a party can book, and why others cannot be',
  params: Type.Object({ office: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
  querystring: availabilityQuery,
  response: { 200: availabilityAnswer, 304: unchanged },
}
const config = { problems: ['not-found', 'unavailable'] } as const

/** The address as it was asked, and the language that its headers ask for. */
function keyOf({ locale, raw }: FastifyRequest): string {
  return `${locale} ${raw.url}`
}

/** Sends nothing to who has it already (RFC 9110 section 13.1.2). */
function send(request: FastifyRequest, reply: FastifyReply, { body, etag }: Answer): FastifyReply {
  reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept-language')
  const known = request.headers['if-none-match']
  if (known !== undefined && isNamed(known, etag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(body)
}

function isNamed(known: string, etag: string): boolean {
  return known === etag || known.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim()))
}

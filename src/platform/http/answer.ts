import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../errors.ts'
import { describeFailure } from '../failure.ts'
import { type Locale, locales, translator } from '../i18n/index.ts'
import type { Log } from '../log.ts'
import { addVary } from './compress.ts'
import { refusalOf } from './failures.ts'
import type { Headers } from './headers.ts'
import { isApiAddress } from './locale.ts'
import { type ProblemView, problemOf, problemView } from './problem.ts'

/** An error page: `here` is the address that was asked for, as it was asked for. */
export interface ErrorPage {
  locale: Locale
  here: string
  problem: ProblemView
}
export type RenderErrorPage = (page: ErrorPage) => string

export interface AnswerOptions {
  log: Log
  bodyBytesMax: number
  renderErrorPage: RenderErrorPage
  api: Headers
  page: Headers
}

/** The API's own `locale`: what is refused by its shape never reached the feature that would have read it. */
function localeNamedIn({ raw, query, body }: FastifyRequest): Locale | undefined {
  if (!isApiAddress(raw.url ?? '')) return undefined
  for (const part of [query, body]) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, 'locale')) continue
    const named: unknown = Reflect.get(part, 'locale')
    const locale = locales.find((one) => one === named)
    if (locale) return locale
  }
  return undefined
}

/** Who asks for a page of the site by an Accept that has no word about HTML gets JSON. */
function wantsPage(request: FastifyRequest): boolean {
  if (isApiAddress(request.raw.url ?? '')) return false
  const accept = request.headers.accept
  return accept === undefined || accept.includes('text/html') || accept.includes('*/*')
}

/**
 * The one place where a refusal becomes an answer: a problem document, or the error page
 * for people. Takes any error; what nobody foresaw is logged here, without what people typed.
 */
export function makeAnswer(options: AnswerOptions) {
  const { log } = options
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const bodyBytesMax = request.routeOptions.bodyLimit ?? options.bodyBytesMax
    const refusal = refusalOf(error, { bodyBytesMax })
    if (refusal.type === 'internal' || refusal.type === 'unavailable') {
      const { url: route, method } = request.routeOptions
      log.error({ method, route, failure: describeFailure(error) }, `request failed: ${refusal.type}`)
    }
    if (refusal.extras.retryAfterSeconds !== undefined) {
      reply.header('retry-after', String(Math.max(1, Math.ceil(refusal.extras.retryAfterSeconds))))
    }
    // Else Node would go on reading, and throwing away, a body of any length.
    if (isBodyHuge(request, bodyBytesMax)) reply.header('connection', 'close')
    sendRefusal(refusal, request, reply, options)
  }
}

function sendRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply, options: AnswerOptions): void {
  const t = translator(localeNamedIn(request) ?? request.locale)
  reply.code(refusal.status)
  const isPage = wantsPage(request)
  if (isPage && refusal.extras.seeOther !== undefined) {
    reply.headers(options.page).redirect(refusal.extras.seeOther, 303)
    return
  }
  // RFC 9110 section 15.5.2: a 401 says how to sign in.
  if (refusal.type === 'not-signed-in') reply.header('www-authenticate', 'Bearer')
  if (isPage) {
    const page = { locale: request.locale, here: request.raw.url ?? '/', problem: problemView(refusal, t) }
    reply.headers(options.page).type('text/html; charset=utf-8').send(options.renderErrorPage(page))
    return
  }
  addVary(reply, 'accept-language')
  reply
    .headers(options.api)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(refusal, t)))
}

function isBodyHuge(request: FastifyRequest, bodyBytesMax: number): boolean {
  if (request.raw.complete) return false
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return encoding !== undefined || Number(length ?? 0) > bodyBytesMax
}

import type { FastifyReply } from 'fastify'
import { type Locale, locales } from '../i18n/index.ts'

/** The address of a page in one language: `/find` in Indonesian, `/en/find` in English. */
export function pageAddress(pattern: string, locale: Locale): string {
  if (locale === 'id') return pattern
  return pattern === '/' ? '/en' : `/en${pattern}`
}

/**
 * Adds page routes in each language: `add` is called once per language with a function that
 * gives a pattern its address. The request's own `locale` says which one was asked for.
 *
 *     inEachLanguage((at) => {
 *       http.get(at('/find'), (request, reply) => sendPage(reply, findPage(request.locale)))
 *     })
 */
export function inEachLanguage(add: (at: (pattern: string) => string, locale: Locale) => void): void {
  for (const locale of locales) add((pattern) => pageAddress(pattern, locale), locale)
}

/** Answers with a whole HTML document. */
export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(html)
}

import type { Locale } from '../platform/i18n/index.ts'

/**
 * Every public address, once. A route is registered with its pattern, at the root for
 * Indonesian and again under /en; whoever writes a link asks `pathsOf(locale)` for it.
 */
export const patterns = {
  home: '/',
  offices: '/offices',
  office: '/offices/:office',
  bookWho: '/offices/:office/book',
  draft: '/book/:key/:step',
  ticket: '/t/:key',
  ticketMove: '/t/:key/move',
  ticketCancel: '/t/:key/cancel',
  ticketPrint: '/t/:key/print',
  ticketCalendar: '/t/:key/calendar.ics',
  ticketQr: '/t/:key/qr.svg',
  find: '/find',
  howSeatsAreGiven: '/how-seats-are-given',
  help: '/help',
  privacy: '/privacy',
  reportBrokers: '/report-brokers',
  problem: '/problems/:type',
  api: '/api',
  gallery: '/_gallery',
  galleryExample: '/_gallery/:example',
} as const

/** The steps of a draft that have a page; the office is chosen before there is a draft. */
export const draftSteps = ['who', 'check', 'day', 'hour'] as const
export type DraftStep = (typeof draftSteps)[number]

const prefixes: Record<Locale, string> = { id: '', en: '/en' }

export type Query = Record<string, string | number | undefined>

/** `?a=b&c=d` of what is defined, or nothing. */
function queryText(query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text && `?${text}`
}

/** Links of one language. Keys and ids are escaped here and nowhere else. */
export function pathsOf(locale: Locale) {
  const prefix = prefixes[locale]
  const at = (pattern: string, values: Record<string, string> = {}, query: Query = {}): string =>
    prefix +
    pattern.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(values[name] ?? '')) +
    queryText(query)
  return {
    home: () => prefix || '/',
    offices: (query: { q?: string; province?: string } = {}) => at(patterns.offices, {}, query),
    office: (office: string) => at(patterns.office, { office }),
    bookWho: (office: string, query: { site?: string } = {}) => at(patterns.bookWho, { office }, query),
    draft: (key: string, step: DraftStep, query: { day?: string; view?: 'list' | 'faults'; site?: string } = {}) =>
      at(patterns.draft, { key, step }, query),
    ticket: (key: string, query: { news?: 'booked' | 'moved' } = {}) => at(patterns.ticket, { key }, query),
    ticketMove: (key: string, query: { day?: string; slot?: string; view?: 'list' } = {}) =>
      at(patterns.ticketMove, { key }, query),
    ticketCancel: (key: string) => at(patterns.ticketCancel, { key }),
    ticketPrint: (key: string) => at(patterns.ticketPrint, { key }),
    ticketCalendar: (key: string) => at(patterns.ticketCalendar, { key }),
    ticketQr: (key: string) => at(patterns.ticketQr, { key }),
    find: () => at(patterns.find),
    howSeatsAreGiven: () => at(patterns.howSeatsAreGiven),
    help: (part: '' | 'lost-code' | 'nik-used' = '') => at(patterns.help) + (part && `#${part}`),
    privacy: () => at(patterns.privacy),
    reportBrokers: () => at(patterns.reportBrokers),
    problem: (type: string) => at(patterns.problem, { type }),
    api: () => at(patterns.api),
    gallery: () => at(patterns.gallery),
    galleryExample: (example: string) => at(patterns.galleryExample, { example }),
  }
}

export type Paths = ReturnType<typeof pathsOf>

/**
 * Takes a request's address apart: its language and what stands behind the prefix, which
 * is the same in both. Slashes at the start become one, so that the language switch can
 * never lead to another host.
 */
export function splitLocale(address: string): { locale: Locale; here: string } {
  const [, english, rest] = /^(\/en(?=[/?#]|$))?(.*)$/s.exec(address) ?? []
  return { locale: english ? 'en' : 'id', here: `/${(rest ?? '').replace(/^[/\\]+/, '')}` }
}

/** The same page in the given language. */
export function inLanguage(here: string, locale: Locale): string {
  return here === '/' && locale !== 'id' ? prefixes[locale] : prefixes[locale] + here
}

import { type Locale, pickLocale } from '../i18n/index.ts'

/** Languages already read from a header; browsers send few different ones. */
const KNOWN_MAX = 500

/** Whether an address belongs to the API: /api/... but not /api, which is a page about it. */
export function isApiAddress(url: string): boolean {
  return url.startsWith('/api/')
}

/** The one language that a query names; said twice it names none. */
function namedIn(url: string): Locale | undefined {
  if (!url.includes('locale=')) return undefined
  const [named, ...others] = [...url.matchAll(/[?&]locale=([^&]*)/g)].map(([, value]) => value)
  return others.length === 0 && (named === 'id' || named === 'en') ? named : undefined
}

/**
 * The language of an address: pages say it by their prefix (/en, else Indonesian), the API
 * by `locale` in the query, which is all that an event source can say, else by Accept-Language.
 * Here alone: a schema only describes the query. A body may name another (bookings/api.ts).
 * Returns a function because it remembers the headers it has read.
 */
export function makeLocaleOf(): (url: string, acceptLanguage: string | undefined) => Locale {
  const known = new Map<string, Locale>()
  return (url, acceptLanguage) => {
    if (!isApiAddress(url)) return /^\/en(?=[/?#]|$)/.test(url) ? 'en' : 'id'
    const named = namedIn(url)
    if (named) return named
    if (acceptLanguage === undefined) return 'id'
    const found = known.get(acceptLanguage)
    if (found) return found
    const locale = pickLocale(undefined, acceptLanguage)
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(acceptLanguage, locale)
    return locale
  }
}

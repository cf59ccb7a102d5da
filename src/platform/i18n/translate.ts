import { IntlMessageFormat } from 'intl-messageformat'
import { english, indonesian } from './catalogue.ts'

/** Indonesian is the first language and the default; English stands behind the switch. */
export const locales = ['id', 'en'] as const
export type Locale = (typeof locales)[number]

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>
}[keyof T & string]

/** Every sentence the product can say, by its place in the catalogue: `bookings.slotFull`. */
export type MessageKey = Leaves<typeof indonesian>
export type MessageValues = Record<string, string | number>
/** Values that are words of a language themselves, a date for one, are made when the language is known. */
export type LocalValues = MessageValues | ((locale: Locale) => MessageValues)

/** Says `key` in one language, with `values` put in (ICU MessageFormat). */
export type Translate = ((key: MessageKey, values?: LocalValues) => string) & { locale: Locale }

function flatten(tree: object, prefix: string, into: Map<string, string>): Map<string, string> {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(prefix + name, value)
    else flatten(value as object, `${prefix}${name}.`, into)
  }
  return into
}

function makeTranslate(locale: Locale, tree: object): Translate {
  const texts = flatten(tree, '', new Map())
  const formats = new Map<string, IntlMessageFormat>()
  const translate = (key: MessageKey, values?: LocalValues): string => {
    const text = texts.get(key)
    if (text === undefined) throw new Error(`the ${locale} catalogue has no message ${key}`)
    // Most messages are plain: ICU's parser is for those with a brace.
    if (!text.includes('{')) return text
    let format = formats.get(key)
    if (!format) formats.set(key, (format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })))
    return String(format.format(typeof values === 'function' ? values(locale) : values))
  }
  return Object.assign(translate, { locale })
}

const translators: Record<Locale, Translate> = {
  id: makeTranslate('id', indonesian),
  en: makeTranslate('en', english),
}

export function translator(locale: Locale): Translate {
  return translators[locale]
}

/**
 * The language of an answer: what was asked for by name, else the best of Accept-Language
 * (RFC 9110 section 12.5.4: highest q wins, first named among equals), else Indonesian.
 */
export function pickLocale(asked: string | undefined, acceptLanguage: string | undefined): Locale {
  if (asked === 'id' || asked === 'en') return asked
  let best: Locale = 'id'
  let bestWeight = 0
  for (const part of (acceptLanguage ?? '').split(',').slice(0, 20)) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const locale = locales.find((one) => tag === one || tag.startsWith(`${one}-`))
    const q = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean)
    const weight = q === undefined ? 1 : Number(q)
    if (locale && weight > bestWeight) {
      best = locale
      bestWeight = weight
    }
  }
  return best
}

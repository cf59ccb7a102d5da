export { dates } from './dates.ts'
export type { Dates } from './dates.ts'
export { locales, translator, pickLocale } from './translate.ts'
export type { LocalValues, Locale, MessageKey, MessageValues, Translate } from './translate.ts'

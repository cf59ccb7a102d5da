import { type Static, Type } from 'typebox'
import type { Locale } from '../platform/i18n/index.ts'

/** Building blocks of the files an office and the catalogue are written in. */

export const closed = { additionalProperties: false }

/** Names that files and programs use. */
export const id = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })

export const text = Type.String({ minLength: 1, maxLength: 300 })

/** One sentence in both languages. */
export const texts = Type.Object({ id: text, en: text }, closed)
export type Texts = Static<typeof texts>

/** An office's own words: one sentence for both languages, or one in each. */
export const ownWordsSchema = Type.Union([text, texts])
export type OwnWords = Static<typeof ownWordsSchema>

export function wordsIn(words: OwnWords, locale: Locale): string {
  return typeof words === 'string' ? words : words[locale]
}

export const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' })

export const hour = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM' })

export const span = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'HH:MM-HH:MM',
})

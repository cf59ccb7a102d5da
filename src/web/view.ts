import { type Dates, dates, type Locale, type Translate, translator } from '../platform/i18n/index.ts'
import { type Paths, pathsOf } from './paths.ts'

/** What every page needs beside its own matter: the language, the links, where it is served. */
export interface View {
  locale: Locale
  t: Translate
  dates: Dates
  paths: Paths
  /** Path and query of this page behind the language prefix: the language switch keeps it. */
  here: string
  /** A trial, not the official service: said above every page. */
  demo: boolean
  /** Address of the one stylesheet. */
  stylesheet: string
}

export function makeView(from: Pick<View, 'locale' | 'here' | 'demo' | 'stylesheet'>): View {
  const { locale } = from
  return { ...from, t: translator(locale), dates: dates(locale), paths: pathsOf(locale) }
}

import { type Dates, dates, type Locale, type Translate, translator } from '../platform/i18n/index.ts'
import type { Islands } from './islands.ts'
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
  /** Address of the public pages' one stylesheet. */
  stylesheet: string
  /** Address of the staff pages' one stylesheet; pages of a site without staff need none. */
  staffStylesheet?: string | undefined
  /** What runs in the browser; pages of a site without islands need none. */
  islands?: Islands | undefined
}

/** What a view is made from: the address that was asked for, and the site. */
export type ViewSource = Omit<View, 't' | 'dates' | 'paths'>

export function makeView(from: ViewSource): View {
  const { locale } = from
  return { ...from, t: translator(locale), dates: dates(locale), paths: pathsOf(locale) }
}

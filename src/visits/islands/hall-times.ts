import type { Locale } from '../../platform/i18n/index.ts'

/**
 * Hours and days of an office as a hall shows them. platform/i18n writes the same, but with
 * Temporal, which the browsers of television sets do not have.
 */
export interface HallTimes {
  /** "09.14"; English "09:14". */
  hour(ms: number): string
  /** "Senin, 30 November 2026" */
  day(ms: number): string
}

/** "2026-11-30" -> "Senin, 30 November 2026" */
export function dayText(day: string, locale: Locale): string {
  return hallTimes(locale, 'UTC').day(Date.parse(day))
}

export function hallTimes(locale: Locale, timeZone: string): HallTimes {
  const tag = locale === 'id' ? 'id-ID' : 'en-GB'
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone })
  const hour = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const weekday = format({ weekday: 'long' })
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' })
  return {
    hour: (ms) => hour.format(ms),
    day: (ms) => `${weekday.format(ms)}, ${date.format(ms)}`,
  }
}

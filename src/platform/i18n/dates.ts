import type { Locale } from './translate.ts'

const zoneNames: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** How days and hours are written. Indonesian: "Senin, 30 November 2026", "08.30 WIB". */
export interface Dates {
  /** "Senin, 30 November 2026" */
  day(date: Temporal.PlainDate): string
  /** "Senin, 30 November" */
  dayShort(date: Temporal.PlainDate): string
  /** "30 November" */
  dayMonth(date: Temporal.PlainDate): string
  /** "November 2026" */
  month(date: Temporal.PlainDate): string
  /** "Senin" for 1 (Monday) to "Minggu" for 7. */
  weekday(isoWeekday: number, width: 'long' | 'short'): string
  /** "08.30"; English "08:30". The zone is said by whoever shows it. */
  hour(time: Temporal.PlainTime | Temporal.ZonedDateTime): string
  /** "WIB", "WITA" or "WIT"; another zone keeps its own name. */
  zone(timeZone: string): string
  /** "Senin, 30 November 2026 pukul 08.30 WIB"; English "Monday, 30 November 2026, 08:30 WIB". */
  moment(moment: Temporal.ZonedDateTime): string
}

function makeDates(locale: Locale): Dates {
  const tag = locale === 'id' ? 'id-ID' : 'en-GB'
  const formats = new Map<string, Intl.DateTimeFormat>()
  const format = (options: Intl.DateTimeFormatOptions, date: Temporal.PlainDate): string => {
    const key = JSON.stringify(options)
    let found = formats.get(key)
    if (!found) formats.set(key, (found = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })))
    return found.format(new Date(Date.UTC(date.year, date.month - 1, date.day)))
  }
  const two = (n: number): string => String(n).padStart(2, '0')
  const hour: Dates['hour'] = (time) => `${two(time.hour)}${locale === 'id' ? '.' : ':'}${two(time.minute)}`
  const zone: Dates['zone'] = (timeZone) => zoneNames[timeZone] ?? timeZone
  const dayMonth: Dates['dayMonth'] = (date) => format({ day: 'numeric', month: 'long' }, date)
  const weekdayOf = (date: Temporal.PlainDate, width: 'long' | 'short'): string => format({ weekday: width }, date)
  const day: Dates['day'] = (date) => `${weekdayOf(date, 'long')}, ${dayMonth(date)} ${date.year}`
  return {
    day,
    dayShort: (date) => `${weekdayOf(date, 'long')}, ${dayMonth(date)}`,
    dayMonth,
    month: (date) => `${format({ month: 'long' }, date)} ${date.year}`,
    // 1 January 2024 was a Monday.
    weekday: (isoWeekday, width) => weekdayOf(new Temporal.PlainDate(2024, 1, isoWeekday), width),
    hour,
    zone,
    moment: (moment) =>
      `${day(moment.toPlainDate())}${locale === 'id' ? ' pukul ' : ', '}${hour(moment)} ${zone(moment.timeZoneId)}`,
  }
}

const byLocale: Record<Locale, Dates> = { id: makeDates('id'), en: makeDates('en') }

export function dates(locale: Locale): Dates {
  return byLocale[locale]
}

import { weekdays, type ReleaseRule } from '../offices/index.ts'

/**
 * When the seats of a date become bookable.
 *
 * A rule names release dates (days of the week, days of the month, or both) and an hour.
 * At each release all dates up to `horizonDays` after it open, so a date opens at the first
 * release that lies no more than `horizonDays` before it:
 *
 *   opensAt(date) = min { r | r is a release, r.date >= date - horizonDays }
 *
 * It never falls as dates rise. Where releases lie further apart than the horizon, a date
 * can open after itself, which is never: the plan warns of that.
 */
export interface ReleaseCalendar {
  timeZone: string
  /** For day 0 of the month, its last working day. */
  isWorkingDay(date: Temporal.PlainDate): boolean
}

/** The moment `date` opens; undefined when the rule names no release at all. */
export function opensAt(
  rule: ReleaseRule,
  date: Temporal.PlainDate,
  calendar: ReleaseCalendar,
): Temporal.Instant | undefined {
  let release = date.subtract({ days: rule.horizonDays })
  // Every rule that names a day has one within two months.
  for (let days = 0; days <= 62; days++) {
    if (isReleaseDate(rule, release, calendar)) {
      return release.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: rule.at }).toInstant()
    }
    release = release.add({ days: 1 })
  }
  return undefined
}

/** Whether seats are released on `date`. */
export function isReleaseDate(rule: ReleaseRule, date: Temporal.PlainDate, calendar: ReleaseCalendar): boolean {
  if (rule.weekdays?.includes(weekdays[date.dayOfWeek - 1]!)) return true
  return (rule.monthDays ?? []).some((day) => {
    if (day === 0) return date.equals(lastWorkingDay(date, calendar))
    return date.day === Math.min(day, date.daysInMonth)
  })
}

/** The month's last working day; the last day of a month that has none. */
function lastWorkingDay(month: Temporal.PlainDate, { isWorkingDay }: ReleaseCalendar): Temporal.PlainDate {
  for (let day = month.daysInMonth; day > 0; day--) {
    const date = month.with({ day })
    if (isWorkingDay(date)) return date
  }
  return month.with({ day: month.daysInMonth })
}

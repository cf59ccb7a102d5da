/** What a day is to a party, and why. The pure half of the calendar. */
export interface CalendarDay {
  date: Temporal.PlainDate
  state: 'free' | 'few' | 'full' | 'closed' | 'unreleased' | 'past'
  /** Goes on after "tutup, ", of a closed day that is not closed every week: "libur nasional Hari Natal". */
  reason?: string
  /** What kind of closed day; without it the office is simply shut. */
  closedAs?: 'national' | 'collectiveLeave'
  /** Hours that can be chosen on this day. */
  hoursFree?: number
  /** Of an unreleased day: when it can be booked from. */
  opensAt?: Temporal.ZonedDateTime
}

/** A month as weeks from Monday to Sunday; undefined is a cell without a day. */
export interface CalendarMonth {
  /** The first of the month. */
  first: Temporal.PlainDate
  weeks: (CalendarDay | undefined)[][]
}

/**
 * Puts days, sorted and without gaps, into months of weeks. The days of the first week
 * before the first one given are past: nobody counts a row that begins on a Wednesday.
 */
export function monthsOf(days: readonly CalendarDay[]): CalendarMonth[] {
  const months: CalendarMonth[] = []
  for (const day of [...weekBefore(days), ...days]) {
    const first = day.date.with({ day: 1 })
    let month = months.at(-1)
    if (!month?.first.equals(first)) months.push((month = { first, weeks: [] }))
    let week = month.weeks.at(-1)
    if (!week || day.date.dayOfWeek === 1) month.weeks.push((week = Array(7).fill(undefined)))
    week[day.date.dayOfWeek - 1] = day
  }
  return months
}

function weekBefore([first]: readonly CalendarDay[]): CalendarDay[] {
  if (!first) return []
  return Array.from({ length: first.date.dayOfWeek - 1 }, (_, index) => ({
    date: first.date.subtract({ days: first.date.dayOfWeek - 1 - index }),
    state: 'past' as const,
  })).filter(({ date }) => date.month === first.date.month)
}

/** Days in a row with one reason: what the list under the calendar says in one line. */
export interface DayRun {
  from: CalendarDay
  to: CalendarDay
}

const isListed = (day: CalendarDay): boolean =>
  day.state === 'unreleased' || (day.state === 'closed' && day.reason !== undefined)

const sameReason = (a: CalendarDay, b: CalendarDay): boolean =>
  a.state === b.state &&
  a.reason === b.reason &&
  (a.opensAt === b.opensAt || (a.opensAt !== undefined && b.opensAt !== undefined && a.opensAt.equals(b.opensAt)))

/** The runs that need a reason. Days that are shut every week do not end a run. */
export function reasonRuns(days: readonly CalendarDay[]): DayRun[] {
  const runs: DayRun[] = []
  let open: DayRun | undefined
  for (const day of days) {
    if (isListed(day)) {
      if (open && sameReason(open.to, day)) open.to = day
      else runs.push((open = { from: day, to: day }))
    } else if (day.state !== 'closed') {
      open = undefined
    }
  }
  return runs
}

import {
  type DayException,
  type Holiday as ListedHoliday,
  type OfficeDefinition,
  type OwnWords,
  type Week,
  weekdays,
  type WeekTemplate,
} from '../offices/index.ts'
import type { Channel } from '../platform/database/index.ts'
import { minuteOf, parseSpans, windowsOf, type Span, type Window } from './windows.ts'

/** A day of the national list, as far as the schedule needs it. */
export type Holiday = Omit<ListedHoliday, 'source'>

/**
 * Why nothing can be booked on a day, the strongest first: the office's own word, then the
 * state's, then the week's. `provisional`: a holiday that is computed, not decreed, and
 * that the office has neither confirmed nor said it works on; its seats are not released.
 */
export type DayReason =
  | { kind: 'words'; words: OwnWords }
  | { kind: 'holiday'; name: string; leave: boolean }
  | { kind: 'provisional'; name: string }
  | { kind: 'season'; name: OwnWords }
  | { kind: 'weekend' }
  | { kind: 'no-hours' }

/** The rest of a day, from this minute after midnight on, and why. */
export interface ClosedRest {
  fromMinute: number
  reason: DayReason
}

/** One day of a site and channel: its opening spans and windows, or why there are none. */
export type DayHours = { spans: Span[]; windows: Window[]; closedRest?: ClosedRest } | { closed: DayReason }

export interface OfficeCalendar {
  day(siteId: string, channel: Channel, date: Temporal.PlainDate): DayHours
  /** Monday to Friday, and no holiday: what "last working day of the month" counts. */
  isWorkingDay(date: Temporal.PlainDate): boolean
}

type Season = NonNullable<OfficeDefinition['seasons']>[number]

/**
 * The calendar of one office: template, season, exception and holidays brought together.
 *
 * - Several templates of a site and channel add up: each gives its hours on the weekdays
 *   that it names. Where hours of two would meet, the one listed first gives the windows.
 * - A season replaces the week of the sites that it names; the later listed wins.
 * - A day that an exception calls closed is closed, or loses the windows that start at the
 *   hour it names or later. Otherwise the last listed exception gives hours and counters,
 *   where it names them.
 * - A holiday closes the day unless an exception calls it `extra`.
 */
export function officeCalendar(definition: OfficeDefinition, holidays: readonly Holiday[]): OfficeCalendar {
  const exceptions = Map.groupBy(definition.exceptions ?? [], (one) => one.date)
  const byDate = Map.groupBy(holidays, (one) => one.date.toString())
  const confirmed = new Set(definition.confirmedHolidays)
  const worked = new Set(definition.workedHolidays)

  const holidayOn = (date: string): DayReason | undefined => {
    const onDate = byDate.get(date) ?? []
    const certain = onDate.find((one) => one.status === 'decreed' || confirmed.has(date))
    if (certain) return { kind: 'holiday', name: certain.name, leave: certain.kind === 'collective_leave' }
    const [expected] = onDate
    return expected && !worked.has(date) ? { kind: 'provisional', name: expected.name } : undefined
  }

  const day = (siteId: string, channel: Channel, date: Temporal.PlainDate): DayHours => {
    const iso = date.toString()
    const words = (exceptions.get(iso) ?? []).filter((one) => !one.sites || one.sites.includes(siteId))
    const shut = words.filter((one) => one.kind === 'closed').toSorted(byFromHour)[0]
    if (shut && shut.fromHour === undefined) return { closed: { kind: 'words', words: shut.reason } }

    const holiday = words.some((one) => one.kind === 'extra') ? undefined : holidayOn(iso)
    if (holiday?.kind === 'holiday') return { closed: holiday }

    const templates = templatesOn(definition, { siteId, channel, date })
    const exception = words.findLast((one) => one.kind !== 'closed')
    const hours = hoursOf(templates, { season: seasonOn(definition, siteId, iso), exception, date })
    if (!('windows' in hours)) return hours
    if (holiday) return { closed: holiday }
    return shut?.fromHour === undefined ? hours : withoutRest(hours, shut.fromHour, shut.reason)
  }

  return {
    day,
    isWorkingDay: (date) => date.dayOfWeek <= 5 && holidayOn(date.toString()) === undefined,
  }
}

/** The templates that have hours on this weekday; with none, the first in force, for seasons and extra days. */
function templatesOn(
  definition: OfficeDefinition,
  { siteId, channel, date }: { siteId: string; channel: Channel; date: Temporal.PlainDate },
): WeekTemplate[] {
  const iso = date.toString()
  const inForce = definition.templates.filter(
    ({ site, channel: its, from = iso, to = iso }) => site === siteId && its === channel && from <= iso && iso <= to,
  )
  const onWeekday = inForce.filter(({ week }) => hoursInWeek(week, date).length > 0)
  return onWeekday.length > 0 ? onWeekday : inForce.slice(0, 1)
}

interface DayChanges {
  season: Season | undefined
  exception: DayException | undefined
  date: Temporal.PlainDate
}

function hoursOf(templates: readonly WeekTemplate[], { season, exception, date }: DayChanges): DayHours {
  const spans: Span[] = []
  const windows: Window[] = []
  for (const template of templates) {
    const texts = exception?.hours ?? hoursInWeek(season?.week ?? template.week, date)
    const own = parseSpans(texts).spans
    const counters = exception?.counters ?? template.counters
    const free = windowsOf(own, { ...template, counters }).filter((one) => !windows.some((other) => meet(one, other)))
    windows.push(...free)
    spans.push(...own.filter((span) => free.some((window) => meet(window, span))))
  }
  if (windows.length > 0) return { spans: joined(spans), windows: windows.sort(byStart) }
  if (exception) return { closed: { kind: 'words', words: exception.reason } }
  const usual = templates.some(({ week }) => hoursInWeek(week, date).length > 0)
  return { closed: season && usual ? { kind: 'season', name: season.name } : weekReason(date) }
}

/** What closes the whole day has no hour, and comes first. */
function byFromHour(a: DayException, b: DayException): number {
  return (a.fromHour ?? '') < (b.fromHour ?? '') ? -1 : 1
}

/** Who has an hour before it is still served, also where their window reaches beyond it. */
function withoutRest(
  { spans, windows }: { spans: Span[]; windows: Window[] },
  hour: string,
  words: OwnWords,
): DayHours {
  const fromMinute = minuteOf(hour)
  const reason = { kind: 'words', words } as const
  const left = windows.filter(({ startMinute }) => startMinute < fromMinute)
  if (left.length === 0) return { closed: reason }
  const endMinute = Math.max(fromMinute, ...left.map((one) => one.endMinute))
  const open = spans.filter((span) => left.some((window) => meet(window, span)))
  return {
    spans: open.map((span) => ({ ...span, endMinute: Math.min(span.endMinute, endMinute) })),
    windows: left,
    closedRest: { fromMinute, reason },
  }
}

function seasonOn(definition: OfficeDefinition, siteId: string, date: string): Season | undefined {
  return definition.seasons?.findLast(
    (one) => one.from <= date && date <= one.to && (!one.sites || one.sites.includes(siteId)),
  )
}

function hoursInWeek(week: Week, date: Temporal.PlainDate): readonly string[] {
  return week[weekdays[date.dayOfWeek - 1]!] ?? []
}

function weekReason(date: Temporal.PlainDate): DayReason {
  return { kind: date.dayOfWeek > 5 ? 'weekend' : 'no-hours' }
}

function meet(a: Span, b: Span): boolean {
  return a.startMinute < b.endMinute && b.startMinute < a.endMinute
}

function byStart(a: Span, b: Span): number {
  return a.startMinute - b.startMinute
}

/** Spans in order, those that touch or meet made one. */
function joined(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const { startMinute, endMinute } of spans.toSorted(byStart)) {
    const last = joined.at(-1)
    if (last && startMinute <= last.endMinute) last.endMinute = Math.max(last.endMinute, endMinute)
    else joined.push({ startMinute, endMinute })
  }
  return joined
}

import type { HallNumbers } from '../visits/index.ts'
import type { MessageKind } from './model.ts'
import { quietUntil } from './rules.ts'
import type { NotifySettings } from './settings.ts'

/** Reminders that one office owes now: to whom booked an hour from `from` until `to`, exclusive. */
export interface OwedReminders {
  kind: Extract<MessageKind, 'reminder-day' | 'reminder-morning'>
  /** The hour they were due at. */
  dueAt: Temporal.Instant
  from: Temporal.Instant
  to: Temporal.Instant
}

/**
 * What an office owes at `now`, by its own hours. The day before: from its hour until
 * midnight, and not where the quiet hours would hold it until it is no longer the day before.
 * The morning: from its hour, for hours that have not begun. So what a process slept through
 * is made up for while it is of use.
 *
 * Who booked or moved after the hour was told just that, and the same by it: only bookings
 * unchanged since `dueAt` are reminded.
 */
export function remindersOwed(
  { reminders: { dayBefore, morning }, quiet }: Pick<NotifySettings, 'reminders' | 'quiet'>,
  { timeZone, now }: { timeZone: string; now: Temporal.Instant },
): OwedReminders[] {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const startOf = (days: number): Temporal.Instant => today.add({ days }).toZonedDateTime(timeZone).toInstant()
  const at = (hour: string): Temporal.Instant =>
    today.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(hour) }).toInstant()
  const owed: OwedReminders[] = []
  if (dayBefore !== undefined && !isBefore(now, at(dayBefore))) {
    const heldUntil = quietUntil('reminder-day', { quiet, timeZone, now })
    if (!heldUntil || isBefore(heldUntil, startOf(1))) {
      owed.push({ kind: 'reminder-day', dueAt: at(dayBefore), from: startOf(1), to: startOf(2) })
    }
  }
  if (morning !== undefined && !isBefore(now, at(morning))) {
    owed.push({ kind: 'reminder-morning', dueAt: at(morning), from: now, to: startOf(1) })
  }
  return owed
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

/** Something to tell of a number in the hall, at `dueAt`. */
export interface NumberNews {
  officeId: string
  kind: Extract<MessageKind, 'called-soon' | 'come-back' | 'survey'>
  bookingId: string
  visitId: string
  dueAt: Temporal.Instant
}

/**
 * So long after the last stamp people are asked how it was, in hours: at home, no longer
 * under the eyes of who they are asked about, and while they still know.
 */
const SURVEY_HOURS = 2

/** What the numbers of a hall call for at `now`; told once a visit, whoever asks how often. */
export function newsOf(
  { officeId, numbers }: HallNumbers,
  { soonBefore, now }: { soonBefore: number; now: Temporal.Instant },
): NumberNews[] {
  const news = numbers.flatMap(({ visitId, bookingId, state, before }): NumberNews[] => {
    const of = { officeId, visitId, bookingId, dueAt: now }
    if (state === 'waiting' && before !== undefined && before <= soonBefore) return [{ ...of, kind: 'called-soon' }]
    return state === 'absent' ? [{ ...of, kind: 'come-back' }] : []
  })
  return [...news, ...surveysOf({ officeId, numbers }, now)]
}

/** One a booking, when the last of its people is done: named after the same of its numbers by whoever works it out. */
function surveysOf({ officeId, numbers }: HallNumbers, now: Temporal.Instant): NumberNews[] {
  return [...Map.groupBy(numbers, ({ bookingId }) => bookingId)].flatMap(([bookingId, own]): NumberNews[] => {
    const finished = own.filter(({ state }) => state === 'finished')
    if (finished.length === 0 || own.some(({ state }) => state !== 'finished' && state !== 'left')) return []
    const visitId = finished.map((one) => one.visitId).sort()[0]!
    const endedMs = Math.max(...finished.map((one) => one.endedMs ?? now.epochMilliseconds))
    const dueAt = Temporal.Instant.fromEpochMilliseconds(Math.round(endedMs)).add({ hours: SURVEY_HOURS })
    return [{ officeId, kind: 'survey', bookingId, visitId, dueAt }]
  })
}

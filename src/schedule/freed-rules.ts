import type { FreedSeatsReturn, OfficeDefinition } from '../offices/index.ts'
import type { Channel, FreedWay } from '../platform/database/index.ts'

/** Of an office whose definition says nothing of freed seats: never at once. */
const USUAL: FreedSeatsReturn = { minMinutes: 10, maxMinutes: 120 }

/** How long who is next in a draw's order may take where the office does not say, in minutes. */
const OFFER_MINUTES = 720

/** The office's rule for freed seats, with what it leaves out. */
export function freedSeatsRule({ booking }: Pick<OfficeDefinition, 'booking'>): FreedSeatsReturn & {
  offerMinutes: number
} {
  const rule = booking.freedSeatsReturn ?? USUAL
  return { ...rule, offerMinutes: rule.offerMinutes ?? OFFER_MINUTES }
}

export interface FreedSeat {
  channel: Channel
  startsAt: Temporal.Instant
  /** Its day is given by draw. */
  byDraw: boolean
}

/** What the way of a freed seat hangs on. */
export interface FreedPolicy {
  timeZone: string
  noticeMinutes: number
  rule: Pick<FreedSeatsReturn, 'minMinutes' | 'maxMinutes' | 'lateFrom'>
}

/** `held`: they wait in the slot's `withheld`. */
export type Freeing =
  | { way: Exclude<FreedWay, 'delay'>; held: boolean }
  | { way: 'delay'; held: true; returnsFrom: Temporal.Instant; returnsBy: Temporal.Instant }

/**
 * What becomes of a seat freed at `now`:
 *
 *   priority, walk-in   at-once   only staff give them, to who stands before them
 *   late                walk-ins  held until nobody can book the hour from home
 *   by draw             order     held for the next whom it fits, until it is late (before the draw: `draw`)
 *   else                delay     held for a time that nobody knows
 *
 * An hour that can no longer be booked from home is the walk-ins' at once.
 */
export function freeingOf(
  seat: FreedSeat,
  { timeZone, noticeMinutes, rule }: FreedPolicy,
  now: Temporal.Instant,
): Freeing {
  const { channel, startsAt, byDraw } = seat
  if (channel === 'priority' || channel === 'walk-in') return { way: 'at-once', held: false }
  const forWalkInsAt = walkInsFrom(startsAt, noticeMinutes)
  if (!isBefore(now, forWalkInsAt)) return { way: 'walk-ins', held: false }
  if (!isBefore(now, lateFrom(startsAt, timeZone, rule))) return { way: 'walk-ins', held: true }
  if (byDraw) return { way: 'order', held: true }
  if (rule.maxMinutes === 0) return { way: 'at-once', held: false }
  const returnsFrom = now.add({ minutes: rule.minMinutes })
  return { way: 'delay', held: true, returnsFrom, returnsBy: now.add({ minutes: rule.maxMinutes }) }
}

/** From when on a freed seat is late: the start of the visit day, or an hour of the day before. */
export function lateFrom(
  startsAt: Temporal.Instant,
  timeZone: string,
  { lateFrom: hour }: Pick<FreedSeatsReturn, 'lateFrom'>,
): Temporal.Instant {
  const day = startsAt.toZonedDateTimeISO(timeZone).toPlainDate()
  if (hour === undefined) return day.toZonedDateTime(timeZone).toInstant()
  return day.subtract({ days: 1 }).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(hour) }).toInstant()
}

/** Clocks of processes differ: so long after it is past nobody takes an hour from home any more, in minutes. */
const CLOCKS_MINUTES = 1

/**
 * From when on a free seat of this hour is the walk-ins' alone: visits/check-in.ts gives them
 * those of hours that can no longer be booked from home.
 */
export function walkInsFrom(startsAt: Temporal.Instant, noticeMinutes: number): Temporal.Instant {
  return startsAt.subtract({ minutes: noticeMinutes }).add({ minutes: CLOCKS_MINUTES })
}

/** Delays are looked at once a minute. */
const TICK_MS = 60_000

/**
 * Of how many ticks that are left one is to be chosen by lot: the seat returns at this one if
 * the lot falls on it. 0: it is too early. Asked at every tick, each tick of the span is as
 * likely as any other, and the moment is not known beforehand, to nobody: it is written nowhere.
 */
export function ticksLeft(
  { returnsFrom, returnsBy }: { returnsFrom: Temporal.Instant; returnsBy: Temporal.Instant },
  now: Temporal.Instant,
): number {
  if (isBefore(now, returnsFrom)) return 0
  return Math.max(1, Math.floor((returnsBy.epochMilliseconds - now.epochMilliseconds) / TICK_MS) + 1)
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

import type { AvailabilitySlot } from '../schedule/index.ts'

/** As many as a page can show without becoming a calendar of its own. */
export const NEAREST_MAX = 6

/** The hour that is off. */
export interface LostHour {
  start: Temporal.ZonedDateTime
  siteId: string
}

/** Another site is as far as so many days: people rather wait a little than travel to another town. */
const OTHER_SITE_DAYS = 3

/**
 * The hours with room that come closest to one that is off, at most NEAREST_MAX: the nearest
 * day first, another site OTHER_SITE_DAYS further; of two days equally far the earlier, on a
 * day the nearest hour. They are nobody's until taken: whoever presses first has them, as
 * everywhere.
 */
export function nearestHours(openings: readonly AvailabilitySlot[], lost: LostHour): AvailabilitySlot[] {
  const day = lost.start.toPlainDate()
  const hour = minuteOf(lost.start)
  const ranks = (one: AvailabilitySlot): number[] => [
    daysAway(one, lost),
    day.until(one.start.toPlainDate()).days,
    Math.abs(minuteOf(one.start) - hour),
    one.start.epochMilliseconds,
  ]
  return openings
    .filter(({ state }) => state === 'free' || state === 'few')
    .map((one) => ({ one, ranks: ranks(one) }))
    .sort((a, b) => compareRanks(a.ranks, b.ranks))
    .slice(0, NEAREST_MAX)
    .map(({ one }) => one)
}

/** How far an hour is from the one that is off, in days. */
export function daysAway({ slot, start }: AvailabilitySlot, lost: LostHour): number {
  const days = Math.abs(lost.start.toPlainDate().until(start.toPlainDate()).days)
  return slot.siteId === lost.siteId ? days : days + OTHER_SITE_DAYS
}

const minuteOf = ({ hour, minute }: Temporal.ZonedDateTime): number => hour * 60 + minute

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, i) => rank !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}

import type { AvailabilitySlot } from '../schedule/index.ts'

/** As many as a page can show without becoming a calendar of its own. */
export const NEAREST_MAX = 6

/** The hour that is off. */
export interface LostHour {
  start: Temporal.ZonedDateTime
  siteId: string
}

/**
 * The hours with room that come closest to one that is off, at most NEAREST_MAX: the nearest
 * day first, on a day the same site before others, then the nearest hour; of two equally far
 * the earlier. They are nobody's until taken: whoever presses first has them, as everywhere.
 */
export function nearestHours(openings: readonly AvailabilitySlot[], lost: LostHour): AvailabilitySlot[] {
  const day = lost.start.toPlainDate()
  const hour = minuteOf(lost.start)
  const ranks = (one: AvailabilitySlot): number[] => [
    Math.abs(day.until(one.start.toPlainDate()).days),
    one.slot.siteId === lost.siteId ? 0 : 1,
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

const minuteOf = ({ hour, minute }: Temporal.ZonedDateTime): number => hour * 60 + minute

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, i) => rank !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}

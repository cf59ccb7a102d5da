import type { Channel } from '../platform/database/index.ts'
import type { StandingSlot } from './compare.ts'
import type { PlannedSlot } from './plan.ts'

/** Seats of one week and channel before and after a change, over all sites. */
export interface WeekSeats {
  monday: Temporal.PlainDate
  channel: Channel
  before: number
  after: number
}

/** Counts what is still to come at `now`, by week and channel, in that order. */
export function weekSeats({
  standing,
  planned,
  timeZone,
  now,
}: {
  standing: readonly StandingSlot[]
  planned: readonly PlannedSlot[]
  timeZone: string
  now: Temporal.Instant
}): WeekSeats[] {
  const weeks = new Map<string, WeekSeats>()
  const add = ({ startsAt, channel, planned: seats }: PlannedSlot, side: 'before' | 'after'): void => {
    if (Temporal.Instant.compare(startsAt, now) <= 0) return
    const date = startsAt.toZonedDateTimeISO(timeZone).toPlainDate()
    const monday = date.subtract({ days: date.dayOfWeek - 1 })
    const key = `${monday} ${channel}`
    let week = weeks.get(key)
    if (!week) weeks.set(key, (week = { monday, channel, before: 0, after: 0 }))
    week[side] += seats
  }
  for (const slot of standing) if (slot.closedReason === null) add(slot, 'before')
  for (const slot of planned) add(slot, 'after')
  return [...weeks.values()].sort(
    (a, b) => Temporal.PlainDate.compare(a.monday, b.monday) || a.channel.localeCompare(b.channel),
  )
}

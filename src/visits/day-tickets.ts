import { sql } from 'kysely'
import type { Database } from '../platform/database/index.ts'
import type { HallKey } from './hall-store.ts'
import type { Floor } from './model.ts'

/** One window of the day with its seats and who booked it; nothing personal. */
export interface DayWindow {
  startMs: number
  endMs: number
  seats: number
  /** Booked and not cancelled: the booking's id and its people. */
  bookings: { bookingId: string; people: number }[]
}

interface Row {
  starts_at: Temporal.Instant
  ends_at: Temporal.Instant
  seats: number
  bookings: { bookingId: string; people: number }[] | null
}

/**
 * The day's windows of a site, of all channels, by start. Two instants bound the office's day.
 * Nobody is expected in an hour that was closed: who had it is listed elsewhere (close-day.ts).
 */
export async function readWindows(
  { kysely }: Pick<Database, 'kysely'>,
  { officeId, siteId, from, to }: Omit<HallKey, 'day'> & { from: Temporal.Instant; to: Temporal.Instant },
): Promise<DayWindow[]> {
  const { rows } = await sql<Row>`
    select s.starts_at, max(s.ends_at) as ends_at,
      coalesce(sum(s.capacity) filter (where s.closed_reason is null), 0)::int as seats,
      (select json_agg(json_build_object('bookingId', b.booking_id, 'people', b.party_size))
       from booking b where b.office_id = ${officeId} and b.state = 'booked'
         and b.slot_id = any (array_agg(s.slot_id) filter (where s.closed_reason is null))) as bookings
    from slot s
    where s.office_id = ${officeId} and s.site_id = ${siteId} and s.starts_at >= ${from} and s.starts_at < ${to}
    group by s.starts_at order by s.starts_at`.execute(kysely)
  return rows.map((row) => ({
    startMs: row.starts_at.epochMilliseconds,
    endMs: row.ends_at.epochMilliseconds,
    seats: row.seats,
    bookings: row.bookings ?? [],
  }))
}

/** Who was booked and has not come yet, and how many of those are late by the office's grace. */
export function missing(
  windows: readonly DayWindow[],
  floor: Floor,
  { nowMs, graceMinutes }: { nowMs: number; graceMinutes: number },
): { tickets: number; notArrived: number; late: number } {
  const arrived = new Set([...floor.visits.values()].map((one) => one.bookingId))
  let [tickets, notArrived, late] = [0, 0, 0]
  for (const { endMs, bookings } of windows) {
    tickets += bookings.length
    const absent = bookings.filter((one) => !arrived.has(one.bookingId)).length
    notArrived += absent
    if (nowMs > endMs + graceMinutes * 60_000) late += absent
  }
  return { tickets, notArrived, late }
}

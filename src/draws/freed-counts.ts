import { type Kysely, sql } from 'kysely'
import type { Tables } from '../platform/database/index.ts'

/** What became of seats given back or planned anew, by the day they are of; names nobody. In seats, but the last. */
export interface FreedCounts {
  day: Temporal.PlainDate
  /** Given back by who held them (before a draw: it gives them again). */
  freed: number
  /** Planned anew after their draw had closed its list: what follows counts them too. */
  plannedAnew: number
  /** Waiting still, offers that are open included. */
  waiting: number
  /** Returned to booking from home, after the delay that nobody knows; under a draw always 0. */
  online: number
  /** Freed late, or taken by nobody in the order: for who comes to the door. */
  walkIns: number
  /** Offered down the order, each offer by itself, and how the offers ended. */
  offered: number
  accepted: number
  declined: number
  lapsed: number
  passed: number
  /** Parties whose place was reached while somebody of them held another turn. */
  passedOver: number
}

/** Days from `from` to `to`, both inclusive, of which seats were given back or planned anew; the first first. */
export async function freedCounts(
  db: Kysely<Tables>,
  { officeId, timeZone, from, to }: {
    officeId: string
    timeZone: string
    from: Temporal.PlainDate
    to: Temporal.PlainDate
  },
): Promise<FreedCounts[]> {
  const since = from.toZonedDateTime(timeZone).toInstant()
  const until = to.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
  const { rows } = await sql<FreedCounts>`
    with hour as (
      select office_id, slot_id, (starts_at at time zone ${timeZone})::date as day from slot
      where office_id = ${officeId} and starts_at >= ${since} and starts_at < ${until}
    ),
    seats as (
      select h.day, coalesce(sum(f.seats) filter (where f.offer_id is null and not f.planned_anew), 0)::int as freed,
        coalesce(sum(f.seats) filter (where f.planned_anew), 0)::int as planned_anew,
        sum(f.held)::int as waiting,
        coalesce(sum(f.seats - f.held) filter (where f.way = 'delay'), 0)::int as online,
        coalesce(sum(f.seats - f.held) filter (where f.way = 'walk-ins'), 0)::int as walk_ins
      from hour h join freed_seat f using (office_id, slot_id) group by h.day
    ),
    offers as (
      select h.day, sum(o.seats)::int as offered,
        coalesce(sum(o.seats) filter (where o.state = 'open'), 0)::int as open,
        coalesce(sum(o.seats) filter (where o.state = 'accepted'), 0)::int as accepted,
        coalesce(sum(o.seats) filter (where o.state = 'declined'), 0)::int as declined,
        coalesce(sum(o.seats) filter (where o.state = 'lapsed'), 0)::int as lapsed,
        coalesce(sum(o.seats) filter (where o.state = 'passed'), 0)::int as passed
      from hour h join seat_offer o using (office_id, slot_id) group by h.day
    ),
    held as (
      select h.day, count(distinct p.entry_id)::int as parties
      from hour h join passed_over p using (office_id, slot_id) group by h.day
    )
    select s.day, s.freed, s.planned_anew as "plannedAnew", s.waiting + coalesce(o.open, 0) as waiting,
      s.online, s.walk_ins as "walkIns",
      coalesce(o.offered, 0) as offered, coalesce(o.accepted, 0) as accepted, coalesce(o.declined, 0) as declined,
      coalesce(o.lapsed, 0) as lapsed, coalesce(o.passed, 0) as passed, coalesce(p.parties, 0) as "passedOver"
    from seats s left join offers o using (day) left join held p using (day) order by s.day`.execute(db)
  return rows
}

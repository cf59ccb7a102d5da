import type { BookDeps } from './book.ts'
import { type DayQuestion, dayTickets } from './day.ts'
import { isDisplaced } from './rules.ts'
import { readTicket } from './store.ts'
import type { Ticket } from './ticket.ts'

type Deps = Pick<BookDeps, 'database' | 'keys'>

/** A booking whose hour the office took back. */
export interface Hit {
  lostStart: Temporal.Instant
  /** As it is now: displaced still, in another hour, or cancelled. */
  ticket: Ticket
}

/**
 * Everybody whose hour at a site was taken back in a stretch of time, by that hour, then code:
 * who has still to choose, and who has moved or cancelled since.
 */
export async function ticketsHit(deps: Deps, question: DayQuestion): Promise<Hit[]> {
  const { officeId, siteId, from, to } = question
  const waiting = (await dayTickets(deps, question))
    .filter(isDisplaced)
    .map((ticket): Hit => ({ lostStart: ticket.slot.startsAt, ticket }))
  const known = new Set(waiting.map(({ ticket }) => ticket.bookingId))
  const settled = await deps.database.kysely
    .selectFrom('displacement')
    .select(['booking_id', 'starts_at'])
    .where('office_id', '=', officeId)
    .where('site_id', '=', siteId)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .execute()
  const gone = settled.filter((row) => !known.has(row.booking_id))
  const tickets = await Promise.all(
    gone.map((row) => readTicket(deps.database.kysely, deps.keys, officeId, { bookingId: row.booking_id })),
  )
  const chosen = gone.flatMap((row, i): Hit[] => {
    const ticket = tickets[i]
    return ticket ? [{ lostStart: row.starts_at, ticket }] : []
  })
  return [...waiting, ...chosen].sort(
    (a, b) =>
      Temporal.Instant.compare(a.lostStart, b.lostStart) || (a.ticket.code < b.ticket.code ? -1 : 1),
  )
}

/** One closed hour with the tickets that have still to choose another; nothing personal. */
export interface WaitingHour {
  startsAt: Temporal.Instant
  bookings: { bookingId: string; people: number }[]
}

/** The hours of a site from a moment on whose displaced bookings still wait, by start. */
export async function waitingHours(
  { database }: { database: Pick<BookDeps['database'], 'kysely'> },
  { officeId, siteId, from }: Omit<DayQuestion, 'to'>,
): Promise<WaitingHour[]> {
  const rows = await database.kysely
    .selectFrom('slot')
    .innerJoin('booking', (join) =>
      join.onRef('booking.office_id', '=', 'slot.office_id').onRef('booking.slot_id', '=', 'slot.slot_id'),
    )
    .select(['slot.starts_at', 'booking.booking_id', 'booking.party_size'])
    .where('slot.office_id', '=', officeId)
    .where('slot.site_id', '=', siteId)
    .where('slot.starts_at', '>=', from)
    .where('slot.closed_reason', 'is not', null)
    .where('booking.state', '=', 'booked')
    .orderBy('slot.starts_at')
    .execute()
  return [...Map.groupBy(rows, (row) => row.starts_at.epochMilliseconds).values()].map((hour) => ({
    startsAt: hour[0]!.starts_at,
    bookings: hour.map((row) => ({ bookingId: row.booking_id, people: row.party_size })),
  }))
}

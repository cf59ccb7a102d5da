import type { BookDeps } from './book.ts'
import { ticketsOfRows, readTicket } from './store.ts'
import type { Ticket } from './ticket.ts'

type Deps = Pick<BookDeps, 'database' | 'keys'>

export interface DayQuestion {
  officeId: string
  siteId: string
  from: Temporal.Instant
  /** Exclusive. */
  to: Temporal.Instant
}

/** Everybody booked at a site whose window begins in a stretch of time, cancelled turns too; by start, then code. */
export async function dayTickets(
  { database, keys }: Deps,
  { officeId, siteId, from, to }: DayQuestion,
): Promise<Ticket[]> {
  const bookings = await database.kysely
    .selectFrom('booking')
    .innerJoin('slot', (join) =>
      join.onRef('slot.office_id', '=', 'booking.office_id').onRef('slot.slot_id', '=', 'booking.slot_id'),
    )
    .selectAll('booking')
    .select(['slot.site_id', 'slot.starts_at', 'slot.ends_at', 'slot.channel', 'slot.closed_reason'])
    .where('slot.office_id', '=', officeId)
    .where('slot.site_id', '=', siteId)
    .where('slot.starts_at', '>=', from)
    .where('slot.starts_at', '<', to)
    .orderBy('slot.starts_at')
    .orderBy('booking.code')
    .execute()
  if (bookings.length === 0) return []
  const people = await database.kysely
    .selectFrom('booking_person')
    .select(['booking_id', 'service_id', 'purpose_id'])
    .where('office_id', '=', officeId)
    .where('booking_id', 'in', bookings.map((one) => one.booking_id))
    .orderBy('position')
    .execute()
  return ticketsOfRows(keys, bookings, people).map((open) => open())
}

/** The live turn of the person with this NIK at this office; undefined: none here. */
export async function ticketOfNik(
  { database, keys }: Deps,
  { officeId, nik }: { officeId: string; nik: string },
): Promise<Ticket | undefined> {
  const claim = await database.kysely
    .selectFrom('live_claim')
    .select('booking_id')
    .where('nik_hash', '=', keys.lookup('nik', nik))
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return claim && readTicket(database.kysely, keys, officeId, { bookingId: claim.booking_id })
}

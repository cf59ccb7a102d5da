import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Keys } from '../platform/crypto/index.ts'
import type { BookingPersonTable, BookingTable, SlotTable, Tables } from '../platform/database/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { BookingState } from './rules.ts'
import { type Ticket, type TicketSlot, unsealTicket } from './ticket.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** How a booking is named: by its id, its ticket code or the hash of its link's key. */
export type BookingName = { bookingId: string } | { code: string } | { keyHash: Buffer }

/** Reads one booking with its people and slot, opened; undefined: there is none of that name in the office. */
export async function readTicket(
  db: Reader,
  keys: Pick<Keys, 'sealer'>,
  officeId: string,
  name: BookingName,
): Promise<Ticket | undefined> {
  let query = db.selectFrom('booking').selectAll().where('office_id', '=', officeId)
  if ('bookingId' in name) query = query.where('booking_id', '=', name.bookingId)
  else if ('code' in name) query = query.where('code', '=', name.code)
  else query = query.where('key_hash', '=', name.keyHash)
  const booking = await query.executeTakeFirst()
  return booking && openBooking(db, keys, booking)
}

/** The same, its row locked until the transaction ends. Lock its slots before. */
export async function lockTicket(
  tx: Transaction<Tables>,
  keys: Pick<Keys, 'sealer'>,
  officeId: string,
  bookingId: string,
): Promise<Ticket | undefined> {
  const booking = await tx
    .selectFrom('booking')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .forUpdate()
    .executeTakeFirst()
  return booking && openBooking(tx, keys, booking)
}

async function openBooking(
  db: Reader,
  keys: Pick<Keys, 'sealer'>,
  booking: Selectable<BookingTable>,
): Promise<Ticket> {
  const { office_id: officeId, booking_id: bookingId, slot_id: slotId, sealed } = booking
  const [people, slot] = await Promise.all([
    db
      .selectFrom('booking_person')
      .select(['service_id', 'purpose_id'])
      .where('office_id', '=', officeId)
      .where('booking_id', '=', bookingId)
      .orderBy('position')
      .execute(),
    db
      .selectFrom('slot')
      .select(['site_id', 'starts_at', 'ends_at', 'channel', 'closed_reason'])
      .where('office_id', '=', officeId)
      .where('slot_id', '=', slotId)
      .executeTakeFirstOrThrow(),
  ])
  const personal = unsealTicket(keys, { officeId, bookingId, sealed })
  return {
    ...bookingFacts(booking),
    key: personal.key,
    slot: ticketSlot({ slot_id: slotId, ...slot }),
    people: people.map((one, i) => ({ ...personal.people[i]!, serviceId: one.service_id, purposeId: one.purpose_id })),
    companion: personal.companion,
    contact: personal.contact,
  }
}

/**
 * Reads many bookings at once, in the order asked for. Each answer opens its ticket, so that
 * one which cannot be opened fails alone; undefined: there is none of that name.
 */
export async function readTickets(
  db: Reader,
  keys: Pick<Keys, 'sealer'>,
  names: readonly { officeId: string; bookingId: string }[],
): Promise<(() => Ticket | undefined)[]> {
  const officeIds = names.map(({ officeId }) => officeId)
  const bookingIds = names.map(({ bookingId }) => bookingId)
  const asked = sql<{ office_id: string; booking_id: string }>`
    (select * from unnest(${officeIds}::text[], ${bookingIds}::uuid[]) as asked (office_id, booking_id))`
  const [bookings, people] = await Promise.all([
    sql<BookingWithSlot>`
      select b.*, s.site_id, s.starts_at, s.ends_at, s.channel, s.closed_reason
      from ${asked} a join booking b using (office_id, booking_id)
      join slot s on s.office_id = b.office_id and s.slot_id = b.slot_id`.execute(db),
    sql<PersonOfBooking>`
      select p.booking_id, p.service_id, p.purpose_id
      from ${asked} a join booking_person p using (office_id, booking_id) order by p.position`.execute(db),
  ])
  const tickets = ticketsOfRows(keys, bookings.rows, people.rows)
  const places = new Map(bookings.rows.map((row, i) => [`${row.office_id} ${row.booking_id}`, i]))
  return names.map(({ officeId, bookingId }) => {
    const place = places.get(`${officeId} ${bookingId}`)
    return place === undefined ? () => undefined : tickets[place]!
  })
}

export type BookingWithSlot = Selectable<BookingTable> &
  Pick<Selectable<SlotTable>, 'site_id' | 'starts_at' | 'ends_at' | 'channel' | 'closed_reason'>
export type PersonOfBooking = Pick<Selectable<BookingPersonTable>, 'booking_id' | 'service_id' | 'purpose_id'>

/** Tickets of rows, each opened when it is asked for; `people` by position. */
export function ticketsOfRows(
  keys: Pick<Keys, 'sealer'>,
  bookings: readonly BookingWithSlot[],
  people: readonly PersonOfBooking[],
): (() => Ticket)[] {
  const byBooking = Map.groupBy(people, (one) => one.booking_id)
  return bookings.map((row) => () => {
    const personal = unsealTicket(keys, { officeId: row.office_id, bookingId: row.booking_id, sealed: row.sealed })
    return {
      ...bookingFacts(row),
      slot: ticketSlot(row),
      ...personal,
      people: (byBooking.get(row.booking_id) ?? []).map((one, i) => ({
        ...personal.people[i]!,
        serviceId: one.service_id,
        purposeId: one.purpose_id,
      })),
    }
  })
}

export function ticketSlot(
  row: Pick<Selectable<SlotTable>, 'slot_id' | 'site_id' | 'starts_at' | 'ends_at' | 'channel' | 'closed_reason'>,
): TicketSlot {
  const { closed_reason: closedReason } = row
  return {
    slotId: row.slot_id,
    siteId: row.site_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    channel: row.channel,
    ...(closedReason !== null && { closedReason }),
  }
}

/** What a booking's own row says of its ticket, without anything personal. */
export function bookingFacts(
  row: Selectable<BookingTable>,
): Omit<Ticket, 'key' | 'slot' | 'people' | 'companion' | 'contact'> {
  return {
    officeId: row.office_id,
    bookingId: row.booking_id,
    code: row.code,
    state: row.state as BookingState,
    moves: row.moves,
    calendarSequence: row.calendar_sequence,
    locale: row.locale as Locale,
    bookedAt: row.booked_at,
    changedAt: row.changed_at,
  }
}

/** The booking that an idempotency key stands for already, and the fingerprint of its request. */
export async function readEarlier(
  db: Reader,
  officeId: string,
  keyHash: Buffer,
): Promise<{ bookingId: string; fingerprint: Buffer } | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .select(['booking_id', 'fingerprint'])
    .where('office_id', '=', officeId)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  return row && { bookingId: row.booking_id, fingerprint: row.fingerprint }
}

export async function writeMove(
  tx: Transaction<Tables>,
  ticket: Ticket,
  to: { slotId: string; claimsEndAt: Temporal.Instant; now: Temporal.Instant; isCounted: boolean },
): Promise<void> {
  await tx
    .updateTable('booking')
    .set((eb) => ({
      slot_id: to.slotId,
      moves: eb('moves', '+', to.isCounted ? 1 : 0),
      calendar_sequence: eb('calendar_sequence', '+', 1),
      changed_at: to.now,
    }))
    .where('office_id', '=', ticket.officeId)
    .where('booking_id', '=', ticket.bookingId)
    .execute()
  await lockClaims(tx, ticket)
  await tx
    .updateTable('live_claim')
    .set({ ends_at: to.claimsEndAt })
    .where('office_id', '=', ticket.officeId)
    .where('booking_id', '=', ticket.bookingId)
    .where('nik_hash', 'in', peopleOf(tx, ticket))
    .execute()
}

export async function writeCancellation(tx: Transaction<Tables>, ticket: Ticket, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('booking')
    .set((eb) => ({ state: 'cancelled', calendar_sequence: eb('calendar_sequence', '+', 1), changed_at: now }))
    .where('office_id', '=', ticket.officeId)
    .where('booking_id', '=', ticket.bookingId)
    .execute()
  await lockClaims(tx, ticket)
  await tx
    .deleteFrom('live_claim')
    .where('office_id', '=', ticket.officeId)
    .where('booking_id', '=', ticket.bookingId)
    .where('nik_hash', 'in', peopleOf(tx, ticket))
    .execute()
}

/**
 * Claims a turn again for everybody whose claim may have ended with its day. Returns the
 * positions of those who hold another live turn by now; then the transaction must end.
 */
export async function renewClaims(
  tx: Transaction<Tables>,
  { officeId, bookingId }: Ticket,
  { endsAt, now }: { endsAt: Temporal.Instant; now: Temporal.Instant },
): Promise<number[]> {
  const people = await tx
    .selectFrom('booking_person')
    .select(['position', 'nik_hash'])
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .orderBy('nik_hash')
    .execute()
  const claims = people.map((one) => ({
    nik_hash: one.nik_hash,
    office_id: officeId,
    booking_id: bookingId,
    ends_at: endsAt,
  }))
  const held = await tx
    .insertInto('live_claim')
    .values(claims)
    .onConflict((conflict) =>
      conflict
        .column('nik_hash')
        .doUpdateSet({ office_id: officeId, booking_id: bookingId, ends_at: endsAt })
        .where((eb) => eb.or([eb('live_claim.ends_at', '<=', now), eb('live_claim.booking_id', '=', bookingId)])),
    )
    .returning('nik_hash')
    .execute()
  return people.filter((one) => !held.some((claim) => claim.nik_hash.equals(one.nik_hash))).map((one) => one.position)
}

/** Remembers which hour a displaced booking had, so that the list of everybody hit stays whole. */
export async function writeDisplacement(tx: Transaction<Tables>, ticket: Ticket, now: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('displacement')
    .values({
      office_id: ticket.officeId,
      booking_id: ticket.bookingId,
      site_id: ticket.slot.siteId,
      starts_at: ticket.slot.startsAt,
      at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['office_id', 'booking_id', 'site_id', 'starts_at']).doUpdateSet({ at: now }),
    )
    .execute()
}

/** In the order of their hashes, as everywhere: an update or a deletion by itself locks them in any. */
async function lockClaims(tx: Transaction<Tables>, ticket: Ticket): Promise<void> {
  await tx
    .selectFrom('live_claim')
    .select('nik_hash')
    .where('office_id', '=', ticket.officeId)
    .where('booking_id', '=', ticket.bookingId)
    .where('nik_hash', 'in', peopleOf(tx, ticket))
    .orderBy('nik_hash')
    .forUpdate()
    .execute()
}

/** Claims are found by their own key; by booking alone the whole table would be read. */
function peopleOf(tx: Transaction<Tables>, ticket: Ticket) {
  return tx
    .selectFrom('booking_person')
    .select('nik_hash')
    .where('office_id', '=', ticket.officeId)
    .where('booking_id', '=', ticket.bookingId)
}

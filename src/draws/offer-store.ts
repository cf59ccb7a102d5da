import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { OfferState, SeatOfferTable, Tables } from '../platform/database/index.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** A freed seat offered to a party that waits. */
export interface SeatOffer {
  officeId: string
  offerId: string
  drawId: string
  entryId: string
  slotId: string
  seats: number
  state: OfferState
  madeAt: Temporal.Instant
  until: Temporal.Instant
}

export function asOffer(row: Selectable<SeatOfferTable>): SeatOffer {
  return {
    officeId: row.office_id,
    offerId: row.offer_id,
    drawId: row.draw_id,
    entryId: row.entry_id,
    slotId: row.slot_id,
    seats: row.seats,
    state: row.state,
    madeAt: row.made_at,
    until: row.until_at,
  }
}

/** An hour whose freed seats go down a draw's order, and how many wait. */
export interface OrderSlot {
  officeId: string
  slotId: string
  siteId: string
  startsAt: Temporal.Instant
  isClosed: boolean
  held: number
  /** The draw that gave it; undefined: it is not drawn yet. */
  drawId: string | undefined
}

/** Hours with seats that wait for somebody in an order; by office and slot. */
export async function slotsInOrder(db: Reader, only?: { officeId: string; slotId: string }): Promise<OrderSlot[]> {
  const { rows } = await sql<{
    office_id: string
    slot_id: string
    site_id: string
    starts_at: Temporal.Instant
    closed: boolean
    held: number
    draw_id: string | null
  }>`
    select s.office_id, s.slot_id, s.site_id, s.starts_at, s.closed_reason is not null as closed, f.held::int as held,
      (select d.draw_id from draw d where d.office_id = s.office_id and d.policy_id = s.draw_policy
        and d.state = 'drawn' order by d.attempt desc limit 1) as draw_id
    from (select office_id, slot_id, sum(held) as held from freed_seat where held > 0 and way = 'order'
            ${only ? sql`and office_id = ${only.officeId} and slot_id = ${only.slotId}` : sql``}
          group by office_id, slot_id) f
    join slot s on s.office_id = f.office_id and s.slot_id = f.slot_id
    order by 1, 2`.execute(db)
  return rows.map((row) => ({
    officeId: row.office_id,
    slotId: row.slot_id,
    siteId: row.site_id,
    startsAt: row.starts_at,
    isClosed: row.closed,
    held: row.held,
    drawId: row.draw_id ?? undefined,
  }))
}

/** An hour's freed seats at this moment, as they go down the order. */
export interface OrderedHour {
  officeId: string
  slotId: string
  drawId: string
  held: number
  /** Texts of all wishes that the hour fulfils. */
  wishes: readonly string[]
  now: Temporal.Instant
}

/**
 * Whether the seats reach `e`, an entry: it waits, wished for the hour, fits whole, has no other
 * offer open, and was not offered this hour before.
 */
export const reachedSql = ({ officeId, slotId, drawId, held, wishes }: OrderedHour) => sql`
  e.office_id = ${officeId} and e.draw_id = ${drawId} and e.state = 'waiting' and e.place is not null
    and e.party_size <= ${held} and e.wishes ?| ${[...wishes]}::text[]
    and not exists (select from seat_offer o where o.office_id = e.office_id and o.entry_id = e.entry_id
      and (o.state = 'open' or o.slot_id = ${slotId}::bigint))`

/** Whether somebody of `e`, who waits, holds a turn or is in another draw. */
export const isHeldSql = (now: Temporal.Instant) => sql`
  exists (select from draw_person p join live_claim c on c.nik_hash = p.nik_hash
    where p.office_id = e.office_id and p.entry_id = e.entry_id and c.ends_at > ${now})`

/** The first party in the order that an hour's seats reach and of whom nobody holds another turn. Locked. */
export async function nextParty(
  tx: Transaction<Tables>,
  hour: OrderedHour,
): Promise<{ entryId: string; seats: number; place: number } | undefined> {
  const { rows } = await sql<{ entry_id: string; party_size: number; place: number }>`
    select e.entry_id, e.party_size, e.place from draw_entry e
    where ${reachedSql(hour)} and not ${isHeldSql(hour.now)}
    order by e.place limit 1 for update`.execute(tx)
  const row = rows[0]
  return row && { entryId: row.entry_id, seats: row.party_size, place: row.place }
}

/** Takes `seats` out of what waits in an hour for the order, the oldest first. The slot must be locked. */
export async function takeHeld(
  tx: Transaction<Tables>,
  { officeId, slotId, seats }: { officeId: string; slotId: string; seats: number },
): Promise<void> {
  await sql`
    with waiting as (
      select freed_id, held, sum(held) over (order by freed_at, freed_id) - held as before from freed_seat
      where office_id = ${officeId} and slot_id = ${slotId}::bigint and held > 0 and way = 'order'
    )
    update freed_seat f set held = f.held - least(w.held, greatest(${seats}::int - w.before, 0))::int
    from waiting w where f.office_id = ${officeId} and f.freed_id = w.freed_id`.execute(tx)
}

export async function insertOffer(tx: Transaction<Tables>, offer: SeatOffer): Promise<void> {
  await tx
    .insertInto('seat_offer')
    .values({
      office_id: offer.officeId,
      offer_id: offer.offerId,
      draw_id: offer.drawId,
      entry_id: offer.entryId,
      slot_id: offer.slotId,
      seats: offer.seats,
      state: offer.state,
      made_at: offer.madeAt,
      until_at: offer.until,
      answered_at: null,
    })
    .execute()
}

/** One offer; undefined: there is none of that id. */
export async function readOffer(db: Reader, officeId: string, offerId: string): Promise<SeatOffer | undefined> {
  const row = await db
    .selectFrom('seat_offer')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('offer_id', '=', offerId)
    .executeTakeFirst()
  return row && asOffer(row)
}

/** A party's offers: the open one first, if there is one, then the newest. */
export async function offersOf(db: Reader, officeId: string, entryId: string): Promise<SeatOffer[]> {
  const rows = await db
    .selectFrom('seat_offer')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .orderBy(sql`state = 'open'`, 'desc')
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map(asOffer)
}

/** Whether an offer to this party waits for its answer. */
export async function hasOpenOffer(db: Reader, officeId: string, entryId: string): Promise<boolean> {
  const [first] = await offersOf(db, officeId, entryId)
  return first?.state === 'open'
}

/** An office's open offers, those that end first before. */
export async function openOffers(db: Reader, officeId: string): Promise<SeatOffer[]> {
  const rows = await db
    .selectFrom('seat_offer')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('state', '=', 'open')
    .orderBy('until_at')
    .execute()
  return rows.map(asOffer)
}

/** Open offers that have run out, whose party has left the list, or whose hour is closed. */
export async function offersOver(db: Reader, now: Temporal.Instant): Promise<SeatOffer[]> {
  const { rows } = await sql<Selectable<SeatOfferTable>>`
    select o.* from seat_offer o
    left join draw_entry e on e.office_id = o.office_id and e.entry_id = o.entry_id
    left join slot s on s.office_id = o.office_id and s.slot_id = o.slot_id
    where o.state = 'open' and (o.until_at <= ${now} or e.state is distinct from 'waiting'
      or s.closed_reason is not null)
    order by o.office_id, o.slot_id, o.offer_id`.execute(db)
  return rows.map(asOffer)
}

/** Ends an open offer; false: somebody else did. `taken`: seats, of those offered. The slot must be locked. */
export async function endOffer(
  tx: Transaction<Tables>,
  { officeId, offerId, seats }: Pick<SeatOffer, 'officeId' | 'offerId' | 'seats'>,
  state: Exclude<OfferState, 'open'>,
  now: Temporal.Instant,
  taken = seats,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('seat_offer')
    .set({ state, seats: taken, answered_at: now })
    .where('office_id', '=', officeId)
    .where('offer_id', '=', offerId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

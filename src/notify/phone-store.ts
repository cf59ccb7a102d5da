import { type Kysely, sql, type Transaction } from 'kysely'
import type { Keys } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import type { PushSubscription } from './push-crypto.ts'
import { PHONES_MAX } from './push-rules.ts'

interface BookingName {
  officeId: string
  bookingId: string
}

type PhoneKeys = Pick<Keys, 'lookup' | 'sealer'>

const contextOf = ({ officeId, bookingId }: BookingName): string => `phone ${officeId} ${bookingId}`
const hashOf = ({ lookup }: Pick<Keys, 'lookup'>, endpoint: string): Buffer => lookup('push', endpoint)

/** Writes a phone of a booking, once; beyond PHONES_MAX the one that was written first gives way. */
export async function addPhone(
  tx: Transaction<Tables>,
  keys: PhoneKeys,
  { booking, phone, now }: { booking: BookingName; phone: PushSubscription; now: Temporal.Instant },
): Promise<void> {
  const { officeId, bookingId } = booking
  // Two phones at once are written one after the other, or together they would be one too many.
  await tx
    .selectFrom('booking')
    .select('booking_id')
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .forUpdate()
    .execute()
  const row = { sealed: keys.sealer.seal(JSON.stringify(phone), contextOf(booking)), made_at: now }
  await tx
    .insertInto('push_subscription')
    .values({ office_id: officeId, booking_id: bookingId, endpoint_hash: hashOf(keys, phone.endpoint), ...row })
    .onConflict((conflict) => conflict.columns(['office_id', 'booking_id', 'endpoint_hash']).doUpdateSet(row))
    .execute()
  await sql`
    delete from push_subscription where office_id = ${officeId} and booking_id = ${bookingId} and endpoint_hash in (
      select endpoint_hash from push_subscription where office_id = ${officeId} and booking_id = ${bookingId}
      order by made_at desc, endpoint_hash = ${hashOf(keys, phone.endpoint)} desc offset ${PHONES_MAX})`.execute(tx)
}

/** The phones of a booking, oldest first. */
export async function phonesOf(db: Kysely<Tables>, keys: PhoneKeys, booking: BookingName): Promise<PushSubscription[]> {
  const rows = await db
    .selectFrom('push_subscription')
    .select('sealed')
    .where('office_id', '=', booking.officeId)
    .where('booking_id', '=', booking.bookingId)
    .orderBy('made_at')
    .execute()
  return rows.map(({ sealed }) => JSON.parse(keys.sealer.open(sealed, contextOf(booking))) as PushSubscription)
}

/** Whether any phone is told of a booking. */
export async function hasPhones(db: Kysely<Tables>, { officeId, bookingId }: BookingName): Promise<boolean> {
  const row = await db
    .selectFrom('push_subscription')
    .select('made_at')
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .executeTakeFirst()
  return row !== undefined
}

/** So long after its hour a turn may still be told of, in hours: a survey comes after the visit. */
const KEPT_HOURS = 7 * 24

/** Throws away the phones of turns that are over; one whose hour was closed is not. */
export async function sweepPhones(db: Kysely<Tables>, now: Temporal.Instant): Promise<void> {
  await sql`
    delete from push_subscription p using booking b, slot s
    where b.office_id = p.office_id and b.booking_id = p.booking_id
      and s.office_id = b.office_id and s.slot_id = b.slot_id
      and s.ends_at < ${now.subtract({ hours: KEPT_HOURS })}
      and (b.state = 'cancelled' or s.closed_reason is null)`.execute(db)
}

/** A phone is not to be told any more: of one booking, or, known by its push service no more, of any. */
export async function forgetPhone(
  db: Kysely<Tables>,
  keys: Pick<Keys, 'lookup'>,
  endpoint: string,
  booking?: BookingName,
): Promise<void> {
  let query = db.deleteFrom('push_subscription').where('endpoint_hash', '=', hashOf(keys, endpoint))
  if (booking) query = query.where('office_id', '=', booking.officeId).where('booking_id', '=', booking.bookingId)
  await query.execute()
}

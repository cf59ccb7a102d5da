import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'

/**
 * Has entries that have a seat be turns under the same id, key and code: their ciphertext is a
 * booking's already. `which`: a condition on `e`, the entry.
 */
export async function becomeTurns(
  tx: Transaction<Tables>,
  which: RawBuilder<unknown>,
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into booking (office_id, booking_id, code, key_hash, slot_id, state, party_size, locale, assisted,
      contact_hash, sealed, booked_at, changed_at)
    select e.office_id, e.entry_id, e.code, e.key_hash, e.slot_id, 'booked', e.party_size, e.locale,
      e.channel = 'desk', e.contact_hash, e.sealed, ${now}, ${now}
    from draw_entry e where ${which}`.execute(tx)
  await sql`
    insert into booking_person (office_id, booking_id, position, service_id, purpose_id, nik_hash, nik_as_printed)
    select p.office_id, p.entry_id, p.position, p.service_id, p.purpose_id, p.nik_hash, p.nik_as_printed
    from draw_entry e join draw_person p on p.office_id = e.office_id and p.entry_id = e.entry_id
    where ${which}`.execute(tx)
}

/** Who is in the entry `e`: what `whoIsBooked` gives for its turn, computed where the rows are. */
export const whoOfEntry = sql<string>`encode(sha256(convert_to(e.entry_id::text, 'UTF8') || (
  select string_agg(p.nik_hash, ''::bytea order by p.position) from draw_person p
  where p.office_id = e.office_id and p.entry_id = e.entry_id)), 'hex')`

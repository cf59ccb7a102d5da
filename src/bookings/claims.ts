import { sql, type Selectable, type Transaction } from 'kysely'
import { nikMessage, readNik } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import { bookingErrors } from './errors.ts'

export interface ReleaseRequest {
  nik: string
  /** Who has seen the card. */
  actor: Actor
}

/**
 * Lets a NIK go that somebody else booked with: only after staff have seen the person's own
 * card. The other booking keeps its seat and is marked by the trace, which names who did it;
 * its holder is found out at the counter, where cards are compared. Returns whether a claim
 * stood. Throws `invalid` for what is no NIK.
 */
export async function releaseClaim(
  { database, clock, keys }: { database: Pick<Database, 'kysely'>; clock: Clock; keys: Keys },
  { nik: typed, actor }: ReleaseRequest,
): Promise<boolean> {
  const reading = readNik(typed, { asPrinted: true })
  if (!reading.ok) throw bookingErrors.INVALID({ faults: [{ pointer: '/nik', ...nikMessage(reading) }] })
  const nikHash = keys.lookup('nik', reading.nik)
  return database.kysely.transaction().execute(async (tx) => {
    const claim = await tx.deleteFrom('live_claim').where('nik_hash', '=', nikHash).returningAll().executeTakeFirst()
    if (!claim) return false
    const person = await tx
      .selectFrom('booking_person')
      .select('position')
      .where('office_id', '=', claim.office_id)
      .where('booking_id', '=', claim.booking_id)
      .where('nik_hash', '=', nikHash)
      .executeTakeFirst()
    if (person) await neverMissed(tx, { ...claim, position: person.position })
    await writeAudit(tx, {
      officeId: claim.office_id,
      kind: 'claim-released',
      at: clock.now(),
      actor,
      details: { booking: claim.booking_id, position: person?.position ?? null },
    })
    return true
  })
}

/** Whoever others have booked for does not come, and has missed nothing. */
async function neverMissed(
  tx: Transaction<Tables>,
  { office_id, booking_id, position, nik_hash }: Selectable<Tables['live_claim']> & { position: number },
): Promise<void> {
  await sql`
    insert into no_show (office_id, booking_id, position, nik_hash, day, excused)
    select b.office_id, b.booking_id, ${position}, ${nik_hash},
           (s.starts_at at time zone o.time_zone)::date, 'not-theirs'
    from booking b
    join slot s on s.office_id = b.office_id and s.slot_id = b.slot_id
    join office o on o.office_id = b.office_id
    where b.office_id = ${office_id} and b.booking_id = ${booking_id}
    on conflict on constraint no_show_once do nothing`.execute(tx)
}

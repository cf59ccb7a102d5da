import { type Selectable, sql, type Transaction } from 'kysely'
import { nikMessage, readNik } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import { bookingErrors } from './errors.ts'

/**
 * The claim of an entry in a draw: its card has been seen elsewhere, so whoever entered that
 * person did not come with them. The whole entry ends with it, told on its page.
 */
async function strikeEntry(
  tx: Transaction<Tables>,
  { office_id: officeId, booking_id: entryId }: { office_id: string; booking_id: string },
  { now, actor }: { now: Temporal.Instant; actor: Actor },
): Promise<boolean> {
  const open = await tx
    .selectFrom('draw as d')
    .innerJoin('draw_entry as e', (join) =>
      join.onRef('e.office_id', '=', 'd.office_id').onRef('e.draw_id', '=', 'd.draw_id'),
    )
    .select('d.draw_id')
    .where('e.office_id', '=', officeId)
    .where('e.entry_id', '=', entryId)
    .where('d.state', '=', 'open')
    .where('d.closes_at', '>', now)
    .forShare('d')
    .executeTakeFirst()
  // A list that is closed stays as it is: then only the claim goes.
  if (!open) return false
  const entry = await tx
    .updateTable('draw_entry')
    .set({ state: 'struck', struck_reason: 'released', changed_at: now })
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .where('state', '=', 'entered')
    .returning(['draw_id'])
    .executeTakeFirst()
  if (!entry) return false
  await tx
    .deleteFrom('live_claim')
    .using('draw_person as p')
    .where('p.office_id', '=', officeId)
    .where('p.entry_id', '=', entryId)
    .whereRef('live_claim.nik_hash', '=', 'p.nik_hash')
    .where('live_claim.booking_id', '=', entryId)
    .execute()
  const details = { entry: entryId, draw: entry.draw_id, reason: 'released' }
  await writeAudit(tx, { officeId, kind: 'entry-struck', at: now, actor, details })
  return true
}

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
    if (await strikeEntry(tx, claim, { now: clock.now(), actor })) return true
    const { rows: [person] } = await sql<{ position: number }>`
      select position from booking_person
      where office_id = ${claim.office_id} and booking_id = ${claim.booking_id} and nik_hash = ${nikHash}
      union select position from draw_person
      where office_id = ${claim.office_id} and entry_id = ${claim.booking_id} and nik_hash = ${nikHash}`.execute(tx)
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

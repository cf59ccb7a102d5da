import { nikMessage, readNik } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
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

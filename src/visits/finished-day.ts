import type { Kysely } from 'kysely'
import type { Tables } from '../platform/database/index.ts'

/** The last day on which a visit of a booking was finished; undefined: none was. */
export async function finishedDay(
  db: Kysely<Tables>,
  { officeId, bookingId }: { officeId: string; bookingId: string },
): Promise<Temporal.PlainDate | undefined> {
  const row = await db
    .selectFrom('visit')
    .select('day')
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .where('state', '=', 'finished')
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.day
}

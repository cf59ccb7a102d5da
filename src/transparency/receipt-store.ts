import { type Kysely, sql } from 'kysely'
import { tracedAt } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'

/** A trace as a receipt shows it. */
export interface BookingTrace {
  auditId: string
  salt: Buffer
  opening: string
}

/**
 * The traces of one booking that were written in the milliseconds named, oldest first; also of
 * the draw's entry that it was, which had the same id. A winner's turn of earlier versions has its
 * trace under its own id.
 */
export async function readBookingTraces(
  db: Kysely<Tables>,
  { officeId, bookingId }: { officeId: string; bookingId: string },
  moments: readonly number[],
): Promise<BookingTrace[]> {
  // Said one by one: of ranges in a table of its own the planner would guess that each holds a part of all.
  const within = moments.map(tracedAt)
  const isNamed = sql`(audit_id = ${bookingId} or ${sql.join(within, sql` or `)})`
  const { rows } = await sql<BookingTrace>`
    select audit_id as "auditId", salt, opening from audit_opening
    where office_id = ${officeId} and ${isNamed} and strpos(opening, ${bookingId}) > 0
    order by audit_id`.execute(db)
  return rows
}

/** When the booking entered a draw; undefined: it came of none. An entry's id tells no time. */
export async function readEntered(
  db: Kysely<Tables>,
  { officeId, bookingId }: { officeId: string; bookingId: string },
): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('draw_entry')
    .select('entered_at')
    .where('office_id', '=', officeId)
    .where('entry_id', '=', bookingId)
    .executeTakeFirst()
  return row?.entered_at
}

/** When an id of version 7 was made, in milliseconds since 1970. */
export function momentOf(uuid: string): number {
  return Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)
}

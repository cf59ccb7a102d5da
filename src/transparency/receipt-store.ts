import { type Kysely, sql } from 'kysely'
import type { Tables } from '../platform/database/index.ts'

/** A trace as a receipt shows it. */
export interface BookingTrace {
  auditId: string
  salt: Buffer
  opening: string
}

/**
 * The traces of one booking that were written in the milliseconds named, oldest first. A trace's
 * id begins with its time (UUID version 7), so a few rows are read by the key and no index is
 * needed for all the others.
 */
export async function readBookingTraces(
  db: Kysely<Tables>,
  { officeId, bookingId }: { officeId: string; bookingId: string },
  moments: readonly number[],
): Promise<BookingTrace[]> {
  const froms = moments.map((ms) => `${headOf(ms)}-0000-0000-000000000000`)
  const ends = moments.map((ms) => `${headOf(ms)}-ffff-ffff-ffffffffffff`)
  const { rows } = await sql<BookingTrace>`
    select distinct a.audit_id as "auditId", a.salt, a.opening
    from unnest(${froms}::uuid[], ${ends}::uuid[]) as within (first, last)
    join audit_opening a on a.office_id = ${officeId} and a.audit_id between within.first and within.last
    where a.opening::jsonb ->> 'booking' = ${bookingId}
    order by 1`.execute(db)
  return rows
}

/** Of the ids made in that millisecond. */
function headOf(epochMs: number): string {
  const hex = epochMs.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/** When an id of version 7 was made, in milliseconds since 1970. */
export function momentOf(uuid: string): number {
  return Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)
}

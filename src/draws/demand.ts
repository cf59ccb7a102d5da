import type { Kysely } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import type { Demand } from '../schedule/index.ts'

/** What an office's own bookings showed when each of its draws was announced, by policy. */
export async function demandsOf(db: Kysely<Tables>, officeId: string): Promise<Map<string, Demand>> {
  const rows = await db
    .selectFrom('draw_demand')
    .select(['policy_id', 'counted'])
    .where('office_id', '=', officeId)
    .execute()
  return new Map(rows.map((row) => [row.policy_id, row.counted as Demand]))
}

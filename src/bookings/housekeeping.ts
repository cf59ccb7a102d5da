import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'

/**
 * Throws away what has ended: claims of visit days that are over and requests that need not
 * be remembered any longer. The engine does without: an ended claim gives way at once.
 */
export async function sweepBookings({
  database: { kysely },
  clock,
}: {
  database: Pick<Database, 'kysely'>
  clock: Clock
}): Promise<void> {
  const now = clock.now()
  await kysely.deleteFrom('live_claim').where('ends_at', '<=', now).execute()
  await kysely.deleteFrom('work_spent').where('expires_at', '<=', now).execute()
  await kysely.deleteFrom('idempotency').where('kept_until', '<=', now).execute()
}

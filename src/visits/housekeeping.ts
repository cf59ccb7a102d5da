import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'

/** Scans are known for so long: a desk that was cut off sends its own when the line is back. */
const SCAN_DAYS = 7

/**
 * Throws away what a day leaves behind: the help that people wished for, once their visit
 * is over or its day has ended, and scans that nobody sends again.
 */
export async function sweepVisits({
  database: { kysely },
  clock,
}: {
  database: Pick<Database, 'kysely'>
  clock: Clock
}): Promise<void> {
  const now = clock.now()
  await kysely
    .updateTable('visit')
    .set({ help: null })
    .where('help', 'is not', null)
    .where((eb) =>
      eb.or([eb('state', 'in', ['finished', 'left']), eb('arrived_at', '<', now.subtract({ hours: 24 }))]),
    )
    .execute()
  await kysely.deleteFrom('visit_scan').where('at', '<', now.subtract({ hours: SCAN_DAYS * 24 })).execute()
}

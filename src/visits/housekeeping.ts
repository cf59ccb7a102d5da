import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { sweepDoors } from './door-store.ts'

/** Scans are known for so long: a desk that was cut off sends its own when the line is back. */
const SCAN_DAYS = 7

/**
 * Throws away what a day leaves behind: the help that people wished for, once their visit
 * is over or its day has ended, who was at a door that was never drawn, and scans that nobody
 * sends again.
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
  // By UTC a day ends late in all of Indonesia's zones: none is swept while it lasts.
  await sweepDoors({ kysely }, now.toZonedDateTimeISO('UTC').toPlainDate())
  await kysely.deleteFrom('visit_scan').where('at', '<', now.subtract({ hours: SCAN_DAYS * 24 })).execute()
}

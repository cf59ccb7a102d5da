import { sql } from 'kysely'
import { writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'

interface AgainDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
}

/** Of one press; what is more waits for the next. */
const AGAIN_MAX = 1_000

/** The task that brings what is due; src/jobs.ts does it each minute, and when it is asked for. */
export const MESSAGES_TASK = 'messages'

/**
 * Has dead letters sent again, one or the oldest thousand: they wait, as if never tried, and
 * what is no longer so is dropped when their turn comes. The trace names them and who asked,
 * and a job brings them at once. Returns how many; of two who press at the same time each
 * gets what the other did not.
 */
export async function sendAgain(
  { database: { kysely }, clock }: AgainDeps,
  { officeId, which, by }: { officeId: string; which: 'all' | { messageId: string }; by: { account: string } },
): Promise<number> {
  const now = clock.now()
  return kysely.transaction().execute(async (tx) => {
    let dead = tx
      .selectFrom('message')
      .select('message_id')
      .where('office_id', '=', officeId)
      .where('state', '=', 'dead')
      .orderBy('due_at')
      .limit(AGAIN_MAX)
      .forUpdate()
      .skipLocked()
    if (which !== 'all') dead = dead.where('message_id', '=', which.messageId)
    const ids = (await dead.execute()).map((row) => row.message_id)
    if (ids.length === 0) return 0
    await tx
      .updateTable('message')
      .set({ state: 'waiting', reason: null, tries: 0, refused: [], unsure: false, due_at: now, claimed_at: null })
      .where('office_id', '=', officeId)
      .where('message_id', 'in', ids)
      .execute()
    const actor = { kind: 'staff', name: by.account } as const
    await writeAudit(tx, { officeId, kind: 'messages-sent-again', at: now, actor, details: { messages: ids } })
    await sql`select graphile_worker.add_job(${MESSAGES_TASK}, '{}'::json, job_key := 'messages now')`.execute(tx)
    return ids.length
  })
}

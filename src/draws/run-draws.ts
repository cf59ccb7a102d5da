import { closeList } from './close-list.ts'
import { goOnWithDraw } from './do-draw.ts'
import type { DrawDeps } from './model.ts'
import { drawsToDo } from './store.ts'
import { syncDraws } from './sync.ts'
import { advisoryLocks } from '../platform/database/index.ts'
import { describeFailure } from '../platform/failure.ts'

/** The task that takes draws on, each minute. */
export const DRAWS_TASK = 'draws'

/** While the database writes one draw, another is computed. */
const AT_ONCE = 2

/**
 * Takes every draw as far as it can go: lists whose hour has come are closed, rounds that are
 * there are drawn. One process at a time; each step is one transaction, so that one killed at
 * any moment leaves nothing half done and the next minute goes on. A draw that cannot go on does
 * not keep the others from it.
 */
export async function runDraws(deps: DrawDeps): Promise<void> {
  const { database, clock } = deps.bookings
  const client = await database.pool.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      advisoryLocks.draws,
    ])
    if (!rows[0]!.mine) return
    try {
      await syncDraws(deps)
      const toDo = (await drawsToDo(database.kysely, clock.now())).values()
      const takeTurns = async (): Promise<void> => {
        for (const drawId of toDo) await takeOn(deps, drawId)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, takeTurns))
    } finally {
      await client.query('select pg_advisory_unlock($1)', [advisoryLocks.draws])
    }
  } finally {
    client.release()
  }
}

async function takeOn(deps: DrawDeps, drawId: string): Promise<void> {
  try {
    const closed = await closeList(deps, drawId)
    const step = await goOnWithDraw(deps, drawId)
    if (closed || step !== 'waits') deps.log.info({ draw: drawId, closed, step }, 'a draw went on')
  } catch (error) {
    deps.log.error({ draw: drawId, failure: describeFailure(error) }, 'a draw could not go on')
  }
}

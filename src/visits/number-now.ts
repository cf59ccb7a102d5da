import { hallOf, type HallDeps } from './change-hall.ts'
import { queueOf } from './counter-acts.ts'
import type { VisitState } from './model.ts'
import { numberText } from './number-text.ts'

/** A number as it is now, for messages about it. */
export interface NumberNow {
  number: string
  state: VisitState
  /** Numbers before it, while it waits; else 0. */
  before: number
}

/**
 * A number of today's hall by its visit; of another day only one that was finished then.
 * undefined: there is none.
 */
export async function numberNow(deps: HallDeps, officeId: string, visitId: string): Promise<NumberNow | undefined> {
  const row = await deps.database.kysely
    .selectFrom('visit')
    .select(['site_id', 'state', 'letter', 'number'])
    .where('office_id', '=', officeId)
    .where('visit_id', '=', visitId)
    .executeTakeFirst()
  if (!row) return undefined
  const hall = hallOf(deps, officeId, row.site_id)
  const floor = await deps.floors.floor(hall.key)
  const visit = floor.visits.get(visitId)
  if (!visit) {
    const { state, letter, number } = row
    return state === 'finished' ? { number: numberText(letter, number), state, before: 0 } : undefined
  }
  const act = { floor, day: hall.day, nowMs: deps.clock.now().epochMilliseconds }
  const index = queueOf(act, visit.stage).findIndex((one) => one.visit.visitId === visitId)
  return { number: visit.number, state: visit.state, before: Math.max(0, index) }
}

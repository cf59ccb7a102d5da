import { uuidAt } from '../platform/crypto/index.ts'
import { type Act, nothing } from './acts.ts'
import { nextNumber } from './arrive.ts'
import { type By, changeHall, type Changed, type Hall, type HallDeps } from './change-hall.ts'
import { visitErrors } from './errors.ts'
import type { Decision } from './hall-change.ts'
import type { FloorVisit } from './model.ts'
import { visitOfScan, writeScan } from './people-store.ts'
import type { CollectionBody } from './wire.ts'

export interface Collected {
  visit: FloorVisit
  /** The nonce had its number already. */
  again: boolean
}

/**
 * Somebody comes for a finished passport: a number of the collection's own letter and queue,
 * without a name; who may have the passport is seen at the counter. The same nonce again is
 * the same number. Refused where the office has no such stage.
 */
export async function collect(
  deps: HallDeps,
  { hall, body, by }: { hall: Hall; body: CollectionBody; by: By },
): Promise<Changed<Collected>> {
  const { officeId } = hall.key
  const stage = hall.day.collectionStage
  if (!stage) throw visitErrors.NO_COLLECTION()
  return changeHall<Collected>(deps, { hall, by }, async (act, tx) => {
    const isOwn = ({ kind }: FloorVisit): boolean => kind === 'collection'
    const known = await visitOfScan(tx, act.floor, { nonce: body.nonce, isOwn })
    if (known) return { decision: nothing, result: { visit: known, again: true } }
    const { decision, visit } = comeToCollect(act, stage, body.people ?? 1)
    return {
      decision,
      result: { visit, again: false },
      write: (writer) => writeScan(writer, officeId, { nonce: body.nonce, visitId: visit.visitId, atMs: act.nowMs }),
    }
  })
}

function comeToCollect(act: Act, stage: string, people: number): { decision: Decision; visit: FloorVisit } {
  const { number, numbers } = nextNumber(act, 'collection')
  const visit: FloorVisit = {
    visitId: uuidAt(Temporal.Instant.fromEpochMilliseconds(act.nowMs)),
    kind: 'collection',
    number,
    people,
    services: [],
    state: 'waiting',
    journey: [stage],
    stage,
    arrivedMs: act.nowMs,
    lateMinutes: 0,
    queuedMs: act.nowMs,
    dueMs: act.nowMs,
    calls: 0,
  }
  const step = { visitId: visit.visitId, kind: 'checked-in', stage } as const
  return { visit, decision: { change: { visits: [visit], numbers }, steps: [step] } }
}

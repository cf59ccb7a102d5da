import { comeBack, leave, makePriority, moveQueue } from './arrive.ts'
import { nothing, visitOf } from './acts.ts'
import { type By, changeHall, type Changed, type Hall, type HallDeps } from './change-hall.ts'
import { visitErrors } from './errors.ts'
import type { FloorVisit } from './model.ts'
import { takeFromOtherSites } from './people-store.ts'
import type { Static } from 'typebox'
import type { HallBody, visitBody, VisitVerb } from './wire.ts'

export interface DeskAsked {
  hall: Hall
  visitId: string
  verb: VisitVerb
  body: Static<typeof visitBody>
  by: By | undefined
}

/** What the desk does with a number: back in the queue, gone, first, to another queue. */
export function actAtDesk(deps: HallDeps, { hall, visitId, verb, body, by }: DeskAsked): Promise<Changed<FloorVisit>> {
  return changeHall(deps, { hall, by }, async (act, tx) => {
    const visit = visitOf(act, visitId)
    const { bookingId } = visit
    if (verb === 'return' && bookingId) await takeFromOtherSites(tx, hall.key, { bookingId, visitId })
    const done = (() => {
      switch (verb) {
        case 'return':
          return comeBack(act, visit)
        case 'leave':
          return leave(act, visit)
        case 'make-priority': {
          if (!body.priority) throw missing('priority')
          return makePriority(act, visit, body.priority)
        }
        case 'move-queue': {
          if (!body.stage) throw missing('stage')
          return moveQueue(act, visit, body.stage)
        }
      }
    })()
    return { decision: done.decision, result: done.visit }
  })
}

/** Stops or resumes all calls, or sets the notices of the display. */
export function changeHallState(
  deps: HallDeps,
  { hall, body, by }: { hall: Hall; body: HallBody; by: By },
): Promise<Changed<undefined>> {
  return changeHall(deps, { hall, by }, (act) => {
    const pause = body.pause ? { reason: body.pause, sinceMs: act.nowMs } : body.resume ? null : undefined
    const isSame = pause && act.floor.pause?.reason === pause.reason
    const change = {
      ...(pause !== undefined && !isSame && { pause }),
      ...(body.notices && { notices: body.notices }),
    }
    if (Object.keys(change).length === 0) return { decision: nothing, result: undefined }
    return {
      decision: { change, steps: [] },
      result: undefined,
      trace: {
        kind: body.pause ? 'calls-stopped' : body.resume ? 'calls-resumed' : 'notices-changed',
        details: body.pause ? { reason: body.pause } : {},
      },
    }
  })
}

const missing = (field: string) =>
  visitErrors.INVALID({ faults: [{ pointer: `/${field}`, code: 'missing', say: 'platform.fault.missing' }] })

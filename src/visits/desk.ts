import { comeBack, leave, makePriority, moveQueue } from './arrive.ts'
import { nothing, visitOf } from './acts.ts'
import { type By, changeHall, type Changed, type Hall, type HallDeps } from './change-hall.ts'
import { visitErrors } from './errors.ts'
import type { FloorVisit } from './model.ts'
import { readTicket } from '../bookings/index.ts'
import { uuidAt } from '../platform/crypto/index.ts'
import { movePeople, presentOf, takeFromOtherSites } from './people-store.ts'
import { split } from './split.ts'
import { shareSecrets } from './visit-secrets.ts'
import type { Static } from 'typebox'
import type { HallBody, visitBody, VisitVerb } from './wire.ts'

export interface DeskAsked {
  hall: Hall
  visitId: string
  verb: Exclude<VisitVerb, 'split'>
  body: Static<typeof visitBody>
  by: By | undefined
}

/** What the desk does with a number: back in the queue, gone, first, to another queue. */
export function actAtDesk(deps: HallDeps, { hall, visitId, verb, body, by }: DeskAsked): Promise<Changed<FloorVisit>> {
  return changeHall(deps, { hall, by }, async (act, tx) => {
    const visit = visitOf(act, visitId)
    const { bookingId } = visit
    if (verb === 'return' && bookingId) await takeFromOtherSites(tx, hall.key, bookingId)
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

/** Gives each of a party that waits a number of their own; answers with the one they had, the first one's now. */
export function splitParty(
  deps: HallDeps,
  { hall, visitId, by }: Pick<DeskAsked, 'hall' | 'visitId' | 'by'>,
): Promise<Changed<FloorVisit>> {
  const { officeId } = hall.key
  return changeHall(deps, { hall, by }, async (act, tx) => {
    const before = visitOf(act, visitId)
    const { bookingId } = before
    const ticket = bookingId && (await readTicket(tx, deps.keys, officeId, { bookingId }))
    if (!ticket) throw visitErrors.SPLIT_ALONE({ values: { number: before.number } })
    const here = await presentOf(tx, hall.key, ticket.bookingId)
    const positions = [...here].flatMap(([position, id]) => (id === visitId ? [position] : []))
    const newVisitId = (): string => uuidAt(Temporal.Instant.fromEpochMilliseconds(act.nowMs))
    const { decision, visit, others } = split(act, before, { ticket, positions, newVisitId })
    const to = others.map(({ visit: other, position }) => ({ visitId: other.visitId, position }))
    return {
      decision,
      result: visit,
      details: { booking: ticket.bookingId },
      write: async (writer) => {
        await movePeople(writer, { officeId, from: visitId, to })
        await shareSecrets(writer, deps.keys, { officeId, from: visitId, to })
      },
    }
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

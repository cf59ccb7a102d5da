import { formatCode } from '../bookings/index.ts'
import type { Http } from '../platform/http/index.ts'
import { staffHeaders } from '../staff/index.ts'
import { base } from './api-floor.ts'
import type { Changed, Hall } from './change-hall.ts'
import { checkIn, type CheckedIn } from './check-in.ts'
import { collect } from './collection.ts'
import { queueOf } from './counter-acts.ts'
import { siteParams, staffAt, type VisitDeps } from './deps.ts'
import { walkInAtDesk } from './door.ts'
import { momentIn, partyOf } from './floor-view.ts'
import { expectedToday, lookUp } from './look-up.ts'
import { ticketView } from './ticket-view.ts'
import {
  checkedInAnswer,
  type CheckedInAnswer,
  checkInBody,
  collectionAnswer,
  collectionBody,
  expectedAnswer,
  lookUpAnswer,
  lookUpBody,
  walkInBody,
} from './wire.ts'

const tags = ['visit day']
const ofDesk = { problems: ['not-signed-in', 'not-allowed', 'not-found'] } as const
const ofArrival = { problems: [...ofDesk.problems, 'not-now', 'idempotency-conflict'] } as const
/** A walk-in is a booking, too. */
const ofWalkIn = {
  problems: [...ofArrival.problems, 'slot-full', 'person-already-booked', 'same-person-twice'],
} as const

/** The front desk: who is expected, who is here, who walks in. */
export function receptionRoutes(deps: VisitDeps): (http: Http) => void {
  return (http) => {
    http.get(`${base}/expected`, { schema: expectedSchema, config: ofDesk }, async (request) => {
      const { hall } = await staffAt(deps, request, 'floor.checkIn', { isQuiet: true })
      return expectedToday(deps, { hall, floor: await deps.floors.floor(hall.key), locale: request.locale })
    })

    // A POST, since a name or NIK must stand in no address.
    http.post(`${base}/look-up`, { schema: lookUpSchema, config: ofDesk }, async (request) => {
      const { hall } = await staffAt(deps, request, 'floor.checkIn')
      const floor = await deps.floors.floor(hall.key)
      return lookUp(deps, { hall, floor, locale: request.locale, ...request.body })
    })

    http.post(`${base}/check-ins`, { schema: checkInSchema, config: ofArrival }, async (request) => {
      const { hall, by } = await staffAt(deps, request, 'floor.checkIn')
      return answerOf(deps, hall, await checkIn(deps, { hall, body: request.body, by }))
    })

    http.post(`${base}/walk-ins`, { schema: walkInSchema, config: ofWalkIn }, async (request) => {
      const { hall, by } = await staffAt(deps, request, 'floor.checkIn')
      return answerOf(deps, hall, await walkInAtDesk(deps, { hall, body: request.body, by }))
    })

    http.post(`${base}/collections`, { schema: collectionSchema, config: ofArrival }, async (request) => {
      const { hall, by } = await staffAt(deps, request, 'floor.checkIn')
      const { floor, result } = await collect(deps, { hall, body: request.body, by })
      const { visitId, number, stage } = result.visit
      const act = { floor, day: hall.day, nowMs: deps.clock.now().epochMilliseconds }
      const index = queueOf(act, stage).findIndex((one) => one.visit.visitId === visitId)
      return { visit: visitId, number, again: result.again, before: Math.max(0, index) }
    })
  }
}

/** What the desk hands over with the number: enough for the slip. */
export function answerOf(deps: VisitDeps, hall: Hall, { floor, result }: Changed<CheckedIn>): CheckedInAnswer {
  const nowMs = deps.clock.now().epochMilliseconds
  const { visit, ticket, again } = result
  const waits = deps.days.waits(hall, floor, nowMs)
  const { before = 0, expected } = ticketView({
    hall,
    floor,
    bookingId: ticket.bookingId,
    visitId: visit.visitId,
    waits,
    locale: ticket.locale,
    nowMs,
  })
  const { officeId, siteId } = hall.key
  return {
    visit: visit.visitId,
    number: visit.number,
    kind: visit.kind,
    people: visit.people,
    state: visit.state,
    arrivedAt: momentIn(hall.office.timeZone, visit.arrivedMs),
    ...(visit.appointmentMs !== undefined && { appointment: momentIn(hall.office.timeZone, visit.appointmentMs) }),
    before,
    ...(expected && { expected }),
    again,
    ...(visit.apart && { party: partyOf(floor, visit).map(({ number }) => number) }),
    slip: `/staff/offices/${officeId}/sites/${siteId}/slip/${visit.visitId}?code=${formatCode(ticket.code)}`,
  }
}

const expectedSchema = {
  tags,
  summary: 'Everybody booked for today',
  params: siteParams,
  headers: staffHeaders,
  response: { 200: expectedAnswer },
}
const lookUpSchema = {
  tags,
  summary: 'Find tickets by QR, code, NIK or name',
  params: siteParams,
  headers: staffHeaders,
  body: lookUpBody,
  response: { 200: lookUpAnswer },
}
const checkInSchema = {
  tags,
  summary: 'Check in those of a ticket who are here',
  params: siteParams,
  headers: staffHeaders,
  body: checkInBody,
  response: { 200: checkedInAnswer },
}
const collectionSchema = {
  tags,
  summary: 'Give a number to somebody who collects a passport',
  params: siteParams,
  headers: staffHeaders,
  body: collectionBody,
  response: { 200: collectionAnswer },
}
const walkInSchema = {
  tags,
  summary: 'Take in somebody without a booking, if a seat is left',
  params: siteParams,
  headers: staffHeaders,
  body: walkInBody,
  response: { 200: checkedInAnswer },
}

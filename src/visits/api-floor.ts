import { Type } from 'typebox'
import { localeQuery } from '../bookings/index.ts'
import type { Http } from '../platform/http/index.ts'
import { type Locale, translator } from '../platform/i18n/index.ts'
import { staffHeaders } from '../staff/index.ts'
import { hallApiPattern } from '../web/index.ts'
import { type Hall, hallOf } from './change-hall.ts'
import { actAtCounter } from './counter.ts'
import { queueOf } from './counter-acts.ts'
import { counterParams, siteParams, staffAt, visitParams, type VisitDeps, visitVerbParams } from './deps.ts'
import { actAtDesk, changeHallState, splitParty } from './desk.ts'
import { visitErrors } from './errors.ts'
import { counterView, floorView, visitView } from './floor-view.ts'
import type { Floor, FloorCounter } from './model.ts'
import { visitPeople } from './visit-people.ts'
import {
  counterActionAnswer,
  type CounterActionAnswer,
  counterBody,
  counterVerbs,
  type CounterVerb,
  floorAnswer,
  type FloorAnswer,
  hallBody,
  visitAnswer,
  type VisitAnswer,
  visitBody,
  visitPeopleAnswer,
  visitVerbs,
  type VisitVerb,
} from './wire.ts'

const tags = ['visit day']
const ofStaff = { problems: ['not-signed-in', 'not-allowed', 'not-found'] } as const
const ofAct = { problems: [...ofStaff.problems, 'not-now'] } as const

/** The hall for its staff: looking at it, and every act at counter and desk. */
export function floorRoutes(deps: VisitDeps): (http: Http) => void {
  const { floors, clock } = deps
  const view = (hall: Hall, floor: Floor, locale: Locale) => floorNow(deps, { hall, floor, locale })
  const one = (hall: Hall, floor: Floor, visitId: string, locale: Locale): VisitAnswer => {
    const visit = floor.visits.get(visitId)
    if (!visit) throw visitErrors.VISIT_UNKNOWN()
    const nowMs = clock.now().epochMilliseconds
    const queue = visit.state === 'waiting' ? queueOf({ floor, day: hall.day, nowMs }, visit.stage) : []
    const index = queue.findIndex((place) => place.visit.visitId === visitId)
    const place = index < 0 ? undefined : { ...queue[index]!, place: index + 1 }
    return visitView({ hall, floor, catalogue: deps.offices.catalogue, t: translator(locale) }, visit, place)
  }

  return (http) => {
    http.get(`${base}/floor`, { schema: floorSchema, config: ofStaff }, async (request) => {
      const { hall } = await staffAt(deps, request, 'floor.see', { isQuiet: true })
      return view(hall, await floors.floor(hall.key), request.locale)
    })

    http.get(`${base}/floor/events`, { schema: eventsSchema, config: ofStaff }, async (request, reply) => {
      const { hall } = await staffAt(deps, request, 'floor.see', { isQuiet: true })
      const { locale } = request
      if (request.method === 'HEAD') return reply.send('')
      await deps.live.stream(reply, {
        key: hall.key,
        event: 'floor',
        render: async (floor) => {
          // Whose session has ended sees nothing more; the screen asks again, and is told so.
          await staffAt(deps, request, 'floor.see', { isQuiet: true })
          return JSON.stringify(await view(hall, floor, locale))
        },
      })
      return undefined
    })

    http.post(`${base}/hall`, { schema: hallSchema, config: ofStaff }, async (request) => {
      // Whoever sees that the national system is down says so; to go on is for who leads.
      const { pause, resume, notices } = request.body
      const action = pause === 'system-down' && !resume && !notices ? 'floor.call' : 'floor.supervise'
      const { hall, by } = await staffAt(deps, request, action)
      const { floor } = await changeHallState(deps, { hall, body: request.body, by })
      return view(hall, floor, request.locale)
    })

    http.post(`${base}/counters/:counter/:verb`, { schema: counterSchema, config: ofAct }, async (request) => {
      const { counter: counterId, verb } = request.params
      const action = verb === 'call' ? 'floor.supervise' : 'floor.call'
      const { hall, by } = await staffAt(deps, request, action, { isQuiet: verb === 'seen' })
      const acted = await actAtCounter(deps, { hall, counterId, verb: verb as CounterVerb, body: request.body, by })
      return counterAnswerOf(deps, { hall, counterId, acted, locale: request.locale })
    })

    http.get(`${base}/visits/:visit`, { schema: visitSchema, config: ofStaff }, async (request) => {
      const { hall } = await staffAt(deps, request, 'floor.see')
      return visitPeople(deps, { hall, visitId: request.params.visit, locale: request.locale })
    })

    http.post(`${base}/visits/:visit/:verb`, { schema: visitActSchema, config: ofAct }, async (request) => {
      const verb = request.params.verb as VisitVerb
      const { hall, by } = await staffAt(deps, request, 'floor.checkIn')
      const visitId = request.params.visit
      const { floor } = verb === 'split'
        ? await splitParty(deps, { hall, visitId, by })
        : await actAtDesk(deps, { hall, visitId, verb, body: request.body, by })
      return one(hall, floor, visitId, request.locale)
    })
  }
}

/** The hall as its staff see it now. */
export async function floorNow(
  deps: VisitDeps,
  { hall, floor, locale }: { hall: Hall; floor: Floor; locale: Locale },
): Promise<FloorAnswer> {
  const nowMs = deps.clock.now().epochMilliseconds
  const windows = await deps.days.windows(hall, nowMs)
  return floorView({
    hall,
    floor: withSeen(floor, deps.days.seen(hall)),
    windows,
    closedHours: deps.days.closedHours(hall),
    kiosk: deps.kiosks.of(hall.key),
    catalogue: deps.offices.catalogue,
    t: translator(locale),
    nowMs,
  })
}

/** A sign of life is no change of the hall: the copy in memory does not know of it. */
function withSeen(floor: Floor, seen: ReadonlyMap<string, number>): Floor {
  const counters = [...floor.counters].map(([id, one]): [string, FloorCounter] => [
    id,
    { ...one, seenMs: Math.max(one.seenMs, seen.get(id) ?? 0) },
  ])
  return { ...floor, counters: new Map(counters) }
}

/** The same of today's hall by its address; throws the refusal for an office or site that has none. */
export async function floorAt(
  deps: VisitDeps,
  { office, site, locale }: { office: string; site: string; locale: Locale },
): Promise<FloorAnswer> {
  const hall = hallOf(deps, office, site)
  return floorNow(deps, { hall, floor: await deps.floors.floor(hall.key), locale })
}

function counterAnswerOf(
  deps: VisitDeps,
  about: { hall: Hall; counterId: string; acted: Awaited<ReturnType<typeof actAtCounter>>; locale: Locale },
): CounterActionAnswer {
  const { hall, counterId, acted, locale } = about
  const { nobody, last } = acted
  const t = translator(locale)
  const nowMs = deps.clock.now().epochMilliseconds
  const floor = withSeen(acted.floor, new Map([[counterId, nowMs]]))
  const counter = counterView({ hall, floor, nowMs, t }, counterId)
  const visit = counter.visit === undefined ? undefined : floor.visits.get(counter.visit)
  const undone = last && floor.visits.get(last.visitId)
  return {
    version: floor.version,
    counter,
    ...(visit && { visit: visitView({ hall, floor, catalogue: deps.offices.catalogue, t }, visit, undefined) }),
    ...(nobody && { nobody }),
    ...(last &&
      undone && { undo: t('visits.undo', { number: undone.number, step: t(`visits.steps.${last.kind}`) }) }),
  }
}

export const base = hallApiPattern
const ofSite = { tags, params: siteParams, headers: staffHeaders }
const floorSchema = { ...ofSite, summary: 'The hall as its staff see it', response: { 200: floorAnswer } }
const eventsSchema = {
  tags,
  summary: 'The hall, sent anew at every change (server-sent events)',
  params: siteParams,
  // A browser's event source sends no header of the page's language.
  querystring: localeQuery,
  headers: staffHeaders,
  response: { 200: Type.String() },
  produces: ['text/event-stream'],
}
const hallSchema = {
  tags,
  summary: 'Stop or resume all calls, set the notices',
  params: siteParams,
  headers: staffHeaders,
  body: hallBody,
  response: { 200: floorAnswer },
}
const counterSchema = {
  tags,
  summary: 'Act at a counter',
  params: counterParams(counterVerbs),
  headers: staffHeaders,
  body: counterBody,
  response: { 200: counterActionAnswer },
}
const visitSchema = {
  tags,
  summary: 'Who is on a number',
  params: visitParams,
  headers: staffHeaders,
  response: { 200: visitPeopleAnswer },
}
const visitActSchema = {
  tags,
  summary: 'Act on a number at the desk',
  params: visitVerbParams(visitVerbs),
  headers: staffHeaders,
  body: visitBody,
  response: { 200: visitAnswer },
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type BookDeps, KEY_PATTERN, placeOfTicket, type Ticket, ticketOfKey } from '../bookings/index.ts'
import { type Http, inEachLanguage, sendPage } from '../platform/http/index.ts'
import { finishedDay } from '../visits/index.ts'
import { fieldText, formPageHeaders, patterns, placeOf, renderPage, type Site, viewAt } from '../web/index.ts'
import { SurveyPage, SurveySaysPage } from './pages/survey.tsx'
import { emptySurvey, readSurvey, readSurveyForm, type SurveyStanding, surveyStanding } from './rules.ts'
import { keepSurvey } from './store.ts'

export interface SurveyDeps extends BookDeps {
  site: Site
}

interface KeyRequest extends FastifyRequest {
  params: { key: string }
}

const params = Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false })
const ofKey = { schema: { params } }

/** How it was: two questions behind the ticket's own link, once its visit is finished. */
export function surveyPages(deps: SurveyDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketSurvey), ofKey, (request, reply) => show(deps, request, reply))
      http.post(at(patterns.ticketSurvey), ofKey, (request, reply) => take(deps, request, reply))
    })
  }
}

interface Found {
  ticket: Ticket
  standing: SurveyStanding
  visited: Temporal.PlainDate | undefined
}

async function find(deps: SurveyDeps, { params: { key } }: KeyRequest): Promise<Found> {
  const ticket = await ticketOfKey(deps, key)
  const { office } = placeOfTicket(deps, ticket)
  const visited = await finishedDay(deps.database.kysely, ticket)
  const today = deps.clock.now().toZonedDateTimeISO(office.timeZone).toPlainDate()
  return { ticket, visited, standing: surveyStanding(visited, today) }
}

async function show(deps: SurveyDeps, request: KeyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await find(deps, request)
  const isThanked = fieldText(request.query, 'news') === 'thanks'
  if (found.standing !== 'open' || isThanked) return says(deps, found, { request, reply })
  return ask(deps, found.ticket, { request, reply })
}

async function take(deps: SurveyDeps, request: KeyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await find(deps, request)
  const { ticket, visited, standing } = found
  if (standing !== 'open' || !visited) return says(deps, found, { request, reply })
  const form = readSurveyForm(request.body)
  const read = readSurvey(form)
  const { t, paths } = viewAt(deps.site, request.raw.url ?? '/')
  if ('faults' in read) {
    const errors = read.faults.map(({ field, say, values }) => ({ field, message: t(say, values) }))
    return ask(deps, ticket, { request, reply }, { form, errors })
  }
  const { officeId, bookingId } = ticket
  const { database: { kysely }, keys } = deps
  await keepSurvey({ kysely, keys }, { officeId, bookingId, day: visited }, read.answers)
  return reply.redirect(paths.ticketSurvey(ticket.key, { news: 'thanks' }), 303)
}

interface Asked {
  request: KeyRequest
  reply: FastifyReply
}

function ask(
  deps: SurveyDeps,
  ticket: Ticket,
  { request, reply }: Asked,
  typed: Partial<Pick<Parameters<typeof SurveyPage>[0], 'form' | 'errors'>> = {},
): FastifyReply {
  const { form = emptySurvey, errors = [] } = typed
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const place = placeOf(placeOfTicket(deps, ticket).office.name)
  const page = SurveyPage({ view, ticketKey: ticket.key, place, form, errors })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), errors.length > 0 ? 422 : 200)
}

function says(deps: SurveyDeps, { ticket, standing }: Found, { request, reply }: Asked): FastifyReply {
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const page = SurveySaysPage({ view, ticketKey: ticket.key, what: standing === 'open' ? 'thanks' : standing })
  const isRefused = request.method === 'POST'
  return sendPage(reply, renderPage(page), isRefused ? 409 : 200)
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { KEY_PATTERN, nikError, refusedNik, shortWhoText, type Ticket, ticketOfKey } from '../../bookings/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import {
  type Errors,
  fieldText,
  formPageHeaders,
  patterns,
  renderPage,
  type Site,
  type View,
  viewAt,
} from '../../web/index.ts'
import { liveTicket } from '../api-public.ts'
import { readDayCode } from '../day-code.ts'
import type { VisitDeps } from '../deps.ts'
import { askMoreTime, checkInByPhone, leaveByPhone } from '../self-service.ts'
import { CheckInForm, LeaveForm } from './self-service.tsx'

export interface LivePageDeps extends VisitDeps {
  site: Site
}

interface Asked {
  request: FastifyRequest<{ Params: { key: string } }>
  reply: FastifyReply
  ticket: Ticket
  view: View
}

const ofKey = {
  schema: { params: Type.Object({ key: Type.String({ pattern: KEY_PATTERN }) }, { additionalProperties: false }) },
}

/** What a ticket's holder does on the day, each a form of its own; the page itself is the ticket's (dayPart). */
export function livePages(deps: LivePageDeps): (http: Http) => void {
  const of =
    (answer: (deps: LivePageDeps, asked: Asked) => Promise<FastifyReply>) =>
    async (request: Asked['request'], reply: FastifyReply): Promise<FastifyReply> => {
      const ticket = await ticketOfKey(deps.bookings, request.params.key)
      return answer(deps, { request, reply, ticket, view: viewAt(deps.site, request.raw.url ?? '/') })
    }
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketCheckIn), ofKey, of(async (_, asked) => sendCheckIn(asked, {})))
      http.post(at(patterns.ticketCheckIn), ofKey, of(checkIn))
      http.get(at(patterns.ticketLeave), ofKey, of((_, asked) => sendLeave(deps, asked, {})))
      http.post(at(patterns.ticketLeave), ofKey, of(leave))
      http.post(at(patterns.ticketMoreTime), ofKey, of(moreTime))
    })
  }
}

interface Answer {
  code?: string
  nik?: string
  errors?: Errors
  refusal?: string
  status?: number
}

const toTicket = ({ reply, view, ticket }: Asked): FastifyReply => reply.redirect(view.paths.ticket(ticket.key), 303)

async function checkIn(deps: LivePageDeps, asked: Asked): Promise<FastifyReply> {
  const { request, ticket, view } = asked
  const code = fieldText(request.body, 'code', 20)
  const nik = fieldText(request.body, 'nik', 60)
  const missing = readDayCode(code).length === 4 ? undefined : 'visits.live.checkIn.codeMissing'
  const errors = [
    missing && { field: 'code', message: view.t(missing) },
    nikError(view.t, nik),
  ].filter((one) => one !== undefined)
  if (errors.length > 0) return sendCheckIn(asked, { code, nik, errors, status: 422 })
  try {
    await checkInByPhone(deps, { ticket, nik, code, network: networkOf(request) })
    return toTicket(asked)
  } catch (error) {
    return sendCheckIn(asked, { code, nik, ...saidOf(view, error) })
  }
}

function sendCheckIn({ reply, ticket, view }: Asked, { status = 200, ...answer }: Answer): FastifyReply {
  const forWhom = shortWhoText(view, ticket.people.map(({ name }) => name))
  const page = CheckInForm({ view, ticketKey: ticket.key, forWhom, ...answer })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function leave(deps: LivePageDeps, asked: Asked): Promise<FastifyReply> {
  const { request, ticket, view } = asked
  const nik = fieldText(request.body, 'nik', 60)
  const unreadable = nikError(view.t, nik)
  if (unreadable) return sendLeave(deps, asked, { nik, errors: [unreadable], status: 422 })
  try {
    await leaveByPhone(deps, { ticket, nik, network: networkOf(request) })
    return toTicket(asked)
  } catch (error) {
    return sendLeave(deps, asked, { nik, ...saidOf(view, error) })
  }
}

const mayLeave: ReadonlySet<string> = new Set(['waiting', 'absent', 'parked'])

/** Who is not in the queue, or stands at a counter, has nothing to leave: the ticket says what is so. */
async function sendLeave(deps: LivePageDeps, asked: Asked, { status = 200, ...answer }: Answer): Promise<FastifyReply> {
  const { reply, ticket, view } = asked
  const live = await liveTicket(deps, ticket, view.locale)
  const all = [live, ...(live.others ?? [])].filter(({ state }) => mayLeave.has(state))
  const numbers = all.flatMap(({ number }) => number ?? [])
  if (numbers.length === 0) return toTicket(asked)
  const page = LeaveForm({ view, ticketKey: ticket.key, numbers, ...answer })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

async function moreTime(deps: LivePageDeps, asked: Asked): Promise<FastifyReply> {
  await askMoreTime(deps, asked.ticket)
  return toTicket(asked)
}

/** Refusals that the form can say beside a field, or above; others are pages of their own. */
function saidOf(view: View, error: unknown): Answer {
  const wrongNik = refusedNik(view, error)
  if (wrongNik) return { errors: [wrongNik], status: 422 }
  if (!(error instanceof Refusal)) throw error
  const message = view.t(error.say, error.extras.values)
  if (error.say === 'visits.live.checkIn.codeWrong') return { errors: [{ field: 'code', message }], status: 422 }
  if (error.type !== 'not-now' && error.type !== 'invalid') throw error
  return { refusal: message, status: error.status }
}

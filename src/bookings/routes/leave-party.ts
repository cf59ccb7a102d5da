import type { FastifyReply } from 'fastify'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import {
  type Errors,
  fieldText,
  formPageHeaders,
  patterns,
  placeOf,
  renderPage,
  type View,
  viewAt,
} from '../../web/index.ts'
import { leaveParty } from '../leave.ts'
import { LeavePartyPage, LeftPartyPage } from '../pages/leave-party.tsx'
import type { Ticket } from '../ticket.ts'
import { notOfParty, unlessTooLate } from './cancel.ts'
import { nikError } from './find.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { placeOfTicket } from './ticket-facts.ts'
import { type Asked, withTicket } from './ticket.ts'

/** Somebody takes themselves off a ticket by their own NIK. */
export function leavePartyRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketLeaveParty), ofKey, withTicket(deps, (_, ticket, asked) => {
        if (fieldText(asked.request.query, 'news') === 'left') {
          const view = viewAt(deps.site, asked.request.raw.url ?? '/')
          return sendPage(asked.reply, renderPage(LeftPartyPage({ view })))
        }
        return unlessTooLate(deps, { ticket, move: 'cancel', asked }, (view) => ask(deps, ticket, { view, asked }))
      }))
      http.post(at(patterns.ticketLeaveParty), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'cancel', asked }, (view) => leave(deps, ticket, { view, asked })),
      ))
    })
  }
}

interface AskedIn {
  view: View
  asked: Asked
}

function ask(
  deps: PageDeps,
  ticket: Ticket,
  { view, asked }: AskedIn,
  { nik, errors, status = 200 }: { nik?: string; errors?: Errors; status?: number } = {},
): FastifyReply {
  const place = placeOfTicket(deps, ticket)
  const page = LeavePartyPage({
    view,
    ticketKey: ticket.key,
    place: placeOf(place.office.name),
    start: place.start,
    names: ticket.people.map(({ name }) => name),
    nik,
    errors,
  })
  return sendPage(asked.reply.headers(formPageHeaders), renderPage(page), status)
}

async function leave(deps: PageDeps, ticket: Ticket, { view, asked }: AskedIn): Promise<FastifyReply> {
  const { request, reply } = asked
  const nik = fieldText(request.body, 'nik', 60)
  const unreadable = nikError(view.t, nik)
  if (unreadable) return ask(deps, ticket, { view, asked }, { nik, errors: [unreadable], status: 422 })
  try {
    await leaveParty(deps, { ticket, nik, actor: { kind: 'applicant' }, network: networkOf(request) })
  } catch (error) {
    const wrong = notOfParty(view, error)
    if (!wrong) throw error
    return ask(deps, ticket, { view, asked }, { nik, errors: [wrong], status: 422 })
  }
  return reply.redirect(view.paths.ticketLeaveParty(ticket.key, { news: 'left' }), 303)
}

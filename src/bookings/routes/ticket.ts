import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, formPageHeaders, originOf, patterns, renderPage, viewAt } from '../../web/index.ts'
import { ticketQrSvg } from '../api.ts'
import { ticketCalendar } from '../calendar.ts'
import { isOfficeFault } from '../change.ts'
import { formatCode } from '../code.ts'
import { ticketOfKey } from '../find.ts'
import { PrintPage } from '../pages/print.tsx'
import { TicketPage } from '../pages/ticket.tsx'
import { calendarPlace } from '../place.ts'
import { changeUntil } from '../rules.ts'
import type { Ticket } from '../ticket.ts'
import { displacedFacts } from './displaced.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import type { KeyRequest } from './steps.ts'
import { placeOfTicket, siteFacts, ticketChanges, ticketFacts, ticketPapers } from './ticket-facts.ts'

/** The ticket, on screen, on paper, in a calendar and as a picture of its QR. */
export function ticketRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticket), { ...ofKey, config: { hasIslands: true } }, withTicket(deps, sendTicket))
      http.get(at(patterns.ticketPrint), ofKey, withTicket(deps, sendPrint))
      http.get(at(patterns.ticketCalendar), ofKey, withTicket(deps, sendCalendar))
      http.get(at(patterns.ticketQr), ofKey, withTicket(deps, (_, ticket, { reply }) =>
        reply.type('image/svg+xml').send(ticketQrSvg(deps, ticket)),
      ))
    })
  }
}

export interface Asked {
  request: KeyRequest
  reply: FastifyReply
}

type TicketAnswer = (deps: PageDeps, ticket: Ticket, asked: Asked) => FastifyReply | Promise<FastifyReply>

/** Handles a request with a ticket's key; a wrong one is not found. */
export function withTicket(deps: PageDeps, answer: TicketAnswer) {
  return async (request: KeyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    answer(deps, await ticketOfKey(deps, request.params.key), { request, reply })
}

async function sendTicket(deps: PageDeps, ticket: Ticket, { request, reply }: Asked): Promise<FastifyReply> {
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const place = placeOfTicket(deps, ticket)
  const facts = ticketFacts(deps, view, ticket, place)
  const standing = await deps.visitDay?.standing(ticket)
  const officeFault = isOfficeFault(standing, { actor: { kind: 'applicant' } })
  const changes = ticketChanges(deps, ticket, place, { officeFault })
  const today = await deps.dayPart?.({ ticket, facts, view })
  if (today && 'page' in today) return sendPage(reply.headers(formPageHeaders), renderPage(today.page))
  const displaced = await displacedFacts(deps, view, ticket, place)
  const news = newsIn(request)
  const page = TicketPage({
    view,
    ticketKey: ticket.key,
    ticket: facts,
    // Nobody checks in at an hour that is off; who has a number already has its page, above.
    today: displaced ? undefined : today?.section,
    displaced,
    news,
    sentTo: news && deps.tells(ticket.contact) ? (ticket.contact.email ?? ticket.contact.whatsapp) : undefined,
    contact: facts.state === 'booked' ? await deps.contactPart?.({ ticket, view }) : undefined,
    companion: ticket.companion,
    ...ticketPapers(deps, view, ticket, place),
    arriveAt: place.arriveAt,
    site: siteFacts(place),
    phone: place.office.definition.phone,
    changes,
    address: originOf(deps.site, request) + view.paths.ticket(ticket.key),
  })
  return sendPage(reply, renderPage(page))
}

/** What has just happened, as the redirect said; the ticket's own state is always the ticket's. */
function newsIn({ query }: FastifyRequest): 'booked' | 'moved' | undefined {
  const news = fieldText(query, 'news')
  return news === 'booked' || news === 'moved' ? news : undefined
}

/** Only a ticket that holds is worth paper: any other leads to its page, which says why. */
function sendPrint(deps: PageDeps, ticket: Ticket, { request, reply }: Asked): FastifyReply {
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const place = placeOfTicket(deps, ticket)
  const facts = ticketFacts(deps, view, ticket, place)
  if (facts.state !== 'booked') return reply.redirect(view.paths.ticket(ticket.key), 303)
  const { definition, timeZone } = place.office
  const page = PrintPage({
    view,
    ticketKey: ticket.key,
    ticket: facts,
    ...ticketPapers(deps, view, ticket, place),
    arriveAt: place.arriveAt,
    arriveMinutesBefore: definition.booking.arriveMinutesBefore,
    address: place.site.address,
    phone: definition.phone,
    changeUntil: changeUntil(ticket.slot.startsAt, timeZone, definition.booking),
    printedAt: deps.clock.now().toZonedDateTimeISO(timeZone),
    host: URL.parse(originOf(deps.site, request))?.host,
  })
  return sendPage(reply, renderPage(page))
}

function sendCalendar(deps: PageDeps, ticket: Ticket, { request, reply }: Asked): FastifyReply {
  const { locale } = viewAt(deps.site, request.raw.url ?? '/')
  const place = calendarPlace({ offices: deps.offices, publicUrl: originOf(deps.site, request) }, ticket)
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', `attachment; filename="giliran-${formatCode(ticket.code)}.ics"`)
    .send(ticketCalendar(ticket, place, locale))
}

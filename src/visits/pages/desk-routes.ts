import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  cancelBooking,
  formatCode,
  placeOfTicket,
  readCode,
  readTicket,
  releaseClaim,
  type Ticket,
  ticketChanges,
  ticketFacts,
  ticketOfNik,
} from '../../bookings/index.ts'
import { nikMessage, readNik } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { type Errors, fieldText, formPageHeaders, patterns, renderPage } from '../../web/index.ts'
import { maskedNik } from '../visit-people.ts'
import { deskBookingRoutes } from './desk-booking.ts'
import { atDesk, type Desk, type DeskDeps, mayBeFault, ofBooking, ofSite, ticketAt, whenOf } from './desk-frame.ts'
import { deskExcuseRoutes } from './desk-excuse-routes.ts'
import { deskMoveRoutes } from './desk-move.ts'
import { DeskCancelPage, DeskPage, DeskReleasePage, DeskTicketPage } from './desk-pages.tsx'

/** For somebody without a telephone: find, book, move, cancel, print; let a NIK go after seeing the card. */
export function deskPages(deps: DeskDeps): (http: Http) => void {
  return (http) => {
    deskBookingRoutes(deps)(http)
    deskMoveRoutes(deps)(http)
    deskExcuseRoutes(deps)(http)
    inEachLanguage((at) => {
      http.get(at(patterns.staffDesk), ofSite, async (request, reply) =>
        sendDesk(await atDesk(deps, request), reply, {}))
      http.post(at(patterns.staffDesk), ofSite, async (request, reply) =>
        findAtDesk(deps, await atDesk(deps, request), { request, reply }))
      http.get(at(patterns.staffDeskTicket), ofBooking, async (request, reply) => {
        const desk = await atDesk(deps, request)
        return sendTicket(deps, desk, await ticketAt(deps, desk, request.params.booking), { request, reply })
      })
      http.get(at(patterns.staffDeskCancel), ofBooking, async (request, reply) => {
        const desk = await atDesk(deps, request)
        return sendCancel(deps, desk, await ticketAt(deps, desk, request.params.booking), reply)
      })
      http.post(at(patterns.staffDeskCancel), ofBooking, async (request, reply) => {
        const desk = await atDesk(deps, request)
        const ticket = await ticketAt(deps, desk, request.params.booking)
        await cancelBooking(deps.bookings, { ticket, nik: '', actor: desk.actor })
        return reply.redirect(desk.ticketHref(ticket.bookingId, 'cancelled'), 303)
      })
      http.get(at(patterns.staffDeskRelease), ofSite, async (request, reply) =>
        sendRelease(await atDesk(deps, request, 'claim.release'), reply, {}))
      http.post(at(patterns.staffDeskRelease), ofSite, async (request, reply) =>
        release(deps, await atDesk(deps, request, 'claim.release'), { request, reply }))
    })
  }
}

interface Answered {
  request: FastifyRequest
  reply: FastifyReply
}

interface DeskAnswer {
  q?: string
  errors?: Errors
  status?: number
}

function sendDesk(desk: Desk, reply: FastifyReply, { status = 200, ...props }: DeskAnswer): FastifyReply {
  const { frame, view: { paths }, hall: { key } } = desk
  const { officeId, siteId } = key
  const links = {
    book: paths.staffDeskBook(officeId, siteId),
    release: paths.staffDeskRelease(officeId, siteId),
    excuse: paths.staffDeskExcuse(officeId, siteId),
    reception: paths.staffReception(officeId, siteId),
  }
  return sendPage(reply.headers(formPageHeaders), renderPage(DeskPage({ ...frame, links, ...props })), status)
}

/** A POST, since a NIK must stand in no address; what is found has an address without it. */
async function findAtDesk(deps: DeskDeps, desk: Desk, { request, reply }: Answered): Promise<FastifyReply> {
  const q = fieldText(request.body, 'q', 60)
  const { officeId } = desk.hall.key
  const code = readCode(q)
  const nik = readNik(q, { asPrinted: true })
  const ticket = code.ok
    ? await readTicket(deps.database.kysely, deps.keys, officeId, { code: code.code })
    : nik.ok
      ? await ticketOfNik(deps, { officeId, nik: nik.nik })
      : undefined
  if (ticket) return reply.redirect(desk.ticketHref(ticket.bookingId), 303)
  const errors = [{ field: 'q', message: desk.view.t('visits.reception.desk.notFound') }]
  return sendDesk(desk, reply, { q, errors, status: 404 })
}

async function sendTicket(
  deps: DeskDeps,
  desk: Desk,
  ticket: Ticket,
  { request, reply }: Answered,
): Promise<FastifyReply> {
  const { view, hall: { key: { officeId, siteId } } } = desk
  const place = placeOfTicket(deps, ticket)
  const officeFault = mayBeFault(await deps.bookings.visitDay?.standing(ticket))
  const { until, canMove, canCancel } = ticketChanges(deps, ticket, place, { officeFault })
  const { paths, locale } = view
  const page = DeskTicketPage({
    ...desk.frame,
    ticket: ticketFacts(pageDeps(deps), view, ticket, place),
    people: ticket.people.map(({ name, nik, serviceId }) => ({
      name,
      nik: maskedNik(nik),
      service: deps.offices.catalogue.services.find((one) => one.id === serviceId)?.name[locale] ?? serviceId,
    })),
    news: newsIn(request),
    until,
    canMove,
    canCancel,
    links: {
      print: paths.ticketPrint(ticket.key),
      move: paths.staffDeskMove(officeId, siteId, ticket.bookingId),
      cancel: paths.staffDeskCancel(officeId, siteId, ticket.bookingId),
    },
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page))
}

function newsIn({ query }: FastifyRequest): 'booked' | 'moved' | 'cancelled' | undefined {
  const news = fieldText(query, 'news')
  return news === 'booked' || news === 'moved' || news === 'cancelled' ? news : undefined
}

/** As the pages of bookings take it. */
function pageDeps({ bookings, site, availability }: DeskDeps) {
  return { ...bookings, site, availability }
}

function sendCancel(deps: DeskDeps, desk: Desk, ticket: Ticket, reply: FastifyReply): FastifyReply {
  const { view, hall: { key: { officeId, siteId } } } = desk
  const page = DeskCancelPage({
    ...desk.frame,
    when: `${formatCode(ticket.code)}, ${whenOf(deps, view, ticket)}`,
    action: view.paths.staffDeskCancel(officeId, siteId, ticket.bookingId),
    ticketHref: desk.ticketHref(ticket.bookingId),
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page))
}

interface ReleaseAnswer {
  nik?: string
  errors?: Errors
  released?: boolean
  status?: number
}

function sendRelease(desk: Desk, reply: FastifyReply, { status = 200, ...props }: ReleaseAnswer): FastifyReply {
  const { frame, view: { paths }, hall: { key } } = desk
  const action = paths.staffDeskRelease(key.officeId, key.siteId)
  return sendPage(reply.headers(formPageHeaders), renderPage(DeskReleasePage({ ...frame, action, ...props })), status)
}

async function release(deps: DeskDeps, desk: Desk, { request, reply }: Answered): Promise<FastifyReply> {
  const { t } = desk.view
  const nik = fieldText(request.body, 'nik', 60)
  const reading = readNik(nik, { asPrinted: true })
  const errors = []
  if (!reading.ok) {
    const { say, values } = nikMessage(reading)
    errors.push({ field: 'nik', message: t(say, values) })
  }
  if (fieldText(request.body, 'seen') === '') {
    errors.push({ field: 'seen', message: t('visits.reception.desk.releaseForm.seenMissing') })
  }
  if (errors.length > 0) return sendRelease(desk, reply, { nik, errors, status: 422 })
  try {
    const released = await releaseClaim(deps.bookings, { nik, actor: desk.actor })
    return sendRelease(desk, reply, { released })
  } catch (error) {
    if (!(error instanceof Refusal) || error.type !== 'not-now') throw error
    const inDraw = [{ field: 'nik', message: t(error.say, error.extras.values) }]
    return sendRelease(desk, reply, { nik, errors: inDraw, status: error.status })
  }
}

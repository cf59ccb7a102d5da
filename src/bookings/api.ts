import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Http, networkOf } from '../platform/http/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import { qrSvg } from '../web/index.ts'
import {
  bearerPattern,
  bookingBody,
  cancelBody,
  codeParams,
  findBody,
  idempotencyHeaders,
  keyHeaders,
  leaveBody,
  leftAnswer,
  localeQuery,
  moveBody,
  ticketAnswer,
} from './api-shapes.ts'
import { makeTicketView } from './api-view.ts'
import { book, type BookDeps } from './book.ts'
import { ticketCalendar } from './calendar.ts'
import { cancelBooking, moveBooking } from './change.ts'
import { formatCode, readCode } from './code.ts'
import { bookingErrors } from './errors.ts'
import { findTicket, ticketOfKey } from './find.ts'
import { leaveParty } from './leave.ts'
import { calendarPlace } from './place.ts'
import { ticketQrText } from './qr.ts'
import type { Ticket } from './ticket.ts'

const tags = ['bookings']
const applicant = { kind: 'applicant' } as const
const slotProblems = ['slot-full', 'slot-closed', 'slot-unreleased'] as const

/** POST /bookings and everything a ticket's holder can do with it, under /api/v1. */
export function bookingRoutes(deps: BookDeps & { publicUrl?: string | undefined }): (http: Http) => void {
  const view = makeTicketView(deps)
  return (http) => {
    http.post('/api/v1/bookings', { schema: bookSchema, config: bookConfig }, async (request, reply) => {
      const { locale: asked, ...party } = request.body
      const locale = sayIn(request, asked)
      const idempotencyKey = request.headers['idempotency-key']
      const ticket = await book(deps, {
        ...party,
        locale,
        idempotencyKey,
        network: networkOf(request),
        actor: applicant,
      })
      reply.code(201).header('location', `/api/v1/bookings/${formatCode(ticket.code)}`)
      return view(ticket, locale)
    })

    http.post('/api/v1/bookings/find', { schema: findSchema, config: guarded }, async (request) => {
      const { code, nik, locale } = request.body
      return view(await findTicket(deps, { code, nik, network: networkOf(request) }), sayIn(request, locale))
    })

    http.get('/api/v1/bookings/:code', { schema: showSchema, config: ofHolder }, async (request) =>
      view(await holdersTicket(deps, request), request.locale),
    )

    http.post('/api/v1/bookings/:code/move', { schema: moveSchema, config: moveConfig }, async (request) => {
      const locale = sayIn(request, request.body.locale)
      const { slot, nik } = request.body
      const ticket = await holdersTicket(deps, request)
      return view(
        await moveBooking(deps, { ticket, slot, nik, actor: applicant, network: networkOf(request) }),
        locale,
      )
    })

    http.post('/api/v1/bookings/:code/cancel', { schema: cancelSchema, config: cancelConfig }, async (request) => {
      const locale = sayIn(request, request.body.locale)
      const { nik, reason } = request.body
      const ticket = await holdersTicket(deps, request)
      const change = {
        ticket,
        nik,
        actor: applicant,
        network: networkOf(request),
        ...(reason !== undefined && { reason }),
      }
      return view(await cancelBooking(deps, change), locale)
    })

    http.post('/api/v1/bookings/:code/leave', { schema: leaveSchema, config: cancelConfig }, async (request) => {
      const { nik, locale } = request.body
      sayIn(request, locale)
      const network = networkOf(request)
      const ticket = await findTicket(deps, { code: request.params.code, nik, network })
      const left = await leaveParty(deps, { ticket, nik, actor: applicant, network })
      return leftView(deps, left)
    })

    http.get(
      '/api/v1/bookings/:code/calendar.ics',
      { schema: calendarSchema, config: ofHolder },
      async (request, reply) => {
        const ticket = await holdersTicket(deps, request)
        reply.type('text/calendar; charset=utf-8')
        return ticketCalendar(ticket, calendarPlace(deps, ticket), request.locale)
      },
    )

    http.get('/api/v1/bookings/:code/qr.svg', { schema: qrSchema, config: ofHolder }, async (request, reply) => {
      const ticket = await holdersTicket(deps, request)
      reply.type('image/svg+xml')
      return ticketQrSvg(deps, ticket)
    })
  }
}

/** What who has left is told: nothing of the others but how many they are. */
function leftView({ offices }: Pick<BookDeps, 'offices'>, { officeId, code, changedAt, state, people }: Ticket) {
  const { timeZone = 'UTC' } = offices.get(officeId) ?? {}
  const leftAt = changedAt.toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
  return { code: formatCode(code), leftAt, others: state === 'booked' ? people.length : 0 }
}

/** The ticket's QR as a whole <svg>, named by its code. */
export function ticketQrSvg({ keys }: Pick<BookDeps, 'keys'>, ticket: Ticket): string {
  const text = ticketQrText(keys.ticketKeys, { code: ticket.code, startsAt: ticket.slot.startsAt })
  return qrSvg(text, `QR ${formatCode(ticket.code)}`)
}

/** The ticket whose key stands in Authorization, if the address names the same one. */
export async function holdersTicket(
  deps: BookDeps,
  request: { params: { code: string }; headers: { authorization: string } },
): Promise<Ticket> {
  const key = bearerPattern.exec(request.headers.authorization)?.[1]
  const code = readCode(request.params.code)
  if (!key || !code.ok) throw bookingErrors.TICKET_UNKNOWN()
  const ticket = await ticketOfKey(deps, key)
  if (ticket.code !== code.code) throw bookingErrors.TICKET_UNKNOWN()
  return ticket
}

/** The language of this answer, refusals included: the body's, else as for every address (platform/http/locale.ts). */
function sayIn(request: FastifyRequest, asked: Locale | undefined): Locale {
  if (asked) request.locale = asked
  return request.locale
}

const bookSchema = {
  tags,
  summary: 'Book an hour for a party',
  headers: idempotencyHeaders,
  body: bookingBody,
  response: { 201: ticketAnswer },
}
const bookConfig = {
  problems: [
    ...slotProblems,
    'person-already-booked',
    'cooling-off',
    'work-needed',
    'same-person-twice',
    'not-found',
    'idempotency-conflict',
    'too-many-requests',
  ],
} as const

const findSchema = {
  tags,
  summary: 'Find a ticket by code and NIK',
  description:
    'Wrong tries are limited: for one ticket 5 in 15 minutes from one network and 30 an hour from all, ' +
    'and with one NIK 10 an hour, whichever the code and the network.',
  body: findBody,
  response: { 200: ticketAnswer },
}
const guarded = { problems: ['not-found', 'too-many-requests'] } as const
/** Who only reads gives the key, which nobody guesses: nothing is counted. */
const ofHolder = { problems: ['not-found'] } as const

const ofTicket = { tags, params: codeParams, headers: keyHeaders }
const showSchema = { ...ofTicket, summary: 'One ticket', querystring: localeQuery, response: { 200: ticketAnswer } }
const moveSchema = { ...ofTicket, summary: 'Move to another hour', body: moveBody, response: { 200: ticketAnswer } }
const moveConfig = {
  problems: [
    ...slotProblems, 'not-found', 'person-already-booked', 'too-many-moves', 'change-too-late', 'too-many-requests',
  ],
} as const
const cancelSchema = { ...ofTicket, summary: 'Cancel', body: cancelBody, response: { 200: ticketAnswer } }
const cancelConfig = { problems: ['not-found', 'change-too-late', 'too-many-requests'] } as const
const leaveSchema = {
  tags,
  summary: 'Leave the party of a ticket',
  description:
    'For who was put on it by somebody else as well: the code and the own NIK suffice, no key. The others keep ' +
    'their seats; who is alone on it cancels it. Wrong tries count as those of finding a ticket.',
  params: codeParams,
  body: leaveBody,
  response: { 200: leftAnswer },
}
const asFile = { ...ofTicket, querystring: localeQuery, response: { 200: Type.String() } }
const calendarSchema = { ...asFile, summary: 'The ticket for a calendar (RFC 5545)', produces: ['text/calendar'] }
const qrSchema = { ...asFile, summary: 'The QR of the ticket', produces: ['image/svg+xml'] }

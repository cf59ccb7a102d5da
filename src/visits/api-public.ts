import { hash } from 'node:crypto'
import { Type } from 'typebox'
import { KEY_PATTERN, localeQuery, ticketOfKey, type Ticket } from '../bookings/index.ts'
import { type Http, inEachLanguage } from '../platform/http/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import { base } from './api-floor.ts'
import { hallOf, type Hall } from './change-hall.ts'
import { walkInSeatsLeft } from './check-in.ts'
import { siteParams, type VisitDeps } from './deps.ts'
import { doorNotice } from './door.ts'
import { displayView } from './display-view.ts'
import type { Floor } from './model.ts'
import { ticketView } from './ticket-view.ts'
import { displayAnswer, type DisplayAnswer, type LiveTicketAnswer } from './wire-public.ts'

const tags = ['visit day']
const problems = { problems: ['not-found'] } as const

/** The hall's display, and each ticket's own view of it: nobody signs in, and nobody is named. */
export function publicRoutes(deps: VisitDeps): (http: Http) => void {
  const display = (hall: Hall, floor: Floor, locale: Locale) => displayNow(deps, { hall, floor, locale })
  return (http) => {
    http.get(`${base}/display`, { schema: displaySchema, config: problems }, async (request) => {
      const hall = hallOf(deps, request.params.office, request.params.site)
      return display(hall, await deps.floors.floor(hall.key), request.locale)
    })
    http.get(`${base}/display/events`, { schema: eventsSchema, config: problems }, async (request, reply) => {
      const hall = hallOf(deps, request.params.office, request.params.site)
      const { locale } = request
      if (request.method === 'HEAD') return reply.send('')
      await deps.live.stream(reply, {
        key: hall.key,
        event: 'display',
        render: async (floor) => JSON.stringify(await display(hall, floor, locale)),
      })
      return undefined
    })
    addTicketRoutes(http, deps)
  }
}

/** The hall as its display shows it now. */
async function displayNow(
  deps: VisitDeps,
  { hall, floor, locale }: { hall: Hall; floor: Floor; locale: Locale },
): Promise<DisplayAnswer> {
  const walkInsLeft = await walkInSeatsLeft(deps, hall)
  const nowMs = deps.clock.now().epochMilliseconds
  const door = doorNotice(deps, hall, { floor, nowMs })
  return { ...displayView({ hall, floor, nowMs, walkInsLeft, locale }), ...(door && { door }) }
}

/** The same of today's hall by its address; throws the refusal for an office or site that has none. */
export async function displayAt(
  deps: VisitDeps,
  { office, site, locale }: { office: string; site: string; locale: Locale },
): Promise<DisplayAnswer> {
  const hall = hallOf(deps, office, site)
  return displayNow(deps, { hall, floor: await deps.floors.floor(hall.key), locale })
}

/** Under the ticket's own address, whose key lets in: no other proof, no cookie. */
function addTicketRoutes(http: Http, deps: VisitDeps): void {
  inEachLanguage((at) => {
    http.get(at('/t/:key/live'), { schema: { params: keyParams } }, async (request) => {
      const ticket = await ticketOfKey(deps.bookings, request.params.key)
      return liveTicket(deps, ticket, request.locale)
    })
    http.get(at('/t/:key/events'), { schema: { params: keyParams } }, async (request, reply) => {
      const { bookingId, hall } = hallOfTicket(deps, await ticketOfKey(deps.bookings, request.params.key))
      if (request.method === 'HEAD') return reply.send('')
      await deps.live.stream(reply, {
        key: hall.key,
        event: 'ticket',
        render: ticketRenderer(deps, { hall, bookingId, locale: request.locale }),
      })
      return undefined
    })
  })
}

const keyParams = Type.Object(
  { key: Type.String({ pattern: KEY_PATTERN }) },
  { additionalProperties: false },
)

/** What of a ticket a screen's line holds on to: no name, no NIK. */
function hallOfTicket(deps: VisitDeps, { bookingId, officeId, slot }: Ticket): { bookingId: string; hall: Hall } {
  return { bookingId, hall: hallOf(deps, officeId, slot.siteId) }
}

/** One ticket as its phone shows it now. */
export async function liveTicket(deps: VisitDeps, ticket: Ticket, locale: Locale): Promise<LiveTicketAnswer> {
  const { bookingId, hall } = hallOfTicket(deps, ticket)
  const nowMs = deps.clock.now().epochMilliseconds
  await deps.days.windows(hall, nowMs)
  const floor = await deps.floors.floor(hall.key)
  return ticketView({ hall, floor, bookingId, waits: deps.days.waits(hall, floor, nowMs), locale, nowMs })
}

/** "2026-11-30T08:30" is an instant to the minute. */
const MINUTE_END = 16

/**
 * Renders for one phone, and nothing where what it shows has not changed: most changes are
 * others'. Once a minute it is sent all the same, for it says when it was updated.
 */
function ticketRenderer(
  deps: VisitDeps,
  { hall, bookingId, locale }: { hall: Hall; bookingId: string; locale: Locale },
): (floor: Floor) => string | undefined {
  let shown = ''
  return (floor) => {
    const nowMs = deps.clock.now().epochMilliseconds
    const waits = deps.days.waits(hall, floor, nowMs)
    const { version, now, ...facts } = ticketView({ hall, floor, bookingId, waits, locale, nowMs })
    const text = `"now":"${now.slice(0, MINUTE_END)}",${JSON.stringify(facts).slice(1)}`
    // What is kept of it is short: there are ten thousand of these.
    const digest = hash('md5', text, 'base64')
    if (digest === shown) return undefined
    shown = digest
    return `{"version":${version},"now":"${now}",${text.slice(text.indexOf(',') + 1)}`
  }
}

const displaySchema = {
  tags,
  summary: 'The screen in the hall: numbers and counters',
  params: siteParams,
  response: { 200: displayAnswer },
}
const eventsSchema = {
  tags,
  summary: 'The screen in the hall, sent anew at every change (server-sent events)',
  params: siteParams,
  querystring: localeQuery,
  response: { 200: Type.String() },
  produces: ['text/event-stream'],
}

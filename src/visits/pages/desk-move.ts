import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  calendarDays,
  hoursOn,
  isDisplaced,
  lostBy,
  moveBooking,
  placeOfTicket,
  readDay,
  type Seeker,
  type Ticket,
} from '../../bookings/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, formPageHeaders, patterns, renderPage } from '../../web/index.ts'
import { atDesk, type Desk, type DeskDeps, mayBeFault, ofBooking, ticketAt, whenOf } from './desk-frame.ts'
import { DeskDaysPage, DeskHoursPage } from './desk-pages.tsx'

/** Another day and hour, by the rules that hold for everybody; the trace names who did it. */
export function deskMoveRoutes(deps: DeskDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.staffDeskMove), ofBooking, async (request, reply) => {
        const desk = await atDesk(deps, request)
        return sendChoice(deps, desk, { ticket: await ticketAt(deps, desk, request.params.booking), request, reply })
      })
      http.post(at(patterns.staffDeskMove), ofBooking, async (request, reply) => {
        const desk = await atDesk(deps, request)
        return move(deps, desk, { ticket: await ticketAt(deps, desk, request.params.booking), request, reply })
      })
    })
  }
}

interface Moving {
  ticket: Ticket
  request: FastifyRequest
  reply: FastifyReply
}

const saysFault = ({ body }: FastifyRequest): boolean => fieldText(body, 'fault') !== ''

/** Refusals of who did not tick that it is the office's fault. */
const isForgotten: ReadonlySet<string> = new Set(['change-too-late', 'too-many-moves'])

async function move(deps: DeskDeps, desk: Desk, moving: Moving): Promise<FastifyReply> {
  const { ticket, request, reply } = moving
  const { t } = desk.view
  const slot = fieldText(request.body, 'slot', 30)
  if (slot === '') {
    return sendChoice(deps, desk, moving, { error: t('visits.reception.desk.hour.missing'), status: 422 })
  }
  try {
    const officeFault = saysFault(request) && { officeFault: true as const }
    await moveBooking(deps.bookings, { ticket, slot, nik: '', actor: desk.actor, ...officeFault })
    return reply.redirect(desk.ticketHref(ticket.bookingId, 'moved'), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || !(lostBy(error) || isForgotten.has(error.type))) throw error
    return sendChoice(deps, desk, moving, { error: t(error.say, error.extras.values), status: 409 })
  }
}

/** The hours of the day that was asked for, else the days. */
async function sendChoice(
  deps: DeskDeps,
  desk: Desk,
  { ticket, request, reply }: Moving,
  { error, status = 200 }: { error?: string; status?: number } = {},
): Promise<FastifyReply> {
  const { view, frame, hall: { key: { officeId, siteId } } } = desk
  const { t, paths } = view
  const { office, start } = placeOfTicket(deps, ticket)
  const seeker: Seeker = {
    office,
    serviceIds: ticket.people.map(({ serviceId }) => serviceId),
    party: ticket.people.length,
  }
  const intro = t('visits.reception.desk.move.now', { when: whenOf(deps, view, ticket) })
  const hrefOf = (query: { day?: string; view?: 'list' }): string =>
    paths.staffDeskMove(officeId, siteId, ticket.bookingId, query)
  const day = readDay(fieldText(request.query, 'day'))
  const groups = day ? await hoursOn(deps, seeker, { day, t }) : []
  if (day && groups.length > 0) {
    const standing = await deps.bookings.visitDay?.standing(ticket)
    // In a hall that is stopped, and of an hour that is off, it is so without anybody saying it.
    const isAsked = mayBeFault(standing) && !standing?.isHallStopped && !isDisplaced(ticket)
    const page = DeskHoursPage({
      ...frame,
      title: t('visits.reception.desk.move.hourTitle'),
      intro,
      party: seeker.party,
      groups: groups.map((group) => ({
        ...group,
        hours: group.hours.map((hour) => (hour.slot === ticket.slot.slotId ? { ...hour, yours: true } : hour)),
      })),
      action: hrefOf({ day: day.toString() }),
      take: t('visits.reception.desk.move.take'),
      otherDay: hrefOf({}),
      fault: isAsked ? { label: t('visits.reception.desk.move.fault'), checked: saysFault(request) } : undefined,
      error,
    })
    return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
  }
  const asList = fieldText(request.query, 'view') === 'list'
  const page = DeskDaysPage({
    ...frame,
    title: t('visits.reception.desk.move.dayTitle'),
    intro,
    days: await calendarDays(deps, seeker, t),
    asList,
    hrefOf: (date) => hrefOf({ day: date.toString() }),
    otherView: hrefOf(asList ? {} : { view: 'list' }),
    yours: start.toPlainDate(),
    back: { href: desk.ticketHref(ticket.bookingId), text: t('visits.reception.desk.ticket.back') },
  })
  return sendPage(reply.headers(formPageHeaders), renderPage(page), status)
}

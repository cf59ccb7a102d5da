import type { FastifyReply } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import { type Http, inEachLanguage, networkOf, sendPage } from '../../platform/http/index.ts'
import { type Errors, fieldText, formPageHeaders, pathsOf, patterns, renderPage, type View } from '../../web/index.ts'
import { moveBooking } from '../change.ts'
import { MoveDayPage, MoveHourPage } from '../pages/move.tsx'
import type { Excuse } from '../rules.ts'
import type { Ticket } from '../ticket.ts'
import { unlessTooLate } from './cancel.ts'
import { refusedNik } from './nik-form.ts'
import { nikError } from './find.ts'
import { lostBy, type LostSlot, withoutLost } from './lost.ts'
import { calendarDays, hoursOn, readDay, type Seeker } from './openings.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { placeOfTicket, ticketChanges } from './ticket-facts.ts'
import { type Asked, withTicket } from './ticket.ts'

/** Another day and hour for a booking: first the days, then the hours with a NIK of the party. */
export function moveRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketMove), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'move', asked }, (view, excuse) =>
          sendChoice(deps, { view, ticket, asked, excuse }),
        ),
      ))
      http.post(at(patterns.ticketMove), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'move', asked }, (view, excuse) =>
          move(deps, { view, ticket, asked, excuse }),
        ),
      ))
    })
  }
}

interface Moving {
  view: View
  ticket: Ticket
  asked: Asked
  /** Why it is not counted, where it is the office's fault. */
  excuse: Excuse | undefined
}

interface HoursAnswer {
  status?: number
  nik?: string
  chosen?: string
  errors?: Errors
  missing?: boolean
  lost?: LostSlot
}

function seekerOfTicket(deps: PageDeps, ticket: Ticket): Seeker {
  const { office } = placeOfTicket(deps, ticket)
  return { office, serviceIds: ticket.people.map(({ serviceId }) => serviceId), party: ticket.people.length }
}

/** The hours of the day that was asked for, else the days. */
async function sendChoice(deps: PageDeps, moving: Moving, answer: HoursAnswer = {}): Promise<FastifyReply> {
  const { view, ticket, excuse, asked: { request, reply } } = moving
  const seeker = seekerOfTicket(deps, ticket)
  const day = readDay(fieldText(request.query, 'day'))
  const listed = day ? await hoursOn(deps, seeker, { day, t: view.t }) : []
  if (day && listed.length > 0) return sendHours(deps, { ...moving, day, listed }, answer)
  const page = MoveDayPage({
    view: { ...view, here: pathsOf('id').ticketMove(ticket.key) },
    ticketKey: ticket.key,
    now: placeOfTicket(deps, ticket).start,
    isOff: excuse === 'displaced',
    party: seeker.party,
    days: await calendarDays(deps, seeker, view.t),
    asList: fieldText(request.query, 'view') === 'list',
  })
  return sendPage(reply, renderPage(page), answer.status)
}

interface DayMoving extends Moving {
  day: Temporal.PlainDate
  listed: Awaited<ReturnType<typeof hoursOn>>
}

function sendHours(deps: PageDeps, moving: DayMoving, answer: HoursAnswer): FastifyReply {
  const { view, ticket, asked, excuse, day, listed } = moving
  const place = placeOfTicket(deps, ticket)
  const { lost, missing = false, status = 200 } = answer
  const marked = lost ? withoutLost(listed, lost, ticket.people.length) : { groups: listed, lost: undefined }
  const groups = marked.groups.map((group) => ({
    ...group,
    hours: group.hours.map((hour) => (hour.slot === ticket.slot.slotId ? { ...hour, yours: true } : hour)),
  }))
  const page = MoveHourPage({
    view: { ...view, here: pathsOf('id').ticketMove(ticket.key, { day: day.toString() }) },
    ticketKey: ticket.key,
    now: place.start,
    isOff: excuse === 'displaced',
    party: ticket.people.length,
    day,
    timeZone: place.office.timeZone,
    groups,
    chosen: answer.chosen ?? fieldText(asked.request.query, 'slot', 30),
    lost: marked.lost,
    missing: missing || (lost !== undefined && marked.lost === undefined),
    arriveMinutesBefore: place.office.definition.booking.arriveMinutesBefore,
    movesLeftAfter: excuse ? undefined : ticketChanges(deps, ticket, place, { officeFault: false }).movesLeft - 1,
    nik: answer.nik,
    errors: answer.errors,
  })
  return sendPage(asked.reply.headers(formPageHeaders), renderPage(page), status)
}

async function move(deps: PageDeps, moving: Moving): Promise<FastifyReply> {
  const { view, ticket, asked: { request, reply } } = moving
  const slot = fieldText(request.body, 'slot', 30)
  const nik = fieldText(request.body, 'nik', 60)
  const typed = { nik, chosen: slot }
  const errors = [nikError(view.t, nik)].filter((one) => one !== undefined)
  if (slot === '' || errors.length > 0) {
    return sendChoice(deps, moving, { ...typed, errors, missing: slot === '', status: 422 })
  }
  try {
    const change = { ticket, slot, nik, actor: { kind: 'applicant' }, network: networkOf(request) } as const
    const moved = await moveBooking(deps, change)
    return reply.redirect(view.paths.ticket(moved.key, { news: 'moved' }), 303)
  } catch (error) {
    const why = lostBy(error)
    if (why) return sendChoice(deps, moving, { nik, lost: { slotId: slot, why }, status: 409 })
    const wrong = refusedNik(view, error)
    if (wrong) return sendChoice(deps, moving, { ...typed, errors: [wrong], status: 422 })
    if (error instanceof Refusal && error.type === 'not-found') {
      return sendChoice(deps, moving, { nik, missing: true, status: 422 })
    }
    throw error
  }
}

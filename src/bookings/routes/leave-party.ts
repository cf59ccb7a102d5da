import type { FastifyReply } from 'fastify'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, patterns, placeOf, renderPage, type View, viewAt } from '../../web/index.ts'
import { leaveParty, readLeft, someoneIsNeeded } from '../leave.ts'
import { LeavePartyPage, LeftPartyPage } from '../pages/leave-party.tsx'
import type { Ticket } from '../ticket.ts'
import { unlessTooLate } from './cancel.ts'
import { askNik, type NikForm, takeNik } from './nik-form.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { placeOfTicket } from './ticket-facts.ts'
import { type Asked, withTicket } from './ticket.ts'

/** Somebody takes themselves off a ticket by their own NIK. */
export function leavePartyRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketLeaveParty), ofKey, withTicket(deps, async (_, ticket, asked) => {
        const left = await sendLeft(deps, ticket, asked)
        return left ?? unlessTooLate(deps, { ticket, move: 'cancel', asked }, (view) =>
          askNik(asked, leaveForm(deps, ticket, view)),
        )
      }))
      http.post(at(patterns.ticketLeaveParty), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'cancel', asked }, (view) =>
          takeNik(asked, view, leaveForm(deps, ticket, view)),
        ),
      ))
    })
  }
}

/** The millisecond of a leaving in an address, as `paths` wrote it; undefined: there is none. */
export function leftIn(query: unknown): number | undefined {
  const text = fieldText(query, 'left', 20)
  return /^\d{13}$/.test(text) ? Number(text) : undefined
}

/** That somebody has left, where the address says when and its trace says so too; on a reload as well. */
async function sendLeft(deps: PageDeps, ticket: Ticket, { request, reply }: Asked): Promise<FastifyReply | undefined> {
  const epochMs = leftIn(request.query)
  if (epochMs === undefined) return undefined
  const { officeId, bookingId: id } = ticket
  const at = await readLeft(deps.database.kysely, { officeId, id, epochMs })
  if (!at) return undefined
  const view = viewAt(deps.site, request.raw.url ?? '/')
  const { office } = placeOfTicket(deps, ticket)
  const page = LeftPartyPage({
    view,
    at: at.toZonedDateTimeISO(office.timeZone),
    others: ticket.state === 'booked' ? ticket.people.length : 0,
    isTold: deps.tells(ticket.contact),
  })
  return sendPage(reply, renderPage(page))
}

function leaveForm(deps: PageDeps, ticket: Ticket, view: View): NikForm<Ticket> {
  const place = placeOfTicket(deps, ticket)
  const shown = { view, ticketKey: ticket.key, place: placeOf(place.office.name), start: place.start }
  const names = ticket.people.map(({ name }) => name)
  const hasChildren = someoneIsNeeded(place.office, ticket)
  return {
    page: (typed) => LeavePartyPage({ ...shown, names, hasChildren, ...typed }),
    act: (by) => leaveParty(deps, { ticket, ...by }),
    // Who was alone on it has cancelled it, which the ticket says itself.
    done: (after) =>
      after.state === 'cancelled'
        ? view.paths.ticket(ticket.key)
        : view.paths.ticketLeaveParty(ticket.key, { left: after.changedAt.epochMilliseconds }),
  }
}

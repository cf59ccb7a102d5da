import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { fieldText, patterns, placeOf, renderPage, type View, viewAt } from '../../web/index.ts'
import { leaveParty } from '../leave.ts'
import { LeavePartyPage, LeftPartyPage } from '../pages/leave-party.tsx'
import type { Ticket } from '../ticket.ts'
import { unlessTooLate } from './cancel.ts'
import { askNik, type NikForm, takeNik } from './nik-form.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { placeOfTicket } from './ticket-facts.ts'
import { withTicket } from './ticket.ts'

/** Somebody takes themselves off a ticket by their own NIK. */
export function leavePartyRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketLeaveParty), ofKey, withTicket(deps, (_, ticket, asked) => {
        if (fieldText(asked.request.query, 'news') === 'left') {
          const view = viewAt(deps.site, asked.request.raw.url ?? '/')
          return sendPage(asked.reply, renderPage(LeftPartyPage({ view })))
        }
        return unlessTooLate(deps, { ticket, move: 'cancel', asked }, (view) =>
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

function leaveForm(deps: PageDeps, ticket: Ticket, view: View): NikForm {
  const place = placeOfTicket(deps, ticket)
  const shown = { view, ticketKey: ticket.key, place: placeOf(place.office.name), start: place.start }
  const names = ticket.people.map(({ name }) => name)
  return {
    page: (typed) => LeavePartyPage({ ...shown, names, ...typed }),
    act: (by) => leaveParty(deps, { ticket, ...by }),
    done: view.paths.ticketLeaveParty(ticket.key, { news: 'left' }),
  }
}

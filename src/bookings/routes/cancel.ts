import type { FastifyReply } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import { freeingOfSlot } from '../../schedule/index.ts'
import { type Http, inEachLanguage, sendPage } from '../../platform/http/index.ts'
import { patterns, placeOf, renderPage, type View, viewAt } from '../../web/index.ts'
import { cancelBooking, isOfficeFault, refuseChange, requireUnserved } from '../change.ts'
import { CancelPage } from '../pages/cancel.tsx'
import { ChangeRefusedPage } from '../pages/move.tsx'
import type { BookingMove, Excuse } from '../rules.ts'
import type { Ticket } from '../ticket.ts'
import { askNik, type NikForm, takeNik } from './nik-form.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { otherSiteName, placeOfTicket } from './ticket-facts.ts'
import { type Asked, withTicket } from './ticket.ts'

/** Asks once, and for a NIK; then the ticket's own page says that it is cancelled. */
export function cancelRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketCancel), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'cancel', asked }, async (view) =>
          askNik(asked, await cancelForm(deps, ticket, view)),
        ),
      ))
      http.post(at(patterns.ticketCancel), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'cancel', asked }, async (view) =>
          takeNik(asked, view, await cancelForm(deps, ticket, view)),
        ),
      ))
    })
  }
}

/** Refusals that no other answer can mend. */
const isOver: ReadonlySet<string> = new Set(['change-too-late', 'too-many-moves'])

interface Change {
  ticket: Ticket
  move: BookingMove
  asked: Asked
}

/**
 * Says at once, and after every try, where a booking cannot be changed any more (409). What
 * is cancelled already, for one by a second press, is said by the ticket itself.
 */
export async function unlessTooLate(
  deps: PageDeps,
  { ticket, move, asked: { request, reply } }: Change,
  answer: (view: View, excuse: Excuse | undefined) => Promise<FastifyReply> | FastifyReply,
): Promise<FastifyReply> {
  const view = viewAt(deps.site, request.raw.url ?? '/')
  if (ticket.state === 'cancelled') return reply.redirect(view.paths.ticket(ticket.key), 303)
  try {
    const actor = { kind: 'applicant' } as const
    const officeFault = isOfficeFault(await requireUnserved(deps, { ticket, actor }), { actor })
    const { office } = placeOfTicket(deps, ticket)
    return await answer(view, refuseChange(office, ticket, { move, now: deps.clock.now(), officeFault }))
  } catch (error) {
    if (!(error instanceof Refusal) || !isOver.has(error.type)) throw error
    const message = view.t(error.say, error.extras.values)
    const page = ChangeRefusedPage({ view, ticketKey: ticket.key, what: move, message })
    return sendPage(reply, renderPage(page), error.status)
  }
}

async function cancelForm(deps: PageDeps, ticket: Ticket, view: View): Promise<NikForm> {
  const place = placeOfTicket(deps, ticket)
  const { slot: { slotId }, people: { length: seats } } = ticket
  const toFree = { office: place.office, slotId, seats, now: deps.clock.now() }
  const { freeing, room } = await freeingOfSlot(deps.database.kysely, toFree)
  const freed = room === 0 ? 'off' : freeing.way
  const shown = { view, ticketKey: ticket.key, place: placeOf(place.office.name), start: place.start }
  const names = ticket.people.map(({ name }) => name)
  return {
    page: (typed) => CancelPage({ ...shown, site: otherSiteName(place), names, freed, ...typed }),
    act: (by) => cancelBooking(deps, { ticket, ...by }),
    done: () => view.paths.ticket(ticket.key),
  }
}

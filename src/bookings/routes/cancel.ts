import type { FastifyReply } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
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
import { cancelBooking, isOfficeFault, refuseChange, requireUnserved } from '../change.ts'
import { CancelPage } from '../pages/cancel.tsx'
import { ChangeRefusedPage } from '../pages/move.tsx'
import type { BookingMove, Excuse } from '../rules.ts'
import type { Ticket } from '../ticket.ts'
import { nikError } from './find.ts'
import { ofKey, type PageDeps } from './page-deps.ts'
import { otherSiteName, placeOfTicket } from './ticket-facts.ts'
import { type Asked, withTicket } from './ticket.ts'

/** Asks once, and for a NIK; then the ticket's own page says that it is cancelled. */
export function cancelRoutes(deps: PageDeps): (http: Http) => void {
  return (http) => {
    inEachLanguage((at) => {
      http.get(at(patterns.ticketCancel), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'cancel', asked }, (view) => sendCancel(deps, ticket, { view, asked })),
      ))
      http.post(at(patterns.ticketCancel), ofKey, withTicket(deps, (_, ticket, asked) =>
        unlessTooLate(deps, { ticket, move: 'cancel', asked }, (view) => cancel(deps, ticket, { view, asked })),
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

interface CancelAsked {
  view: View
  asked: Asked
}

async function cancel(deps: PageDeps, ticket: Ticket, { view, asked }: CancelAsked): Promise<FastifyReply> {
  const { request, reply } = asked
  const nik = fieldText(request.body, 'nik', 60)
  const unreadable = nikError(view.t, nik)
  if (unreadable) return sendCancel(deps, ticket, { view, asked }, { nik, errors: [unreadable], status: 422 })
  try {
    await cancelBooking(deps, { ticket, nik, actor: { kind: 'applicant' }, network: networkOf(request) })
  } catch (error) {
    const wrong = notOfParty(view, error)
    if (!wrong) throw error
    return sendCancel(deps, ticket, { view, asked }, { nik, errors: [wrong], status: 422 })
  }
  return reply.redirect(view.paths.ticket(ticket.key), 303)
}

/** The refusal of a NIK that is nobody's on the ticket, as the words beside its field. */
export function notOfParty({ t }: View, error: unknown): Errors[number] | undefined {
  const isIt = error instanceof Refusal && error.extras.faults?.some(({ code }) => code === 'nik-not-of-party')
  return isIt ? { field: 'nik', message: t(error.say) } : undefined
}

function sendCancel(
  deps: PageDeps,
  ticket: Ticket,
  { view, asked }: CancelAsked,
  { nik, errors, status = 200 }: { nik?: string; errors?: Errors; status?: number } = {},
): FastifyReply {
  const place = placeOfTicket(deps, ticket)
  const page = CancelPage({
    view,
    ticketKey: ticket.key,
    place: placeOf(place.office.name),
    site: otherSiteName(place),
    start: place.start,
    names: ticket.people.map(({ name }) => name),
    nik,
    errors,
  })
  return sendPage(asked.reply.headers(formPageHeaders), renderPage(page), status)
}

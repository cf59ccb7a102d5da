import { feesShown, mapHref, type Office, type Site as OfficeSite } from '../../offices/index.ts'
import { placeOf, type TicketFacts, type View } from '../../web/index.ts'
import { ticketQrSvg } from '../api.ts'
import { excuseNow } from '../change.ts'
import { formatCode } from '../code.ts'
import { bookingErrors } from '../errors.ts'
import { shortWhoText } from '../pages/names.ts'
import type { TicketChanges } from '../pages/ticket.tsx'
import { type BookingMove, changeRefusal, changeUntil, claimEndsAt, type Excuse, isDisplaced } from '../rules.ts'
import { servicesText } from '../services-text.ts'
import type { Ticket } from '../ticket.ts'
import type { PageDeps } from './page-deps.ts'
import { papersOf } from './papers.ts'

/** An office whose tickets can be shown: it has had a definition since it was booked. */
export type TicketOffice = Office & { definition: NonNullable<Office['definition']> }

/** Where and when a ticket leads. */
export interface TicketPlace {
  office: TicketOffice
  site: OfficeSite
  /** In the office's zone. */
  start: Temporal.ZonedDateTime
  arriveAt: Temporal.ZonedDateTime
}

export function placeOfTicket({ offices }: Pick<PageDeps, 'offices'>, { officeId, slot }: Ticket): TicketPlace {
  const office = offices.get(officeId)
  if (!office?.definition) throw bookingErrors.OFFICE_UNKNOWN()
  const { definition, timeZone } = office
  // A site that was taken out of the file: the office itself knows where its people went.
  const site = definition.sites.find(({ id }) => id === slot.siteId) ?? definition.sites[0]
  if (!site) throw bookingErrors.OFFICE_UNKNOWN()
  const start = slot.startsAt.toZonedDateTimeISO(timeZone)
  const arriveAt = start.subtract({ minutes: definition.booking.arriveMinutesBefore })
  return { office: office as TicketOffice, site, start, arriveAt }
}

/** Another site than the office's first is named on the ticket. */
export function otherSiteName({ office, site }: TicketPlace): string | undefined {
  return site === office.definition.sites[0] ? undefined : site.name
}

/** The ticket as it is shown around: short names, and a QR while it holds. */
export function ticketFacts(deps: PageDeps, view: View, ticket: Ticket, place: TicketPlace): TicketFacts {
  const state = stateShown(deps, ticket, place)
  return {
    state,
    place: placeOf(place.office.name),
    site: otherSiteName(place),
    start: place.start,
    code: formatCode(ticket.code),
    forWhom: shortWhoText(view, ticket.people.map(({ name }) => name)),
    services: servicesText(deps.offices.catalogue, view.t, ticket.people.map(({ serviceId }) => serviceId)),
    qr: state === 'booked' ? ticketQrSvg(deps, ticket) : undefined,
  }
}

/** A turn whose hour the office took back stays so, also when its day is over: it is not lost. */
function stateShown({ clock }: Pick<PageDeps, 'clock'>, ticket: Ticket, place: TicketPlace): TicketFacts['state'] {
  if (isDisplaced(ticket)) return 'displaced'
  const over = claimEndsAt(ticket.slot.startsAt, place.office.timeZone)
  const isPast = Temporal.Instant.compare(clock.now(), over) >= 0
  return ticket.state === 'booked' && isPast ? 'past' : ticket.state
}

/** What to bring and to pay, as the ticket's page and its paper show it. */
export function ticketPapers(
  { offices: { catalogue } }: PageDeps,
  { locale }: View,
  ticket: Ticket,
  { office }: TicketPlace,
) {
  return {
    people: papersOf({ catalogue, office, locale }, ticket.people),
    ...feesShown(catalogue, ticket.people.map(({ serviceId }) => serviceId), locale),
  }
}

/** What may still be changed, and until when. `officeFault`: by today's hall, or as staff may say. */
export function ticketChanges(
  { clock }: Pick<PageDeps, 'clock'>,
  ticket: Ticket,
  { office }: TicketPlace,
  { officeFault }: { officeFault: boolean },
): TicketChanges {
  const now = clock.now()
  const rules = office.definition.booking
  const until = changeUntil(ticket.slot.startsAt, office.timeZone, rules)
  const excuseOf = (move: BookingMove): Excuse | undefined => excuseNow(office, ticket, { move, now, officeFault })
  const may = (move: BookingMove): boolean => {
    const booking = { state: ticket.state, moves: ticket.moves, changeUntil: until, excuse: excuseOf(move) }
    return changeRefusal(move, booking, now, rules) === undefined
  }
  const movesLeft = Math.max(0, rules.movesMax - ticket.moves)
  return { until, canMove: may('move'), canCancel: may('cancel'), movesLeft, isFree: excuseOf('move') !== undefined }
}

export function siteFacts({ site }: TicketPlace): { address: string; mapHref: string } {
  return { address: site.address, mapHref: mapHref(site) }
}

import type { Static } from 'typebox'
import { documentsFor, type Office, type OfficeBook } from '../offices/index.ts'
import { type Locale, translator } from '../platform/i18n/index.ts'
import type { ticketAnswer } from './api-shapes.ts'
import { closedReasonText } from './closed-reason-text.ts'
import { formatCode } from './code.ts'
import { isDisplaced } from './rules.ts'
import type { Ticket, TicketPerson } from './ticket.ts'
import type { VisitTimesOf } from './visit-times.ts'

type TicketAnswer = Static<typeof ticketAnswer>
type DocumentAnswer = TicketAnswer['documents'][number]

/** The ticket as the API gives it; documents and names in `locale`. */
export type TicketView = (ticket: Ticket, locale: Locale) => TicketAnswer

/**
 * Papers hang on office, service and purpose alone: they are made once for each, and each
 * place in a party, for as long as the office stays the same object, which it does until
 * it is changed.
 */
export function makeTicketView({ offices, visitTimes }: {
  offices: Pick<OfficeBook, 'get' | 'catalogue'>
  visitTimes: VisitTimesOf
}): TicketView {
  const known = new WeakMap<Office, Map<string, DocumentAnswer[]>>()

  const papersOf = (office: Office, one: TicketPerson, person: number, locale: Locale): DocumentAnswer[] => {
    const { serviceId: service, purposeId: purpose } = one
    let papers = known.get(office)
    if (!papers) known.set(office, (papers = new Map()))
    const key = `${service} ${purpose} ${person} ${locale}`
    let found = papers.get(key)
    if (!found) {
      found = documentsFor(offices.catalogue, office.definition, { service, purpose }).map(({ id, name, note }) => ({
        person,
        id,
        name: name[locale],
        ...(note && { note: note[locale] }),
      }))
      papers.set(key, found)
    }
    return found
  }

  return (ticket, locale) => {
    const office = offices.get(ticket.officeId)
    if (!office?.definition) throw new Error(`a ticket of ${ticket.officeId}, which has no definition`)
    const { start, end, changeUntil } = visitTimes(office, ticket.slot)
    return {
      code: formatCode(ticket.code),
      key: ticket.key,
      state: ticket.state,
      ...displacedView(ticket, locale),
      office: ticket.officeId,
      site: ticket.slot.siteId,
      slot: { id: ticket.slot.slotId, start, end },
      people: ticket.people.map((one) => ({ name: one.name, service: one.serviceId, purpose: one.purposeId })),
      documents: ticket.people.flatMap((one, person) => papersOf(office, one, person, locale)),
      movesLeft: Math.max(0, office.definition.booking.movesMax - ticket.moves),
      changeUntil,
      links: {
        page: `/t/${ticket.key}`,
        calendar: `/t/${ticket.key}/calendar.ics`,
        qr: `/t/${ticket.key}/qr.svg`,
      },
    }
  }
}

function displacedView(ticket: Ticket, locale: Locale): Pick<TicketAnswer, 'displaced' | 'displacedReason'> {
  if (!isDisplaced(ticket)) return {}
  return { displaced: true, displacedReason: closedReasonText(translator(locale), ticket) }
}

import type { Contact } from '../people/index.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Channel } from '../platform/database/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { BookingState } from './rules.ts'

/** What people hold: the booking with everything personal opened. */
export interface Ticket {
  officeId: string
  bookingId: string
  /** Ten characters without hyphens; formatCode shows it. */
  code: string
  /** The secret of its link. */
  key: string
  state: BookingState
  slot: TicketSlot
  people: TicketPerson[]
  companion: { name?: string } | undefined
  contact: Contact
  moves: number
  /** Grows with every change, for calendars (RFC 5545 section 3.8.7.4). */
  calendarSequence: number
  locale: Locale
  bookedAt: Temporal.Instant
  changedAt: Temporal.Instant
}

export interface TicketSlot {
  slotId: string
  siteId: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  channel: Channel
  /** Why the office took the hour back, as readClosedReason reads it; absent: it stands. */
  closedReason?: string
}

export interface TicketPerson {
  name: string
  nik: string
  serviceId: string
  purposeId: string
}

/** What is personal in a booking, sealed as one piece of JSON with short names. */
interface Personal {
  /** The ticket's key. */
  k: string
  /** Name and NIK of each, by position. */
  p: [name: string, nik: string][]
  /** Companion: a name, or true for one without. */
  c?: string | true
  w?: string
  e?: string
}

const contextOf = (officeId: string, bookingId: string): string => `booking ${officeId} ${bookingId}`

export type SealedTicket = Pick<Ticket, 'officeId' | 'bookingId' | 'key' | 'companion' | 'contact'> & {
  people: Pick<TicketPerson, 'name' | 'nik'>[]
}

export function sealTicket({ sealer }: Pick<Keys, 'sealer'>, ticket: SealedTicket): Buffer {
  const { companion, contact } = ticket
  const personal: Personal = {
    k: ticket.key,
    p: ticket.people.map((one) => [one.name, one.nik]),
    ...(companion && { c: companion.name ?? true }),
    ...(contact.whatsapp && { w: contact.whatsapp }),
    ...(contact.email && { e: contact.email }),
  }
  return sealer.seal(JSON.stringify(personal), contextOf(ticket.officeId, ticket.bookingId))
}

export function unsealTicket(
  { sealer }: Pick<Keys, 'sealer'>,
  { officeId, bookingId, sealed }: { officeId: string; bookingId: string; sealed: Buffer },
): Omit<SealedTicket, 'officeId' | 'bookingId'> {
  const personal = JSON.parse(sealer.open(sealed, contextOf(officeId, bookingId))) as Personal
  return {
    key: personal.k,
    people: personal.p.map(([name, nik]) => ({ name, nik })),
    companion: personal.c === undefined ? undefined : personal.c === true ? {} : { name: personal.c },
    contact: { ...(personal.w && { whatsapp: personal.w }), ...(personal.e && { email: personal.e }) },
  }
}

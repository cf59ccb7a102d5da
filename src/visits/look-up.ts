import {
  dayTickets,
  formatCode,
  readCode,
  readTicket,
  readTicketQr,
  servicesText,
  type Ticket,
  ticketOfNik,
} from '../bookings/index.ts'
import { groupNik, readNik } from '../people/index.ts'
import { type Locale, translator } from '../platform/i18n/index.ts'
import { Refusal } from '../platform/errors.ts'
import { arrivalAt, type CheckInDeps, refuseArrival, refuseClosedHour } from './check-in.ts'
import { numbersText, visitsOfBooking } from './arrive.ts'
import { dayOf, type Hall } from './change-hall.ts'
import type { DayBook } from './day-book.ts'
import { visitErrors } from './errors.ts'
import { momentIn } from './floor-view.ts'
import type { Floor, FloorVisit } from './model.ts'
import { bookingOfCard, presentOf } from './people-store.ts'
import { bornOf } from './visit-people.ts'
import type { ExpectedAnswer, LookUpAnswer, LookUpBody } from './wire.ts'

interface Asked {
  hall: Hall
  floor: Floor
  locale: Locale
}

const NAMES_MAX = 8

/**
 * Finds tickets by what reception scans or types: a ticket's QR, its code, a NIK of the
 * party, or part of a name (of today's tickets of this site); with `ticketOnly` by the first
 * two alone, and the answer names nobody. Throws visitErrors where nothing is found, or a QR
 * was not made by this system.
 */
export async function lookUp(deps: CheckInDeps, asked: Asked & LookUpBody): Promise<LookUpAnswer> {
  const tickets = await findTickets(deps, asked)
  if (tickets.length === 0) throw visitErrors.BOOKING_UNKNOWN()
  return { found: await Promise.all(tickets.map((ticket) => foundView(deps, asked, ticket))) }
}

async function findTickets(deps: CheckInDeps, { hall, q, ticketOnly }: Asked & LookUpBody): Promise<Ticket[]> {
  const { officeId } = hall.key
  const { kysely } = deps.database
  const qr = readTicketQr(deps.keys.ticketKeys, q)
  if (!qr.ok && qr.fault !== 'not-a-ticket') throw visitErrors.TICKET_FORGED()
  const code = qr.ok ? { ok: true as const, code: qr.code } : readCode(q)
  if (code.ok) {
    const ticket = await readTicket(kysely, deps.keys, officeId, { code: code.code })
    return ticket ? [ticket] : []
  }
  if (ticketOnly) return []
  const nik = readNik(q, { asPrinted: true })
  if (nik.ok) {
    // A card that was compared today says more than what was typed at home.
    const seen = await bookingOfCard(kysely, deps.keys, { key: hall.key, nik: nik.nik })
    const ticket = seen
      ? await readTicket(kysely, deps.keys, officeId, { bookingId: seen })
      : await ticketOfNik(deps, { officeId, nik: nik.nik })
    return ticket ? [ticket] : []
  }
  const wanted = q.trim().toLowerCase()
  if (wanted.length < 2) return []
  const today = await ticketsOfToday(deps, hall)
  return today
    .filter((one) => one.state === 'booked' && one.people.some(({ name }) => name.toLowerCase().includes(wanted)))
    .slice(0, NAMES_MAX)
}

export function ticketsOfToday(deps: CheckInDeps, hall: Hall): Promise<Ticket[]> {
  const { officeId, siteId } = hall.key
  const { from, to } = dayOf(hall)
  return dayTickets(deps, { officeId, siteId, from, to })
}

async function foundView(
  deps: CheckInDeps,
  { hall, floor, locale, ticketOnly }: Asked & Pick<LookUpBody, 'ticketOnly'>,
  ticket: Ticket,
): Promise<LookUpAnswer['found'][number]> {
  const { office } = hall
  const t = translator(locale)
  const [visit] = visitsOfBooking({ floor }, ticket.bookingId)
  const here = await presentOf(deps.database.kysely, hall.key, ticket.bookingId)
  const start = ticket.slot.startsAt.toZonedDateTimeISO(office.timeZone)
  const { catalogue } = deps.offices
  return {
    booking: ticket.bookingId,
    code: formatCode(ticket.code),
    day: start.toPlainDate().toString(),
    appointment: momentIn(office.timeZone, ticket.slot.startsAt.epochMilliseconds),
    services: servicesText(catalogue, t, ticket.people.map((one) => one.serviceId)),
    checkIn: await checkInView(deps, { hall, floor, locale }, ticket),
    people: ticket.people.map((one, position) => ({
      position,
      ...(ticketOnly ? { name: '', nik: '' } : { name: one.name, nik: groupNik(one.nik), ...bornOf(t, one.nik) }),
      service: catalogue.services.find(({ id }) => id === one.serviceId)?.name[locale] ?? one.serviceId,
      state: here.has(position) ? ('present' as const) : ('expected' as const),
      nikAsPrinted: !readNik(one.nik).ok,
    })),
    ...(ticket.companion && { companion: (!ticketOnly && ticket.companion.name) || '' }),
    ...(visit && { number: visit.number, visit: visit.visitId }),
  }
}

/** Whether it can check in now, and when it came; asks the very rule that check-in asks. */
async function checkInView(
  deps: CheckInDeps,
  { hall, locale }: Asked,
  ticket: Ticket,
): Promise<LookUpAnswer['found'][number]['checkIn']> {
  const t = translator(locale)
  const nowMs = deps.clock.now().epochMilliseconds
  const { kind, minutes } = arrivalAt(hall, ticket, nowMs)
  const when = {
    early: t('visits.arrival.early', { minutes }),
    'too-early': t('visits.arrival.early', { minutes }),
    'in-time': t('visits.arrival.inTime'),
    late: t('visits.arrival.late', { minutes }),
    'too-late': t('visits.arrival.late', { minutes }),
    'other-day': t('visits.arrival.otherDay'),
  }[kind]
  try {
    refuseClosedHour(ticket)
    refuseArrival(hall, ticket, { nowMs, isWalkIn: ticket.slot.channel === 'walk-in' })
    return { may: true, when }
  } catch (error) {
    if (error instanceof Refusal) return { may: false, when, refusal: t(error.say, error.extras.values) }
    throw error
  }
}

/** Everybody booked for today at this site, as reception's list has it. */
export async function expectedToday(
  deps: CheckInDeps & { days: DayBook },
  { hall, floor }: Asked,
): Promise<ExpectedAnswer> {
  const { office, day } = hall
  const nowMs = deps.clock.now().epochMilliseconds
  const tickets = await ticketsOfToday(deps, hall)
  const at = (ms: number): string => momentIn(office.timeZone, ms)
  return {
    version: floor.version,
    now: at(nowMs),
    tickets: tickets.map((ticket) => {
      const visits = visitsOfBooking({ floor }, ticket.bookingId)
      const [visit] = visits
      const overMs = ticket.slot.endsAt.epochMilliseconds + day.checkIn.graceMinutes * 60_000
      const lateMinutes = Math.ceil((nowMs - ticket.slot.endsAt.epochMilliseconds) / 60_000)
      const isLate = !visit && ticket.state === 'booked' && nowMs > overMs
      return {
        booking: ticket.bookingId,
        code: formatCode(ticket.code),
        appointment: at(ticket.slot.startsAt.epochMilliseconds),
        name: ticket.people[0]?.name ?? '',
        people: ticket.people.length,
        state: stateOf(ticket, visits, isLate),
        ...(isLate && { lateMinutes }),
        ...(visit && { arrivedAt: at(visit.arrivedMs), number: numbersText(visits) }),
      }
    }),
  }
}

function stateOf(
  ticket: Ticket,
  [newest, ...others]: readonly FloorVisit[],
  isLate: boolean,
): ExpectedAnswer['tickets'][number]['state'] {
  if (newest) {
    const { state, apart } = newest
    const isOfAll = !apart || others.every((one) => one.state === state)
    return isOfAll && (state === 'finished' || state === 'absent') ? state : 'arrived'
  }
  if (ticket.state === 'cancelled') return 'cancelled'
  return isLate ? 'late' : 'not-arrived'
}

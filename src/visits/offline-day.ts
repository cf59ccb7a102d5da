import { formatCode, servicesText } from '../bookings/index.ts'
import type { Channel } from '../platform/database/index.ts'
import { type Locale, translator } from '../platform/i18n/index.ts'
import { dayOf, type Hall } from './change-hall.ts'
import type { CheckInDeps } from './check-in.ts'
import { visitErrors } from './errors.ts'
import { momentIn } from './floor-view.ts'
import { ticketsOfToday } from './look-up.ts'
import { OFFLINE_NUMBERS_FROM } from './offline-numbers.ts'
import { bornOf, maskedNik } from './visit-people.ts'
import type { OfflineDay } from './wire-offline.ts'

/**
 * A day as reception's browser keeps it. Only today and tomorrow: more is nobody's to carry
 * around. NIKs are masked, enough to compare with a card. `numbersFrom`: the desk's. Throws
 * `invalid` for another day.
 */
export async function offlineDay(
  deps: CheckInDeps,
  { hall: today, day, locale, numbersFrom = OFFLINE_NUMBERS_FROM }: {
    hall: Hall
    day: string | undefined
    locale: Locale
    numbersFrom?: number
  },
): Promise<OfflineDay> {
  const hall = hallOn(today, day)
  const { office, key } = hall
  const { from, to, at: hourAt } = dayOf(hall)
  const at = (ms: number): string => momentIn(office.timeZone, ms)
  const tickets = await ticketsOfToday(deps, hall)
  const t = translator(locale)
  const { catalogue } = deps.offices
  const { letters, checkIn, order } = hall.day
  return {
    day: key.day,
    timeZone: office.timeZone,
    now: at(deps.clock.now().epochMilliseconds),
    from: at(from.epochMilliseconds),
    to: at(to.epochMilliseconds),
    letters: { appointment: letters.appointment, priority: letters.priority, walkIn: letters.walkIn },
    numbersFrom,
    checkIn: {
      earlyMinutesMax: checkIn.earlyMinutesMax,
      graceMinutes: checkIn.graceMinutes,
      lateUntil: at(hourAt(checkIn.lateUntil).epochMilliseconds),
    },
    order,
    ticketKeys: deps.keys.ticketKeys.map(({ version, publicKey }) => ({
      version,
      publicKey: publicKey.export({ format: 'jwk' }).x!,
    })),
    tickets: tickets.map((ticket) => ({
      booking: ticket.bookingId,
      code: formatCode(ticket.code),
      start: at(ticket.slot.startsAt.epochMilliseconds),
      end: at(ticket.slot.endsAt.epochMilliseconds),
      kind: kindOf(ticket.slot.channel),
      cancelled: ticket.state === 'cancelled',
      services: servicesText(catalogue, t, ticket.people.map((one) => one.serviceId)),
      people: ticket.people.map((one) => ({
        name: one.name,
        nik: maskedNik(one.nik),
        ...bornOf(t, one.nik),
        service: catalogue.services.find(({ id }) => id === one.serviceId)?.name[locale] ?? one.serviceId,
      })),
      ...(ticket.companion && { companion: ticket.companion.name ?? '' }),
    })),
  }
}

/** The same hall today (also for no day) or tomorrow. */
export function hallOn(today: Hall, day: string | undefined): Hall {
  if (day === undefined || day === today.key.day) return today
  const tomorrow = Temporal.PlainDate.from(today.key.day).add({ days: 1 }).toString()
  if (day === tomorrow) return { ...today, key: { ...today.key, day } }
  throw visitErrors.INVALID({ faults: [{ pointer: '/day', code: 'other-day', say: 'visits.reception.otherDay' }] })
}

function kindOf(channel: Channel): OfflineDay['tickets'][number]['kind'] {
  return channel === 'priority' || channel === 'walk-in' ? channel : 'appointment'
}

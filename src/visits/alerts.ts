import { dates } from '../platform/i18n/index.ts'
import { minutesBetween } from './acts.ts'
import type { FloorViewNeeds } from './floor-view.ts'
import type { FloorAnswer } from './wire.ts'

/** A counter that was not heard of for so long has lost its line: its screen speaks every 15 s, read within 10 s. */
export const SILENT_MS = 60_000

type Alert = FloorAnswer['alerts'][number] & { weight: number }

/** So many times the planned minutes at a counter are long. */
const LONG_FACTOR = 1.5
/** People booked for a window that began so long ago and still wait: their hour is behind. */
const BEHIND_MINUTES = 15
const ALERTS_MAX = 3

/** What needs somebody's eye, worst first, at most three; each says what to do. */
export function alertsOf(needs: FloorViewNeeds): FloorAnswer['alerts'] {
  return [ofKiosk, silent, long, behind, waitedLong, displaced]
    .flatMap((alerts) => alerts(needs))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, ALERTS_MAX)
    .map(({ weight: _weight, ...alert }) => alert)
}

const nameOf = ({ hall }: FloorViewNeeds, counterId: string): string =>
  hall.day.counters.find((one) => one.id === counterId)?.name ?? counterId

function ofKiosk({ kiosk, nowMs, t }: FloorViewNeeds): Alert[] {
  const minutesSince = (ms: number): number => Math.max(0, Math.floor(minutesBetween(ms, nowMs)))
  return [
    ...(kiosk?.helpMs === undefined
      ? []
      : [{
          kind: 'kiosk-help' as const,
          text: t('visits.alerts.kioskHelp'),
          detail: t('visits.alerts.kioskHelpDetail', { minutes: minutesSince(kiosk.helpMs) }),
          weight: 2_000,
        }]),
    ...(kiosk?.printer === undefined
      ? []
      : [{
          kind: 'kiosk-printer' as const,
          text: t('visits.alerts.kioskPrinter'),
          detail: t('visits.alerts.kioskPrinterDetail', { number: kiosk.printer.number }),
          weight: 500,
        }]),
  ]
}

function silent(needs: FloorViewNeeds): Alert[] {
  const { floor, nowMs, t } = needs
  return [...floor.counters.values()]
    .filter((one) => one.state !== 'closed' && nowMs - one.seenMs > SILENT_MS)
    .map(({ counterId, seenMs }) => ({
      kind: 'counter-silent',
      text: t('visits.alerts.counterSilent', { name: nameOf(needs, counterId) }),
      detail: t('visits.alerts.counterSilentDetail', { minutes: Math.floor(minutesBetween(seenMs, nowMs)) }),
      counter: counterId,
      weight: 1_000,
    }))
}

function long(needs: FloorViewNeeds): Alert[] {
  const { floor, nowMs, t, hall } = needs
  return [...floor.visits.values()].flatMap((visit): Alert[] => {
    if (!visit.counter || visit.startedMs === undefined) return []
    const usual = (hall.day.stages.find((one) => one.id === visit.stage)?.minutes ?? 10) * visit.people
    const minutes = Math.floor(minutesBetween(visit.startedMs, nowMs))
    if (minutes < usual * LONG_FACTOR) return []
    const { number, people, counter } = visit
    return [
      {
        kind: 'counter-long',
        text: t('visits.alerts.counterLong', { name: nameOf(needs, counter), minutes }),
        detail: t('visits.alerts.counterLongDetail', { number, people, usual: Math.round(usual) }),
        counter,
        weight: 100 + minutes - usual,
      },
    ]
  })
}

function behind({ floor, nowMs, t, hall }: FloorViewNeeds): Alert[] {
  const waiting = [...floor.visits.values()].filter(
    // Who waits for a later stage was called for the booked hour long ago.
    (one) =>
      one.state === 'waiting' &&
      one.stage === one.journey[0] &&
      one.appointmentMs !== undefined &&
      one.lateMinutes === 0,
  )
  const [first] = waiting.toSorted((a, b) => a.appointmentMs! - b.appointmentMs!)
  if (!first) return []
  const minutes = Math.floor(minutesBetween(first.appointmentMs!, nowMs))
  if (minutes < BEHIND_MINUTES) return []
  const start = Temporal.Instant.fromEpochMilliseconds(first.appointmentMs!).toZonedDateTimeISO(hall.office.timeZone)
  return [
    {
      kind: 'appointments-behind',
      text: t('visits.alerts.behind', { hour: dates(t.locale).hour(start), minutes }),
      detail: t('visits.alerts.behindDetail', { waiting: waiting.length }),
      weight: 50 + minutes,
    },
  ]
}

/** More than an hour that is behind, less than a counter that nobody hears of: there are days left for it. */
const DISPLACED_WEIGHT = 60

/** Who is in the hall with a number keeps it, whatever was closed behind them. */
function displaced({ closedHours = [], floor, t, hall }: FloorViewNeeds): Alert[] {
  const here = new Set([...floor.visits.values()].map((one) => one.bookingId))
  const hours = closedHours
    .map(({ startsAt, bookings }) => ({ startsAt, bookings: bookings.filter((one) => !here.has(one.bookingId)) }))
    .filter(({ bookings }) => bookings.length > 0)
  const bookings = hours.flatMap((one) => one.bookings)
  if (!hours[0]) return []
  const people = bookings.reduce((sum, one) => sum + one.people, 0)
  const when = dates(t.locale).moment(hours[0].startsAt.toZonedDateTimeISO(hall.office.timeZone))
  return [
    {
      kind: 'displaced',
      text: t('visits.alerts.displaced', { tickets: bookings.length }),
      detail: t('visits.alerts.displacedDetail', { when, people }),
      weight: DISPLACED_WEIGHT,
    },
  ]
}

function waitedLong({ floor, nowMs, t, hall }: FloorViewNeeds): Alert[] {
  const most = hall.day.order.waitMinutesMax
  return [...floor.visits.values()]
    .filter((one) => one.state === 'waiting' && minutesBetween(one.dueMs, nowMs) > most)
    .map(({ visitId, number, dueMs }) => ({
      kind: 'late-waiting',
      text: t('visits.alerts.lateWaiting', { number, minutes: Math.floor(minutesBetween(dueMs, nowMs)) }),
      detail: t('visits.alerts.lateWaitingDetail', { most }),
      visit: visitId,
      weight: minutesBetween(dueMs, nowMs),
    }))
}

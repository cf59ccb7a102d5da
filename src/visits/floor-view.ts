import { servicesText, type WaitingHour } from '../bookings/index.ts'
import type { Catalogue } from '../offices/index.ts'
import type { Translate } from '../platform/i18n/index.ts'
import { minutesBetween, stagesMay } from './acts.ts'
import { alertsOf, SILENT_MS } from './alerts.ts'
import type { Hall } from './change-hall.ts'
import { queueOf } from './counter-acts.ts'
import { type DayWindow, missing } from './day-tickets.ts'
import type { KioskState } from './kiosk-book.ts'
import type { Floor, FloorCounter, FloorVisit } from './model.ts'
import type { Place } from './order-types.ts'
import { whyMark, whyText } from './why.ts'
import type { CounterAnswer, FloorAnswer, VisitAnswer } from './wire.ts'

export interface FloorViewNeeds {
  hall: Hall
  floor: Floor
  windows: readonly DayWindow[]
  /** Closed hours from today on whose people have still to choose another. */
  closedHours?: readonly WaitingHour[]
  /** What the kiosk wants of staff. */
  kiosk?: KioskState
  catalogue: Catalogue
  t: Translate
  nowMs: number
}

/** How far a zone is ahead of UTC within a quarter of an hour: no zone changes in the middle of one. */
const offsets = new Map<string, { ms: number; text: string }>()
const OFFSETS_MAX = 10_000
const QUARTER_MS = 15 * 60_000

function offsetAt(timeZone: string, ms: number): { ms: number; text: string } {
  const name = `${timeZone} ${Math.floor(ms / QUARTER_MS)}`
  let offset = offsets.get(name)
  if (!offset) {
    if (offsets.size >= OFFSETS_MAX) offsets.clear()
    const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone)
    offsets.set(name, (offset = { ms: zoned.offsetNanoseconds / 1e6, text: zoned.offset }))
  }
  return offset
}

/** An instant as the answers have it: RFC 3339 in the office's zone. Asked for several times for every screen. */
export function momentIn(timeZone: string, ms: number): string {
  const whole = Math.round(ms)
  const offset = offsetAt(timeZone, whole)
  return new Date(whole + offset.ms).toISOString().slice(0, 19) + offset.text
}

/** The whole hall as its staff see it. */
export function floorView(needs: FloorViewNeeds): FloorAnswer {
  const { hall, floor, windows, nowMs, t } = needs
  const { office, day, key } = hall
  const act = { floor, day, nowMs }
  const places = new Map<string, Place & { place: number }>()
  for (const { id } of day.stages) {
    for (const [i, one] of queueOf(act, id).entries()) places.set(one.visit.visitId, { ...one, place: i + 1 })
  }
  const visits = [...floor.visits.values()].toSorted(
    (a, b) => (places.get(a.visitId)?.place ?? 0) - (places.get(b.visitId)?.place ?? 0) || a.arrivedMs - b.arrivedMs,
  )
  const waiting = visits.filter((one) => one.state === 'waiting')
  const countOf = (...states: FloorVisit['state'][]) => visits.filter((one) => states.includes(one.state)).length
  const longest = Math.max(0, ...waiting.map((one) => Math.floor(minutesBetween(one.queuedMs, nowMs))))
  return {
    office: key.officeId,
    site: key.siteId,
    day: key.day,
    timeZone: office.timeZone,
    version: floor.version,
    now: momentIn(office.timeZone, nowMs),
    stages: day.stages.map((one) => ({ id: one.id, name: one.name[t.locale], minutes: one.minutes })),
    ...(floor.pause && {
      pause: { reason: floor.pause.reason, since: momentIn(office.timeZone, floor.pause.sinceMs) },
    }),
    notices: [...floor.notices],
    counters: day.counters
      .filter((one) => one.site === key.siteId)
      .map((one) => counterView(needs, one.id)),
    visits: visits.map((one) => visitView(needs, one, places.get(one.visitId))),
    counts: {
      ...missing(windows, floor, { nowMs, graceMinutes: day.checkIn.graceMinutes }),
      waiting: waiting.length,
      serving: countOf('called', 'serving'),
      finished: countOf('finished'),
      absent: countOf('absent'),
      longestWaitMinutes: longest,
    },
    hours: hoursOf(needs),
    alerts: alertsOf(needs),
  }
}

/** One ticket; `place`: where it stands in its queue, of those who wait. */
export function visitView(
  { hall: { office }, floor, catalogue, t }: Pick<FloorViewNeeds, 'hall' | 'floor' | 'catalogue' | 't'>,
  visit: FloorVisit,
  place: (Place & { place: number }) | undefined,
): VisitAnswer {
  const { timeZone } = office
  const at = (ms: number): string => momentIn(timeZone, ms)
  return {
    id: visit.visitId,
    number: visit.number,
    kind: visit.kind,
    people: visit.people,
    state: visit.state,
    stage: visit.stage,
    ...(visit.appointmentMs !== undefined && { appointment: at(visit.appointmentMs) }),
    arrivedAt: at(visit.arrivedMs),
    lateMinutes: visit.lateMinutes,
    ...(visit.priority && { priority: visit.priority }),
    ...(visit.counter && { counter: visit.counter }),
    calls: visit.calls,
    ...(visit.calledMs !== undefined && { calledAt: at(visit.calledMs) }),
    ...(visit.startedMs !== undefined && { startedAt: at(visit.startedMs) }),
    ...(visit.moreTimeMs !== undefined && { moreTimeAt: at(visit.moreTimeMs) }),
    ...(place && { place: place.place, why: whyText(t, place.why, timeZone), whyMark: whyMark(place.why) }),
    services: visit.services.length > 0 ? servicesText(catalogue, t, visit.services) : '',
    ...(visit.apart && { party: partyOf(floor, visit).map(({ number }) => number) }),
  }
}

/** The numbers of the others of a party in which each has their own, in order. */
export function partyOf({ visits }: Pick<Floor, 'visits'>, { bookingId, visitId }: FloorVisit): FloorVisit[] {
  return [...visits.values()]
    .filter((one) => one.apart && one.bookingId === bookingId && one.visitId !== visitId)
    .toSorted((a, b) => (a.number < b.number ? -1 : 1))
}

/** How many who left a counter it still shows. */
const RECENT = 3

export function counterView(
  { hall, floor, nowMs, t }: Pick<FloorViewNeeds, 'hall' | 'floor' | 'nowMs' | 't'>,
  counterId: string,
): CounterAnswer {
  const { day, office } = hall
  const listed = day.counters.find((one) => one.id === counterId)
  const counter: FloorCounter = floor.counters.get(counterId) ?? { counterId, state: 'closed', stages: [], seenMs: 0 }
  const own = floor.served.filter((one) => one.counter === counterId)
  const people = own.reduce((sum, one) => sum + one.people, 0)
  const minutes = own.reduce((sum, one) => sum + one.minutes, 0)
  return {
    id: counterId,
    name: listed?.name ?? counterId,
    state: counter.state,
    stages: [...counter.stages],
    stagesMay: [...stagesMay({ floor, day }, counterId)],
    ...(counter.staffName && { staffName: counter.staffName }),
    ...(counter.pausedUntilMs !== undefined && { pausedUntil: momentIn(office.timeZone, counter.pausedUntilMs) }),
    ...(counter.visitId && { visit: counter.visitId }),
    silent: counter.state !== 'closed' && nowMs - counter.seenMs > SILENT_MS,
    served: own.length,
    recent: floor.left
      .filter((one) => one.counter === counterId)
      .slice(0, RECENT)
      .map(({ visitId, number, what, atMs }) => ({
        visit: visitId,
        number,
        what: t(`visits.steps.${what}`),
        at: momentIn(office.timeZone, atMs),
      })),
    ...(people > 0 && { meanMinutes: Math.round((minutes / people) * 10) / 10 }),
  }
}

/** Seats, present and finished people by hour of the booked window. */
function hoursOf({ windows, floor, hall }: FloorViewNeeds): FloorAnswer['hours'] {
  const { timeZone } = hall.office
  const hourOf = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(timeZone)
      .round({ smallestUnit: 'hour', roundingMode: 'floor' }).epochMilliseconds
  const hours = new Map<number, { seats: number; present: number; finished: number }>()
  for (const { startMs, seats } of windows) {
    const hour = hours.get(hourOf(startMs)) ?? { seats: 0, present: 0, finished: 0 }
    hours.set(hourOf(startMs), { ...hour, seats: hour.seats + seats })
  }
  for (const { appointmentMs, people, state } of floor.visits.values()) {
    const hour = appointmentMs === undefined ? undefined : hours.get(hourOf(appointmentMs))
    if (!hour) continue
    hour.present += people
    if (state === 'finished') hour.finished += people
  }
  return [...hours]
    .toSorted(([a], [b]) => a - b)
    .map(([ms, counts]) => ({ start: momentIn(timeZone, ms), ...counts }))
}

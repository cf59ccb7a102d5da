import type { Locale, Translate } from '../platform/i18n/index.ts'
import { translator } from '../platform/i18n/index.ts'
import type { Hall } from './change-hall.ts'
import { queueOf } from './counter-acts.ts'
import { momentIn } from './floor-view.ts'
import type { Floor, FloorVisit } from './model.ts'
import type { Place } from './order-types.ts'
import type { ExpectedWait } from './wait.ts'
import { whyText } from './why.ts'
import type { LiveTicketAnswer } from './wire.ts'

export interface TicketViewNeeds {
  hall: Hall
  floor: Floor
  bookingId: string
  waits: ReadonlyMap<string, ExpectedWait>
  locale: Locale
  nowMs: number
}

/** Numbers that are drawn before and behind the own one. */
const BEFORE = 3
const BEHIND = 1

/** What all tickets of a version of a hall share, worked out once for them. */
interface Shared {
  /** By booking; where a party came in parts, the newest. */
  visits: Map<string, FloorVisit>
  queues: Map<string, Queue>
}

interface Queue {
  minute: number
  places: readonly Place[]
  /** By visit. */
  indices: Map<string, number>
}

const shared = new WeakMap<Floor, Shared>()

function sharedOf(floor: Floor): Shared {
  let found = shared.get(floor)
  if (!found) shared.set(floor, (found = { visits: newestByBooking(floor), queues: new Map() }))
  return found
}

/** One ticket as its holder's phone shows it: the number, who is before, when, and where to go. */
export function ticketView({ hall, floor, bookingId, waits, locale, nowMs }: TicketViewNeeds): LiveTicketAnswer {
  const { office, day } = hall
  const at = (ms: number): string => momentIn(office.timeZone, ms)
  const head = {
    version: floor.version,
    now: at(nowMs),
    ...(floor.pause && { pause: { reason: floor.pause.reason, since: at(floor.pause.sinceMs) } }),
  }
  const visit = sharedOf(floor).visits.get(bookingId)
  if (!visit) return { ...head, state: 'not-yet' }
  const t = translator(locale)
  const stageName = day.stages.find((one) => one.id === visit.stage)?.name[locale]
  return {
    ...head,
    state: visit.state,
    number: visit.number,
    ...(stageName && { stageName }),
    ...(visit.sentBack && { sentBack: t(`visits.sendBack.${visit.sentBack}`) }),
    ...(visit.state === 'waiting' && waitingView({ hall, floor, visit, waits, t, nowMs })),
    ...((visit.state === 'called' || visit.state === 'serving') && counterOfVisit(hall, visit, locale)),
  }
}

function newestByBooking({ visits }: Floor): Map<string, FloorVisit> {
  const newest = new Map<string, FloorVisit>()
  for (const visit of visits.values()) {
    const { bookingId, arrivedMs } = visit
    if (bookingId === undefined) continue
    const known = newest.get(bookingId)
    if (!known || arrivedMs > known.arrivedMs) newest.set(bookingId, visit)
  }
  return newest
}

function waitingView(needs: {
  hall: Hall
  floor: Floor
  visit: FloorVisit
  waits: TicketViewNeeds['waits']
  t: Translate
  nowMs: number
}): Partial<LiveTicketAnswer> {
  const { hall, floor, visit, waits, t, nowMs } = needs
  const { timeZone } = hall.office
  const { places, indices } = queueFor(hall, floor, visit.stage, nowMs)
  const index = indices.get(visit.visitId)
  if (index === undefined) return {}
  const wait = waits.get(visit.visitId)
  const numbers = (places: readonly Place[]): string[] => places.map((one) => one.visit.number)
  return {
    place: index + 1,
    before: index,
    line: {
      before: numbers(places.slice(Math.max(0, index - BEFORE), index)),
      after: numbers(places.slice(index + 1, index + 1 + BEHIND)),
    },
    why: whyText(t, places[index]!.why, timeZone),
    ...(wait && { expected: { from: momentIn(timeZone, wait.fromMs), to: momentIn(timeZone, wait.toMs) } }),
  }
}

/** Order hangs on the time as well, by minutes; within one version a minute's delay in it harms nobody. */
function queueFor(hall: Hall, floor: Floor, stage: string, nowMs: number): Queue {
  const { queues } = sharedOf(floor)
  const minute = Math.floor(nowMs / 60_000)
  const known = queues.get(stage)
  if (known?.minute === minute) return known
  const places = queueOf({ floor, day: hall.day, nowMs }, stage)
  const queue = { minute, places, indices: new Map(places.map(({ visit }, index) => [visit.visitId, index])) }
  queues.set(stage, queue)
  return queue
}

function counterOfVisit(hall: Hall, visit: FloorVisit, locale: Locale): Partial<LiveTicketAnswer> {
  const counter = hall.day.counters.find((one) => one.id === visit.counter)
  if (!counter) return {}
  const { timeZone } = hall.office
  return {
    calls: visit.calls,
    ...(visit.moreTimeMs !== undefined && { moreTimeAt: momentIn(timeZone, visit.moreTimeMs) }),
    counter: counter.name,
    ...(counter.place && { counterPlace: counter.place[locale] }),
    ...(visit.calledMs !== undefined && {
      calledAt: momentIn(timeZone, visit.calledMs),
      comeBy: momentIn(timeZone, visit.calledMs + hall.day.noShow.minutesMin * 60_000),
    }),
  }
}

import type { Locale, Translate } from '../platform/i18n/index.ts'
import { translator } from '../platform/i18n/index.ts'
import type { Hall } from './change-hall.ts'
import { queueOf } from './counter-acts.ts'
import { momentIn } from './floor-view.ts'
import type { Floor, FloorVisit, VisitState } from './model.ts'
import type { Place } from './order-types.ts'
import type { ExpectedWait } from './wait.ts'
import { whyText } from './why.ts'
import type { LiveTicketAnswer } from './wire-public.ts'

export interface TicketViewNeeds {
  hall: Hall
  floor: Floor
  bookingId: string
  /** The number that it is about; absent: of several the one that matters most now. */
  visitId?: string
  waits: ReadonlyMap<string, ExpectedWait>
  locale: Locale
  nowMs: number
}

/** Numbers that are drawn before and behind the own one. */
const BEFORE = 3
const BEHIND = 1

/** What all tickets of a version of a hall share, worked out once for them. */
interface Shared {
  /** By booking; where each has a number of their own all, the one that matters most now first; else the newest. */
  visits: Map<string, FloorVisit[]>
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
  if (!found) shared.set(floor, (found = { visits: byBooking(floor), queues: new Map() }))
  return found
}

/** One ticket as its holder's phone shows it: the number, who is before, when, and where to go. */
export function ticketView(needs: TicketViewNeeds): LiveTicketAnswer {
  const { hall, floor, bookingId, waits, locale, nowMs } = needs
  const { office, day } = hall
  const at = (ms: number): string => momentIn(office.timeZone, ms)
  const head = {
    version: floor.version,
    now: at(nowMs),
    ...(floor.pause && { pause: { reason: floor.pause.reason, since: at(floor.pause.sinceMs) } }),
  }
  const visits = sharedOf(floor).visits.get(bookingId) ?? []
  const visit = visits.find(({ visitId }) => visitId === needs.visitId) ?? visits[0]
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
    ...(visit.apart && { whose: [...visit.apart], others: othersOf(needs, visits, visit) }),
  }
}

function othersOf(
  { hall, waits, locale }: TicketViewNeeds,
  visits: readonly FloorVisit[],
  visit: FloorVisit,
): NonNullable<LiveTicketAnswer['others']> {
  return visits
    .filter((one) => one !== visit)
    .map((one) => {
      const { counter, calls } = counterOfVisit(hall, one, locale)
      const expected = one.state === 'waiting' ? expectedOf(hall, waits.get(one.visitId)) : undefined
      return {
        number: one.number,
        whose: [...(one.apart ?? [])],
        state: one.state,
        ...(expected && { expected }),
        ...(counter && { counter, calls }),
      }
    })
}

function byBooking({ visits }: Floor): Map<string, FloorVisit[]> {
  const all = new Map<string, FloorVisit[]>()
  for (const visit of visits.values()) {
    const { bookingId, arrivedMs, apart } = visit
    if (bookingId === undefined) continue
    const known = all.get(bookingId)
    if (known?.[0]?.apart && apart) known.push(visit)
    else if (!known || apart || arrivedMs > known[0]!.arrivedMs) all.set(bookingId, [visit])
  }
  for (const several of all.values()) if (several.length > 1) several.sort(byUrgency)
  return all
}

/** What a holder has to know first. */
const urgency: readonly VisitState[] = ['called', 'waiting', 'absent', 'parked', 'serving', 'finished', 'left']
const byUrgency = (a: FloorVisit, b: FloorVisit): number =>
  urgency.indexOf(a.state) - urgency.indexOf(b.state) || (a.number < b.number ? -1 : 1)

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
    ...(wait && { expected: expectedOf(hall, wait) }),
  }
}

function expectedOf<W extends ExpectedWait | undefined>({ office: { timeZone } }: Hall, wait: W) {
  return wait && { from: momentIn(timeZone, wait.fromMs), to: momentIn(timeZone, wait.toMs) }
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

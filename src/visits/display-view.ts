import { dates, type Locale } from '../platform/i18n/index.ts'
import type { Hall } from './change-hall.ts'
import { queueOf } from './counter-acts.ts'
import { momentIn } from './floor-view.ts'
import type { Call, Floor } from './model.ts'
import type { DisplayAnswer } from './wire-public.ts'

/** How many of the next numbers are shown. */
const NEXT = 6
/** All that the hall keeps: a screen of some counters picks its own, and none goes unspoken. */
const RECENT = 11

/** The hall as its display shows it: numbers and counters, never a name. */
export function displayView({
  hall,
  floor,
  nowMs,
  walkInsLeft,
  locale,
}: {
  hall: Hall
  floor: Floor
  nowMs: number
  walkInsLeft: number
  locale: Locale
}): DisplayAnswer {
  const { office, day, key } = hall
  const { timeZone } = office
  const nameOf = (counterId: string): string => day.counters.find((one) => one.id === counterId)?.name ?? counterId
  const callView = ({ number, counter, atMs, again, version }: Call) => ({
    number,
    counter: nameOf(counter),
    at: momentIn(timeZone, atMs),
    seq: version,
    again,
  })
  const [called, ...recent] = floor.calls
  const act = { floor, day, nowMs }
  const next = day.stages
    .flatMap((stage) => queueOf(act, stage.id).map((one, place) => ({ number: one.visit.number, place })))
    .toSorted((a, b) => a.place - b.place)
  return {
    office: office.name,
    site: office.definition.sites.find((one) => one.id === key.siteId)?.name ?? key.siteId,
    day: dates(locale).day(Temporal.PlainDate.from(key.day)),
    timeZone,
    version: floor.version,
    now: momentIn(timeZone, nowMs),
    ...(called && { called: callView(called) }),
    recent: recent.slice(0, RECENT).map(callView),
    counters: day.counters
      .filter((one) => one.site === key.siteId)
      .map(({ id, name }) => {
        const counter = floor.counters.get(id)
        const visit = counter?.visitId === undefined ? undefined : floor.visits.get(counter.visitId)
        return {
          name,
          state: counter?.state ?? 'closed',
          ...(visit && { number: visit.number }),
          ...(counter?.pausedUntilMs !== undefined && { pausedUntil: momentIn(timeZone, counter.pausedUntilMs) }),
        }
      }),
    next: next.slice(0, NEXT).map((one) => one.number),
    notices: [...floor.notices],
    ...(floor.pause && { pause: { reason: floor.pause.reason, since: momentIn(timeZone, floor.pause.sinceMs) } }),
    waiting: waitingIn(floor),
    walkInsLeft,
  }
}

/** How many numbers wait to be called. */
export function waitingIn({ visits }: Pick<Floor, 'visits'>): number {
  return [...visits.values()].filter(({ state }) => state === 'waiting').length
}

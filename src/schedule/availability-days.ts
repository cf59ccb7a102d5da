import {
  drawMoments,
  drawOn,
  type DrawPolicy,
  insteadKey,
  type Office,
  type OfficeDefinition,
} from '../offices/index.ts'
import { type DayReason, officeCalendar, type OfficeCalendar } from './calendar.ts'
import { readClosedReason } from './closed-reason.ts'
import type { Reason } from './reasons.ts'
import { opensAt } from './release.ts'
import { drawApart, drawIsFor } from './shares.ts'
import type { OfficeSlots } from './slot-book.ts'
import type { DaySlot, SlotDays } from './slot-days.ts'
import { betterState, foldStates, seatsFree, slotState, type SlotState } from './slot-state.ts'

export interface AvailabilityQuestion {
  /** All of them have to be given at the site; none named: any site will do. */
  services: readonly string[]
  from: Temporal.PlainDate
  /** Inclusive. */
  to: Temporal.PlainDate
  /** 1 to 5. */
  party: number
  /** Only this site. */
  siteId?: string | undefined
}

/** One hour as the party finds it. */
export interface AvailabilitySlot extends DaySlot {
  state: SlotState
  /** Seats that can be given, 0 or more. */
  free: number
}

/** One day as the party finds it, with every hour of it, also those that it cannot have. */
export interface AvailabilityDay {
  date: Temporal.PlainDate
  state: SlotState
  /** Of a closed or full day, and of one whose seats are given by draw. */
  reason?: Reason
  /** Of an unreleased day. */
  opensAt?: Temporal.ZonedDateTime
  slots: AvailabilitySlot[]
}

export interface AvailabilityFacts {
  office: Office
  slots: Pick<OfficeSlots, 'holidays' | 'drawn'>
  slotDays: SlotDays
  now: Temporal.Instant
}

/** Every day from `from` to `to`, in order and without gaps, as dayAnswers finds it. */
export function availabilityDays(facts: AvailabilityFacts, question: AvailabilityQuestion): AvailabilityDay[] {
  return datesOf(question).map(dayAnswers(facts, question))
}

export function datesOf({ from, to }: Pick<AvailabilityQuestion, 'from' | 'to'>): Temporal.PlainDate[] {
  return Array.from({ length: from.until(to).days + 1 }, (_, days) => from.add({ days }))
}

export type DayOf = (date: Temporal.PlainDate) => AvailabilityDay

/**
 * What any day is to those who ask. A day is what its best hour is (foldStates); one without
 * hours is what the calendar says: closed and why, or not yet released. Days before today
 * are past and have no hours. Expects a question without faults (availability-query.ts).
 */
export function dayAnswers(facts: AvailabilityFacts, question: AvailabilityQuestion): DayOf {
  const { office, now } = facts
  const today = now.toZonedDateTimeISO(office.timeZone).toPlainDate()
  const definition = office.bookable ? office.definition : null
  const dayOf = definition ? makeDayOf(facts, definition, question) : notBookable(office)
  return (date) => (Temporal.PlainDate.compare(date, today) < 0 ? { date, state: 'past', slots: [] } : dayOf(date))
}

function notBookable(office: Office): DayOf {
  return (date) => ({ date, state: 'closed', reason: { kind: 'not-bookable', say: insteadKey(office) }, slots: [] })
}

function makeDayOf(
  { office, slots, slotDays, now }: AvailabilityFacts,
  definition: OfficeDefinition,
  { services, party, siteId }: AvailabilityQuestion,
): DayOf {
  const siteIds = sitesGiving(definition, services).filter((id) => siteId === undefined || id === siteId)
  if (siteIds.length === 0) return (date) => ({ date, state: 'closed', reason: { kind: 'no-service' }, slots: [] })
  const { noticeMinutes } = definition.booking
  const calendar = officeCalendar(definition, slots.holidays)
  const shares = { definition, timeZone: office.timeZone, drawn: slots.drawn, now }
  const drawReason = (date: Temporal.PlainDate): { reason?: Reason } => {
    const draw = siteIds.map((id) => drawOn(definition, id, date.toString())).find((one) => one !== undefined)
    const mayEnter = draw && services.every((id) => !draw.services || draw.services.includes(id))
    if (!mayEnter) return {}
    const { opensAt, closesAt } = drawMoments(draw, office.timeZone)
    const [opens, closes] = [opensAt, closesAt].map((at) => at.toZonedDateTimeISO(office.timeZone))
    return { reason: { kind: 'draw', opens: opens!, closes: closes! } }
  }
  return (date) => {
    const day = date.toString()
    const apart = new Map(siteIds.map((id) => [id, drawApart(shares, id, day)]))
    const all: AvailabilitySlot[] = []
    for (const one of slotDays.get(day) ?? []) {
      const { siteId, drawPart } = one.slot
      if (!siteIds.includes(siteId) || isOthers(apart.get(siteId), drawPart, services)) continue
      all.push({ ...one, state: slotState(one.slot, { now, party, noticeMinutes }), free: seatsFree(one.slot) })
    }
    const hours = wholeHours(all)
    const state = foldStates(hours.map((hour) => hour.state))
    switch (state) {
      case undefined:
        return dayWithoutHours({ date, office, definition, calendar, siteIds, now })
      case 'closed': {
        const shut = hours.find((hour) => hour.slot.closedReason !== null)
        const ofHour = readClosedReason(shut?.slot.closedReason ?? '')
        return { date, state, reason: closedReason(calendar, siteIds, date) ?? ofHour, slots: hours }
      }
      case 'unreleased':
        return { date, state, opensAt: firstOpening(hours), ...drawReason(date), slots: hours }
      case 'full': {
        const some = hours.some((hour) => hour.state === 'full' && hour.free > 0)
        const { reason: toDraw } = hours.some((hour) => hour.slot.withheld > 0) ? drawReason(date) : {}
        const full: Reason = some ? { kind: 'full-for-party', party } : { kind: 'full' }
        return { date, state, reason: toDraw ?? full, slots: hours }
      }
      case 'free':
      case 'few':
      case 'past':
        return { date, state, slots: hours }
    }
  }
}

/** Whether a part of an hour is for other services as long as a draw keeps its hours apart. */
function isOthers(draw: DrawPolicy | undefined, drawPart: boolean, services: readonly string[]): boolean {
  return draw !== undefined && services.length > 0 && drawPart !== drawIsFor(draw, services)
}

/** Of an hour in two parts the one that serves the party better: to people it is one hour. */
function wholeHours(hours: readonly AvailabilitySlot[]): AvailabilitySlot[] {
  if (!hours.some(({ slot }) => slot.drawPart)) return [...hours]
  const best = new Map<string, AvailabilitySlot>()
  for (const hour of hours) {
    const key = `${hour.startText} ${hour.slot.siteId}`
    const other = best.get(key)
    if (!other || isBetter(hour, other)) best.set(key, hour)
  }
  return [...best.values()]
}

const isBetter = (one: AvailabilitySlot, other: AvailabilitySlot): boolean =>
  betterState(one.state, other.state) || (one.state === other.state && one.free > other.free)

/** Sites that give every one of the services. */
export function sitesGiving({ sites }: OfficeDefinition, services: readonly string[]): string[] {
  return sites.filter((site) => services.every((id) => site.services.includes(id))).map(({ id }) => id)
}

interface EmptyDay {
  date: Temporal.PlainDate
  office: Office
  definition: OfficeDefinition
  calendar: OfficeCalendar
  siteIds: readonly string[]
  now: Temporal.Instant
}

/** A day that no slot was made for: closed, or so far ahead that its slots are still to be made. */
function dayWithoutHours({ date, office, definition, calendar, siteIds, now }: EmptyDay): AvailabilityDay {
  const { timeZone } = office
  const reason = closedReason(calendar, siteIds, date)
  if (reason) return { date, state: 'closed', reason, slots: [] }
  const opens = opensAt(definition.release, date, { timeZone, isWorkingDay: calendar.isWorkingDay })
  if (!opens || Temporal.Instant.compare(opens, now) <= 0) {
    return { date, state: 'closed', reason: { kind: 'no-hours' }, slots: [] }
  }
  return { date, state: 'unreleased', opensAt: opens.toZonedDateTimeISO(timeZone), slots: [] }
}

/** Which reason to tell of several sites, the strongest first. */
const reasonRank: Record<DayReason['kind'], number> = {
  words: 0,
  holiday: 1,
  provisional: 2,
  season: 3,
  weekend: 4,
  'no-hours': 5,
}

/** Why the day is closed at all the sites; undefined when one of them is open. */
function closedReason(
  calendar: OfficeCalendar,
  siteIds: readonly string[],
  date: Temporal.PlainDate,
): DayReason | undefined {
  let strongest: DayReason | undefined
  for (const siteId of siteIds) {
    const hours = calendar.day(siteId, 'online', date)
    if (!('closed' in hours)) return undefined
    if (!strongest || reasonRank[hours.closed.kind] < reasonRank[strongest.kind]) strongest = hours.closed
  }
  return strongest
}

function firstOpening(hours: readonly AvailabilitySlot[]): Temporal.ZonedDateTime {
  const waiting = hours.filter((hour) => hour.state === 'unreleased')
  const first = waiting.reduce((best, one) =>
    Temporal.Instant.compare(one.slot.opensAt, best.slot.opensAt) < 0 ? one : best,
  )
  return first.slot.opensAt.toZonedDateTimeISO(first.start.timeZoneId)
}

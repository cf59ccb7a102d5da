import type { Office, SeatDays } from '../../offices/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Locale, Translate } from '../../platform/i18n/index.ts'
import {
  type Availability,
  type AvailabilityDay,
  type AvailabilitySlot,
  readClosedReason,
  sayReason,
  type SlotBook,
} from '../../schedule/index.ts'
import type { CalendarDay, HourChoice, HourGroup } from '../../web/index.ts'

/** Who asks for a day or an hour: a party with its services, at one site or at any. No service named: any will do. */
export interface Seeker {
  office: Office
  serviceIds: readonly string[]
  party: number
  siteId?: string | undefined
}

export interface OpeningDeps {
  availability: Pick<Availability, 'days'>
  clock: Clock
}

/** Sites where every one of the services is given, in the office's order. */
export function sitesFor({ office, serviceIds }: Seeker) {
  return (office.definition?.sites ?? []).filter(({ services }) => serviceIds.every((id) => services.includes(id)))
}

/** From today to the end of the month in which the last released day can lie: what is to come is shown as well. */
export async function calendarDays(
  { availability, clock }: OpeningDeps,
  { office, serviceIds, party, siteId }: Seeker,
  t: Translate,
): Promise<CalendarDay[]> {
  const from = clock.now().toZonedDateTimeISO(office.timeZone).toPlainDate()
  const last = from.add({ days: office.definition?.release.horizonDays ?? 0 })
  const to = last.with({ day: last.daysInMonth })
  const days = await availability.days(office, { services: serviceIds, from, to, party, siteId })
  return days.map((day) => asCalendarDay(day, t))
}

/**
 * The days of an office for one person and any service: to look at, before anybody has said
 * who comes. Home and the offices' pages are asked for most, so what was worked out is shown
 * again while nothing can have changed: same definition, no slot changed, the same minute.
 */
export function seatDays(deps: OpeningDeps & { slots: Pick<SlotBook, 'current'> }): SeatDays {
  const known = new WeakMap<Office, Map<Locale, KnownDays>>()
  return async (office, t) => {
    // Read before the days are: what changes meanwhile makes them stale.
    const version = deps.slots.current(office.officeId)?.version
    const minute = Math.floor(deps.clock.now().epochMilliseconds / 60_000)
    const found = known.get(office)?.get(t.locale)
    if (found && found.version === version && found.minute === minute) return found.days
    const days = await calendarDays(deps, { office, serviceIds: [], party: 1 }, t)
    const ofOffice = known.get(office) ?? new Map<Locale, KnownDays>()
    if (version !== undefined) known.set(office, ofOffice.set(t.locale, { version, minute, days }))
    return days
  }
}

interface KnownDays {
  /** Of the slots that they were worked out from, or an older one. */
  version: number
  minute: number
  days: CalendarDay[]
}

function asCalendarDay({ date, state, reason, opensAt, slots }: AvailabilityDay, t: Translate): CalendarDay {
  switch (state) {
    case 'free':
    case 'few':
      return { date, state, hoursFree: slots.filter(hasSeats).length }
    case 'unreleased':
      return { date, state, ...(opensAt && { opensAt }), ...(reason && { reason: sayReason(t, reason) }) }
    case 'closed':
      // Days that are shut every week need no line of their own.
      if (!reason || reason.kind === 'weekend' || reason.kind === 'no-hours') return { date, state }
      return { date, state, reason: sayReason(t, reason), ...closedAs(reason) }
    case 'full':
    case 'past':
      return { date, state }
  }
}

function closedAs(reason: NonNullable<AvailabilityDay['reason']>): Pick<CalendarDay, 'closedAs'> {
  return reason.kind === 'holiday' ? { closedAs: reason.leave ? 'collectiveLeave' : 'national' } : {}
}

const hasSeats = ({ state }: AvailabilitySlot): boolean => state === 'free' || state === 'few'

/** The hours of one day, site by site, as the booking engine would take them; a site without hours is left out. */
export async function hoursOn(
  { availability }: OpeningDeps,
  seeker: Seeker,
  { day, t }: { day: Temporal.PlainDate; t: Translate },
): Promise<HourGroup[]> {
  const { office, serviceIds, party, siteId } = seeker
  const days = await availability.days(office, { services: serviceIds, from: day, to: day, party, siteId })
  const slots = days.flatMap((one) => one.slots)
  return sitesFor(seeker)
    .map(({ id, name, address }) => ({
      id,
      name,
      address,
      hours: slots.filter(({ slot }) => slot.siteId === id).map((slot) => asHour(slot, t)),
    }))
    .filter(({ hours }) => hours.length > 0)
}

function asHour({ slot, start, end, state, free }: AvailabilitySlot, t: Translate): HourChoice {
  const hour = { slot: slot.slotId, start, end, left: free, state }
  return slot.closedReason === null ? hour : { ...hour, reason: sayReason(t, readClosedReason(slot.closedReason)) }
}

/** "2026-11-30" as a day between 2000 and 2999; undefined for anything that is none. */
export function readDay(typed: string): Temporal.PlainDate | undefined {
  if (!/^2\d{3}-\d{2}-\d{2}$/.test(typed)) return undefined
  try {
    return Temporal.PlainDate.from(typed, { overflow: 'reject' })
  } catch {
    // A RangeError is how Temporal says that there is no such day.
    return undefined
  }
}

/** The site asked for by name; undefined: all of them, also for a name that is none. */
export function readSite(office: Office, typed: string): string | undefined {
  return office.definition?.sites.find(({ id }) => id === typed)?.id
}

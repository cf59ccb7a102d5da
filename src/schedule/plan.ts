import { drawMoments, drawOn, type OfficeDefinition } from '../offices/index.ts'
import type { Channel } from '../platform/database/index.ts'
import { officeCalendar, type Holiday } from './calendar.ts'
import { opensAt } from './release.ts'
import { planWarnings, type PlanWarning } from './warnings.ts'
import { timeOf } from './windows.ts'

/** What the schedule needs to know of an office: its row and its definition. */
export interface ScheduleOffice {
  officeId: string
  timeZone: string
  definition: OfficeDefinition
}

/** A slot as the definition asks for it. Identity: site, channel, start. */
export interface PlannedSlot {
  siteId: string
  channel: Channel
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  opensAt: Temporal.Instant
  planned: number
  /** Which of the office's draws gives its seats; absent: none. */
  drawPolicy?: string
}

export interface Plan {
  slots: PlannedSlot[]
  warnings: PlanWarning[]
}

export interface PlanSpan {
  office: ScheduleOffice
  holidays: readonly Holiday[]
  from: Temporal.PlainDate
  /** Inclusive. */
  to: Temporal.PlainDate
}

/** All slots of an office from `from` to `to`, by date, site and channel in listed order; and what to beware of. */
export function planSlots({ office, holidays, from, to }: PlanSpan): Plan {
  const { definition, timeZone } = office
  const calendar = officeCalendar(definition, holidays)
  const places = placesOf(definition)
  const slots: PlannedSlot[] = []
  const neverOpen: Temporal.PlainDate[] = []
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    const opens = opensAt(definition.release, date, { timeZone, isWorkingDay: calendar.isWorkingDay })
    if (!opens) break
    const instantAt = (minute: number): Temporal.Instant =>
      date.toZonedDateTime({ timeZone, plainTime: timeOf(minute) }).toInstant()
    let first: Temporal.Instant | undefined
    for (const { siteId, channel } of places) {
      const hours = calendar.day(siteId, channel, date)
      if ('closed' in hours) continue
      const draw = channel === 'online' ? drawOn(definition, siteId, date.toString()) : undefined
      const given = draw
        ? { opensAt: drawMoments(draw, timeZone).instantAt, drawPolicy: draw.id }
        : { opensAt: opens }
      for (const { startMinute, endMinute, seats } of hours.windows) {
        const startsAt = instantAt(startMinute)
        slots.push({ siteId, channel, startsAt, endsAt: instantAt(endMinute), planned: seats, ...given })
        if (!draw) first ??= startsAt
      }
    }
    if (first && Temporal.Instant.compare(opens, first) >= 0) neverOpen.push(date)
  }
  return { slots, warnings: planWarnings({ definition, holidays, from, to, neverOpen }) }
}

/**
 * The sites and channels that the templates name, each once. Partners have no share until
 * there are partners, whatever a template says.
 */
function placesOf(definition: OfficeDefinition): { siteId: string; channel: Channel }[] {
  const known = new Set(definition.sites.map((site) => site.id))
  const places = new Map<string, { siteId: string; channel: Channel }>()
  for (const { site, channel } of definition.templates) {
    if (channel !== 'partner' && known.has(site)) places.set(`${site} ${channel}`, { siteId: site, channel })
  }
  return [...places.values()]
}

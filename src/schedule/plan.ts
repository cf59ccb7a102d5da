import { drawMoments, drawOn, type DrawPolicy, drawSeats, type OfficeDefinition } from '../offices/index.ts'
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

/** A slot as the definition asks for it. Identity: site, channel, start, part. */
export interface PlannedSlot {
  siteId: string
  channel: Channel
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  opensAt: Temporal.Instant
  planned: number
  /** Which of the office's draws gives its seats; absent: none. */
  drawPolicy?: string
  /** It is what a draw gives of an hour, whose rest is a slot beside it. */
  drawPart: boolean
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
      for (const { startMinute, endMinute, seats } of hours.windows) {
        const startsAt = instantAt(startMinute)
        const hour = { siteId, channel, startsAt, endsAt: instantAt(endMinute) }
        const parts = partsOf(seats, { opens, draw, timeZone }).map((part) => ({ ...hour, ...part }))
        slots.push(...parts)
        if (parts.some(({ drawPolicy }) => drawPolicy === undefined)) first ??= startsAt
      }
    }
    if (first && Temporal.Instant.compare(opens, first) >= 0) neverOpen.push(date)
  }
  return { slots, warnings: planWarnings({ definition, holidays, from, to, neverOpen }) }
}

/** An hour's seats as they are given: at once, by draw, or part of them by draw. */
function partsOf(
  seats: number,
  { opens, draw, timeZone }: { opens: Temporal.Instant; draw: DrawPolicy | undefined; timeZone: string },
): Pick<PlannedSlot, 'planned' | 'opensAt' | 'drawPolicy' | 'drawPart'>[] {
  if (!draw) return [{ planned: seats, opensAt: opens, drawPart: false }]
  const drawn = drawSeats(draw, seats)
  const ofDraw = { planned: drawn, opensAt: drawMoments(draw, timeZone).instantAt, drawPolicy: draw.id }
  if (drawn === seats) return [{ ...ofDraw, drawPart: false }]
  const rest = { planned: seats - drawn, opensAt: opens, drawPart: false }
  return drawn === 0 ? [rest] : [rest, { ...ofDraw, drawPart: true }]
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

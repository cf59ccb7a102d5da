import { weekdays, type OfficeDefinition } from '../offices/index.ts'
import type { MessageKey, MessageValues } from '../platform/i18n/index.ts'
import type { Holiday } from './calendar.ts'
import { partyMax } from './slot-state.ts'
import { parseSpans, windowSeats } from './windows.ts'

/** Something in an office's file that is allowed, and probably not meant. */
export interface PlanWarning {
  say: MessageKey
  values: MessageValues
}

interface Planned {
  definition: OfficeDefinition
  holidays: readonly Holiday[]
  from: Temporal.PlainDate
  to: Temporal.PlainDate
  /** Dates whose release comes after their first hour. */
  neverOpen: readonly Temporal.PlainDate[]
}

/** What the shape and the checks of a definition let pass (offices/definition.ts refuses the rest). */
export function planWarnings(planned: Planned): PlanWarning[] {
  return [
    ...templateWarnings(planned.definition),
    ...exceptionWarnings(planned.definition),
    ...releaseWarnings(planned),
    ...holidayWarnings(planned),
  ]
}

function* templateWarnings({ templates }: OfficeDefinition): Generator<PlanWarning> {
  for (const template of templates) {
    const place = { site: template.site, channel: template.channel }
    const seats = windowSeats(template)
    if (seats < partyMax) {
      yield { say: 'schedule.warning.windowSmall', values: { ...place, seats, party: partyMax } }
    }
    const { windowMinutes: minutes, week } = template
    for (const span of new Set(weekdays.flatMap((day) => week[day] ?? []))) {
      if (parseSpans([span]).spans.some(({ startMinute, endMinute }) => endMinute - startMinute < minutes)) {
        yield { say: 'schedule.warning.spanShort', values: { ...place, span, minutes } }
      }
    }
  }
}

/** A day with fewer counters may hold no party of five where its template does. */
function* exceptionWarnings({ templates, exceptions = [] }: OfficeDefinition): Generator<PlanWarning> {
  for (const { date, sites, counters } of exceptions) {
    if (counters === undefined) continue
    for (const template of templates) {
      const { site, channel } = template
      const seats = windowSeats({ ...template, counters })
      if (sites && !sites.includes(site)) continue
      if (seats > 0 && seats < partyMax && windowSeats(template) >= partyMax) {
        yield { say: 'schedule.warning.dayWindowSmall', values: { date, site, channel, seats, party: partyMax } }
      }
    }
  }
}

function* releaseWarnings({ neverOpen }: Planned): Generator<PlanWarning> {
  const [first] = neverOpen
  if (first) yield { say: 'schedule.warning.opensTooLate', values: { date: first.toString(), days: neverOpen.length } }
}

function* holidayWarnings({ definition, holidays, from, to }: Planned): Generator<PlanWarning> {
  const settled = new Set([...(definition.confirmedHolidays ?? []), ...(definition.workedHolidays ?? [])])
  for (const { date, name, status } of holidays) {
    if (status !== 'provisional' || settled.has(date.toString())) continue
    if (Temporal.PlainDate.compare(date, from) < 0 || Temporal.PlainDate.compare(date, to) > 0) continue
    yield { say: 'schedule.warning.holidayOpen', values: { date: date.toString(), name } }
  }
}

import type { Catalogue } from './catalogue.ts'
import { dayFaults } from './day-checks.ts'
import type { DayException, OfficeDefinition, Week } from './definition.ts'
import { drawFaults } from './draw-definition.ts'
import { drawShareFaults } from './draw-share-checks.ts'
import type { Fault, Path } from './faults.ts'
import { twice, unknown } from './name-checks.ts'

/**
 * What the shape of a definition cannot say: that names refer to something, dates are in
 * the calendar, spans follow one another, and nothing is set twice for the same day.
 * Expects the right shape; returns every fault, none if it can be taken.
 */
export function definitionFaults(definition: OfficeDefinition, catalogue: Catalogue): Fault[] {
  const { templates, seasons = [], exceptions = [] } = definition
  return [
    ...siteFaults(definition, catalogue),
    ...documentFaults(definition, catalogue),
    ...releaseFaults(definition),
    ...freedSeatsFaults(definition),
    ...templates.flatMap((template, index) => templateFaults(definition, template, ['templates', index])),
    ...sameTwice(templates, sameTemplate, 'templates', 'offices.definition.templateTwice'),
    ...seasons.flatMap((season, index) => [
      ...sitesNamed(definition, season.sites, ['seasons', index, 'sites']),
      ...rangeFaults(season, ['seasons', index]),
      ...weekFaults(season.week, ['seasons', index, 'week']),
    ]),
    ...sameTwice(seasons, sameSeason, 'seasons', 'offices.definition.seasonTwice'),
    ...exceptions.flatMap((exception, index) => exceptionFaults(definition, exception, ['exceptions', index])),
    ...sameTwice(exceptions, sameException, 'exceptions', 'offices.definition.exceptionTwice'),
    ...holidayFaults(definition),
    ...drawFaults(definition),
    ...drawShareFaults(definition, catalogue),
    ...dayFaults(definition, catalogue),
  ]
}

type Template = OfficeDefinition['templates'][number]
type Season = NonNullable<OfficeDefinition['seasons']>[number]

function siteFaults({ sites, workingArea }: OfficeDefinition, { services }: Catalogue): Fault[] {
  return [
    ...twice(sites.map((site) => site.id), (index) => ['sites', index, 'id']),
    ...twice(workingArea.map((area) => area.code), (index) => ['workingArea', index, 'code']),
    ...sites.flatMap((site, index) => [
      ...unknown(site.services, services, ['sites', index, 'services'], 'offices.definition.noSuchService'),
      ...twice(site.services, (place) => ['sites', index, 'services', place]),
    ]),
  ]
}

function documentFaults({ documents = [] }: OfficeDefinition, catalogue: Catalogue): Fault[] {
  const taken = new Set(catalogue.documents.map((document) => document.id))
  return [
    ...twice(documents.map((document) => document.id), (index) => ['documents', index, 'id']),
    ...documents.flatMap((document, index): Fault[] => [
      ...(taken.has(document.id)
        ? [{ path: ['documents', index, 'id'], say: 'offices.definition.documentTaken' } as const]
        : []),
      ...unknown(
        document.services ?? [],
        catalogue.services,
        ['documents', index, 'services'],
        'offices.definition.noSuchService',
      ),
      ...unknown(
        document.purposes ?? [],
        catalogue.purposes,
        ['documents', index, 'purposes'],
        'offices.definition.noSuchPurpose',
      ),
    ]),
  ]
}

function releaseFaults({ release }: OfficeDefinition): Fault[] {
  const one = (release.weekdays === undefined) !== (release.monthDays === undefined)
  return one ? [] : [{ path: ['release'], say: 'offices.definition.releaseDays' }]
}

function freedSeatsFaults({ booking: { freedSeatsReturn: rule } }: OfficeDefinition): Fault[] {
  if (!rule || rule.minMinutes <= rule.maxMinutes) return []
  const path = ['booking', 'freedSeatsReturn', 'maxMinutes']
  return [{ path, say: 'offices.definition.freedSeatsOrder', values: { min: rule.minMinutes } }]
}

function templateFaults(definition: OfficeDefinition, template: Template, path: Path): Fault[] {
  return [
    ...sitesNamed(definition, [template.site], path).map((fault) => ({ ...fault, path: [...path, 'site'] })),
    ...(template.channel === 'partner'
      ? [{ path: [...path, 'channel'], say: 'offices.definition.partnerShare' } as const]
      : []),
    ...rangeFaults(template, path),
    ...weekFaults(template.week, [...path, 'week']),
  ]
}

function exceptionFaults(definition: OfficeDefinition, exception: DayException, path: Path): Fault[] {
  const empty = exception.hours === undefined && exception.counters === undefined
  const faults: Fault[] = [
    ...sitesNamed(definition, exception.sites, [...path, 'sites']),
    ...dateFaults(exception.date, [...path, 'date']),
    ...spanFaults(exception.hours ?? [], [...path, 'hours']),
  ]
  if (exception.kind === 'closed' && !empty) faults.push({ path, say: 'offices.definition.exceptionClosed' })
  if (exception.kind !== 'closed' && exception.fromHour !== undefined) {
    faults.push({ path: [...path, 'fromHour'], say: 'offices.definition.exceptionFromHour' })
  }
  if (exception.kind !== 'closed' && empty) faults.push({ path, say: 'offices.definition.exceptionEmpty' })
  return faults
}

function holidayFaults({ confirmedHolidays = [], workedHolidays = [] }: OfficeDefinition): Fault[] {
  return [
    ...confirmedHolidays.flatMap((day, index) => dateFaults(day, ['confirmedHolidays', index])),
    ...workedHolidays.flatMap((day, index): Fault[] => [
      ...dateFaults(day, ['workedHolidays', index]),
      ...(confirmedHolidays.includes(day)
        ? [{ path: ['workedHolidays', index], say: 'offices.definition.holidayBoth' } as const]
        : []),
    ]),
  ]
}

function sitesNamed({ sites }: OfficeDefinition, named: readonly string[] | undefined, path: Path): Fault[] {
  return unknown(named ?? [], sites, path, 'offices.definition.noSuchSite')
}

function dateFaults(text: string, path: Path): Fault[] {
  return isRealDate(text) ? [] : [{ path, say: 'offices.definition.noSuchDate' }]
}

/** Of text as YYYY-MM-DD: whether the calendar has this day. */
export function isRealDate(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number)
  const last = Temporal.PlainYearMonth.from({ year: year!, month: Math.min(Math.max(month!, 1), 12) }).daysInMonth
  return month! >= 1 && month! <= 12 && day! >= 1 && day! <= last
}

/** ISO dates compare as text. */
function rangeFaults({ from, to }: { from?: string; to?: string }, path: Path): Fault[] {
  const faults = [
    ...(from ? dateFaults(from, [...path, 'from']) : []),
    ...(to ? dateFaults(to, [...path, 'to']) : []),
  ]
  if (from && to && to < from) {
    faults.push({ path: [...path, 'to'], say: 'offices.definition.dateOrder', values: { from } })
  }
  return faults
}

function weekFaults(week: Week, path: Path): Fault[] {
  return Object.entries(week).flatMap(([weekday, spans]) => spanFaults(spans ?? [], [...path, weekday]))
}

function spanFaults(spans: readonly string[], path: Path): Fault[] {
  return spans.flatMap((span, index): Fault[] => {
    const [start, end] = endsOf(span)
    const [, endBefore = '00:00'] = index > 0 ? endsOf(spans[index - 1]!) : []
    if (end <= start) return [{ path: [...path, index], say: 'offices.definition.spanOrder' }]
    if (start < endBefore) {
      return [{ path: [...path, index], say: 'offices.definition.spanOverlap', values: { end: endBefore } }]
    }
    return []
  })
}

/** Start and end of "HH:MM-HH:MM"; they compare as text. */
function endsOf(span: string): [start: string, end: string] {
  return [span.slice(0, 5), span.slice(6)]
}

function sameTwice<T>(
  entries: readonly T[],
  same: (a: T, b: T) => boolean,
  name: string,
  say: Fault['say'],
): Fault[] {
  return entries.flatMap((entry, index): Fault[] => {
    const other = entries.findIndex((earlier, place) => place < index && same(earlier, entry))
    return other < 0 ? [] : [{ path: [name, index], say, values: { other } }]
  })
}

interface Range {
  from?: string
  to?: string
}

function rangesMeet(a: Range, b: Range): boolean {
  return (a.from ?? '') <= (b.to ?? '9999-99-99') && (b.from ?? '') <= (a.to ?? '9999-99-99')
}

function sitesMeet(a: { sites?: string[] }, b: { sites?: string[] }): boolean {
  return !a.sites || !b.sites || a.sites.some((site) => b.sites!.includes(site))
}

function weeksMeet(a: Week, b: Week): boolean {
  return Object.entries(a).some(([weekday, spans]) => {
    const others = b[weekday as keyof Week] ?? []
    return (spans ?? []).some((one) =>
      others.some((other) => endsOf(one)[0] < endsOf(other)[1] && endsOf(other)[0] < endsOf(one)[1]),
    )
  })
}

/** Two templates may share a site and channel as long as no hour of theirs is the same. */
function sameTemplate(a: Template, b: Template): boolean {
  return a.site === b.site && a.channel === b.channel && rangesMeet(a, b) && weeksMeet(a.week, b.week)
}

function sameSeason(a: Season, b: Season): boolean {
  return rangesMeet(a, b) && sitesMeet(a, b)
}

/** A day's own hours and its closing are two things: one of each may stand. */
function sameException(a: DayException, b: DayException): boolean {
  return a.date === b.date && (a.kind === 'closed') === (b.kind === 'closed') && sitesMeet(a, b)
}

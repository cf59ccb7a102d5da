import assert from 'node:assert/strict'
import { translator } from '../platform/i18n/index.ts'
import type { MessageKey } from '../platform/i18n/index.ts'
import type { Catalogue, Fee } from './catalogue.ts'
import { type OfficeDefinition, type Week, weekdays } from './definition.ts'
import type { ListedOffice, OfferedService } from './office.ts'
import type { Texts } from './shapes.ts'

/** A paper to bring. `note` is always shown with the name: it may say that the paper is not certain. */
export interface NeededDocument {
  id: string
  name: Texts
  note?: Texts
  /** Asked for with these purposes only; absent: with every purpose. */
  purposes?: string[]
}

interface DocumentsQuestion {
  service: string
  /** Absent: the papers of every purpose, each saying which it is for. */
  purpose?: string
}

/**
 * Papers for one service and purpose: the catalogue's in its order, then the office's own.
 * The age is in the service. What is not confirmed carries its remark in `note`, so that
 * nobody shows it as fact. Throws AssertionError on a service or purpose that the
 * catalogue does not have: callers check what people send first.
 */
export function documentsFor(
  catalogue: Catalogue,
  definition: OfficeDefinition | null,
  { service: serviceId, purpose }: DocumentsQuestion,
): NeededDocument[] {
  const service = catalogue.services.find(({ id }) => id === serviceId)
  assert(service, `the catalogue has no service ${serviceId}`)
  assert(!purpose || catalogue.purposes.some(({ id }) => id === purpose), `the catalogue has no purpose ${purpose}`)
  const national = service.documents.map(({ document: id, purposes }): NeededDocument => {
    const document = catalogue.documents.find((one) => one.id === id)
    assert(document, `the catalogue has no document ${id}`)
    return needed({ id, name: document.name, note: joined(document.note, document.unverified), purposes })
  })
  const own = (definition?.documents ?? [])
    .filter(({ services }) => !services || services.includes(serviceId))
    .map(({ id, name, note, purposes }) => needed({ id, name, note, purposes }))
  return [...national, ...own].filter(({ purposes }) => !purpose || !purposes || purposes.includes(purpose))
}

/** Official fees of a service, in the catalogue's order. Which one is paid is chosen when paying. */
export function feesOf(catalogue: Catalogue, serviceId: string): Fee[] {
  const service = catalogue.services.find(({ id }) => id === serviceId)
  assert(service, `the catalogue has no service ${serviceId}`)
  return service.fees.map((feeId) => {
    const fee = catalogue.fees.find(({ id }) => id === feeId)
    assert(fee, `the catalogue has no fee ${feeId}`)
    return fee
  })
}

/**
 * What an office gives, bookable services first, else in the catalogue's order. An office
 * that is not on the system gives them all, none of them bookable, and says what to do.
 */
export function servicesOf(
  catalogue: Catalogue,
  office: ListedOffice & { bookable: boolean; definition: OfficeDefinition | null },
): OfferedService[] {
  const sites = office.definition?.sites ?? []
  const instead = office.bookable ? undefined : said(insteadKey(office))
  const offered = catalogue.services.flatMap((service): OfferedService[] => {
    const siteIds = sites.filter(({ services }) => services.includes(service.id)).map(({ id }) => id)
    if (office.bookable && siteIds.length === 0) return []
    if (service.bookable && instead) return [{ ...service, bookable: false, reason: instead, siteIds }]
    return [{ ...service, siteIds }]
  })
  return [...offered.filter(({ bookable }) => bookable), ...offered.filter(({ bookable }) => !bookable)]
}

/** Approved in Nov 2025, opening not verified: so the list's own source says. */
export function isApprovedOnly({ source }: Pick<ListedOffice, 'source'>): boolean {
  return source.startsWith('approved ')
}

/** What to say of an office that is not on the system. */
export function insteadKey(office: Pick<ListedOffice, 'source'>): MessageKey {
  return isApprovedOnly(office) ? 'offices.api.approvedOnly' : 'offices.api.notOnSystem'
}

export interface OpeningHours {
  siteId: string
  weekdays: (typeof weekdays)[number][]
  /** "HH:MM-HH:MM", local time, in order; between two lies the break. */
  spans: string[]
}

/**
 * Hours in which people with a turn are received in an ordinary week, as templates in
 * force on `on` say; days with equal hours stand together, closed ones are left out. Seasons
 * and exceptions are not in it: the calendar of seats shows those day by day.
 */
export function openingHours({ sites, templates }: OfficeDefinition, on: Temporal.PlainDate): OpeningHours[] {
  const today = on.toString()
  return sites.flatMap(({ id: siteId }) => {
    const weeks = templates
      .filter(({ site, channel }) => site === siteId && channel === 'online')
      .filter(({ from = today, to = today }) => from <= today && today <= to)
      .map(({ week }) => week)
    return grouped(siteId, weeks)
  })
}

function grouped(siteId: string, weeks: readonly Week[]): OpeningHours[] {
  const groups = new Map<string, OpeningHours>()
  for (const weekday of weekdays) {
    const spans = [...new Set(weeks.flatMap((week) => week[weekday] ?? []))].toSorted()
    if (spans.length === 0) continue
    const key = spans.join()
    const group = groups.get(key) ?? { siteId, weekdays: [], spans }
    group.weekdays.push(weekday)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function needed({ id, name, note, purposes }: NeededDocument): NeededDocument {
  return { id, name, ...(note && { note }), ...(purposes && { purposes }) }
}

function joined(first: Texts | undefined, second: Texts | undefined): Texts | undefined {
  return first && second ? { id: `${first.id} ${second.id}`, en: `${first.en} ${second.en}` } : (first ?? second)
}

function said(key: MessageKey): Texts {
  return { id: translator('id')(key), en: translator('en')(key) }
}

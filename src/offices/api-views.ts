import type { Static } from 'typebox'
import type { Locale } from '../platform/i18n/index.ts'
import { translator } from '../platform/i18n/index.ts'
import type { officeAnswer, officesAnswer, servicesAnswer } from './api-shapes.ts'
import type { Catalogue } from './catalogue.ts'
import type { Office, OfferedService } from './office.ts'
import { documentsFor, feesOf, insteadKey, openingHours } from './rules.ts'
import { type Texts, wordsIn } from './shapes.ts'

type Listed = Static<typeof officesAnswer>['offices'][number]

export function listedView(office: Office, distanceKm?: number): Listed {
  return {
    id: office.officeId,
    name: office.name,
    class: office.class,
    province: office.province,
    timeZone: office.timeZone,
    bookable: office.bookable,
    ...(distanceKm !== undefined && { distanceKm: Math.round(distanceKm * 10) / 10 }),
  }
}

/** An office as the API says it; `on` is the day whose hours are in force. */
export function officeView(office: Office, locale: Locale, on: Temporal.PlainDate): Static<typeof officeAnswer> {
  const { definition } = office
  return {
    ...listedView(office),
    ...(!office.bookable && { instead: translator(locale)(insteadKey(office)) }),
    source: definition ? wordsIn(definition.source, locale) : office.source,
    town: office.town,
    ...(definition?.phone && { phone: definition.phone }),
    ...(definition && { directVisit: definition.directVisit[locale] }),
    workingArea: definition?.workingArea ?? [],
    ...optional('workingAreaNote', definition?.workingAreaNote, locale),
    sites: definition?.sites ?? [],
    hours: definition
      ? openingHours(definition, on).map(({ siteId, weekdays, spans }) => ({ site: siteId, weekdays, spans }))
      : [],
  }
}

export function servicesView(
  catalogue: Catalogue,
  office: Office,
  { locale, purpose }: { locale: Locale; purpose?: string },
): Static<typeof servicesAnswer> {
  const documentsOf = ({ id: service }: OfferedService) =>
    documentsFor(catalogue, office.definition, { service, ...(purpose !== undefined && { purpose }) })
  return {
    services: office.services.map((service) => ({
      id: service.id,
      name: service.name[locale],
      kind: service.kind,
      age: service.age,
      who: service.who[locale],
      bookable: service.bookable,
      ...optional('reason', service.reason, locale),
      minutes: service.minutes,
      sites: service.siteIds,
      documents: documentsOf(service).map(({ id, name, note, purposes }) => ({
        id,
        name: name[locale],
        ...optional('note', note, locale),
        ...(purposes && { purposes }),
      })),
      fees: feesOf(catalogue, service.id).map((fee) => ({ ...fee, name: fee.name[locale] })),
    })),
    purposes: catalogue.purposes.map(({ id, name }) => ({ id, name: name[locale] })),
  }
}

function optional<K extends string>(key: K, texts: Texts | undefined, locale: Locale): { [P in K]?: string } {
  return texts ? ({ [key]: texts[locale] } as { [P in K]: string }) : {}
}

import type { Locale } from '../../platform/i18n/index.ts'
import type { View } from '../../web/index.ts'
import type { Catalogue } from '../catalogue.ts'
import type { OfficeDefinition, Site } from '../definition.ts'
import type { Office } from '../office.ts'
import { insteadKey, openingHours } from '../rules.ts'
import { feesShown } from './fees.ts'
import { mapHref } from './map.ts'
import type { OfficeFacts, OfficeNotYetProps, OfficePageProps, SiteFacts } from './office.tsx'

function listedFacts({ officeId: id, name, class: kind, province, timeZone, definition, source }: Office): OfficeFacts {
  return { id, name, class: kind, province, timeZone, source: definition?.source ?? source }
}

/** What the page of a listed office says. */
export function notYetFacts(office: Office, { t }: View): Pick<OfficeNotYetProps, 'office' | 'instead'> {
  return { office: listedFacts(office), instead: t(insteadKey(office)) }
}

interface Needs {
  office: Office
  definition: OfficeDefinition
  catalogue: Catalogue
  /** The day whose opening hours are in force. */
  today: Temporal.PlainDate
  locale: Locale
}

/** What the page of an office says beside its free seats. */
export function officeFacts(
  { office, definition, catalogue, today, locale }: Needs,
): Omit<OfficePageProps, 'view' | 'days' | 'firstFree' | 'nearby'> {
  const bookable = office.services.filter((service) => service.bookable)
  const hours = openingHours(definition, today)
  return {
    office: listedFacts(office),
    phone: definition.phone,
    sites: definition.sites.map((site) => siteFacts(site, hours.filter(({ siteId }) => siteId === site.id))),
    services: bookable.map(({ name }) => name[locale]),
    notBookable: office.services
      .filter((service) => !service.bookable)
      .map(({ name, reason }) => ({ name: name[locale], reason: reason?.[locale] ?? '' })),
    directVisit: definition.directVisit[locale],
    workingArea: definition.workingArea.map(({ name }) => name),
    workingAreaNote: definition.workingAreaNote?.[locale],
    ...feesShown(catalogue, bookable.map(({ id }) => id), locale),
  }
}

function siteFacts(site: Site, hours: SiteFacts['hours']): SiteFacts {
  const { id, name, address, coordinateSource } = site
  return { id, name, address, hours, mapHref: mapHref(site), mapIsTown: /not the building/i.test(coordinateSource) }
}

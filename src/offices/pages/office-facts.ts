import { type Locale, type Translate, translator } from '../../platform/i18n/index.ts'
import type { View } from '../../web/index.ts'
import type { Catalogue } from '../catalogue.ts'
import type { OfficeDefinition, Site } from '../definition.ts'
import type { Office } from '../office.ts'
import { insteadKey, isApprovedOnly, openingHours } from '../rules.ts'
import { wordsIn } from '../shapes.ts'
import { feesShown } from './fees.ts'
import { mapHref } from './map.ts'
import type { OfficeFacts, OfficeNotYetProps, OfficePageProps, SiteFacts } from './office.tsx'

function listedFacts(office: Office, t: Translate): OfficeFacts {
  const { officeId: id, name, class: kind, province, timeZone, definition } = office
  const listing = isApprovedOnly(office) ? 'offices.pages.office.fromApproval' : 'offices.pages.office.fromList'
  const source = definition ? wordsIn(definition.source, t.locale) : t(listing)
  return { id, name, class: kind, province, timeZone, source }
}

/** What the page of a listed office says. */
export function notYetFacts(office: Office, { t }: View): Pick<OfficeNotYetProps, 'office' | 'instead'> {
  return { office: listedFacts(office, t), instead: t(insteadKey(office)) }
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
): Omit<OfficePageProps, 'view' | 'days' | 'firstFree' | 'todayPart' | 'nearby'> {
  const bookable = office.services.filter((service) => service.bookable)
  const hours = openingHours(definition, today)
  return {
    office: listedFacts(office, translator(locale)),
    phone: definition.phone,
    sites: definition.sites.map((site) => siteFacts(site, hours.filter(({ siteId }) => siteId === site.id))),
    services: [...new Set(bookable.map(({ name, short = name }) => short[locale]))],
    notBookable: office.services
      .filter((service) => !service.bookable)
      .map(({ name, reason }) => whyNot(name[locale], reason?.[locale])),
    directVisit: definition.directVisit[locale],
    workingArea: definition.workingArea.map(({ name }) => name),
    workingAreaNote: definition.workingAreaNote?.[locale],
    ...feesShown(catalogue, bookable.map(({ id }) => id), locale),
  }
}

/** The reason alone where it names the service itself. */
function whyNot(service: string, reason = ''): string {
  return reason.toLowerCase().includes(service.toLowerCase()) ? reason : `${service}: ${reason}`
}

function siteFacts(site: Site, hours: SiteFacts['hours']): SiteFacts {
  const { id, name, address, coordinateSource } = site
  return { id, name, address, hours, mapHref: mapHref(site), mapIsTown: /not the building/i.test(coordinateSource) }
}

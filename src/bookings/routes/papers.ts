import { type Catalogue, documentsFor, type Office } from '../../offices/index.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import type { PersonPapers } from '../pages/papers-section.tsx'

interface Applicant {
  name: string
  serviceId: string
  purposeId: string
}

/** What each person comes for and brings, in the page's language. */
export function papersOf(
  { catalogue, office, locale }: { catalogue: Catalogue; office: Office; locale: Locale },
  people: readonly Applicant[],
): PersonPapers[] {
  return people.map(({ name, serviceId: service, purposeId: purpose }) => ({
    name,
    service: serviceName(catalogue, service, locale),
    papers: documentsFor(catalogue, office.definition, { service, purpose }).map((paper) => ({
      name: paper.name[locale],
      ...(paper.note && { note: paper.note[locale] }),
    })),
  }))
}

export function serviceName(catalogue: Catalogue, serviceId: string, locale: Locale): string {
  return catalogue.services.find(({ id }) => id === serviceId)?.name[locale] ?? serviceId
}

export function purposeName(catalogue: Catalogue, purposeId: string, locale: Locale): string {
  return catalogue.purposes.find(({ id }) => id === purposeId)?.name[locale] ?? purposeId
}

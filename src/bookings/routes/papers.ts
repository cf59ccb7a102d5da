import { type Catalogue, documentsFor, feesOf, type Office } from '../../offices/index.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import type { PapersSectionProps, PersonPapers } from '../pages/papers-section.tsx'

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

/** The official fees of all these services, each once, in the catalogue's order, and where they are from. */
export function feesFor(
  catalogue: Catalogue,
  serviceIds: Iterable<string>,
  locale: Locale,
): Pick<PapersSectionProps, 'fees' | 'feeSource'> {
  const wanted = new Set([...new Set(serviceIds)].flatMap((service) => feesOf(catalogue, service)))
  const fees = catalogue.fees.filter((fee) => wanted.has(fee))
  return {
    fees: fees.map((fee) => ({ name: fee.name[locale], rupiah: fee.amountIdr })),
    feeSource: [...new Set(fees.map(({ source }) => source))].join(', '),
  }
}

export function serviceName(catalogue: Catalogue, serviceId: string, locale: Locale): string {
  return catalogue.services.find(({ id }) => id === serviceId)?.name[locale] ?? serviceId
}

export function purposeName(catalogue: Catalogue, purposeId: string, locale: Locale): string {
  return catalogue.purposes.find(({ id }) => id === purposeId)?.name[locale] ?? purposeId
}

import type { Locale } from '../../platform/i18n/index.ts'
import type { Fee } from '../../web/index.ts'
import type { Catalogue } from '../catalogue.ts'
import { feesOf } from '../rules.ts'

/** The official fees of all these services, each once, in the catalogue's order, and where they are from. */
export function feesShown(
  catalogue: Catalogue,
  serviceIds: Iterable<string>,
  locale: Locale,
): { fees: Fee[]; feeSource: string } {
  const wanted = new Set([...new Set(serviceIds)].flatMap((service) => feesOf(catalogue, service)))
  const fees = catalogue.fees.filter((fee) => wanted.has(fee))
  return {
    fees: fees.map(({ name, amountIdr }) => ({ name: name[locale], rupiah: amountIdr })),
    feeSource: [...new Set(fees.map(({ source }) => source))].join(', '),
  }
}

import type { Catalogue } from '../offices/index.ts'
import type { Translate } from '../platform/i18n/index.ts'
import { serviceName } from './routes/papers.ts'

/** One service by its name; of several their kinds: "Paspor baru dan penggantian paspor". */
export function servicesText(catalogue: Catalogue, t: Translate, serviceIds: readonly string[]): string {
  const ids = new Set(serviceIds)
  if (ids.size === 1) return serviceName(catalogue, [...ids][0]!, t.locale)
  const kinds = new Set(catalogue.services.filter(({ id }) => ids.has(id)).map(({ kind }) => kind))
  const words = [...kinds].map((kind) => t(`bookings.pages.ticket.kinds.${kind}`))
  const text = new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(words)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

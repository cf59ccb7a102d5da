import { shortName } from '../../people/index.ts'
import type { View } from '../../web/index.ts'

/** "Siti Aminah dan Ahmad Fauzi"; of more than two the first and how many others. */
export function whoText({ t, locale }: View, names: readonly string[]): string {
  if (names.length > 2) return t('bookings.pages.andOthers', { name: names[0]!, count: names.length - 1 })
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
}

/** For eyes beside the owner's: "Siti A. dan 1 orang". */
export function shortWhoText({ t }: View, names: readonly string[]): string {
  const name = shortName(names[0] ?? '')
  return names.length > 1 ? t('bookings.pages.shortAndOthers', { name, count: names.length - 1 }) : name
}

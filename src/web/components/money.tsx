import type { Locale } from '../../platform/i18n/index.ts'
import { rupiah } from '../money.ts'

/** An amount that never breaks over two lines. */
export function Money({ locale, amount }: { locale: Locale; amount: number }) {
  return <span class="nw">{rupiah(locale, amount)}</span>
}

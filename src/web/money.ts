import type { Locale } from '../platform/i18n/index.ts'

const formats: Record<Locale, Intl.NumberFormat> = {
  id: new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 }),
}

/** Whole rupiah as people write them: "Rp350.000"; English "Rp350,000". */
export function rupiah(locale: Locale, amount: number): string {
  return `Rp${formats[locale].format(amount)}`
}

/** A count as people write it: "2.653"; English "2,653". */
export function whole(locale: Locale, count: number): string {
  return formats[locale].format(count)
}

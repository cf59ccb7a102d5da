/**
 * The NIK (nomor induk kependudukan): 16 digits without a check digit.
 *   1-2   province, 3-4 regency, 5-6 district, of the first registration
 *   7-12  birth date DDMMYY; for women 40 is added to the day
 *   13-16 serial of that day and district, from 0001
 * It never changes, even when its region is abolished or its birth date proves wrong:
 * so an odd region only warns, and a date that cannot be is asked about once more.
 */
export const NIK_DIGITS = 16

/** Codes of the 38 provinces (Permendagri 72/2019 with the Papua provinces of 2022). */
const provinces = new Set([
  ...[11, 12, 13, 14, 15, 16, 17, 18, 19, 21],
  ...[31, 32, 33, 34, 35, 36],
  ...[51, 52, 53],
  ...[61, 62, 63, 64, 65],
  ...[71, 72, 73, 74, 75, 76],
  ...[81, 82],
  ...[91, 92, 93, 94, 95, 96, 97],
])

export type NikFault =
  | { fault: 'missing' }
  | { fault: 'not-digits' }
  | { fault: 'too-short' | 'too-long'; digits: number }
  | { fault: 'impossible' }

export type NikReading =
  | { ok: true; nik: string; unusualRegion: boolean; impossibleDate: boolean }
  | ({ ok: false } & NikFault)

/** Blanks, hyphens and dots between the digits are forgiven, as people copy it in groups. */
function withoutGrouping(typed: string): string {
  return typed.replaceAll(/[\s.\-\u2010-\u2015\u00a0\u202f]/gu, '')
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether DDMMYY can be a birth date in any century; 29 February needs a leap year. */
function dateCanBe(nik: string): boolean {
  const written = Number(nik.slice(6, 8))
  const day = written % 40
  const month = Number(nik.slice(8, 10))
  if (written > 71 || day === 0) return false
  // Of 1900 and 2000 one was a leap year: no two digits of a year divisible by 4 are without one.
  if (month === 2 && day === 29) return Number(nik.slice(10, 12)) % 4 === 0
  return day <= (daysOfMonth[month - 1] ?? 0)
}

/**
 * Reads a NIK as typed. An impossible date or a serial of 0000 is refused with
 * `impossible`, unless the person has said that the card shows it so (`asPrinted`).
 */
export function readNik(typed: string, { asPrinted = false } = {}): NikReading {
  const nik = withoutGrouping(typed)
  if (nik === '') return { ok: false, fault: 'missing' }
  if (!/^[0-9]+$/.test(nik)) return { ok: false, fault: 'not-digits' }
  if (nik.length !== NIK_DIGITS) {
    return { ok: false, fault: nik.length < NIK_DIGITS ? 'too-short' : 'too-long', digits: nik.length }
  }
  const impossibleDate = !dateCanBe(nik) || nik.endsWith('0000')
  if (impossibleDate && !asPrinted) return { ok: false, fault: 'impossible' }
  return { ok: true, nik, unusualRegion: !provinces.has(Number(nik.slice(0, 2))), impossibleDate }
}

/** In fours, as it stands on the card: "3307 0145 0690 0003". */
export function groupNik(nik: string): string {
  return nik.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

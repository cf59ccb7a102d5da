/** Made-up matter for the gallery and its tests: the end of November 2026 in Wonosobo. */
import type { CalendarDay } from './components/calendar-days.ts'
import type { HourChoice } from './components/hour-list.tsx'
import type { Fee, Paper } from './components/papers.tsx'
import type { TicketFacts } from './components/ticket.tsx'
import { qrSvg } from './qr.ts'

const timeZone = 'Asia/Jakarta'

export const sampleStart = Temporal.ZonedDateTime.from(`2026-11-30T08:30[${timeZone}]`)
export const sampleArrival = sampleStart.subtract({ minutes: 15 })
export const sampleUntil = Temporal.ZonedDateTime.from(`2026-11-29T16:00[${timeZone}]`)

/** f free, w few, x full, c closed each week, n holiday, l collective leave, u unreleased. */
const marks = 'xxwccfffwwccfffxwccfffffccffwlnccuuuu'
const opensAt = Temporal.ZonedDateTime.from(`2026-11-30T09:00[${timeZone}]`)

function dayOf(mark: string, date: Temporal.PlainDate): CalendarDay {
  switch (mark) {
    case 'f': return { date, state: 'free', hoursFree: 9 }
    case 'w': return { date, state: 'few', hoursFree: 2 }
    case 'x': return { date, state: 'full' }
    case 'n': return { date, state: 'closed', closedAs: 'national', reason: 'libur nasional Hari Natal' }
    case 'l': return { date, state: 'closed', closedAs: 'collectiveLeave', reason: 'cuti bersama Natal' }
    case 'u': return { date, state: 'unreleased', opensAt }
    default: return { date, state: 'closed' }
  }
}

const firstDay = Temporal.PlainDate.from('2026-11-25')

export const sampleDays: CalendarDay[] = Array.from(marks, (mark, index) => dayOf(mark, firstDay.add({ days: index })))

export const sampleDaysFull: CalendarDay[] = sampleDays.map((day) =>
  day.state === 'free' || day.state === 'few' ? { date: day.date, state: 'full' } : day,
)

const hours = [
  ['08:00', 0], ['08:30', 6], ['09:00', 2], ['09:30', 0], ['10:00', 8], ['10:30', 8],
  ['11:00', 1], ['11:30', 7], ['13:00', 8], ['13:30', 8], ['14:00', 3],
] as const

export const sampleHours: HourChoice[] = hours.map(([time, left]) => {
  const start = sampleStart.withPlainTime(time)
  const state = left < 2 ? 'full' : left < 5 ? 'few' : 'free'
  return { slot: `9${time.replace(':', '')}`, start, end: start.add({ minutes: 30 }), left, state }
})

export const sampleTicket: TicketFacts = {
  state: 'booked',
  place: 'Wonosobo',
  start: sampleStart,
  code: 'WSB-7K4-M2PX',
  forWhom: 'Siti A. dan 1 orang',
  services: 'Paspor baru dan penggantian',
  qr: qrSvg('1WSB7K4M2PX'.padEnd(130, '7'), 'Kode QR tiket WSB-7K4-M2PX'),
}

export const samplePapers: Record<'new' | 'replacement', Paper[]> = {
  new: [
    { name: 'KTP elektronik' },
    { name: 'Kartu Keluarga (KK)' },
    { name: 'Akta kelahiran, buku nikah, atau ijazah', note: 'Cukup salah satu.' },
    { name: 'Surat dari biro perjalanan umrah', note: 'Diminta di sebagian kantor. Bawalah bila sudah ada.' },
  ],
  replacement: [{ name: 'KTP elektronik' }, { name: 'Paspor lama' }],
}

export const sampleFees: Fee[] = [
  { name: 'Paspor biasa 5 tahun', rupiah: 350_000 },
  { name: 'Paspor biasa 10 tahun', rupiah: 650_000 },
  { name: 'Paspor elektronik 5 tahun', rupiah: 650_000 },
  { name: 'Paspor elektronik 10 tahun', rupiah: 950_000 },
]

const adult = 'Dewasa: 17 tahun ke atas, atau sudah menikah'
const child = 'Anak: di bawah 17 tahun, belum menikah'
export const sampleServices = [
  { value: 'new-adult', label: 'Paspor baru', group: adult },
  { value: 'replace-expired-adult', label: 'Ganti, masa berlaku habis', group: adult },
  { value: 'replace-full-adult', label: 'Ganti, halaman penuh', group: adult },
  { value: 'new-child', label: 'Paspor baru', group: child },
  { value: 'replace-expired-child', label: 'Ganti, masa berlaku habis', group: child },
  { value: 'replace-full-child', label: 'Ganti, halaman penuh', group: child },
]

export const samplePurposes = [
  { value: 'umrah', label: 'Umrah' },
  { value: 'tourism', label: 'Wisata' },
  { value: 'work', label: 'Bekerja' },
]

/** Made-up matter for the gallery and its tests: 09.18 on 30 November 2026 in Wonosobo, as in a busy hour. */
import type { Locale } from '../../platform/i18n/index.ts'
import type { CounterAnswer, FloorAnswer, VisitAnswer, VisitPeopleAnswer } from '../wire.ts'

const at = (hour: string): string => `2026-11-30T${hour}${hour.length === 5 ? ':00' : ''}+07:00`

export const sampleNow = at('09:18')

const stages = [
  { id: 'verification', name: 'Verifikasi', minutes: 6 },
  { id: 'interview', name: 'Wawancara', minutes: 9 },
]

const newPassport = { id: 'Paspor baru', en: 'New passport' }
const replacement = { id: 'Ganti paspor', en: 'Replacement' }

type Row = [number: string, arrived: string, people: number, mark: NonNullable<VisitAnswer['whyMark']>, why: Why]
type Why = Record<Locale, string>

const appointment = (hour: string): Why => ({ id: `Janji ${hour.replace(':', '.')}`, en: `Appointment ${hour}` })
const priority = (id: string, en: string): Why => ({
  id: `Prioritas: ${id} (1 setelah 2)`,
  en: `Priority: ${en} (1 after 2)`,
})

const rows: Row[] = [
  ['A-018', '08:16', 1, 'appointment', appointment('08:30')],
  ['B-007', '08:51', 1, 'priority', priority('lansia', 'elderly')],
  ['A-019', '08:22', 2, 'appointment', appointment('08:30')],
  ['A-012', '08:41', 1, 'late', {
    id: 'Terlambat 41 menit, setelah janji 08.30',
    en: '41 minutes late, after appointment 08:30',
  }],
  ['B-008', '08:57', 1, 'priority', priority('ibu hamil', 'pregnant')],
  ['A-020', '08:44', 1, 'appointment', appointment('09:00')],
  ['A-021', '08:46', 3, 'appointment', {
    id: 'Janji 09.00, datang bersama',
    en: 'Appointment 09:00, coming together',
  }],
  ['C-003', '08:35', 1, 'walk-in', { id: 'Datang langsung, mengisi tempat kosong', en: 'Walk-in, fills a gap' }],
  ['A-022', '08:50', 1, 'appointment', appointment('09:00')],
  ['B-009', '09:05', 1, 'priority', priority('disabilitas', 'disability')],
  ['A-023', '08:58', 1, 'appointment', appointment('09:00')],
]

const idOf = (number: string): string => `00000000-0000-7000-8000-00000000${number.replace(/\W/g, '').padStart(4, '0')}`

function waiting([number, arrived, people, whyMark, why]: Row, index: number, locale: Locale): VisitAnswer {
  const kind = { A: 'appointment', B: 'priority', C: 'walk-in' } as const
  return {
    id: idOf(number),
    number,
    kind: kind[number[0] as 'A' | 'B' | 'C'],
    people,
    state: 'waiting',
    stage: 'interview',
    arrivedAt: at(arrived),
    lateMinutes: whyMark === 'late' ? 41 : 0,
    calls: 0,
    place: index + 1,
    why: why[locale],
    whyMark,
    services: (index % 3 === 0 ? newPassport : replacement)[locale],
  }
}

interface AtCounter {
  number: string
  counter: string
  people?: number
  /** Not started yet: how often it was called. */
  calls?: number
  since: string
}

function served({ number, counter, people = 1, calls, since }: AtCounter, locale: Locale): VisitAnswer {
  return {
    id: idOf(number),
    number,
    kind: number.startsWith('B') ? 'priority' : 'appointment',
    people,
    state: calls ? 'called' : 'serving',
    stage: 'interview',
    appointment: at('08:30'),
    arrivedAt: at('08:14'),
    lateMinutes: 0,
    counter,
    calls: calls ?? 1,
    calledAt: at(calls ? since : '09:14'),
    ...(!calls && { startedAt: at(since) }),
    services: newPassport[locale],
  }
}

interface Desk {
  staff?: string
  visit?: string
  mean?: number
  served?: number
}

function counter(name: string, state: CounterAnswer['state'], { staff, visit, mean, served = 4 }: Desk): CounterAnswer {
  return {
    id: `loket-${name}`,
    name,
    state,
    stages: state === 'closed' ? [] : ['interview'],
    stagesMay: stages.map(({ id }) => id),
    ...(staff && { staffName: staff }),
    ...(visit && { visit: idOf(visit) }),
    silent: false,
    served: staff ? served : 0,
    ...(mean !== undefined && { meanMinutes: mean }),
    recent: [],
  }
}

const hour = (start: string, seats: number, present: number, finished: number) => ({
  start: at(start),
  seats,
  present,
  finished,
})

const alerts: Record<Locale, FloorAnswer['alerts']> = {
  id: [
    {
      kind: 'counter-long',
      text: 'Loket 4 sudah 14 menit',
      detail: 'A-015, 1 orang. Biasanya 9 menit.',
      counter: 'loket-4',
    },
    {
      kind: 'appointments-behind',
      text: 'Janji 09.00 mundur 20 menit',
      detail: 'Loket 6 dibuka sampai 11.00 cukup untuk mengejar.',
      counter: 'loket-6',
    },
    {
      kind: 'late-waiting',
      text: 'A-012 menunggu 37 menit setelah terlambat',
      detail: 'Aturan: setelah semua janji 08.30. Dua orang lagi.',
    },
  ],
  en: [
    {
      kind: 'counter-long',
      text: 'Counter 4: 14 minutes already',
      detail: 'A-015, 1 person. Usually 9 minutes.',
      counter: 'loket-4',
    },
    {
      kind: 'appointments-behind',
      text: '09:00 appointments are 20 minutes behind',
      detail: 'Opening counter 6 until 11:00 is enough to catch up.',
      counter: 'loket-6',
    },
  ],
}

export function sampleFloor(locale: Locale): FloorAnswer {
  const id = locale === 'id'
  return {
    office: 'wonosobo',
    site: 'kantor',
    day: '2026-11-30',
    timeZone: 'Asia/Jakarta',
    version: 412,
    now: sampleNow,
    stages,
    notices: [],
    counters: [
      counter('1', 'open', { staff: 'Dewi Lestari', visit: 'A-016', served: 5, mean: 8 }),
      { ...counter('2', 'paused', { staff: 'Agus Salim', mean: 9 }), pausedUntil: at('09:30') },
      {
        ...counter('3', 'open', { staff: 'Rina Wulandari', visit: 'A-017', mean: 9 }),
        recent: [
          { visit: idOf('A-014'), number: 'A-014', what: id ? 'selesai' : 'done', at: at('09:12') },
          { visit: idOf('A-011'), number: 'A-011', what: id ? 'selesai' : 'done', at: at('09:03') },
          { visit: idOf('A-009'), number: 'A-009', what: id ? 'berkas kurang' : 'papers missing', at: at('08:55') },
        ],
      },
      counter('4', 'open', { staff: 'Yusuf Hidayat', visit: 'A-015', mean: 10 }),
      counter('5', 'open', { staff: 'Maya Sari', visit: 'B-006', mean: 9 }),
      counter('6', 'closed', {}),
    ],
    visits: [
      ...rows.map((row, index) => waiting(row, index, locale)),
      served({ number: 'A-016', counter: 'loket-1', since: '09:12:20' }, locale),
      served({ number: 'A-017', counter: 'loket-3', people: 2, since: '09:13:48' }, locale),
      served({ number: 'A-015', counter: 'loket-4', since: '09:03:20' }, locale),
      served({ number: 'B-006', counter: 'loket-5', since: '09:13:02', calls: 2 }, locale),
      { ...served({ number: 'A-009', counter: 'loket-3', since: '08:50' }, locale), state: 'parked' },
    ],
    counts: {
      tickets: 60,
      notArrived: 16,
      late: 2,
      waiting: 18,
      serving: 5,
      finished: 21,
      absent: 1,
      longestWaitMinutes: 48,
    },
    hours: [
      hour('08:00', 24, 24, 16),
      hour('09:00', 24, 8, 0),
      hour('10:00', 24, 1, 0),
      hour('11:00', 22, 0, 0),
      hour('13:00', 24, 0, 0),
      hour('14:00', 12, 0, 0),
    ],
    alerts: alerts[locale],
  }
}

/** The same hall before its first number. */
export function sampleFloorEmpty(locale: Locale): FloorAnswer {
  const floor = sampleFloor(locale)
  const free = ({ visit: _, ...rest }: CounterAnswer): CounterAnswer => ({ ...rest, recent: [] })
  return {
    ...floor,
    counters: floor.counters.map(free),
    visits: [],
    counts: {
      tickets: 60,
      notArrived: 60,
      late: 0,
      waiting: 0,
      serving: 0,
      finished: 0,
      absent: 0,
      longestWaitMinutes: 0,
    },
    hours: floor.hours.map((one) => ({ ...one, present: 0, finished: 0 })),
    alerts: [],
  }
}

const papers = [
  { id: 'ktp', name: 'KTP' },
  { id: 'kk', name: 'Kartu Keluarga' },
  { id: 'birth', name: 'Akta, buku nikah, ijazah' },
  { id: 'umrah', name: 'Surat biro umrah' },
]

/** Who is on A-017. */
export function samplePeople(count = 2): VisitPeopleAnswer {
  const names = ['Siti Aminah', 'Ahmad Fauzi', 'Nur Halimah Putri Wulandari', 'Budi', 'Sri Rahayu']
  return {
    id: idOf('A-017'),
    number: 'A-017',
    code: 'WSB-7K4-M2PX',
    people: names.slice(0, count).map((name, position) => ({
      position,
      name,
      nik: '3307 0145 •••• 0003',
      born: '5 Juni 1990',
      service: 'Paspor baru',
      purpose: 'umrah',
      state: 'present',
      nikAsPrinted: false,
      documents: papers,
    })),
    help: [],
    steps: [],
  }
}

import type { DrawOfMonth } from '../../draws/index.ts'
import type { Example, View } from '../../web/index.ts'
import { type CameFact, type DayFacts, dayRecord, monthRecord } from '../rules.ts'
import type { Leaf, Shown } from '../service.ts'
import { FairnessPage } from './fairness.tsx'
import { RecordDayPage } from './record-day.tsx'
import { RecordListPage } from './record-list.tsx'
import { RecordMonthPage } from './record-month.tsx'

const office = { id: 'wonosobo', name: 'Kantor Imigrasi Wonosobo', timeZone: 'Asia/Jakarta' }
const proof: Shown<unknown>['proof'] = {
  auditId: '0193a000-0000-7000-8000-000000000000',
  at: Temporal.Instant.from('2026-11-30T17:35:00Z'),
  salt: '5f'.repeat(16),
  opening: '{"v":1,"kind":"day-counted","office":"wonosobo","date":"2026-11-24"}',
  commitment: '3c'.repeat(32),
}

const served = (way: CameFact['way'], minutes: number, people: number): CameFact => ({
  way,
  state: 'served',
  minutes,
  people,
})

/** As busy as Wonosobo, a little less each day. */
function sampleDay(date: string, less: number): DayFacts {
  return {
    date,
    offered: [
      { way: 'online', seats: 165 },
      { way: 'priority', seats: 30 },
      { way: 'walk-in', seats: 20 },
    ],
    came: [
      served('online', 4, 52 - less),
      served('online', 14, 38),
      served('online', 27, 21),
      served('online', 36, 9),
      served('priority', 6, 18),
      served('walk-in', 44, 7),
      { way: 'online', state: 'left', minutes: null, people: 2 },
      { way: 'online', state: 'not-come', minutes: null, people: 8 + (less % 3) },
    ],
    outOfTurn: [{ kind: 'health', people: less % 4 }],
    freed: 11,
    plannedAnew: 0,
  }
}

const workdays = Array.from({ length: 30 }, (_, index) => Temporal.PlainDate.from('2026-11-01').add({ days: index }))
  .filter((date) => date.dayOfWeek <= 5)
const days = workdays.map((date, index) => dayRecord(sampleDay(date.toString(), index)))

const month = monthRecord(
  {
    month: '2026-11',
    waits: { half: 16, nineInTen: 41 },
    reasons: [{ kind: 'health', people: 14 }, { kind: 'child', people: 11 }, { kind: 'flight', people: 6 }],
    priority: [{ kind: 'elderly', people: 201 }, { kind: 'pregnant', people: 44 }, { kind: 'nursing', people: 3 }],
    booked: [{ kind: 'self', people: 2_604 }, { kind: 'staff', people: 141 }],
    money: [{ kind: 'no', people: 388 }, { kind: 'yes', people: 2 }],
    list: { size: 1_704, sha256: 'a7'.repeat(32) },
  },
  days,
)

const leaf: Leaf = { index: 48_213, proof: [], checkpoint: '' }
const ofDay = (view: View, facts: DayFacts) => ({
  view,
  office,
  month: '2026-11',
  record: dayRecord(facts),
  proof,
  leaf,
})

const quiet: DayFacts = {
  ...sampleDay('2026-11-25', 0),
  came: [served('online', 4, 2), { way: 'online', state: 'not-come', minutes: null, people: 1 }],
}

/** A draw gave most of it. */
const drawn: DayFacts = {
  ...sampleDay('2026-11-26', 3),
  offered: [{ way: 'draw', seats: 100 }, { way: 'walk-in', seats: 20 }],
  came: [
    served('draw', 6, 61),
    served('draw', 22, 20),
    { way: 'draw', state: 'not-come', minutes: null, people: 9 },
    served('walk-in', 31, 12),
  ],
  outOfTurn: [{ kind: 'health', people: 5 }, { kind: 'flight', people: 6 }],
  plannedAnew: 10,
}

const drawOfMonth: DrawOfMonth = {
  drawId: 'wonosobo.pekan-49',
  days: 'Senin, 30 November 2026',
  about:
    'Tempat habis dalam menit. Hanya di Kantor Imigrasi Wonosobo. Di UKK Magelang tempat diambil langsung, seperti ' +
    'biasa. Permintaan: Senin, 5 Oktober 2026 sampai Jumat, 30 Oktober 2026: 19 dari 20 hari penuh.',
  announced: 'Senin, 2 November 2026, 14 hari sebelum pendaftaran dibuka',
}

export const reportExamples: readonly Example[] = [
  { name: 'page-fairness', page: (view) => <FairnessPage view={view} /> },
  {
    name: 'page-record',
    page: (view) => (
      <RecordListPage
        view={view}
        office={office}
        days={days.map(({ date }) => date).toReversed()}
        months={['2026-11', '2026-10']}
      />
    ),
  },
  { name: 'page-record-none', page: (view) => <RecordListPage view={view} office={office} days={[]} months={[]} /> },
  { name: 'page-record-day', page: (view) => <RecordDayPage {...ofDay(view, sampleDay('2026-11-24', 0))} /> },
  { name: 'page-record-day-few', page: (view) => <RecordDayPage {...ofDay(view, quiet)} /> },
  { name: 'page-record-day-draw', page: (view) => <RecordDayPage {...ofDay(view, drawn)} /> },
  {
    name: 'page-record-month',
    page: (view) => (
      <RecordMonthPage
        view={view}
        office={office}
        record={month}
        proof={proof}
        leaf={undefined}
        days={days}
        draws={[drawOfMonth]}
        samples={[
          {
            record: {
              month: '2026-11',
              chainHash: '52'.repeat(32),
              round: 36_000_000,
              randomness: 'ab'.repeat(32),
              list: month.list,
              picked: ['1f'.repeat(32), '2e'.repeat(32)],
            },
            proof,
          },
        ]}
      />
    ),
  },
]

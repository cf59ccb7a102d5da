import type { Database } from '../platform/database/index.ts'
import type { OfficeDefinition } from '../offices/index.ts'
import type { Holiday } from './calendar.ts'
import type { ScheduleOffice } from './plan.ts'

/** An office to test with: two sites, the long Friday break, Mondays 09:00 with 34 days, as in Wonosobo. */
export function exampleDefinition(changes: Partial<OfficeDefinition> = {}): OfficeDefinition {
  const weekday = ['08:00-12:00', '13:00-14:30']
  const week = {
    monday: weekday,
    tuesday: weekday,
    wednesday: weekday,
    thursday: weekday,
    friday: ['08:00-11:30', '13:00-14:30'],
  }
  const place = { lat: -7.36, lon: 109.9, coordinateSource: 'test', address: 'Jalan Uji 1' }
  return {
    office: 'uji',
    bookable: true,
    source: 'test',
    workingArea: [{ code: '33.07', name: 'Wonosobo' }],
    sites: [
      { id: 'kantor', name: 'Kantor', services: ['new-adult', 'new-child', 'lost'], ...place },
      { id: 'magelang', name: 'UKK Magelang', services: ['new-adult'], ...place },
    ],
    directVisit: { id: 'Langsung', en: 'Direct' },
    booking: {
      movesMax: 2,
      changeUntilDaysBefore: 1,
      changeUntilHour: '16:00',
      noticeMinutes: 120,
      arriveMinutesBefore: 15,
    },
    release: { weekdays: ['monday'], at: '09:00', horizonDays: 34 },
    templates: [
      { site: 'kantor', channel: 'online', counters: 4, minutesPerApplicant: 12, windowMinutes: 30, week },
      { site: 'magelang', channel: 'online', counters: 2, minutesPerApplicant: 12, windowMinutes: 30, week },
    ],
    ...changes,
  }
}

export function exampleOffice(changes: Partial<OfficeDefinition> = {}, timeZone = 'Asia/Jakarta'): ScheduleOffice {
  return { officeId: 'uji', timeZone, definition: exampleDefinition(changes) }
}

/** The end of 2026 as decreed, and what is only computed for 2027. */
export const exampleHolidays: Holiday[] = [
  holiday('2026-12-24', 'Cuti bersama Natal', { kind: 'collective_leave' }),
  holiday('2026-12-25', 'Hari Raya Natal', {}),
  holiday('2027-01-01', 'Tahun Baru 2027 Masehi', { status: 'provisional' }),
  holiday('2027-01-05', 'Isra Mikraj Nabi Muhammad SAW', { status: 'provisional' }),
]

function holiday(date: string, name: string, rest: Partial<Holiday>): Holiday {
  return { date: Temporal.PlainDate.from(date), name, kind: 'national', status: 'decreed', ...rest }
}

/** Tuesday, 24 November 2026, 10:00 WIB. */
export const exampleNow = Temporal.Instant.from('2026-11-24T03:00:00Z')

export function day(iso: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(iso)
}

/** Slots of one site in the half hours from Monday, 30 November 2026, 08:00 WIB, bookable now; returns their ids. */
export async function makeSlots({ pool }: Pick<Database, 'pool'>, officeId: string, capacities: number[]) {
  const { rows } = await pool.query<{ slot_id: string }>(
    `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity)
     select $1, 'kantor', 'online', start, start + interval '30 min', '2026-11-01', capacity, capacity
     from unnest($2::int[]) with ordinality as given (capacity, place),
       lateral (select timestamptz '2026-11-30 08:00+07' + (place - 1) * interval '30 min') as at (start)
     order by place returning slot_id`,
    [officeId, capacities],
  )
  return rows.map((row) => row.slot_id)
}

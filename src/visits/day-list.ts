import type { Locale } from '../platform/i18n/index.ts'
import type { Hall } from './change-hall.ts'
import type { DayBook } from './day-book.ts'
import type { CheckInDeps } from './check-in.ts'
import { csvText } from './csv.ts'
import { expectedToday } from './look-up.ts'
import { offlineDay } from './offline-day.ts'
import type { ExpectedAnswer } from './wire.ts'
import type { OfflineDay } from './wire-offline.ts'

/** A ticket of the day list: everybody on it, and how it stands. */
export interface DayRow extends Omit<OfflineDay['tickets'][number], 'cancelled'> {
  state: ExpectedAnswer['tickets'][number]['state']
  lateMinutes?: number
  arrivedAt?: string
  number?: string
}

/** Everybody booked for a day, by hour, to be printed and kept at the desk. `hall`: of that day. */
export async function dayList(
  deps: CheckInDeps & { days: DayBook },
  { today, hall, locale }: { today: Hall; hall: Hall; locale: Locale },
): Promise<DayRow[]> {
  const floor = await deps.floors.floor(hall.key)
  const [{ tickets }, expected] = await Promise.all([
    offlineDay(deps, { hall: today, day: hall.key.day, locale }),
    expectedToday(deps, { hall, floor, locale }),
  ])
  const states = new Map(expected.tickets.map((one) => [one.booking, one]))
  return tickets.flatMap(({ cancelled, ...ticket }): DayRow[] => {
    const now = states.get(ticket.booking)
    const { lateMinutes, arrivedAt, number } = now ?? {}
    return [
      {
        ...ticket,
        state: now?.state ?? (cancelled ? 'cancelled' : 'not-arrived'),
        ...(lateMinutes !== undefined && { lateMinutes }),
        ...(arrivedAt && { arrivedAt }),
        ...(number && { number }),
      },
    ]
  })
}

const columns = ['day', 'start', 'code', 'person', 'name', 'nik', 'service', 'state', 'arrived', 'number'] as const

/** The list as CSV, a line a person. */
export function dayListCsv(day: string, rows: readonly DayRow[]): string {
  const lines = rows.flatMap((row) =>
    row.people.map((one, i) => [
      day,
      row.start.slice(11, 16),
      row.code,
      String(i + 1),
      one.name,
      one.nik,
      one.service,
      row.state,
      row.arrivedAt?.slice(11, 16) ?? '',
      row.number ?? '',
    ]),
  )
  return csvText([columns, ...lines])
}

import type { BookDeps } from '../bookings/index.ts'
import type { Events } from '../platform/events.ts'
import type { Log } from '../platform/log.ts'
import type { HallDeps } from './change-hall.ts'
import { firstNotices, isToday } from './change-hall.ts'
import type { CheckInDeps } from './check-in.ts'
import { type DayBook, openDayBook } from './day-book.ts'
import { openFloorBook } from './floor-book.ts'
import { type KioskBook, openKioskBook } from './kiosk-book.ts'
import { type Live, openLive } from './live.ts'

export interface OpenVisits extends Omit<HallDeps, 'floors'> {
  events: Events
  bookings: BookDeps
  log: Log
}

export interface Visits {
  deps: CheckInDeps & { days: DayBook; live: Live; kiosks: KioskBook }
  /** Ends every stream, and stops listening. */
  close(): void
}

/** Opens the halls: their copies in memory, and the streams to screens. */
export function openVisits({ events, log, ...needs }: OpenVisits): Visits {
  const floors = openFloorBook({
    database: needs.database,
    events,
    noticesOf: ({ officeId }) => firstNotices(needs.offices.get(officeId)?.definition?.day),
    onError: (error) => log.error({ err: error }, 'a hall could not be read'),
  })
  const live = openLive({ floors, isToday: (key) => isToday(needs, key) })
  const kiosks = openKioskBook({ database: needs.database, events })
  return {
    deps: { ...needs, floors, live, kiosks, days: openDayBook(needs) },
    close() {
      live.close()
      kiosks.close()
      floors.close()
    },
  }
}

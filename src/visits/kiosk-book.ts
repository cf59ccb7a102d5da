import type { Database } from '../platform/database/index.ts'
import { type Events, notifyAll } from '../platform/events.ts'
import type { HallKey } from './hall-store.ts'

/**
 * What the kiosk of a hall wants of its staff. Not worth a table: whoever called stands there
 * and sees whether somebody comes, and the kiosk itself keeps what it wants. So it is
 * told to every process, kept in memory, and forgotten with the process.
 */
export interface KioskState {
  /** Somebody pressed "call an officer", and nobody has said since that they came. */
  helpMs?: number
  /** No paper comes out since then; the last number that got none. */
  printer?: { sinceMs: number; number: string }
}

export interface KioskBook {
  of(key: HallKey): KioskState
  /** Known here at once, and told to every process. */
  tell(key: HallKey, state: KioskState): Promise<void>
  close(): void
}

const kioskTopic = 'kiosk'

interface Told {
  hall: string
  state: KioskState
}

const nameOf = ({ officeId, siteId, day }: HallKey): string => `${officeId} ${siteId} ${day}`

export function openKioskBook({ database, events }: {
  database: Pick<Database, 'kysely'>
  events: Pick<Events, 'on'>
}): KioskBook {
  const states = new Map<string, KioskState>()
  const hear = ({ hall, state }: Told): void => {
    if (Object.keys(state).length === 0) states.delete(hall)
    else states.set(hall, state)
  }
  const stop = events.on(kioskTopic, (text) => hear(JSON.parse(text) as Told))
  return {
    of: (key) => states.get(nameOf(key)) ?? {},
    async tell(key, state) {
      const told: Told = { hall: nameOf(key), state }
      hear(told)
      await notifyAll(database.kysely, kioskTopic, JSON.stringify(told))
    },
    close: stop,
  }
}

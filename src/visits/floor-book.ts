import type { Database } from '../platform/database/index.ts'
import type { Events } from '../platform/events.ts'
import { applyChange, type HallChange } from './hall-change.ts'
import { type HallKey, readFloor } from './hall-store.ts'
import { hallTopic, parseHallText } from './hall-topic.ts'
import type { Floor } from './model.ts'

/**
 * The halls that this process was asked about, in memory. The database is the truth; a hall
 * here is its shadow, which each change told moves on by one version.
 *
 *   absent   nobody asked                             -> loading  when somebody asks
 *   loading  one reading runs, all who ask share it   -> fresh
 *   fresh    each version follows the one before      -> absent   when a version is missing or the events
 *                                                                 were deaf
 */
export interface FloorBook {
  /** The hall, read if need be. */
  floor(key: HallKey): Promise<Floor>
  /** The hall from memory; undefined: not there. */
  peek(key: HallKey): Floor | undefined
  /** Puts a commit of this process on top at once, before its message comes round. */
  apply(key: HallKey, version: number, change: HallChange): void
  /** Calls `listener` after every change of the hall, with the hall as it is then; returns how to stop. */
  watch(key: HallKey, listener: (floor: Floor) => void): () => void
  close(): void
}

export interface FloorBookNeeds {
  database: Pick<Database, 'kysely'>
  events: Pick<Events, 'on' | 'onReset' | 'aliveWithin'>
  /** The notices that a hall begins its day with. */
  noticesOf: (key: HallKey) => Floor['notices']
  onError: (error: unknown) => void
}

/** Nothing is served that is older: see design.md, caches. */
const STALE_MS_MAX = 5_000

interface Entry {
  key: HallKey
  floor: Floor | undefined
  loading: Promise<Floor> | undefined
  listeners: Set<(floor: Floor) => void>
  /** The newest version that was told or read. */
  heard: number
}

const emptyEntry = (key: HallKey): Entry => ({
  key,
  floor: undefined,
  loading: undefined,
  listeners: new Set(),
  heard: 0,
})

/** Days gone by make room, or a process that runs for a year would keep each of them. */
function forgetDaysBefore(entries: Map<string, Entry>, { officeId, siteId, day }: HallKey): void {
  for (const [name, { key, listeners }] of entries) {
    const isOfSite = key.officeId === officeId && key.siteId === siteId
    if (isOfSite && key.day < day && listeners.size === 0) entries.delete(name)
  }
}

function tell(entry: Entry, floor: Floor): void {
  for (const listener of entry.listeners) listener(floor)
}

/** A reading that began before the last change was told is too old: the next one has it. */
async function readCurrent({ database, noticesOf }: FloorBookNeeds, entry: Entry): Promise<Floor> {
  for (;;) {
    // As of one moment: with a change between two of its queries it would be no version at all.
    const floor = await database.kysely
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((tx) => readFloor(tx, entry.key, noticesOf(entry.key)))
    if (floor.version >= entry.heard) return floor
  }
}

export function openFloorBook(needs: FloorBookNeeds): FloorBook {
  const { events, onError } = needs
  const entries = new Map<string, Entry>()
  const nameOf = ({ officeId, siteId, day }: HallKey): string => `${officeId} ${siteId} ${day}`

  const entryOf = (key: HallKey): Entry => {
    const name = nameOf(key)
    let entry = entries.get(name)
    if (!entry) {
      forgetDaysBefore(entries, key)
      entries.set(name, (entry = emptyEntry(key)))
    }
    return entry
  }
  const load = (entry: Entry): Promise<Floor> => {
    entry.loading ??= readCurrent(needs, entry).then(
      (floor) => {
        entry.loading = undefined
        entry.floor = floor
        entry.heard = floor.version
        tell(entry, floor)
        return floor
      },
      (error: unknown) => {
        entry.loading = undefined
        throw error
      },
    )
    return entry.loading
  }
  const apply = (key: HallKey, version: number, change: HallChange | undefined): void => {
    const entry = entries.get(nameOf(key))
    if (!entry || entry.heard >= version) return
    entry.heard = version
    if (entry.floor && change && entry.floor.version === version - 1) {
      entry.floor = applyChange(entry.floor, version, change)
      tell(entry, entry.floor)
      return
    }
    entry.floor = undefined
    if (entry.listeners.size > 0) load(entry).catch(onError)
  }
  const stops = [
    events.on(hallTopic, (text) => {
      const { key, version, change } = parseHallText(text)
      apply(key, version, change)
    }),
  ]
  events.onReset(() => {
    for (const [name, entry] of entries) {
      entry.floor = undefined
      if (entry.listeners.size > 0) load(entry).catch(onError)
      else entries.delete(name)
    }
  })

  return {
    async floor(key) {
      const entry = entryOf(key)
      return entry.floor && events.aliveWithin(STALE_MS_MAX) ? entry.floor : load(entry)
    },
    peek: (key) => (events.aliveWithin(STALE_MS_MAX) ? entries.get(nameOf(key))?.floor : undefined),
    apply,
    watch(key, listener) {
      const entry = entryOf(key)
      entry.listeners.add(listener)
      return () => void entry.listeners.delete(listener)
    },
    close: () => stops.forEach((stop) => stop()),
  }
}

import { officesTopic } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { Events } from '../platform/events.ts'
import type { Holiday } from './calendar.ts'
import { scheduleErrors } from './errors.ts'
import { readHolidays } from './holidays.ts'
import { OfficePages } from './office-pages.ts'
import type { Slot, SlotCounts } from './slot.ts'
import { readSlotRows } from './store.ts'
import { parseSlotsText, slotsTopic } from './topic.ts'

/**
 * All slots of an office in this process's memory, as availability and the booking engine
 * read them. The database is the truth; this is its shadow, at most `staleMsMax` old.
 *
 * An office is in one of these states:
 *   absent    nobody asked yet                     -> loading  when somebody asks
 *   loading   one query runs, all who ask share it -> fresh    and changes heard meanwhile are put on top
 *   fresh     read, and every change since heard   -> stale    when the events may have been deaf, on a
 *                                                              reset, or when told to read again
 *   stale     kept only to be written over         -> loading  when somebody asks
 *
 * Heard changes are absolute counts in commit order, so that putting one on top of a later
 * reading is mended by the next one heard: the last word on a slot is always the last commit.
 */
export interface SlotBook {
  /** One slot from memory, without waiting; undefined: no such slot, or ask `office` first. Allocates nothing. */
  peek(officeId: string, slotId: string): Readonly<Slot> | undefined
  /** The office's slots from memory if they are fresh, without waiting. */
  current(officeId: string): OfficeSlots | undefined
  /** The office's slots, read if need be. Throws the refusal `unavailable` when the database is too slow. */
  office(officeId: string): Promise<OfficeSlots>
  /** Puts counts of a commit on top at once, before its message comes round. */
  apply(officeId: string, counts: readonly SlotCounts[]): void
  applyMany(changes: readonly { officeId: string; counts: readonly SlotCounts[] }[]): void
  /** Stops listening. */
  close(): void
}

/** The slots of one office from yesterday on. The same object for as long as the book lives. */
export interface OfficeSlots {
  readonly officeId: string
  /** Grows with every change of any slot. */
  readonly version: number
  /** Grows with every whole reading: only then do slots come, go or get other hours. */
  readonly readings: number
  /** By start, then site, then channel. The slots change in place. */
  readonly slots: readonly Readonly<Slot>[]
  readonly byId: ReadonlyMap<string, Readonly<Slot>>
  /** Read together with the slots. */
  readonly holidays: readonly Holiday[]
}

/** What the book needs of the platform's events. */
export type SlotEvents = Pick<Events, 'on' | 'onReset' | 'aliveWithin'>

export interface SlotBookNeeds {
  database: Pick<Database, 'pool' | 'kysely'>
  clock: Clock
  events: SlotEvents
  /** A steady count of milliseconds, to tell the age of a reading. */
  monotonicMs?: () => number
}

/** design.md, Caches: nothing is served that is older. */
const staleMsMax = 5000

/** Offices without any slot are not kept, so made-up office names do not fill the memory. */
export function openSlotBook({
  database,
  clock,
  events,
  monotonicMs = () => performance.now(),
}: SlotBookNeeds): SlotBook {
  const offices = new Map<string, OfficePages>()
  const loads = new Map<string, { load: Load; result: Promise<OfficeSlots> }>()

  const isFresh = (pages: OfficePages): boolean =>
    pages.valid && (events.aliveWithin(staleMsMax) || monotonicMs() - pages.readAtMs < staleMsMax)

  const current = (officeId: string): OfficePages | undefined => {
    const pages = offices.get(officeId)
    return pages && isFresh(pages) ? pages : undefined
  }

  const readAgain = (officeId: string): void => {
    const pages = offices.get(officeId)
    if (pages) pages.valid = false
    const running = loads.get(officeId)
    if (running) running.load.again = true
  }

  const read = async (officeId: string, load: Load): Promise<OfficeSlots> => {
    for (let attempt = 0; attempt < loadAttemptsMax; attempt++) {
      load.again = false
      load.heard = []
      const readAtMs = monotonicMs()
      const since = clock.now().subtract({ hours: 24 })
      const [rows, holidays] = await Promise.all([readSlotRows(database.pool, officeId, since), readHolidays(database)])
      if (load.again) continue
      const pages = offices.get(officeId) ?? new OfficePages(officeId)
      pages.write({ rows, holidays, readAtMs })
      for (const counts of load.heard) pages.apply(counts)
      if (!isFresh(pages)) continue
      if (rows.length > 0) offices.set(officeId, pages)
      return pages
    }
    throw scheduleErrors.SLOTS_UNREADABLE({ retryAfterSeconds: 5 })
  }

  const office = (officeId: string): Promise<OfficeSlots> => {
    const pages = current(officeId)
    if (pages) return Promise.resolve(pages)
    const running = loads.get(officeId)
    if (running) return running.result
    const load: Load = { again: false, heard: [] }
    const result = read(officeId, load).finally(() => loads.delete(officeId))
    loads.set(officeId, { load, result })
    return result
  }

  const apply: SlotBook['apply'] = (officeId, counts) => {
    loads.get(officeId)?.load.heard.push(counts)
    offices.get(officeId)?.apply(counts)
  }

  const readAllAgain = (): void => {
    for (const officeId of new Set([...offices.keys(), ...loads.keys()])) readAgain(officeId)
  }

  const stops = [
    events.on(slotsTopic, (text) => {
      const change = parseSlotsText(text)
      if (!change) readAllAgain()
      else if (change.counts) apply(change.officeId, change.counts)
      else readAgain(change.officeId)
    }),
    // Holidays are told of on the offices' topic, as `*`.
    events.on(officesTopic, (officeId) => (officeId === '*' ? readAllAgain() : readAgain(officeId))),
    events.onReset(readAllAgain),
  ]

  return {
    peek: (officeId, slotId) => current(officeId)?.byId.get(slotId),
    current,
    office,
    apply,
    applyMany: (changes) => {
      for (const { officeId, counts } of changes) apply(officeId, counts)
    },
    close: () => {
      for (const stop of stops) stop()
    },
  }
}

interface Load {
  /** The reading under way may have missed something: do it once more. */
  again: boolean
  /** Counts heard since it began. */
  heard: (readonly SlotCounts[])[]
}

/** Readings in a row that were overtaken or took longer than staleMsMax, before giving up. */
const loadAttemptsMax = 5

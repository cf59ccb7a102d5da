import { officesTopic } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { Events } from '../platform/events.ts'
import type { Holiday } from './calendar.ts'
import { scheduleErrors } from './errors.ts'
import { readHolidays } from './holidays.ts'
import { OfficePages } from './office-pages.ts'
import type { BookSlot, Slot, SlotCounts } from './slot.ts'
import { readDrawn, readSlotRows } from './store.ts'
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
  /** By start, then site, then channel, then part. The slots change in place. */
  readonly slots: readonly Readonly<BookSlot>[]
  readonly byId: ReadonlyMap<string, Readonly<BookSlot>>
  /** Read together with the slots. */
  readonly holidays: readonly Holiday[]
  /** Policies of its draws that are done; read together with the slots. */
  readonly drawn: ReadonlySet<string>
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

/** Readings in a row that were overtaken or took longer than staleMsMax, before giving up. */
const loadAttemptsMax = 5

export function openSlotBook(needs: SlotBookNeeds): SlotBook {
  return new MemorySlotBook(needs)
}

/** A reading under way. */
interface Load {
  /** It may have missed something: do it once more. */
  again: boolean
  /** Counts heard since it began. */
  heard: (readonly SlotCounts[])[]
}

class MemorySlotBook implements SlotBook {
  private readonly needs: SlotBookNeeds
  private readonly monotonicMs: () => number
  private readonly stops: (() => void)[]
  /** Offices without any slot are not kept, so that made-up names do not fill the memory. */
  private readonly offices = new Map<string, OfficePages>()
  private readonly loads = new Map<string, { load: Load; result: Promise<OfficeSlots> }>()

  constructor(needs: SlotBookNeeds) {
    this.needs = needs
    this.monotonicMs = needs.monotonicMs ?? (() => performance.now())
    const { events } = needs
    this.stops = [
      events.on(slotsTopic, (text) => this.hear(text)),
      // Holidays are told of on the offices' topic, as `*`.
      events.on(officesTopic, (officeId) => (officeId === '*' ? this.readAllAgain() : this.readAgain(officeId))),
      events.onReset(() => this.readAllAgain()),
    ]
  }

  peek(officeId: string, slotId: string): Slot | undefined {
    return this.current(officeId)?.byId.get(slotId)
  }

  current(officeId: string): OfficePages | undefined {
    const pages = this.offices.get(officeId)
    return pages && this.isFresh(pages) ? pages : undefined
  }

  office(officeId: string): Promise<OfficeSlots> {
    const pages = this.current(officeId)
    if (pages) return Promise.resolve(pages)
    const running = this.loads.get(officeId)
    if (running) return running.result
    const load: Load = { again: false, heard: [] }
    const result = this.read(officeId, load).finally(() => this.loads.delete(officeId))
    this.loads.set(officeId, { load, result })
    return result
  }

  apply(officeId: string, counts: readonly SlotCounts[]): void {
    this.loads.get(officeId)?.load.heard.push(counts)
    this.offices.get(officeId)?.apply(counts)
  }

  close(): void {
    for (const stop of this.stops) stop()
  }

  private isFresh(pages: OfficePages): boolean {
    return pages.valid && (this.needs.events.aliveWithin(staleMsMax) || this.isYoung(pages))
  }

  private isYoung({ readAtMs }: OfficePages): boolean {
    return this.monotonicMs() - readAtMs < staleMsMax
  }

  private async read(officeId: string, load: Load): Promise<OfficeSlots> {
    const { database, clock } = this.needs
    for (let attempt = 1; attempt <= loadAttemptsMax; attempt++) {
      load.again = false
      load.heard = []
      const readAtMs = this.monotonicMs()
      const since = clock.now().subtract({ hours: 24 })
      const [rows, holidays, drawn] = await Promise.all([
        readSlotRows(database.pool, officeId, since),
        readHolidays(database),
        readDrawn(database, officeId),
      ])
      if (load.again && attempt < loadAttemptsMax) continue
      const pages = this.offices.get(officeId) ?? new OfficePages(officeId)
      pages.write({ rows, holidays, drawn, readAtMs })
      for (const counts of load.heard) pages.apply(counts)
      if (rows.length > 0) this.offices.set(officeId, pages)
      // Overtaken to the last, it serves those who have waited, and nobody after them.
      if (load.again) pages.valid = false
      if (load.again ? this.isYoung(pages) : this.isFresh(pages)) return pages
    }
    throw scheduleErrors.SLOTS_UNREADABLE({ retryAfterSeconds: 5 })
  }

  private hear(text: string): void {
    const told = parseSlotsText(text)
    if (!told) return this.readAllAgain()
    for (const { officeId, counts } of told) {
      if (counts) this.apply(officeId, counts)
      else this.readAgain(officeId)
    }
  }

  private readAgain(officeId: string): void {
    const pages = this.offices.get(officeId)
    if (pages) pages.valid = false
    const running = this.loads.get(officeId)
    if (running) running.load.again = true
  }

  private readAllAgain(): void {
    for (const officeId of new Set([...this.offices.keys(), ...this.loads.keys()])) this.readAgain(officeId)
  }
}

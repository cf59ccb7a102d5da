import type { Holiday } from './calendar.ts'
import type { OfficeSlots } from './slot-book.ts'
import type { BookSlot, Slot, SlotCounts } from './slot.ts'

interface OfficeReading extends Pick<OfficeSlots, 'holidays' | 'drawn'> {
  rows: readonly Slot[]
  readAtMs: number
}

/** The book's pages of one office. A slot stays the same object through readings: who holds it sees it change. */
export class OfficePages implements OfficeSlots {
  readonly officeId: string
  version = 0
  readings = 0
  slots: BookSlot[] = []
  byId = new Map<string, BookSlot>()
  holidays: readonly Holiday[] = []
  drawn: ReadonlySet<string> = new Set()
  /** Whether the last reading still stands. */
  valid = false
  /** When the last reading began, on the book's steady count. */
  readAtMs = Number.NEGATIVE_INFINITY

  constructor(officeId: string) {
    this.officeId = officeId
  }

  /** Writes a whole reading over what was there; `rows` are sorted as `slots` shall be. */
  write({ rows, holidays, drawn, readAtMs }: OfficeReading): void {
    this.holidays = holidays
    this.drawn = drawn
    const before = this.byId
    const changedIn = ++this.version
    this.byId = new Map()
    this.slots = rows.map((row) => {
      const known = before.get(row.slotId)
      const slot = known ? Object.assign(known, row, { changedIn }) : { ...row, changedIn }
      this.byId.set(slot.slotId, slot)
      return slot
    })
    this.valid = true
    this.readAtMs = readAtMs
    this.readings++
  }

  /** Puts counts on top. Slots it does not know are of days that it does not keep. */
  apply(counts: readonly SlotCounts[]): void {
    for (const { slotId, capacity, taken, withheld } of counts) {
      const slot = this.byId.get(slotId)
      if (!slot) continue
      if (slot.capacity === capacity && slot.taken === taken && slot.withheld === withheld) continue
      slot.capacity = capacity
      slot.taken = taken
      slot.withheld = withheld
      slot.changedIn = ++this.version
    }
  }
}

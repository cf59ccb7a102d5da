import type { OfficeSlots } from './slot-book.ts'
import type { BookSlot } from './slot.ts'

/** A slot of the online channel with what never changes between two readings of the book. */
export interface DaySlot {
  readonly slot: Readonly<BookSlot>
  /** At the office. */
  readonly start: Temporal.ZonedDateTime
  readonly end: Temporal.ZonedDateTime
  /** The same in RFC 3339, with the office's offset. */
  readonly startText: string
  readonly endText: string
}

/** Slots of the online channel by local date (YYYY-MM-DD), each day's in order of start and site. */
export type SlotDays = ReadonlyMap<string, readonly DaySlot[]>

/**
 * The book's slots by day. Worked out once a reading and then remembered, since nearly all
 * changes are of counts, and those change in place.
 */
export function makeSlotDays(): (slots: OfficeSlots, timeZone: string) => SlotDays {
  const known = new WeakMap<OfficeSlots, { readings: number; timeZone: string; days: SlotDays }>()
  return (slots, timeZone) => {
    const found = known.get(slots)
    if (found?.readings === slots.readings && found.timeZone === timeZone) return found.days
    const days = daysIn(slots, timeZone)
    known.set(slots, { readings: slots.readings, timeZone, days })
    return days
  }
}

function daysIn({ slots }: OfficeSlots, timeZone: string): SlotDays {
  const days = new Map<string, DaySlot[]>()
  for (const slot of slots) {
    if (slot.channel !== 'online') continue
    const start = slot.startsAt.toZonedDateTimeISO(timeZone)
    const date = start.toPlainDate().toString()
    let day = days.get(date)
    if (!day) days.set(date, (day = []))
    const end = slot.endsAt.toZonedDateTimeISO(timeZone)
    day.push({ slot, start, end, startText: offsetText(start), endText: offsetText(end) })
  }
  return days
}

/** RFC 3339 with the office's offset, to the second. */
export function offsetText(moment: Temporal.ZonedDateTime): string {
  return moment.toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

/** Seats of one arrival window that a draw gives; `start` is HH:MM of the office's local time. */
export interface DrawSlot {
  site: string
  /** YYYY-MM-DD. */
  date: string
  start: string
  seats: number
}

/** What a party would take: one day at one site, at any hour, before noon, from noon on, or at one hour (HH:MM). */
export interface Wish {
  site: string
  date: string
  part: string
}

/** So many wishes an entry may have, in the order in which it would like them. */
export const WISHES_MAX = 5
/** A party in a draw: as in a booking. */
export const DRAW_PARTY_MAX = 5

const NOON = '12:00'
const WISH = /^([a-z][a-z0-9-]*) (\d{4}-\d{2}-\d{2}) (any|morning|afternoon|\d{2}:\d{2})$/

/** "kantor 2026-12-01 morning": a wish as it stands in the public list. */
export const wishText = ({ site, date, part }: Wish): string => `${site} ${date} ${part}`

/** Undefined for what is no wish. */
export function parseWish(text: string): Wish | undefined {
  const [, site, date, part] = WISH.exec(text) ?? []
  return site && date && part ? { site, date, part } : undefined
}

/** Whether a seat of this slot is what the wish asks for. */
export function wishTakes(wish: Wish, slot: Pick<DrawSlot, 'site' | 'date' | 'start'>): boolean {
  if (wish.site !== slot.site || wish.date !== slot.date) return false
  if (wish.part === 'any') return true
  if (wish.part === 'morning') return slot.start < NOON
  if (wish.part === 'afternoon') return slot.start >= NOON
  return wish.part === slot.start
}

/** How slots stand in a draw: by site, day and hour. */
export function compareSlots(a: DrawSlot, b: DrawSlot): number {
  const [x, y] = [slotName(a), slotName(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

// A space sorts before all that a site's name may hold.
const slotName = ({ site, date, start }: DrawSlot): string => `${site} ${date} ${start}`

/** The slots that a wish may get, as a span of their list; the earliest stands first. */
export interface SlotSpan {
  from: number
  to: number
}

/**
 * Every wish that these slots could fulfil, by its text. `slots` stand in the order of
 * compareSlots, none twice, or this throws: then what one wish takes lies side by side.
 */
export function wishSpans(slots: readonly DrawSlot[]): Map<string, SlotSpan> {
  const spans = new Map<string, SlotSpan>()
  const stretch = (text: string, at: number): void => {
    const span = spans.get(text)
    if (span) span.to = at + 1
    else spans.set(text, { from: at, to: at + 1 })
  }
  for (const [at, slot] of slots.entries()) {
    if (at > 0 && compareSlots(slots[at - 1]!, slot) >= 0) throw new RangeError(`slot ${at} stands in the wrong place`)
    for (const part of ['any', slot.start < NOON ? 'morning' : 'afternoon', slot.start]) {
      stretch(wishText({ ...slot, part }), at)
    }
  }
  return spans
}

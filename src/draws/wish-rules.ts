import type { FieldFault } from '../platform/errors.ts'
import { compareSlots, type DrawSlot, type Wish, WISHES_MAX, wishTakes, wishText } from './wishes.ts'

const PART = /^(any|morning|afternoon|([01]\d|2[0-3]):[0-5]\d)$/

/** What an entry's wishes are held against. */
export interface WishFacts {
  /** What the draw gives, as far as is known before the list closes. */
  slots: readonly DrawSlot[]
  party: number
  /** Sites that give all the services of the party. */
  siteIds: readonly string[]
}

/**
 * What is wrong with ranked wishes; pointers `/wishes` and `/wishes/2`. A wish that could
 * never be fulfilled is no wish: there is no such seat, or never so many together.
 */
export function wishFaults(wishes: readonly Wish[], { slots, party, siteIds }: WishFacts): FieldFault[] {
  if (wishes.length === 0) return [{ pointer: '/wishes', code: 'wishes-none', say: 'draws.errors.wishesNone' }]
  if (wishes.length > WISHES_MAX) {
    const values = { max: WISHES_MAX }
    return [{ pointer: '/wishes', code: 'wishes-too-many', say: 'draws.errors.wishesTooMany', values }]
  }
  return wishes.flatMap((wish, index): FieldFault[] => {
    const pointer = `/wishes/${index}`
    const fitting = slots.filter((slot) => wishTakes(wish, slot))
    if (!PART.test(wish.part) || fitting.length === 0) {
      return [{ pointer, code: 'wish-unknown', say: 'draws.errors.wishUnknown' }]
    }
    if (wishes.findIndex((other) => wishText(other) === wishText(wish)) < index) {
      return [{ pointer, code: 'wish-twice', say: 'draws.errors.wishTwice' }]
    }
    if (!siteIds.includes(wish.site)) {
      return [{ pointer, code: 'service-not-at-site', say: 'draws.errors.wishOtherSite' }]
    }
    if (fitting.every(({ seats }) => seats < party)) {
      return [{ pointer, code: 'wish-never-fits', say: 'draws.errors.wishNeverFits', values: { party } }]
    }
    return []
  })
}

/** Of what a draw gives, what a party could get: at its sites, and whole. */
export const slotsFor = ({ slots, party, siteIds }: WishFacts): DrawSlot[] =>
  slots.filter(({ site, seats }) => siteIds.includes(site) && seats >= party)

/** What of an office's slots a draw gives: its online seats that nobody has, in the order of compareSlots. */
export function slotsToDraw<T extends SlotFacts>(
  slots: Iterable<T>,
  { timeZone, covers }: { timeZone: string; covers(siteId: string, day: string): boolean },
): (DrawSlot & { slotId: string })[] {
  const given: (DrawSlot & { slotId: string })[] = []
  for (const slot of slots) {
    const seats = slot.capacity - slot.taken
    if (slot.channel !== 'online' || slot.closedReason !== null || seats <= 0) continue
    const start = slot.startsAt.toZonedDateTimeISO(timeZone)
    const date = start.toPlainDate().toString()
    if (!covers(slot.siteId, date)) continue
    const at = start.toPlainTime().toString({ smallestUnit: 'minute' })
    given.push({ site: slot.siteId, date, start: at, seats, slotId: slot.slotId })
  }
  return given.toSorted(compareSlots)
}

interface SlotFacts {
  slotId: string
  siteId: string
  channel: string
  startsAt: Temporal.Instant
  closedReason: string | null
  capacity: number
  taken: number
}

import type { Slot } from './slot.ts'

/**
 * What a slot is to a party at a moment. The booking engine, the API and the pages all ask
 * here, so an hour that is shown as free is one that booking would take.
 *
 *   past         its time to book is over
 *   closed       nobody can book it; the slot says why
 *   unreleased   not yet: bookable from `opensAt` on
 *   full         fewer free seats than the party has people
 *   few          enough, and soon gone (see fewSeats)
 *   free         enough
 */
export type SlotState = 'free' | 'few' | 'full' | 'closed' | 'unreleased' | 'past'

export interface SlotQuestion {
  now: Temporal.Instant
  /** People who come together, 1 to 5. */
  party: number
  /** An hour can be booked until this many minutes before it starts: the office's `booking.noticeMinutes`. */
  noticeMinutes: number
}

/** The largest party: what fewer free seats than this cannot hold is never called plenty. */
export const partyMax = 5

/**
 * The state of one slot. The order is the order of reasons: what time has decided comes
 * before what people did, so a full slot of yesterday is past. Allocates nothing.
 */
export function slotState(slot: Readonly<Slot>, { now, party, noticeMinutes }: SlotQuestion): SlotState {
  if (slotIsPast(slot, now, noticeMinutes)) return 'past'
  if (slot.closedReason !== null) return 'closed'
  if (now.epochMilliseconds < slot.opensAt.epochMilliseconds) return 'unreleased'
  const free = seatsFree(slot)
  if (free < party) return 'full'
  return fewSeats(free, slot.capacity) ? 'few' : 'free'
}

/** Whether its time to be booked is over: that hangs on the start alone, which never changes. */
export function slotIsPast(slot: Pick<Slot, 'startsAt'>, now: Temporal.Instant, noticeMinutes: number): boolean {
  return now.epochMilliseconds >= slot.startsAt.epochMilliseconds - noticeMinutes * 60_000
}

/** Seats that can still be given, 0 or more. Withheld seats are nobody's until they are let go. */
export function seatsFree({ capacity, taken, withheld }: Pick<Slot, 'capacity' | 'taken' | 'withheld'>): number {
  return Math.max(0, capacity - taken - withheld)
}

/**
 * Few: at most a quarter of the slot is left, or fewer seats than the largest party. The
 * first warns of a large slot that runs out; the second of a small one, where "plenty"
 * would send a family of five to an hour that cannot take them.
 */
export function fewSeats(free: number, capacity: number): boolean {
  return free < partyMax || free * 4 <= capacity
}

const rank: Record<SlotState, number> = { free: 0, few: 1, full: 2, unreleased: 3, closed: 4, past: 5 }

/** Whether the first of two states is the one to have. */
export const betterState = (one: SlotState, other: SlotState): boolean => rank[one] < rank[other]

/** A day is as good as its best hour; undefined when it has none. */
export function foldStates(states: Iterable<SlotState>): SlotState | undefined {
  let best: SlotState | undefined
  for (const state of states) {
    if (best === undefined || rank[state] < rank[best]) best = state
  }
  return best
}

import type { Channel } from '../platform/database/index.ts'

/**
 * One arrival window of a site and channel, with its seats. Identity: office, site, channel, start, and whether
 * it is the part that a draw gives beside seats given at once.
 */
export interface Slot {
  officeId: string
  slotId: string
  siteId: string
  channel: Channel
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  /** From this moment on it can be booked. */
  opensAt: Temporal.Instant
  /** Why nobody can book it, as closed-reason.ts reads it; null: open. */
  closedReason: string | null
  capacity: number
  taken: number
  withheld: number
  /** The part of an hour that a draw gives, where the rest of it is given at once. */
  drawPart: boolean
}

/** A slot as the book of slots keeps it. */
export interface BookSlot extends Slot {
  /** The book's version of the office in which it last changed. */
  changedIn: number
}

/** The counters of a slot after a commit, as they travel between processes. */
export interface SlotCounts {
  slotId: string
  capacity: number
  taken: number
  withheld: number
}

import type { Channel } from '../platform/database/index.ts'
import type { PlannedSlot } from './plan.ts'

/** A slot as it stands in the database. */
export interface StandingSlot extends PlannedSlot {
  slotId: string
  closedReason: string | null
  capacity: number
  taken: number
  withheld: number
}

/** What has to be done so that the slots that stand become the slots that are planned. */
export interface Comparison {
  create: PlannedSlot[]
  change: { slot: StandingSlot; to: PlannedSlot }[]
  /** No longer planned: to be deleted, or closed where something hangs on them. */
  drop: StandingSlot[]
  /** Still planned, but for fewer than are booked. */
  tooFew: { slot: StandingSlot; to: PlannedSlot }[]
}

/**
 * Compares by identity (site, channel, start). What has begun by `now` is history and is
 * left alone. A moment of release that has come stays: nobody who was told "open" is told
 * "not yet" afterwards.
 */
export function comparePlan(
  standing: readonly StandingSlot[],
  planned: readonly PlannedSlot[],
  now: Temporal.Instant,
): Comparison {
  const wanted = new Map(planned.map((slot) => [identity(slot), slot]))
  const comparison: Comparison = { create: [], change: [], drop: [], tooFew: [] }
  for (const slot of standing) {
    const plan = wanted.get(identity(slot))
    wanted.delete(identity(slot))
    if (Temporal.Instant.compare(slot.startsAt, now) <= 0) continue
    if (!plan) {
      comparison.drop.push(slot)
      continue
    }
    const to = { ...plan, opensAt: releaseKept(slot.opensAt, plan.opensAt, now) }
    if (differs(slot, to)) comparison.change.push({ slot, to })
    if (to.planned < slot.taken) comparison.tooFew.push({ slot, to })
  }
  comparison.create = [...wanted.values()]
  return comparison
}

export function identity({ siteId, channel, startsAt }: IdentityParts): string {
  return `${siteId} ${channel} ${startsAt.epochMilliseconds}`
}
interface IdentityParts {
  siteId: string
  channel: Channel
  startsAt: Temporal.Instant
}

/** Seats that may be given when `planned` are asked for: never fewer than have been given. */
export function capacityOf(planned: number, { taken, withheld }: { taken: number; withheld: number }): number {
  return Math.max(planned, taken + withheld)
}

function releaseKept(before: Temporal.Instant, after: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const released = Temporal.Instant.compare(before, now) <= 0
  return released && Temporal.Instant.compare(before, after) < 0 ? before : after
}

function differs(slot: StandingSlot, to: PlannedSlot): boolean {
  return (
    slot.closedReason !== null ||
    slot.planned !== to.planned ||
    slot.capacity !== capacityOf(to.planned, slot) ||
    !slot.endsAt.equals(to.endsAt) ||
    !slot.opensAt.equals(to.opensAt)
  )
}

import type { Channel } from '../platform/database/index.ts'
import type { PlannedSlot } from './plan.ts'

/** A slot as it stands in the database. */
export interface StandingSlot extends PlannedSlot {
  slotId: string
  closedReason: string | null
  capacity: number
  taken: number
  withheld: number
  /** Of the draw that gives its seats; null: none. */
  policy: string | null
}

/** What has to be done so that the slots that stand become the slots that are planned. */
export interface Comparison {
  create: PlannedSlot[]
  change: { slot: StandingSlot; to: SlotToBe }[]
  /** No longer planned: to be deleted, or closed where something hangs on them. */
  drop: StandingSlot[]
  /** Still planned, but for fewer than are booked. */
  tooFew: { slot: StandingSlot; to: PlannedSlot }[]
}

/** A planned slot with the seats that nobody may book yet. */
export interface SlotToBe extends PlannedSlot {
  withheld: number
}

/** Draws whose list is closed, by policy. */
export type Fixed = Pick<ReadonlySet<string>, 'has'>

/**
 * Compares by identity (site, channel, start, part). What has begun by `now` is history and is
 * left alone. A moment of release that has come stays: nobody who was told "open" is told
 * "not yet" afterwards.
 */
export function comparePlan(
  standing: readonly StandingSlot[],
  planned: readonly PlannedSlot[],
  now: Temporal.Instant,
  /** Draws whose list is closed: their seats are as they are, whatever is planned. */
  fixed: Fixed = new Set(),
): Comparison {
  const wanted = new Map(withinHours(standing, planned, fixed).map((slot) => [identity(slot), slot]))
  const comparison: Comparison = { create: [], change: [], drop: [], tooFew: [] }
  for (const slot of standing) {
    const plan = wanted.get(identity(slot))
    wanted.delete(identity(slot))
    if (Temporal.Instant.compare(slot.startsAt, now) <= 0) continue
    if (!plan) {
      comparison.drop.push(slot)
      continue
    }
    const opensAt = plan.drawPolicy ? plan.opensAt : releaseKept(slot.opensAt, plan.opensAt, now)
    const to = { ...plan, opensAt, withheld: withheldOf(slot, plan, fixed) }
    if (differs(slot, to)) comparison.change.push({ slot, to })
    if (to.planned < slot.taken) comparison.tooFew.push({ slot, to })
  }
  comparison.create = [...wanted.values()]
  return comparison
}

/**
 * What was given of an hour before a draw of a part of it was announced, beyond the part that
 * is given at once, is the draw's part less: both parts together are never more than the hour.
 */
function withinHours(
  standing: readonly StandingSlot[],
  planned: readonly PlannedSlot[],
  fixed: Fixed,
): readonly PlannedSlot[] {
  if (!planned.some((slot) => slot.drawPart)) return planned
  const given = new Map(standing.map((slot) => [identity(slot), slot]))
  const rests = new Map(planned.filter((slot) => !slot.drawPart).map((slot) => [identity(slot), slot]))
  return planned.flatMap((slot) => {
    if (!slot.drawPart) return [slot]
    const ofRest = identity({ ...slot, drawPart: false })
    const [was, rest] = [given.get(ofRest), rests.get(ofRest)]
    const beyond = was && rest ? Math.max(0, was.taken + withheldOf(was, rest, fixed) - rest.planned) : 0
    return beyond < slot.planned ? [{ ...slot, planned: slot.planned - beyond }] : []
  })
}

export function identity({ siteId, channel, startsAt, drawPart }: IdentityParts): string {
  return `${siteId} ${channel} ${startsAt.epochMilliseconds}${drawPart ? ' draw' : ''}`
}
interface IdentityParts {
  siteId: string
  channel: Channel
  startsAt: Temporal.Instant
  drawPart: boolean
}

/** Seats that may be given when `planned` are asked for: never fewer than have been given. */
export function capacityOf(planned: number, { taken, withheld }: { taken: number; withheld: number }): number {
  return Math.max(planned, taken + withheld)
}

/**
 * Seats withheld: all that are free while the slot's draw is to come. Once its list is closed
 * the draw alone lets them go.
 */
export function withheldOf(
  slot: Pick<StandingSlot, 'policy' | 'taken' | 'withheld'>,
  { drawPolicy, planned }: Pick<PlannedSlot, 'drawPolicy' | 'planned'>,
  fixed: Fixed,
): number {
  if (slot.policy !== null && fixed.has(slot.policy)) return slot.withheld
  if (drawPolicy !== undefined && !fixed.has(drawPolicy)) return Math.max(planned - slot.taken, 0)
  return slot.policy === null ? slot.withheld : 0
}

function releaseKept(before: Temporal.Instant, after: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const released = Temporal.Instant.compare(before, now) <= 0
  return released && Temporal.Instant.compare(before, after) < 0 ? before : after
}

function differs(slot: StandingSlot, to: SlotToBe): boolean {
  return (
    slot.policy !== (to.drawPolicy ?? null) ||
    slot.withheld !== to.withheld ||
    slot.closedReason !== null ||
    slot.planned !== to.planned ||
    slot.capacity !== capacityOf(to.planned, { taken: slot.taken, withheld: to.withheld }) ||
    !slot.endsAt.equals(to.endsAt) ||
    !slot.opensAt.equals(to.opensAt)
  )
}

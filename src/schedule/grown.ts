import type { Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import type { SlotToBe, StandingSlot } from './compare.ts'
import { freedSeatsRule, type Freeing, freeingOf } from './freed-rules.ts'
import { writeFreed } from './freed-store.ts'
import type { PlannedSlot, ScheduleOffice } from './plan.ts'

/** Seats that a plan adds to a day whose draw has closed its list, and what becomes of them. */
export interface Grown {
  seats: number
  freeing: Freeing
  at: Temporal.Instant
}

/** What `grownOf` hangs on: the office, its draws that have closed their list and when, and now. */
export interface GrowthFacts {
  office: ScheduleOffice
  fixed: ReadonlyMap<string, Temporal.Instant | null>
  now: Temporal.Instant
}

/**
 * Free seats more than before where a draw has closed its list: an hour that is opened again, or
 * more counters. Nobody was drawn for them, so they go as seats given back do: down the order,
 * late ones to the walk-ins. Undefined: none, or of an hour that nobody books from home any more.
 */
export function grownOf(
  { office, fixed, now }: GrowthFacts,
  slot: Pick<StandingSlot, 'policy' | 'capacity' | 'taken' | 'withheld'> | undefined,
  to: SlotToBe,
): Grown | undefined {
  const policy = slot?.policy ?? to.drawPolicy
  if (policy === undefined || !fixed.has(policy)) return undefined
  const { capacity, taken, withheld } = slot ?? { capacity: 0, taken: 0, withheld: 0 }
  const seats = Math.max(to.planned - taken - to.withheld, 0) - (capacity - taken - withheld)
  if (seats <= 0) return undefined
  const { definition, timeZone } = office
  const rules = { timeZone, noticeMinutes: definition.booking.noticeMinutes, rule: freedSeatsRule(definition) }
  const freeing = freeingOf({ channel: to.channel, startsAt: to.startsAt, byDraw: true }, rules, now)
  return freeing.held ? { seats, freeing, at: afterClose(now, fixed.get(policy)) } : undefined
}

/** What was freed before a list closed is the draw's; clocks of processes differ. */
function afterClose(now: Temporal.Instant, frozenAt: Temporal.Instant | null | undefined): Temporal.Instant {
  if (!frozenAt || Temporal.Instant.compare(now, frozenAt) > 0) return now
  return frozenAt.add({ milliseconds: 1 })
}

/** The slot as it is to be, with what has grown withheld. */
export function withGrown<T extends PlannedSlot & { withheld: number }>(to: T, grown: Grown | undefined): T {
  return grown ? { ...to, withheld: to.withheld + grown.seats } : to
}

/**
 * Leaves a row and a trace of what has grown, as of seats given back, but for saying that nobody
 * gave it. The slots must be locked or new.
 */
export async function writeGrown(
  tx: Transaction<Tables>,
  officeId: string,
  slots: readonly { slotId: string; grown: Grown | undefined }[],
): Promise<void> {
  for (const { slotId, grown } of slots) {
    if (!grown) continue
    const { seats, freeing, at } = grown
    await writeFreed(tx, { officeId, slotId, seats, held: seats, freeing, now: at, isPlannedAnew: true })
  }
}

import assert from 'node:assert/strict'
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import type { SlotCounts } from './slot.ts'

/**
 * Seats of one slot change hands here, for single bookings (moves, cancellations); the
 * booking batch takes its seats in its own statement. Every function keeps its rows locked
 * until the transaction ends, so two slots are always locked together, in ascending
 * slotId, as the batch does: that is what keeps them from waiting for one another.
 */

export interface SeatChange {
  officeId: string
  slotId: string
  seats: number
}

const counts = ['slot_id', 'capacity', 'taken', 'withheld'] as const

/**
 * The one function that frees seats. Policy in force: freed seats can be booked at once;
 * what no longer is planned shrinks away with them (capacity = greatest(planned, taken +
 * withheld)). Throws when the slot is not there or gave fewer seats than come back: both
 * are our mistake, and the transaction must die.
 */
export async function freeSeats(tx: Transaction<Tables>, { officeId, slotId, seats }: SeatChange): Promise<SlotCounts> {
  assert(Number.isInteger(seats) && seats > 0, 'seats to free are a whole number above 0')
  const row = await tx
    .updateTable('slot')
    .set({
      taken: sql`taken - ${seats}::int`,
      capacity: sql`greatest(planned, taken - ${seats}::int + withheld)`,
    })
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .returning(counts)
    .executeTakeFirst()
  assert(row, `no slot ${officeId}/${slotId} to free seats in`)
  return asCounts(row)
}

/**
 * Takes `seats` in one slot, all or none; undefined when too few are free, or the slot is
 * closed or not released at `now`. Whether it is past depends on the office's notice: ask
 * slotState for that before.
 */
export async function takeSeats(
  tx: Transaction<Tables>,
  { officeId, slotId, seats, now }: SeatChange & { now: Temporal.Instant },
): Promise<SlotCounts | undefined> {
  assert(Number.isInteger(seats) && seats > 0, 'seats to take are a whole number above 0')
  const row = await tx
    .updateTable('slot')
    .set({ taken: sql`taken + ${seats}::int` })
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .where('closed_reason', 'is', null)
    .where('opens_at', '<=', now)
    .where(sql<boolean>`taken + withheld + ${seats}::int <= capacity`)
    .returning(counts)
    .executeTakeFirst()
  return row && asCounts(row)
}

/**
 * Moves `seats` to another slot of the office: the new ones first, then the old ones are
 * freed. Undefined, with nothing changed, when the new slot does not take them (as in
 * takeSeats). Returns the counts of both slots, the new one first.
 */
export async function moveSeats(
  tx: Transaction<Tables>,
  move: { officeId: string; fromSlotId: string; toSlotId: string; seats: number; now: Temporal.Instant },
): Promise<[SlotCounts, SlotCounts] | undefined> {
  const { officeId, fromSlotId, toSlotId, seats, now } = move
  assert(fromSlotId !== toSlotId, 'a move leads to another slot')
  await lockSlots(tx, officeId, [fromSlotId, toSlotId])
  const taken = await takeSeats(tx, { officeId, slotId: toSlotId, seats, now })
  if (!taken) return undefined
  return [taken, await freeSeats(tx, { officeId, slotId: fromSlotId, seats })]
}

/** Locks slots of one office in ascending slotId, until `tx` ends. */
export async function lockSlots(tx: Transaction<Tables>, officeId: string, slotIds: readonly string[]): Promise<void> {
  await tx
    .selectFrom('slot')
    .select('slot_id')
    .where('office_id', '=', officeId)
    .where('slot_id', 'in', [...slotIds])
    .orderBy('slot_id')
    .forUpdate()
    .execute()
}

function asCounts(row: { slot_id: string; capacity: number; taken: number; withheld: number }): SlotCounts {
  return { slotId: row.slot_id, capacity: row.capacity, taken: row.taken, withheld: row.withheld }
}

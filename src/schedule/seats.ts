import assert from 'node:assert/strict'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import { isBeforeItsDraw, writeFreed } from './freed-store.ts'
import { freedSeatsRule, type Freeing, freeingOf } from './freed-rules.ts'
import type { ScheduleOffice } from './plan.ts'
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

/** Seats that come back, of an office whose rules say when they can be had again. */
export interface SeatsToFree {
  office: ScheduleOffice
  slotId: string
  seats: number
  now: Temporal.Instant
}

/**
 * The one function that frees seats. By the policy in force (freed-rules.ts) they are withheld
 * until they return, go down a draw's order or to the day's walk-ins; what no longer is planned
 * shrinks away (capacity = greatest(planned, taken + withheld)). Leaves a row and a trace of
 * what becomes of them. Throws when the slot is not there or gave fewer seats than come back:
 * both are our mistake, and the transaction must die.
 */
export async function freeSeats(
  tx: Transaction<Tables>,
  { office, slotId, seats, now }: SeatsToFree,
): Promise<SlotCounts> {
  assert(Number.isInteger(seats) && seats > 0, 'seats to free are a whole number above 0')
  const { officeId } = office
  const { freeing, room } = await readFreeing(tx, { office, slotId, seats, now }, { lock: true })
  const held = freeing.held ? Math.min(seats, room) : 0
  const row = await tx
    .updateTable('slot')
    .set({
      taken: sql`taken - ${seats}::int`,
      withheld: sql`withheld + ${held}::int`,
      capacity: sql`greatest(planned, taken - ${seats}::int + withheld + ${held}::int)`,
    })
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .returning(counts)
    .executeTakeFirstOrThrow()
  // What the draw is still to give is withheld for it, and no longer of what was freed.
  await writeFreed(tx, { officeId, slotId, seats, held: freeing.way === 'draw' ? 0 : held, freeing, now })
  return asCounts(row)
}

/**
 * What would become of seats that were freed now, and how many of them would be free again: the rest
 * is beyond the plan, and shrinks away. Nothing is locked: it may be otherwise when they are.
 */
export const freeingOfSlot = (db: Kysely<Tables>, seats: SeatsToFree): Promise<SlotFreeing> =>
  readFreeing(db, seats, { lock: false })

interface SlotFreeing {
  freeing: Freeing
  room: number
}

async function readFreeing(
  db: Kysely<Tables>,
  { office, slotId, seats, now }: SeatsToFree,
  { lock }: { lock: boolean },
): Promise<SlotFreeing> {
  const { officeId, timeZone, definition } = office
  const slot = await db
    .selectFrom('slot')
    .select(['channel', 'starts_at', 'planned', 'taken', 'withheld', 'draw_policy'])
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  assert(slot, `no slot ${officeId}/${slotId} to free seats in`)
  const policy = { timeZone, noticeMinutes: definition.booking.noticeMinutes, rule: freedSeatsRule(definition) }
  const seat = { channel: slot.channel, startsAt: slot.starts_at, byDraw: slot.draw_policy !== null }
  const isToDraw = seat.byDraw && (await isBeforeItsDraw(db, { officeId, slotId }))
  const freeing: Freeing = isToDraw ? { way: 'draw', held: true } : freeingOf(seat, policy, now)
  return { freeing, room: Math.max(0, slot.planned - (slot.taken - seats) - slot.withheld) }
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
  move: { office: ScheduleOffice; fromSlotId: string; toSlotId: string; seats: number; now: Temporal.Instant },
): Promise<[SlotCounts, SlotCounts] | undefined> {
  const { office, fromSlotId, toSlotId, seats, now } = move
  const { officeId } = office
  assert(fromSlotId !== toSlotId, 'a move leads to another slot')
  await lockSlots(tx, officeId, [fromSlotId, toSlotId])
  const taken = await takeSeats(tx, { officeId, slotId: toSlotId, seats, now })
  if (!taken) return undefined
  return [taken, await freeSeats(tx, { office, slotId: fromSlotId, seats, now })]
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

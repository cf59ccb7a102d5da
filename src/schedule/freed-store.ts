import { type Kysely, sql, type Transaction } from 'kysely'
import { writeAudit } from '../platform/audit.ts'
import { uuidAt } from '../platform/crypto/index.ts'
import type { Channel, FreedWay, Tables } from '../platform/database/index.ts'
import type { Freeing } from './freed-rules.ts'

export interface NewFreed {
  officeId: string
  slotId: string
  seats: number
  /** Of `seats`, those that wait in the slot's `withheld`. */
  held: number
  freeing: Freeing
  now: Temporal.Instant
  /** Seats that an offer gives back: they were freed before. */
  offerId?: string
  /** Nobody gave them back: the office planned them anew after the draw of their day had closed its list. */
  isPlannedAnew?: true
}

/** Writes that seats came back, or were planned anew, and what becomes of them, with the trace `seats-freed`. */
export async function writeFreed(
  tx: Transaction<Tables>,
  { officeId, slotId, seats, held, freeing, now, offerId, isPlannedAnew }: NewFreed,
): Promise<void> {
  const freedId = uuidAt(now)
  const delay = freeing.way === 'delay' ? freeing : undefined
  await tx
    .insertInto('freed_seat')
    .values({
      office_id: officeId,
      freed_id: freedId,
      slot_id: slotId,
      seats,
      held,
      way: freeing.way,
      freed_at: now,
      returns_from: delay?.returnsFrom ?? null,
      returns_by: delay?.returnsBy ?? null,
      offer_id: offerId ?? null,
      planned_anew: isPlannedAnew ?? false,
    })
    .execute()
  const from = { ...(offerId && { offer: offerId }), ...(isPlannedAnew && { plannedAnew: true }) }
  const details = { freed: freedId, slot: slotId, seats, way: freeing.way, ...from }
  await writeAudit(tx, { officeId, kind: 'seats-freed', at: now, actor: { kind: 'system' }, details })
}

interface SlotName {
  officeId: string
  slotId: string
}

/** The last attempt of the draw that gives slot `s`. */
const lastDraw = sql`(select d.state, d.frozen_at from draw d
  where d.office_id = s.office_id and d.policy_id = s.draw_policy order by d.attempt desc limit 1)`

/** Whether the draw that gives the slot is still to close its list, which takes in all free seats. Lock it to act. */
export async function isBeforeItsDraw(tx: Kysely<Tables>, { officeId, slotId }: SlotName): Promise<boolean> {
  const { rows } = await sql<{ before: boolean }>`
    select coalesce(d.state, 'open') = 'open' as before from slot s left join lateral ${lastDraw} d on true
    where s.office_id = ${officeId} and s.slot_id = ${slotId}::bigint`.execute(tx)
  return rows[0]?.before === true
}

/**
 * Seats that waited when a draw closed its list, or that are to be in one, are the draw's to
 * give: they are held no longer. The slot must be locked.
 */
export async function leaveToDraw(tx: Transaction<Tables>, { officeId, slotId }: SlotName): Promise<void> {
  await sql`
    update freed_seat f set held = 0, way = 'draw'
    from slot s left join lateral ${lastDraw} d on true
    where f.office_id = ${officeId} and f.slot_id = ${slotId}::bigint and f.held > 0
      and s.office_id = f.office_id and s.slot_id = f.slot_id and s.draw_policy is not null
      and (coalesce(d.state, 'open') = 'open' or d.frozen_at >= f.freed_at)`.execute(tx)
}

/** Seats that wait, with the hour they are of. */
export interface HeldSeats {
  officeId: string
  freedId: string
  slotId: string
  held: number
  way: FreedWay
  channel: Channel
  startsAt: Temporal.Instant
  returnsFrom: Temporal.Instant | undefined
  returnsBy: Temporal.Instant | undefined
}

/** All that wait, of every office; by office and slot. */
export async function readHeld(db: Kysely<Tables>): Promise<HeldSeats[]> {
  const rows = await db
    .selectFrom('freed_seat as f')
    .innerJoin('slot as s', (join) =>
      join.onRef('s.office_id', '=', 'f.office_id').onRef('s.slot_id', '=', 'f.slot_id'),
    )
    .select(['f.office_id', 'f.freed_id', 'f.slot_id', 'f.held', 'f.way', 'f.returns_from', 'f.returns_by'])
    .select(['s.channel', 's.starts_at'])
    .where('f.held', '>', 0)
    .orderBy('f.office_id')
    .orderBy('f.slot_id')
    .execute()
  return rows.map((row) => ({
    officeId: row.office_id,
    freedId: row.freed_id,
    slotId: row.slot_id,
    held: row.held,
    way: row.way,
    channel: row.channel,
    startsAt: row.starts_at,
    returnsFrom: row.returns_from ?? undefined,
    returnsBy: row.returns_by ?? undefined,
  }))
}

/** Freed seats that nobody in the order had in time wait for the day's walk-ins. The slot must be locked. */
export async function turnToWalkIns(
  tx: Transaction<Tables>,
  { officeId, freedIds }: { officeId: string; freedIds: readonly string[] },
): Promise<number> {
  const rows = await tx
    .updateTable('freed_seat')
    .set({ way: 'walk-ins' })
    .where('office_id', '=', officeId)
    .where('freed_id', 'in', freedIds)
    .where('way', '=', 'order')
    .where('held', '>', 0)
    .returning('held')
    .execute()
  return rows.reduce((sum, row) => sum + row.held, 0)
}

/**
 * Takes the named rows' seats out of what is held; returns how many that were. Who comes
 * second, in whichever process, finds none. The slot must be locked.
 */
export async function endHolding(
  tx: Transaction<Tables>,
  { officeId, freedIds, way }: { officeId: string; freedIds: readonly string[]; way: FreedWay },
): Promise<number> {
  const { rows } = await sql<{ held: number }>`
    update freed_seat f set held = 0, way = ${way}
    from freed_seat was
    where f.office_id = ${officeId} and f.freed_id = any(${[...freedIds]}::uuid[]) and f.held > 0
      and was.office_id = f.office_id and was.freed_id = f.freed_id
    returning was.held`.execute(tx)
  return rows.reduce((sum, row) => sum + row.held, 0)
}

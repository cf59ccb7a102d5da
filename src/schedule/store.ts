import type pg from 'pg'
import type { Channel, Database } from '../platform/database/index.ts'
import type { Slot } from './slot.ts'

export interface SlotRow {
  slot_id: string
  site_id: string
  channel: Channel
  starts_at: Temporal.Instant
  ends_at: Temporal.Instant
  opens_at: Temporal.Instant
  closed_reason: string | null
  capacity: number
  taken: number
  withheld: number
  draw_part: boolean
}

/** All slots of an office that end after `since`, by start, site, channel and part. */
export async function readSlotRows(pool: pg.Pool, officeId: string, since: Temporal.Instant): Promise<Slot[]> {
  const { rows } = await pool.query<SlotRow>({
    name: 'slots of an office',
    text: `select slot_id, site_id, channel, starts_at, ends_at, opens_at, closed_reason, capacity, taken, withheld,
        draw_part
      from slot where office_id = $1 and ends_at > $2
      order by starts_at, site_id, channel, draw_part`,
    values: [officeId, since],
  })
  return rows.map((row) => asSlot(officeId, row))
}

/** Policies of the office's draws that are done. */
export async function readDrawn({ kysely }: Pick<Database, 'kysely'>, officeId: string): Promise<Set<string>> {
  const done = kysely.selectFrom('draw').select('policy_id').where('office_id', '=', officeId)
  return new Set((await done.where('state', '=', 'drawn').execute()).map((row) => row.policy_id))
}

/** One slot as its row stands now; undefined: the office has none of that id. */
export async function readSlot(pool: pg.Pool, officeId: string, slotId: string): Promise<Slot | undefined> {
  const { rows } = await pool.query<SlotRow>({
    name: 'one slot',
    text: `select slot_id, site_id, channel, starts_at, ends_at, opens_at, closed_reason, capacity, taken, withheld,
        draw_part
      from slot where office_id = $1 and slot_id = $2`,
    values: [officeId, slotId],
  })
  return rows[0] && asSlot(officeId, rows[0])
}

const asSlot = (officeId: string, row: SlotRow): Slot => ({ officeId, ...slotFacts(row) })

/** A row of slots, but for the office it was asked of. */
export function slotFacts(row: SlotRow): Omit<Slot, 'officeId'> {
  return {
    slotId: row.slot_id,
    siteId: row.site_id,
    channel: row.channel,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    opensAt: row.opens_at,
    closedReason: row.closed_reason,
    capacity: row.capacity,
    taken: row.taken,
    withheld: row.withheld,
    drawPart: row.draw_part,
  }
}

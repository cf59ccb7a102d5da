import { sql, type Transaction } from 'kysely'
import { type Channel, lockOneOf, type Tables } from '../platform/database/index.ts'
import { identity, type SlotToBe, type StandingSlot } from './compare.ts'
import { slotFacts } from './store.ts'

type Tx = Transaction<Tables>

/** One generator at a time for an office, in all processes; until `tx` ends. */
export const lockGenerating = (tx: Tx, officeId: string): Promise<void> => lockOneOf(tx, 'slots', officeId)

/** What the office's row says; undefined: no such office, or none yet. */
export async function readDefinition(tx: Tx, officeId: string): Promise<object | undefined> {
  const row = await tx.selectFrom('office').select('definition').where('office_id', '=', officeId).executeTakeFirst()
  return row?.definition ?? undefined
}

export async function readStanding(
  tx: Tx,
  officeId: string,
  { since, until }: { since: Temporal.Instant; until: Temporal.Instant },
): Promise<StandingSlot[]> {
  const rows = await tx
    .selectFrom('slot')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('starts_at', '>=', since)
    .where('starts_at', '<', until)
    .orderBy('slot_id')
    .execute()
  return rows.map((row) => ({ ...slotFacts(row), planned: row.planned, policy: row.draw_policy }))
}

/** When the office's last slot starts; undefined when it has none. */
export async function lastStart(tx: Tx, officeId: string): Promise<Temporal.Instant | undefined> {
  const row = await tx
    .selectFrom('slot')
    .select('starts_at')
    .where('office_id', '=', officeId)
    .orderBy('starts_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.starts_at
}

/**
 * Nobody closes a list, draws or begins a draw anew until `tx` ends. Before any slot is locked:
 * who closes a list locks its draw, then the slots, and has them for as long as it hashes.
 */
export async function lockDraws(tx: Tx, officeId: string): Promise<void> {
  // The second look sees the row of a draw that was begun anew while the first one waited.
  for (let look = 0; look < 2; look++) {
    await tx
      .selectFrom('draw')
      .select('draw_id')
      .where('office_id', '=', officeId)
      .orderBy('draw_id')
      .forShare()
      .execute()
  }
}

/** Draws of the office whose list is closed, by policy, with when it was: what they give stands. */
export async function fixedDraws(tx: Tx, officeId: string): Promise<Map<string, Temporal.Instant | null>> {
  const rows = await tx
    .selectFrom('draw')
    .select(['policy_id', 'frozen_at'])
    .where('office_id', '=', officeId)
    .where('state', 'in', ['frozen', 'drawn'])
    .execute()
  return new Map(rows.map((row) => [row.policy_id, row.frozen_at]))
}

/** Locks the slots in ascending slotId and writes their counts of this moment into `slots`. */
export async function lockAndRefresh(tx: Tx, officeId: string, slots: readonly StandingSlot[]): Promise<void> {
  if (slots.length === 0) return
  const { rows } = await sql<{ slot_id: string; capacity: number; taken: number; withheld: number }>`
    select slot_id, capacity, taken, withheld from slot
    where office_id = ${officeId} and slot_id = any(${slots.map((slot) => slot.slotId)}::bigint[])
    order by slot_id for update`.execute(tx)
  const byId = new Map(slots.map((slot) => [slot.slotId, slot]))
  for (const { slot_id, capacity, taken, withheld } of rows) {
    Object.assign(byId.get(slot_id)!, { capacity, taken, withheld })
  }
}

/**
 * Which of the slots nothing hangs on: no seat given or withheld and no booking, not even a
 * cancelled one, that names them.
 */
export async function findUnused(tx: Tx, officeId: string, slotIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ slot_id: string }>`
    select slot_id from slot s where ${unused(officeId, slotIds)}`.execute(tx)
  return new Set(rows.map((row) => row.slot_id))
}

/** Deletes those that findUnused finds; the slots must be locked. */
export async function deleteUnused(tx: Tx, officeId: string, slotIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ slot_id: string }>`
    delete from slot s where ${unused(officeId, slotIds)} returning slot_id`.execute(tx)
  return new Set(rows.map((row) => row.slot_id))
}

function unused(officeId: string, slotIds: readonly string[]) {
  return sql`s.office_id = ${officeId} and s.slot_id = any(${[...slotIds]}::bigint[])
    and s.taken = 0
    and (s.withheld = 0 or s.draw_policy is not null)
    and not exists (select from draw d where d.office_id = s.office_id and d.policy_id = s.draw_policy
      and d.state in ('frozen', 'drawn'))
    and not exists (select from booking b where b.office_id = s.office_id and b.slot_id = s.slot_id)`
}

/** Returns their ids by identity. Only the unique constraint guards this: whoever calls it holds lockGenerating. */
export async function insertSlots(
  tx: Tx,
  officeId: string,
  slots: readonly SlotToBe[],
): Promise<Map<string, string>> {
  if (slots.length === 0) return new Map()
  const { rows } = await sql<{
    slot_id: string
    site_id: string
    channel: Channel
    starts_at: Temporal.Instant
    draw_part: boolean
  }>`
    insert into slot
      (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity, withheld, draw_policy, draw_part)
    select ${officeId}, site_id, channel, starts_at, ends_at, opens_at, planned, planned, withheld, draw_policy,
      draw_part
    from unnest(
      ${slots.map((slot) => slot.siteId)}::text[],
      ${slots.map((slot) => slot.channel satisfies Channel)}::text[],
      ${slots.map((slot) => slot.startsAt.toString())}::timestamptz[],
      ${slots.map((slot) => slot.endsAt.toString())}::timestamptz[],
      ${slots.map((slot) => slot.opensAt.toString())}::timestamptz[],
      ${slots.map((slot) => slot.planned)}::integer[],
      ${slots.map((slot) => slot.withheld)}::integer[],
      ${slots.map((slot) => slot.drawPolicy ?? null)}::text[],
      ${slots.map((slot) => slot.drawPart)}::boolean[]
    ) as wanted (site_id, channel, starts_at, ends_at, opens_at, planned, withheld, draw_policy, draw_part)
    returning slot_id, site_id, channel, starts_at, draw_part`.execute(tx)
  return new Map(
    rows.map((row) => {
      const { site_id: siteId, channel, starts_at: startsAt, draw_part: drawPart } = row
      return [identity({ siteId, channel, startsAt, drawPart }), row.slot_id]
    }),
  )
}

export interface SlotChange {
  slotId: string
  endsAt: Temporal.Instant
  opensAt: Temporal.Instant
  planned: number
  /** Null opens the slot again. */
  closedReason: string | null
  withheld: number
  drawPolicy?: string
}

/** Seats that were given stay given: capacity = greatest(planned, taken + withheld), counted at this moment. */
export async function updateSlots(tx: Tx, officeId: string, changes: readonly SlotChange[]): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update slot s set ends_at = wanted.ends_at, opens_at = wanted.opens_at, closed_reason = wanted.closed_reason,
      planned = wanted.planned, withheld = wanted.withheld,
      draw_policy = wanted.draw_policy, capacity = greatest(wanted.planned, s.taken + wanted.withheld)
    from unnest(
      ${changes.map((change) => change.slotId)}::bigint[],
      ${changes.map((change) => change.endsAt.toString())}::timestamptz[],
      ${changes.map((change) => change.opensAt.toString())}::timestamptz[],
      ${changes.map((change) => change.closedReason)}::text[],
      ${changes.map((change) => change.planned)}::integer[],
      ${changes.map((change) => change.withheld)}::integer[],
      ${changes.map((change) => change.drawPolicy ?? null)}::text[]
    ) as wanted (slot_id, ends_at, opens_at, closed_reason, planned, withheld, draw_policy)
    where s.office_id = ${officeId} and s.slot_id = wanted.slot_id`.execute(tx)
}

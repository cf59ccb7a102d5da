import { sql, type Transaction } from 'kysely'
import { writeAudit } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import { slotsReloadText, slotsTopic } from '../schedule/index.ts'
import { roundAt } from './beacon.ts'
import { attemptId } from './closings.ts'
import { listLeaves } from './list.ts'
import { ListRoot } from './list-root.ts'
import type { Draw, DrawDeps, FrozenSlot, VoidReason } from './model.ts'
import { nodeSha256 } from './node-sha256.ts'
import { RULES_HASH } from './rules-hash.ts'
import { lockDraw } from './store.ts'
import { tellStruck } from './strike.ts'
import { slotsToDraw } from './wish-rules.ts'
import { frozenHeader, replacedClosing, writeClosing } from './write-closing.ts'

const system = { kind: 'system' } as const

/** So long before its round a list is closed at least: a witness looks at the log each minute or so. */
export const SEALING_MINUTES = 10

/**
 * Closes a draw's list: its entries, the seats they are drawn for, the rules and the round to
 * come become one leaf, in one transaction; nothing of it can be chosen afterwards. Twice is
 * once. Returns whether it was this call.
 */
export async function closeList({ bookings, beacon }: DrawDeps, drawId: string): Promise<boolean> {
  const { database, clock, offices } = bookings
  return database.kysely.transaction().execute(async (tx) => {
    const draw = await lockDraw(tx, drawId, 'update')
    const now = clock.now()
    if (draw?.state !== 'open' || Temporal.Instant.compare(now, draw.closesAt) < 0) return false
    const office = offices.get(draw.officeId)
    if (!office) return false
    await strikeIncomplete(tx, draw, now)
    const seats = await withholdSeats(tx, draw, office.timeZone)
    const list = new ListRoot(nodeSha256)
    for await (const leaves of listLeaves(tx, draw)) leaves.forEach((leaf) => list.append(leaf))
    const root = Buffer.from(list.root())
    const earliest = now.add({ minutes: SEALING_MINUTES })
    const drawsAt = Temporal.Instant.compare(draw.drawsAt, earliest) < 0 ? earliest : draw.drawsAt
    const round = roundAt(beacon.chain, drawsAt)
    const header = frozenHeader(draw, {
      closedAt: now,
      seats,
      chain: beacon.chain,
      round,
      list: { size: list.size, root: root.toString('hex') },
    })
    const leaf = await writeClosing(tx, { draw, header, now })
    await tx
      .updateTable('draw')
      .set({
        state: 'frozen',
        frozen_at: now,
        list_size: list.size,
        list_root: root,
        seats: JSON.stringify(seats),
        rules_hash: Buffer.from(RULES_HASH, 'hex'),
        beacon: JSON.stringify(beacon.chain),
        round: String(round),
        leaf_audit_id: leaf,
        earlier_leaves: JSON.stringify(draw.earlier),
      })
      .where('office_id', '=', draw.officeId)
      .where('draw_id', '=', drawId)
      .execute()
    await notifyAll(tx, slotsTopic, slotsReloadText(draw.officeId))
    return true
  })
}

/** Where witnesses stay away each round named leaves them more time: a file names a thousand closings at most. */
const minutesToSeal = (before: number): number => Math.min(SEALING_MINUTES * (1 + before), 60)

/**
 * Names a later round, while the one before is still to come: no witness has seen the leaf in
 * time. The new leaf says which round it replaces and why.
 */
export async function nameLaterRound({ bookings, beacon }: DrawDeps, drawId: string): Promise<void> {
  const { database, clock } = bookings
  await database.kysely.transaction().execute(async (tx) => {
    const draw = await lockDraw(tx, drawId, 'update')
    if (draw?.state !== 'frozen' || !draw.frozen) return
    const now = clock.now()
    const { frozen, officeId } = draw
    const round = roundAt(beacon.chain, now.add({ minutes: minutesToSeal(draw.earlier.length) }))
    const header = frozenHeader(draw, {
      closedAt: frozen.at,
      seats: frozen.seats,
      chain: frozen.beacon,
      round,
      list: { size: frozen.size, root: frozen.root.toString('hex') },
    })
    const earlier = [...draw.earlier, replacedClosing(frozen, 'no-witness')]
    const leaf = await writeClosing(tx, { draw: { ...draw, earlier }, header, now })
    await tx
      .updateTable('draw')
      .set({
        round: String(round),
        leaf_audit_id: leaf,
        earlier_leaves: JSON.stringify(earlier),
      })
      .where('office_id', '=', officeId)
      .where('draw_id', '=', drawId)
      .execute()
  })
}

/**
 * Ends a draw that cannot be done as its leaf says, and begins it anew with the same entries
 * under another id, and so another seed. Only where its own leaf said so or nobody can prove
 * when the list stood; the reason stands in the trace and on its page.
 */
export async function drawAgain({ bookings }: DrawDeps, drawId: string, reason: VoidReason): Promise<void> {
  const { database, clock } = bookings
  await database.kysely.transaction().execute(async (tx) => {
    const draw = await lockDraw(tx, drawId, 'update')
    if (draw?.state !== 'frozen') return
    const { officeId, policy } = draw
    const now = clock.now()
    const again = attemptId(officeId, policy.id, draw.attempt + 1)
    const earlier = [...draw.earlier, ...(draw.frozen ? [replacedClosing(draw.frozen, reason)] : [])]
    await sql`
      insert into draw
        (office_id, draw_id, policy_id, attempt, state, policy, opens_at, closes_at, draws_at, instant_at, ends_at,
          earlier_leaves)
      select office_id, ${again}, policy_id, attempt + 1, 'open', policy, opens_at, closes_at, ${now}, instant_at,
        ends_at, ${JSON.stringify(earlier)}
      from draw where office_id = ${officeId} and draw_id = ${drawId}`.execute(tx)
    await tx
      .updateTable('draw')
      .set({ state: 'void', void_reason: reason })
      .where('office_id', '=', officeId)
      .where('draw_id', '=', drawId)
      .execute()
    await tx
      .updateTable('draw_entry')
      .set({ draw_id: again })
      .where('office_id', '=', officeId)
      .where('draw_id', '=', drawId)
      .execute()
    const details = { draw: drawId, round: draw.frozen?.round ?? null, reason, again }
    await writeAudit(tx, { officeId, kind: 'draw-void', at: now, actor: system, details })
  })
}

/** Entries that count for nothing: their people are held by others, and nobody proved anything. */
async function strikeIncomplete(tx: Transaction<Tables>, draw: Draw, now: Temporal.Instant): Promise<void> {
  const { officeId, drawId } = draw
  const struck = await tx
    .updateTable('draw_entry')
    .set({ state: 'struck', struck_reason: 'incomplete', changed_at: now })
    .where('office_id', '=', officeId)
    .where('draw_id', '=', drawId)
    .where('state', '=', 'entered')
    .where('contested', '=', true)
    .returning('entry_id')
    .execute()
  for (const { entry_id: entry } of struck) {
    const details = { entry, draw: drawId, reason: 'incomplete' }
    await writeAudit(tx, { officeId, kind: 'entry-struck', at: now, actor: system, details })
    await tellStruck(tx, { officeId, entryId: entry }, now)
  }
}

/** All free seats of the draw's slots, which wait for it from now on, whatever is planned later. */
async function withholdSeats(tx: Transaction<Tables>, draw: Draw, timeZone: string): Promise<FrozenSlot[]> {
  const { rows } = await sql<{
    slot_id: string
    site_id: string
    starts_at: Temporal.Instant
    capacity: number
    taken: number
  }>`
    with locked as (
      select slot_id from slot
      where office_id = ${draw.officeId} and draw_policy = ${draw.policy.id} and channel = 'online'
        and closed_reason is null
      order by slot_id for update)
    update slot s set withheld = s.capacity - s.taken from locked
    where s.office_id = ${draw.officeId} and s.slot_id = locked.slot_id
    returning s.slot_id, s.site_id, s.starts_at, s.capacity, s.taken`.execute(tx)
  const slots = rows.map((row) => ({
    slotId: row.slot_id,
    siteId: row.site_id,
    channel: 'online',
    startsAt: row.starts_at,
    closedReason: null,
    capacity: row.capacity,
    taken: row.taken,
  }))
  return slotsToDraw(slots, { timeZone, covers: () => true })
}

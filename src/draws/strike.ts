import type { Transaction } from 'kysely'
import type { Proof } from '../bookings/index.ts'
import { addMessage } from '../notify/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { lockOneOf, type Tables } from '../platform/database/index.ts'
import { drawErrors } from './errors.ts'
import { type ClaimHolder, lockDraw, readDraw } from './store.ts'
import { DRAW_PARTY_MAX } from './wishes.ts'

/**
 * People whom one proved contact may outrank in one draw, by whole entries: as many as the
 * largest party. A telephone is cheap and a leak long; for more an officer looks at the cards.
 */
const STRUCK_BY_CONTACT_MAX = DRAW_PARTY_MAX

/** Who gives way to a proof: an entry that nobody has proved. */
export const wouldYield = ({ entry }: ClaimHolder): boolean =>
  entry !== undefined && entry.isEntered && !entry.isVerified

type HoldingEntry = ClaimHolder & { entry: NonNullable<ClaimHolder['entry']> }

export interface ToStrike {
  /** Who holds some of the people that were proved. */
  holders: readonly ClaimHolder[]
  proof: Proof
  /** The prover's own entry, whose row is there and is locked among the others. */
  own?: { officeId: string; entryId: string } | undefined
  now: Temporal.Instant
  actor: Actor
}

/**
 * Strikes the entries among `holders`, if all of them give way, whose own lists are open, and
 * returns them; their claims are the caller's to take. Locks go draws, who proves, entries by
 * id; claims come afterwards. Throws OUTRANKED_ENOUGH where one contact would strike too many.
 */
export async function strikeHolders(
  tx: Transaction<Tables>,
  { holders, proof, own, now, actor }: ToStrike,
): Promise<HoldingEntry[]> {
  const isEntry = (one: ClaimHolder): one is HoldingEntry => one.entry !== undefined
  const yielding = holders.every(wouldYield) ? holders.filter(isEntry) : []
  const open = await lockOpenDraws(tx, new Set(yielding.map(({ entry }) => entry.drawId)), now)
  const toStrike = new Map(
    yielding.filter(({ entry }) => open.has(entry.drawId)).map((one) => [one.holderId, one] as const),
  )
  // Else two at once would each count without the other.
  if (proof.by === 'contact' && toStrike.size > 0) await lockOneOf(tx, 'outranks', proof.contactHash.toString('hex'))
  const toLock = new Map([...toStrike].map(([id, { officeId }]) => [id, officeId]))
  if (own) toLock.set(own.entryId, own.officeId)
  for (const [id, officeId] of [...toLock].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const row = tx.selectFrom('draw_entry').select('entry_id').where('office_id', '=', officeId)
    await row.where('entry_id', '=', id).forUpdate().execute()
  }
  const struck: HoldingEntry[] = []
  for (const one of toStrike.values()) {
    if (await strike(tx, one, { proof, now, actor })) struck.push(one)
  }
  if (proof.by === 'contact') await refuseTooMany(tx, proof.contactHash, struck)
  return struck
}

async function lockOpenDraws(
  tx: Transaction<Tables>,
  drawIds: ReadonlySet<string>,
  now: Temporal.Instant,
): Promise<Set<string>> {
  const open = new Set<string>()
  for (const drawId of [...drawIds].toSorted()) {
    // Looked at before it is locked: one that is being drawn is not waited for.
    if ((await readDraw(tx, drawId))?.state !== 'open') continue
    const draw = await lockDraw(tx, drawId, 'share')
    if (draw?.state === 'open' && Temporal.Instant.compare(now, draw.closesAt) < 0) open.add(drawId)
  }
  return open
}

async function strike(
  tx: Transaction<Tables>,
  { officeId, holderId: entryId, entry: { drawId } }: HoldingEntry,
  { proof, now, actor }: Pick<ToStrike, 'proof' | 'now' | 'actor'>,
): Promise<boolean> {
  const struck = await tx
    .updateTable('draw_entry')
    .set({
      state: 'struck',
      struck_reason: 'outranked',
      struck_by: proof.by === 'contact' ? proof.contactHash : null,
      changed_at: now,
    })
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .where('state', '=', 'entered')
    .where('verified_at', 'is', null)
    .returning('entry_id')
    .executeTakeFirst()
  if (!struck) return false
  const details = { entry: entryId, draw: drawId, reason: 'outranked', proof: proof.by }
  await writeAudit(tx, { officeId, kind: 'entry-struck', at: now, actor, details })
  await tellStruck(tx, { officeId, entryId }, now)
  return true
}

/** Tells whoever gave a contact that their entry no longer counts, and what they can do. */
export async function tellStruck(
  tx: Transaction<Tables>,
  { officeId, entryId }: { officeId: string; entryId: string },
  now: Temporal.Instant,
): Promise<void> {
  const told = await tx
    .selectFrom('draw_entry')
    .select('entry_id')
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .where('contact_hash', 'is not', null)
    .executeTakeFirst()
  if (told) await addMessage(tx, { officeId, kind: 'struck', bookingId: undefined, about: entryId }, now)
}

async function refuseTooMany(
  tx: Transaction<Tables>,
  contactHash: Buffer,
  struck: readonly HoldingEntry[],
): Promise<void> {
  const draws = new Map(struck.map(({ officeId, entry: { drawId } }) => [drawId, officeId]))
  for (const [drawId, officeId] of draws) {
    const { people } = await tx
      .selectFrom('draw_entry')
      .select((eb) => eb.fn.sum<string>('party_size').as('people'))
      .where('office_id', '=', officeId)
      .where('draw_id', '=', drawId)
      .where('struck_by', '=', contactHash)
      .executeTakeFirstOrThrow()
    if (Number(people) > STRUCK_BY_CONTACT_MAX) throw drawErrors.OUTRANKED_ENOUGH()
  }
}

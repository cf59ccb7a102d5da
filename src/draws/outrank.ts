import type { Transaction } from 'kysely'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'
import { drawErrors } from './errors.ts'
import { refuseUnlessOpen } from './find-draw.ts'
import type { DrawDeps, Entry, VerifiedBy } from './model.ts'
import { type ClaimHolder, claimPeople, lockDraw, lockEntry, officeOfDraw, readDraw, releasePeople } from './store.ts'

/**
 * Strikes the unverified entries that hold these people, in the transaction of the verified
 * one that takes them over: leaked NIKs cannot squat. Only while their own lists are open.
 */
export async function outrank(
  tx: Transaction<Tables>,
  { bookings: { clock } }: Pick<DrawDeps, 'bookings'>,
  { held, actor }: { held: readonly ClaimHolder[]; actor: Actor },
): Promise<void> {
  const byEntry = new Map(held.flatMap((one) => (one.entry ? [[one.holderId, { ...one, ...one.entry }]] : [])))
  const holders = [...byEntry.values()].toSorted((a, b) => (a.holderId < b.holderId ? -1 : 1))
  for (const { officeId, holderId: entryId, drawId } of holders) {
    const now = clock.now()
    // Looked at before it is locked: a draw that is being run waits for claims that are locked here.
    if ((await readDraw(tx, drawId))?.state !== 'open') continue
    const draw = await lockDraw(tx, drawId, 'share')
    if (draw?.state !== 'open' || Temporal.Instant.compare(now, draw.closesAt) >= 0) continue
    const struck = await tx
      .updateTable('draw_entry')
      .set({ state: 'struck', struck_reason: 'outranked', changed_at: now })
      .where('office_id', '=', officeId)
      .where('entry_id', '=', entryId)
      .where('state', '=', 'entered')
      .where('verified_at', 'is', null)
      .returning('entry_id')
      .executeTakeFirst()
    if (!struck) continue
    await releasePeople(tx, { officeId, entryId })
    const details = { entry: entryId, draw: drawId, reason: 'outranked' }
    await writeAudit(tx, { officeId, kind: 'entry-struck', at: now, actor, details })
  }
}

/**
 * Marks an entry as verified: its contact was proved by a code, or its people's cards were
 * seen. A contested one takes its people over from who entered them unverified. Twice is
 * once. Throws CLOSED from the close on, PERSON_ALREADY_HELD where somebody is held for good.
 */
export async function verifyEntry(
  deps: Pick<DrawDeps, 'bookings'>,
  { drawId, entryId, by, actor }: Pick<Entry, 'drawId' | 'entryId'> & { by: VerifiedBy; actor: Actor },
): Promise<Entry> {
  const { bookings: { database, keys, clock, offices } } = deps
  const officeId = officeOfDraw(drawId)
  const office = offices.get(officeId)
  return database.kysely.transaction().execute(async (tx) => {
    const draw = await lockDraw(tx, drawId, 'share')
    if (!draw || !office) throw drawErrors.DRAW_UNKNOWN()
    const now = clock.now()
    refuseUnlessOpen(draw, office, now)
    const entry = await lockEntry(tx, keys, officeId, { entryId })
    if (!entry) throw drawErrors.ENTRY_UNKNOWN()
    if (entry.state !== 'entered') throw drawErrors.ENTRY_OVER()
    if (entry.verifiedBy) return entry
    const nikHashes = entry.people.map(({ nik }) => keys.lookup('nik', nik))
    const claim = { officeId, entryId, nikHashes, endsAt: draw.endsAt, now }
    const held = await claimPeople(tx, claim)
    const wouldYield = held.every((one) => one.entry?.isEntered && !one.entry.isVerified)
    if (held.length > 0 && wouldYield) await outrank(tx, deps, { held, actor })
    if (held.length > 0 && (!wouldYield || (await claimPeople(tx, claim)).length > 0)) {
      throw drawErrors.PERSON_ALREADY_HELD()
    }
    await tx
      .updateTable('draw_entry')
      .set({ verified_at: now, verified_by: by, contested: false, changed_at: now })
      .where('office_id', '=', officeId)
      .where('entry_id', '=', entryId)
      .execute()
    const details = { entry: entryId, draw: drawId, by }
    await writeAudit(tx, { officeId, kind: 'entry-verified', at: now, actor, details })
    return { ...entry, verifiedBy: by, isContested: false }
  })
}

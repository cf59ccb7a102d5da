import type { Transaction } from 'kysely'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { inOneOrder, Overtaken, type Tables } from '../platform/database/index.ts'
import { drawErrors } from './errors.ts'
import { refuseUnlessOpen } from './find-draw.ts'
import type { DrawDeps, Entry, VerifiedBy } from './model.ts'
import {
  type ClaimHolder,
  claimPeople,
  holdersOf,
  lockDraw,
  lockEntry,
  officeOfDraw,
  type PeopleClaim,
  readDraw,
  readEntry,
} from './store.ts'

/** Who gives way to a verified entry: an entry that nobody has proved. */
export const wouldYield = ({ entry }: ClaimHolder): boolean =>
  entry !== undefined && entry.isEntered && !entry.isVerified

type HoldingEntry = ClaimHolder & { entry: NonNullable<ClaimHolder['entry']> }

/**
 * Claims the people of a verified entry; returns who holds the rest for good. The unverified
 * entries that hold some of them are struck: leaked NIKs cannot squat. Only while their own lists
 * are open, and only where all give way. `own`: the entry's row is there, and locked among the others.
 */
export async function claimVerified(
  tx: Transaction<Tables>,
  { bookings: { clock } }: Pick<DrawDeps, 'bookings'>,
  { claim, actor, own }: { claim: PeopleClaim; actor: Actor; own: boolean },
): Promise<ClaimHolder[]> {
  const { entryId, nikHashes, now } = claim
  const holders = (await holdersOf(tx, nikHashes)).filter(
    (one) => one.holderId !== entryId && Temporal.Instant.compare(one.endsAt, now) > 0,
  )
  const isEntry = (one: ClaimHolder): one is HoldingEntry => one.entry !== undefined
  const yielding = holders.every(wouldYield) ? holders.filter(isEntry) : []
  const open = await lockOpenDraws(tx, new Set(yielding.map(({ entry }) => entry.drawId)), clock.now())
  const toStrike = new Map(
    yielding.filter(({ entry }) => open.has(entry.drawId)).map((one) => [one.holderId, one] as const),
  )
  const toLock = new Map([...toStrike].map(([id, { officeId }]) => [id, officeId]))
  if (own) toLock.set(entryId, claim.officeId)
  for (const [id, officeId] of [...toLock].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const row = tx.selectFrom('draw_entry').select('entry_id').where('office_id', '=', officeId)
    await row.where('entry_id', '=', id).forUpdate().execute()
  }
  const struck: HoldingEntry[] = []
  for (const one of toStrike.values()) {
    if (await strike(tx, one, { now: clock.now(), actor })) struck.push(one)
  }
  const held = await claimPeople(tx, { ...claim, over: struck })
  // Entered meanwhile: its row may not be locked once claims are.
  const isKnown = ({ holderId }: ClaimHolder): boolean => holders.some((one) => one.holderId === holderId)
  if (held.length > 0 && held.every(wouldYield) && !held.every(isKnown)) throw new Overtaken()
  return held
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
  { now, actor }: { now: Temporal.Instant; actor: Actor },
): Promise<boolean> {
  const struck = await tx
    .updateTable('draw_entry')
    .set({ state: 'struck', struck_reason: 'outranked', changed_at: now })
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .where('state', '=', 'entered')
    .where('verified_at', 'is', null)
    .returning('entry_id')
    .executeTakeFirst()
  if (!struck) return false
  const details = { entry: entryId, draw: drawId, reason: 'outranked' }
  await writeAudit(tx, { officeId, kind: 'entry-struck', at: now, actor, details })
  return true
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
  return inOneOrder(database, async (tx) => {
    const draw = await lockDraw(tx, drawId, 'share')
    if (!draw || !office) throw drawErrors.DRAW_UNKNOWN()
    const now = clock.now()
    refuseUnlessOpen(draw, office, now)
    const before = await readEntry(tx, keys, officeId, { entryId })
    if (!before) throw drawErrors.ENTRY_UNKNOWN()
    if (before.state !== 'entered') throw drawErrors.ENTRY_OVER()
    if (before.verifiedBy) return before
    const nikHashes = before.people.map(({ nik }) => keys.lookup('nik', nik))
    const claim = { officeId, entryId, nikHashes, endsAt: draw.endsAt, now }
    const held = await claimVerified(tx, deps, { claim, actor, own: true })
    if (held.length > 0) throw drawErrors.PERSON_ALREADY_HELD()
    const entry = await lockEntry(tx, keys, officeId, { entryId })
    // Struck, proved or smaller since it was read: what was claimed may be too much.
    const isSame = entry?.state === 'entered' && !entry.verifiedBy && entry.people.length === before.people.length
    if (!isSame) throw new Overtaken()
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

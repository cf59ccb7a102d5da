import type { Kysely, Transaction } from 'kysely'
import { type DrawEntries, type Proof, releasePeople } from '../bookings/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { Refusal } from '../platform/errors.ts'
import { inOneOrder, Overtaken, type Tables } from '../platform/database/index.ts'
import { drawErrors } from './errors.ts'
import { refuseUnlessOpen } from './find-draw.ts'
import type { DrawDeps, Entry } from './model.ts'
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
import { strikeHolders, wouldYield } from './strike.ts'

/**
 * Claims the people of a verified entry; returns who holds the rest for good. The unverified
 * entries that hold some of them are struck: leaked NIKs cannot squat. Only while their own lists
 * are open, and only where all give way. `own`: the entry's row is there, and locked among the others.
 */
export async function claimVerified(
  tx: Transaction<Tables>,
  { bookings: { clock } }: Pick<DrawDeps, 'bookings'>,
  { claim, proof, actor, own }: { claim: PeopleClaim; proof: Proof; actor: Actor; own: boolean },
): Promise<ClaimHolder[]> {
  const { officeId, entryId, nikHashes, now } = claim
  const holders = (await liveHolders(tx, nikHashes, now)).filter((one) => one.holderId !== entryId)
  const ownEntry = own ? { officeId, entryId } : undefined
  const over = await strikeHolders(tx, { holders, proof, own: ownEntry, now: clock.now(), actor })
  const held = await claimPeople(tx, { ...claim, over })
  // Entered meanwhile: its row may not be locked once claims are.
  const isKnown = ({ holderId }: ClaimHolder): boolean => holders.some((one) => one.holderId === holderId)
  if (held.length > 0 && held.every(wouldYield) && !held.every(isKnown)) throw new Overtaken()
  return held
}

async function liveHolders(
  db: Kysely<Tables> | Transaction<Tables>,
  nikHashes: readonly Buffer[],
  now: Temporal.Instant,
): Promise<ClaimHolder[]> {
  return (await holdersOf(db, nikHashes)).filter(({ endsAt }) => Temporal.Instant.compare(endsAt, now) > 0)
}

/**
 * Marks an entry as verified: its contact was proved by a code, or its people's cards were
 * seen. A contested one takes its people over from who entered them unverified. Twice is
 * once. Throws CLOSED from the close on, PERSON_ALREADY_HELD where somebody is held for good,
 * OUTRANKED_ENOUGH where its contact has struck as many as one may.
 */
export async function verifyEntry(
  deps: Pick<DrawDeps, 'bookings'>,
  { drawId, entryId, proof, actor }: Pick<Entry, 'drawId' | 'entryId'> & { proof: Proof; actor: Actor },
): Promise<Entry> {
  const { bookings: { database, keys, clock, offices } } = deps
  const officeId = officeOfDraw(drawId)
  const { by } = proof
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
    const held = await claimVerified(tx, deps, { claim, proof, actor, own: true })
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
    const details = { entry: entryId, draw: drawId, verifiedBy: by }
    await writeAudit(tx, { officeId, kind: 'entry-verified', at: now, actor, details })
    return { ...entry, verifiedBy: by, isContested: false }
  })
}

/** Who holds people that somebody wants to book: see DrawEntries. */
export async function holding(
  { bookings: { database: { kysely }, clock } }: Pick<DrawDeps, 'bookings'>,
  nikHashes: readonly Buffer[],
): ReturnType<DrawEntries['holding']> {
  const now = clock.now()
  const holders = await liveHolders(kysely, nikHashes, now)
  if (!holders.every(wouldYield)) return 'for-good'
  for (const drawId of new Set(holders.flatMap(({ entry }) => entry?.drawId ?? []))) {
    const draw = await readDraw(kysely, drawId)
    if (draw?.state !== 'open' || Temporal.Instant.compare(now, draw.closesAt) >= 0) return 'for-good'
  }
  return holders.length === 0 ? 'nobody' : 'unproved'
}

/** Has the unproved entries that hold these people give way to a booking: see DrawEntries. */
export async function outrankForBooking(
  { bookings: { database, clock } }: Pick<DrawDeps, 'bookings'>,
  { nikHashes, proof, actor }: Parameters<DrawEntries['outrank']>[0],
): ReturnType<DrawEntries['outrank']> {
  try {
    await inOneOrder(database, async (tx) => {
      const now = clock.now()
      const holders = await liveHolders(tx, nikHashes, now)
      const struck = await strikeHolders(tx, { holders, proof, now, actor })
      const isStruck = ({ holderId }: ClaimHolder): boolean => struck.some((one) => one.holderId === holderId)
      const left = await liveHolders(tx, nikHashes, now)
      // All or none: what was struck stands only with the rest.
      if (!left.every(isStruck)) throw drawErrors.PERSON_ALREADY_HELD()
      await releasePeople(tx, ...struck.map(({ officeId, holderId }) => ({ officeId, entryId: holderId })))
    })
    return 'done'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.say === 'draws.errors.outrankedEnough' ? 'enough' : 'for-good'
  }
}

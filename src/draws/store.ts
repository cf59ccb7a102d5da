import { type Kysely, type Selectable, type Transaction } from 'kysely'
import { unsealTicket } from '../bookings/index.ts'
import type { DrawPolicy } from '../offices/index.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { DrawEntryTable, DrawTable, Tables } from '../platform/database/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { Draw, DrawnFacts, Entry, Evidence, Frozen, VoidReason } from './model.ts'
import { parseWish } from './wishes.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** The office of a draw's public id: what stands before the first dot. */
export const officeOfDraw = (drawId: string): string => drawId.split('.', 1)[0]!

export async function readDraw(db: Reader, drawId: string): Promise<Draw | undefined> {
  const row = await drawRow(db, drawId).executeTakeFirst()
  return row && asDraw(row)
}

/** The same, locked until `tx` ends: `share` beside others who enter, `update` to close or draw. */
export async function lockDraw(
  tx: Transaction<Tables>,
  drawId: string,
  how: 'share' | 'update',
): Promise<Draw | undefined> {
  const query = drawRow(tx, drawId)
  const row = await (how === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst()
  return row && asDraw(row)
}

const drawRow = (db: Reader, drawId: string) =>
  db
    .selectFrom('draw')
    .selectAll()
    .where('office_id', '=', officeOfDraw(drawId))
    .where('draw_id', '=', drawId)

/** An office's draws, the newest days first. */
export async function drawsOf(db: Reader, officeId: string): Promise<Draw[]> {
  const rows = await db
    .selectFrom('draw')
    .selectAll()
    .where('office_id', '=', officeId)
    .orderBy('ends_at', 'desc')
    .orderBy('attempt', 'desc')
    .execute()
  return rows.map(asDraw)
}

/** The draw that holds the entries of all attempts at this one. */
export async function lastAttempt(db: Reader, { officeId, policy }: Pick<Draw, 'officeId' | 'policy'>): Promise<Draw> {
  const row = await db
    .selectFrom('draw')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('policy_id', '=', policy.id)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return asDraw(row)
}

/** Ids of draws whose list is to be closed or whose round is awaited, those that wait longest first. */
export async function drawsToDo(db: Reader, now: Temporal.Instant): Promise<string[]> {
  const rows = await db
    .selectFrom('draw')
    .select('draw_id')
    .where('state', 'in', ['open', 'frozen'])
    .where('closes_at', '<=', now)
    .orderBy('closes_at')
    .orderBy('draw_id')
    .execute()
  return rows.map((row) => row.draw_id)
}

export function asDraw(row: Selectable<DrawTable>): Draw {
  return {
    officeId: row.office_id,
    drawId: row.draw_id,
    attempt: row.attempt,
    state: row.state,
    policy: row.policy as DrawPolicy,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    drawsAt: row.draws_at,
    instantAt: row.instant_at,
    endsAt: row.ends_at,
    frozen: row.frozen_at ? frozenOf(row) : undefined,
    earlier: (row.earlier_leaves ?? []) as Draw['earlier'],
    drawn: row.drawn_at ? drawnOf(row) : undefined,
    voidReason: (row.void_reason as VoidReason | null) ?? undefined,
  }
}

function frozenOf(row: Selectable<DrawTable>): Frozen {
  return {
    at: row.frozen_at!,
    size: row.list_size!,
    root: row.list_root!,
    seats: row.seats as Frozen['seats'],
    rulesHash: row.rules_hash!.toString('hex'),
    beacon: row.beacon as Frozen['beacon'],
    round: Number(row.round),
    leafAuditId: row.leaf_audit_id!,
  }
}

function drawnOf(row: Selectable<DrawTable>): DrawnFacts {
  return {
    at: row.drawn_at!,
    randomness: row.randomness!.toString('hex'),
    signature: row.signature!.toString('hex'),
    seed: row.seed!.toString('hex'),
    left: row.left_seats as number[],
    tables: row.tables as DrawnFacts['tables'],
    evidence: (row.evidence as Evidence | null) ?? undefined,
  }
}

/** How an entry is named: by its id, its code or the hash of its link's key. */
export type EntryName = { entryId: string } | { code: string } | { keyHash: Buffer }

/** One entry, opened; undefined: the office has none of that name, or who they were is erased. */
export async function readEntry(
  db: Reader,
  keys: Pick<Keys, 'sealer'>,
  officeId: string,
  name: EntryName,
): Promise<Entry | undefined> {
  const row = await entryRow(db, officeId, name).executeTakeFirst()
  return row && openEntry(db, keys, row)
}

/** The same, its row locked until `tx` ends. Lock its draw before. */
export async function lockEntry(
  tx: Transaction<Tables>,
  keys: Pick<Keys, 'sealer'>,
  officeId: string,
  name: EntryName,
): Promise<Entry | undefined> {
  const row = await entryRow(tx, officeId, name).forUpdate().executeTakeFirst()
  return row && openEntry(tx, keys, row)
}

function entryRow(db: Reader, officeId: string, name: EntryName) {
  const query = db.selectFrom('draw_entry').selectAll().where('office_id', '=', officeId)
  if ('entryId' in name) return query.where('entry_id', '=', name.entryId)
  if ('code' in name) return query.where('code', '=', name.code)
  return query.where('key_hash', '=', name.keyHash)
}

async function openEntry(
  db: Reader,
  keys: Pick<Keys, 'sealer'>,
  row: Selectable<DrawEntryTable>,
): Promise<Entry | undefined> {
  const { office_id: officeId, entry_id: entryId, sealed } = row
  if (!sealed) return undefined
  const people = await db
    .selectFrom('draw_person')
    .select(['service_id', 'purpose_id'])
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .orderBy('position')
    .execute()
  // Sealed as a booking is, since a winner's entry becomes one under the same id.
  const personal = unsealTicket(keys, { officeId, bookingId: entryId, sealed })
  return {
    officeId,
    entryId,
    drawId: row.draw_id,
    code: row.code,
    state: row.state,
    wishes: (row.wishes as unknown as string[]).flatMap((text) => parseWish(text) ?? []),
    channel: row.channel,
    verifiedBy: row.verified_by ?? undefined,
    isContested: row.contested,
    struckReason: row.struck_reason,
    place: row.place ?? undefined,
    slotId: row.slot_id ?? undefined,
    locale: row.locale as Locale,
    enteredAt: row.entered_at,
    ...personal,
    people: people.map((one, i) => ({ ...personal.people[i]!, serviceId: one.service_id, purposeId: one.purpose_id })),
  }
}

export interface ClaimHolder {
  nikHash: Buffer
  endsAt: Temporal.Instant
  officeId: string
  holderId: string
  /** Of an entry; undefined: a booking holds it. */
  entry: { drawId: string; isVerified: boolean; isEntered: boolean } | undefined
}

type Holder = Pick<ClaimHolder, 'officeId' | 'holderId'>

export interface PeopleClaim {
  officeId: string
  entryId: string
  nikHashes: readonly Buffer[]
  endsAt: Temporal.Instant
  now: Temporal.Instant
}

/**
 * Claims people of a party, all that are free, in the order of their hashes; returns who holds
 * the others. Of the entries `over`, which the caller has locked and struck, everybody is let go.
 */
export async function claimPeople(
  tx: Transaction<Tables>,
  { officeId, entryId, nikHashes, endsAt, now, over = [] }: PeopleClaim & { over?: readonly Holder[] },
): Promise<ClaimHolder[]> {
  const others = await peopleBeside(tx, over, nikHashes)
  // All at once, as only one statement locks them all by hash; who is not of the party is let go below.
  const ordered = [...nikHashes, ...others].toSorted(Buffer.compare)
  const mayHold = [entryId, ...over.map(({ holderId }) => holderId)]
  const claim = { office_id: officeId, booking_id: entryId, ends_at: endsAt }
  const taken = await tx
    .insertInto('live_claim')
    .values(ordered.map((nikHash) => ({ nik_hash: nikHash, ...claim })))
    .onConflict((conflict) =>
      conflict
        .column('nik_hash')
        .doUpdateSet(claim)
        .where((eb) =>
          eb.or([eb('live_claim.ends_at', '<=', now), eb('live_claim.booking_id', 'in', mayHold)]),
        ),
    )
    .returning('nik_hash')
    .execute()
  if (others.length > 0) {
    await tx.deleteFrom('live_claim').where('nik_hash', 'in', others).where('booking_id', '=', entryId).execute()
  }
  const missing = nikHashes.filter((hash) => !taken.some((one) => one.nik_hash.equals(hash)))
  return missing.length === 0 ? [] : holdersOf(tx, missing)
}

async function peopleBeside(
  tx: Transaction<Tables>,
  entries: readonly Holder[],
  nikHashes: readonly Buffer[],
): Promise<Buffer[]> {
  const others: Buffer[] = []
  for (const { officeId, holderId } of entries) {
    const rows = await tx
      .selectFrom('draw_person')
      .select('nik_hash')
      .where('office_id', '=', officeId)
      .where('entry_id', '=', holderId)
      .where('nik_hash', 'not in', nikHashes)
      .execute()
    others.push(...rows.map((row) => row.nik_hash))
  }
  return others
}

export async function holdersOf(db: Reader, nikHashes: readonly Buffer[]): Promise<ClaimHolder[]> {
  const rows = await db
    .selectFrom('live_claim as c')
    .leftJoin('draw_entry as e', (join) =>
      join.onRef('e.office_id', '=', 'c.office_id').onRef('e.entry_id', '=', 'c.booking_id').on('e.state', '<>', 'won'),
    )
    .select(['c.nik_hash', 'c.office_id', 'c.booking_id', 'c.ends_at', 'e.draw_id', 'e.verified_at', 'e.state'])
    .where('c.nik_hash', 'in', nikHashes)
    .execute()
  return rows.map((row) => ({
    nikHash: row.nik_hash,
    endsAt: row.ends_at,
    officeId: row.office_id,
    holderId: row.booking_id,
    entry:
      row.draw_id === null
        ? undefined
        : { drawId: row.draw_id, isVerified: row.verified_at !== null, isEntered: row.state === 'entered' },
  }))
}

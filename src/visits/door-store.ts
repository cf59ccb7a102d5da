import type { Kysely, Transaction } from 'kysely'
import type { PartyInput } from '../bookings/index.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import type { ProblemType } from '../platform/errors.ts'
import type { DoorParty } from './door-draw.ts'
import type { HallKey } from './hall-store.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** A party at the door, as it is kept. */
export interface DoorEntry extends DoorParty {
  /** Who they are; erased when there is an answer. */
  sealed: Buffer | null
  /** Of who got a seat. */
  visitId: string | null
  /** Of who may not be booked. */
  refusal: ProblemType | null
}

/** A draw as it was done. */
export interface DoorDraw {
  secret: string
  said: string
  seed: string
  order: readonly number[]
  /** Free at the draw, hour by hour. */
  seats: readonly number[]
  drawnAt: Temporal.Instant
}

type Sealing = Pick<Keys, 'sealer'>

const contextOf = ({ officeId, siteId, day }: HallKey, entry: number): string =>
  `door entry ${officeId} ${siteId} ${day} ${entry}`

const columnsOf = ({ officeId, siteId, day }: HallKey) => ({ office_id: officeId, site_id: siteId, day })

/** Everybody of a hall's day, by entry. */
export async function readEntries(db: Reader, { officeId, siteId, day }: HallKey): Promise<DoorEntry[]> {
  const rows = await db
    .selectFrom('door_entry')
    .select(['entry', 'people', 'state', 'sealed', 'visit_id', 'refusal'])
    .where('office_id', '=', officeId)
    .where('site_id', '=', siteId)
    .where('day', '=', day as never)
    .orderBy('entry')
    .execute()
  return rows.map(({ visit_id: visitId, refusal, ...row }) => ({
    ...row,
    visitId,
    refusal: refusal as ProblemType | null,
  }))
}

export function openParty({ sealer }: Sealing, key: HallKey, { entry, sealed }: DoorEntry): PartyInput | undefined {
  return sealed ? (JSON.parse(sealer.open(sealed, contextOf(key, entry))) as PartyInput) : undefined
}

/** Those of these people who have an entry of this day already, at any site of the office. */
export async function hashesEntered(
  db: Reader,
  { officeId, day }: HallKey,
  nikHashes: readonly Buffer[],
): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('door_person')
    .select('nik_hash')
    .where('office_id', '=', officeId)
    .where('day', '=', day as never)
    .where('nik_hash', 'in', [...nikHashes])
    .execute()
  return rows.map((row) => row.nik_hash)
}

/** A new entry with its people; in the transaction that has given its number. */
export async function writeEntry(
  tx: Transaction<Tables>,
  { sealer }: Sealing,
  about: { key: HallKey; entry: number; party: PartyInput; nikHashes: readonly Buffer[] },
): Promise<void> {
  const { key, entry, party, nikHashes } = about
  const sealed = sealer.seal(JSON.stringify(party), contextOf(key, entry))
  const row = { ...columnsOf(key), entry, people: party.people.length, state: 'waiting' as const, sealed }
  await tx.insertInto('door_entry').values({ ...row, visit_id: null, refusal: null }).execute()
  await tx
    .insertInto('door_person')
    .values(nikHashes.map((hash) => ({ ...columnsOf(key), nik_hash: hash, entry })))
    .execute()
}

/** What an entry came to. */
export type EntryAnswer =
  | { state: 'withdrawn' | 'out' }
  | { state: 'seated'; visitId: string }
  | { state: 'refused'; refusal: ProblemType }

/**
 * Gives an entry its answer and erases who they are; returns whether it had none. A seat is
 * written whatever stood there: it was given in truth, by another press of the same key.
 */
export async function endEntry(
  tx: Transaction<Tables>,
  { officeId, siteId, day }: HallKey,
  { entry, ...answer }: EntryAnswer & { entry: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('door_entry')
    .set({
      state: answer.state,
      sealed: null,
      visit_id: answer.state === 'seated' ? answer.visitId : null,
      refusal: answer.state === 'refused' ? answer.refusal : null,
    })
    .where('office_id', '=', officeId)
    .where('site_id', '=', siteId)
    .where('day', '=', day as never)
    .where('entry', '=', entry)
    .where('state', 'in', answer.state === 'seated' ? ['waiting', 'out', 'refused'] : ['waiting'])
    .executeTakeFirstOrThrow()
  await tx
    .deleteFrom('door_person')
    .where('office_id', '=', officeId)
    .where('day', '=', day as never)
    .where('site_id', '=', siteId)
    .where('entry', '=', entry)
    .execute()
  return numUpdatedRows > 0n
}

export async function readDraw(
  db: Reader,
  { officeId, siteId, day }: HallKey,
): Promise<DoorDraw | undefined> {
  const row = await db
    .selectFrom('door_draw')
    .select(['secret', 'said', 'seed', 'entry_order', 'seats', 'drawn_at'])
    .where('office_id', '=', officeId)
    .where('site_id', '=', siteId)
    .where('day', '=', day as never)
    .executeTakeFirst()
  if (!row) return undefined
  const { entry_order: order, drawn_at: drawnAt, ...facts } = row
  return { ...facts, order, drawnAt }
}

/** Once for a hall's day: a second one breaks door_draw_once. */
export async function writeDraw(tx: Transaction<Tables>, key: HallKey, draw: DoorDraw): Promise<void> {
  const { order, seats, drawnAt, ...facts } = draw
  await tx
    .insertInto('door_draw')
    .values({ ...columnsOf(key), ...facts, entry_order: [...order], seats: [...seats], drawn_at: drawnAt })
    .execute()
}

/** Erases people of days before `day` that were never drawn. */
export async function sweepDoors({ kysely }: { kysely: Kysely<Tables> }, day: Temporal.PlainDate): Promise<void> {
  await kysely
    .updateTable('door_entry')
    .set({ state: 'out', sealed: null })
    .where('state', '=', 'waiting')
    .where('day', '<', day)
    .execute()
  await kysely.deleteFrom('door_person').where('day', '<', day).execute()
}

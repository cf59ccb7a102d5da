import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { ContactCodeTable, Tables } from '../platform/database/index.ts'
import type { MessageChannel } from './model.ts'
import { CODE_MINUTES, TRIES_OF_CODE_MAX } from './proof-rules.ts'

type Db = Kysely<Tables>

/** Where a program asks for a code and names no office. */
export const NO_OFFICE = ''

/** A code on its way to a contact, as its row has it; the code itself is nowhere. */
export interface ContactCode {
  contactHash: Buffer
  proofId: string
  codeHash: Buffer
  endsAt: Temporal.Instant
  /** By whose channels it goes; NO_OFFICE: by the usual ones. */
  officeId: string
  /** The ticket on whose page it was asked for. */
  bookingId: string | undefined
  /** The contact that the ticket has once it is proved, encrypted. */
  sealed: Buffer | undefined
}

/** Writes a code; the contact's code before it ends. */
export async function writeCode(tx: Transaction<Tables>, code: ContactCode, now: Temporal.Instant): Promise<void> {
  const row = {
    proof_id: code.proofId,
    code_hash: code.codeHash,
    tries: 0,
    made_at: now,
    ends_at: code.endsAt,
    office_id: code.officeId,
    booking_id: code.bookingId ?? null,
    sealed: code.sealed ?? null,
  }
  await tx
    .insertInto('contact_code')
    .values({ contact_hash: code.contactHash, ...row })
    .onConflict((conflict) => conflict.column('contact_hash').doUpdateSet(row))
    .execute()
}

/**
 * Counts one try and hands out what it is to be compared with; undefined: there is no such
 * code, it is over, or was tried too often. The row stays locked until `tx` ends, so that of
 * many tries at once each sees those before it.
 */
export async function countTry(
  tx: Transaction<Tables>,
  proofId: string,
  now: Temporal.Instant,
): Promise<ContactCode | undefined> {
  const row = await tx
    .updateTable('contact_code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('proof_id', '=', proofId)
    .where('tries', '<', TRIES_OF_CODE_MAX)
    .where('ends_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row && asCode(row)
}

/** The code is used: it must not be typed twice, and its message holds it no more. */
export async function deleteCode(
  tx: Transaction<Tables>,
  { officeId, proofId }: Pick<ContactCode, 'officeId' | 'proofId'>,
): Promise<void> {
  await tx.deleteFrom('contact_code').where('proof_id', '=', proofId).execute()
  await tx
    .updateTable('message')
    .set({ sealed: null })
    .where('office_id', '=', officeId)
    .where('booking_id', 'is', null)
    .where('kind', '=', 'proof')
    .where('about', '=', proofId)
    .execute()
}

/** The newest code that was asked for on a ticket's page and is not over, also if it was tried too often. */
export async function codeOfTicket(
  db: Db,
  { officeId, bookingId }: { officeId: string; bookingId: string },
  now: Temporal.Instant,
): Promise<ContactCode | undefined> {
  const row = await db
    .selectFrom('contact_code')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .where('ends_at', '>', now)
    .orderBy('made_at', 'desc')
    .orderBy('proof_id', 'desc')
    .executeTakeFirst()
  return row && asCode(row)
}

/** When a code ends; undefined: it was used, replaced by a newer one, or tried too often. */
export async function endOfCode(db: Db, proofId: string): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('contact_code')
    .select('ends_at')
    .where('proof_id', '=', proofId)
    .where('tries', '<', TRIES_OF_CODE_MAX)
    .executeTakeFirst()
  return row?.ends_at
}

/** The channel that brought a code, as far as it has said so. */
export async function channelOfCode(
  db: Db,
  { officeId, proofId }: Pick<ContactCode, 'officeId' | 'proofId'>,
): Promise<MessageChannel | undefined> {
  const row = await db
    .selectFrom('message')
    .select('channel')
    .where('office_id', '=', officeId)
    .where('booking_id', 'is', null)
    .where('kind', '=', 'proof')
    .where('about', '=', proofId)
    .executeTakeFirst()
  return (row?.channel as MessageChannel | null | undefined) ?? undefined
}

export async function writeProof(
  tx: Transaction<Tables>,
  code: ContactCode,
  { channel, at }: { channel: MessageChannel | undefined; at: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('contact_proof')
    .values({
      office_id: code.officeId,
      proof_id: code.proofId,
      contact_hash: code.contactHash,
      booking_id: code.bookingId ?? null,
      channel: channel ?? null,
      at,
    })
    .execute()
}

/**
 * Whether a contact was proved on this ticket's page. What was proved elsewhere does not
 * count: a stranger's contact on a ticket of one's own would tell whether it is known.
 */
export async function isProvedFor(
  db: Db,
  { officeId, bookingId }: { officeId: string; bookingId: string },
  contactHash: Buffer,
): Promise<boolean> {
  const row = await db
    .selectFrom('contact_proof')
    .select('at')
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .where('contact_hash', '=', contactHash)
    .executeTakeFirst()
  return row !== undefined
}

/** Which contact a code has proved, on no ticket's page; NO_OFFICE counts for every office. */
export async function contactProvedSince(
  db: Db,
  { proofId, officeId, since }: { proofId: string; officeId: string; since: Temporal.Instant },
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('contact_proof')
    .select('contact_hash')
    .where('office_id', 'in', [officeId, NO_OFFICE])
    .where('proof_id', '=', proofId)
    .where('booking_id', 'is', null)
    .where('at', '>', since)
    .executeTakeFirst()
  return row?.contact_hash
}

/** Throws away codes that are over, and what their messages hold. */
export async function sweepCodes(db: Db, now: Temporal.Instant): Promise<void> {
  await db.deleteFrom('contact_code').where('ends_at', '<=', now).execute()
  await db
    .updateTable('message')
    .set({ sealed: null })
    .where('sealed', 'is not', null)
    .where('kind', '=', 'proof')
    .where('made_at', '<=', now.subtract({ minutes: CODE_MINUTES }))
    .execute()
}

/** Has a worker bring a message at once, when `tx` commits. */
export async function addMessageJob(
  tx: Transaction<Tables>,
  task: string,
  message: { officeId: string; messageId: string },
): Promise<void> {
  await sql`select graphile_worker.add_job(${task}, ${JSON.stringify(message)}::json)`.execute(tx)
}

function asCode(row: Selectable<ContactCodeTable>): ContactCode {
  return {
    contactHash: row.contact_hash,
    proofId: row.proof_id,
    codeHash: row.code_hash,
    endsAt: row.ends_at,
    officeId: row.office_id,
    bookingId: row.booking_id ?? undefined,
    sealed: row.sealed ?? undefined,
  }
}

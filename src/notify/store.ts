import { type Kysely, type Selectable, sql } from 'kysely'
import { uuidAt } from '../platform/crypto/index.ts'
import type { MessageTable, Tables } from '../platform/database/index.ts'
import type { Message, MessageChannel, MessageKind, MessageReason, MessageState } from './model.ts'

type Db = Kysely<Tables>

export interface NewMessage {
  officeId: string
  kind: MessageKind
  bookingId: string | undefined
  /** With kind and booking it makes the message one. */
  about: string
  /** To whom, encrypted, where no booking says it. */
  sealed?: Buffer
}

/** Writes a message to be sent now; undefined: it is there already, and whoever wrote it sends it. */
export async function addMessage(
  db: Db,
  { officeId, kind, bookingId, about, sealed }: NewMessage,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const row = await db
    .insertInto('message')
    .values({
      office_id: officeId,
      message_id: uuidAt(now),
      kind,
      booking_id: bookingId ?? null,
      about,
      state: 'waiting',
      reason: null,
      channel: null,
      due_at: now,
      claimed_at: null,
      provider_id: null,
      sealed: sealed ?? null,
      made_at: now,
      sent_at: null,
      delivered_at: null,
    })
    .onConflict((conflict) => conflict.constraint('message_once').doNothing())
    .returning('message_id')
    .executeTakeFirst()
  return row?.message_id
}

/** A message that this worker alone has in hand, since that moment. */
export type Claimed = Message & { claimedAt: Temporal.Instant; sealed: Buffer | undefined }

/** Takes one message in hand, if it is due and nobody has it. */
export async function claimMessage(
  db: Db,
  { officeId, messageId, now }: { officeId: string; messageId: string; now: Temporal.Instant },
): Promise<Claimed | undefined> {
  const { rows } = await sql<Selectable<MessageTable>>`
    update message set state = 'sending', claimed_at = ${now}, tries = tries + 1
    where office_id = ${officeId} and message_id = ${messageId} and state = 'waiting' and due_at <= ${now}
    returning *`.execute(db)
  return rows[0] && asClaimed(rows[0])
}

/** Takes up to `max` messages in hand that are due, those that have waited longest first. */
export async function claimDue(
  db: Db,
  { now, max }: { now: Temporal.Instant; max: number },
): Promise<Claimed[]> {
  const { rows } = await sql<Selectable<MessageTable>>`
    with due as (
      select office_id, message_id from message where state = 'waiting' and due_at <= ${now}
      order by due_at limit ${max} for update skip locked)
    update message m set state = 'sending', claimed_at = ${now}, tries = m.tries + 1
    from due where m.office_id = due.office_id and m.message_id = due.message_id
    returning m.*`.execute(db)
  return rows.map(asClaimed)
}

/** What became of a message in hand. Times are set from `now`. */
export interface Settled {
  state: Exclude<MessageState, 'sending' | 'delivered'>
  reason?: MessageReason
  /** When it is tried again; only of who waits. */
  dueAt?: Temporal.Instant
  channel?: MessageChannel
  refused?: readonly MessageChannel[]
  tries?: number
  unsure?: boolean
  providerId?: string
  parts?: number
  costIdr?: number
}

/**
 * Writes what became of it. What was taken by a channel counts whoever has it in hand by now,
 * unless the channel has told meanwhile that it failed; anything else only while it is still
 * in this worker's hand.
 */
export async function settleMessage(
  db: Db,
  { officeId, messageId, claimedAt }: Pick<Claimed, 'officeId' | 'messageId' | 'claimedAt'>,
  settled: Settled,
  now: Temporal.Instant,
): Promise<void> {
  const { state, reason, dueAt, channel, refused, tries, unsure, providerId, parts, costIdr } = settled
  let query = db
    .updateTable('message')
    .set({
      state,
      reason: reason ?? null,
      claimed_at: null,
      unsure: unsure ?? false,
      ...(dueAt && { due_at: dueAt }),
      ...(channel && { channel }),
      ...(refused && { refused: [...refused] }),
      ...(tries !== undefined && { tries }),
      ...(providerId !== undefined && { provider_id: providerId }),
      ...(parts !== undefined && { parts }),
      ...(costIdr !== undefined && { cost_idr: costIdr }),
      ...(state === 'sent' && { sent_at: now }),
      // What was sent may still fail, and go by the next channel: proof-store.ts forgets to whom.
      ...(state === 'dropped' && { sealed: null }),
    })
    .where('office_id', '=', officeId)
    .where('message_id', '=', messageId)
  query = state === 'sent'
    ? query.where('state', 'in', ['waiting', 'sending']).where(sql<boolean>`${channel ?? null} <> all(refused)`)
    : query.where('state', '=', 'sending').where('claimed_at', '=', claimedAt)
  await query.execute()
}

/**
 * Messages that a worker took in hand before `before` and never settled: it is dead, or so
 * slow that it counts as dead. They wait again, unsure whether they arrived. Returns how many.
 */
export async function freeAbandoned(
  db: Db,
  { before, now }: { before: Temporal.Instant; now: Temporal.Instant },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('message')
    .set({ state: 'waiting', reason: 'worker-died', unsure: true, claimed_at: null, due_at: now })
    .where('state', '=', 'sending')
    .where('claimed_at', '<', before)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Channels by which a contact wants no more messages. */
export async function stopsOf(db: Db, contactHash: Buffer): Promise<Set<MessageChannel>> {
  const rows = await db
    .selectFrom('message_stop')
    .select('channel')
    .where('contact_hash', '=', contactHash)
    .execute()
  return new Set(rows.map((row) => row.channel as MessageChannel))
}

/** Stops a channel for a contact, or takes it up again; twice is once. */
export async function writeStop(
  db: Db,
  { contactHash, channel, isStopped }: { contactHash: Buffer; channel: MessageChannel; isStopped: boolean },
  now: Temporal.Instant,
): Promise<void> {
  if (isStopped) {
    await db
      .insertInto('message_stop')
      .values({ contact_hash: contactHash, channel, at: now })
      .onConflict((conflict) => conflict.columns(['contact_hash', 'channel']).doNothing())
      .execute()
    return
  }
  await db
    .deleteFrom('message_stop')
    .where('contact_hash', '=', contactHash)
    .where('channel', '=', channel)
    .execute()
}

function asClaimed(row: Selectable<MessageTable>): Claimed {
  return {
    officeId: row.office_id,
    messageId: row.message_id,
    kind: row.kind as MessageKind,
    bookingId: row.booking_id ?? undefined,
    about: row.about,
    state: row.state as MessageState,
    refused: row.refused as MessageChannel[],
    channel: (row.channel as MessageChannel | null) ?? undefined,
    tries: row.tries,
    unsure: row.unsure,
    dueAt: row.due_at,
    madeAt: row.made_at,
    claimedAt: row.claimed_at!,
    sealed: row.sealed ?? undefined,
  }
}

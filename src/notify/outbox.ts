import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { ChannelAdapter, Outgoing } from './channel.ts'
import { channels, type MessageChannel } from './model.ts'

/** One message as it would have gone out. */
export interface Kept extends Pick<Outgoing, 'kind' | 'locale' | 'to' | 'text'> {
  subject?: string
}

interface OutboxDeps {
  database: Database
  keys: Pick<Keys, 'sealer'>
  clock: Clock
}

/**
 * A channel of a demonstration: keeps what would have been sent, for anybody to look at, and
 * promises once. Never used where real people book.
 */
export function openOutbox(deps: OutboxDeps, channel: MessageChannel): ChannelAdapter {
  return {
    channel,
    isOnce: true,
    isOutbox: true,
    async send({ id, officeId, kind, locale, to, text, subject }) {
      const kept: Kept = { kind, locale, to, text, ...(subject !== undefined && { subject }) }
      await deps.database.kysely
        .insertInto('outbox')
        .values({
          office_id: officeId,
          message_id: id,
          channel,
          sealed: deps.keys.sealer.seal(JSON.stringify(kept), contextOf(id)),
          at: deps.clock.now(),
        })
        .onConflict((conflict) => conflict.columns(['office_id', 'message_id', 'channel']).doNothing())
        .execute()
      return { kind: 'taken', parts: 1 }
    },
  }
}

const contextOf = (messageId: string): string => `outbox ${messageId}`

/** One message of the outbox, opened. */
export interface OutboxMessage extends Kept {
  officeId: string
  messageId: string
  channel: MessageChannel
  at: Temporal.Instant
  /** Of the turn it is about, ten characters without hyphens. */
  code: string | undefined
}

/** The newest messages of the outbox, up to `max`; `of`: those about one ticket. */
export async function readOutbox(
  { database, keys }: Omit<OutboxDeps, 'clock'>,
  { max, of }: { max: number; of?: { officeId: string; code: string } | undefined },
): Promise<OutboxMessage[]> {
  let query = database.kysely
    .selectFrom('outbox')
    .leftJoin('message', (join) =>
      join.onRef('message.office_id', '=', 'outbox.office_id').onRef('message.message_id', '=', 'outbox.message_id'),
    )
    .leftJoin('booking', (join) =>
      join
        .onRef('booking.office_id', '=', 'message.office_id')
        .onRef('booking.booking_id', '=', 'message.booking_id'),
    )
    .select(['outbox.office_id', 'outbox.message_id', 'outbox.channel', 'outbox.sealed', 'outbox.at', 'booking.code'])
    .orderBy('outbox.at', 'desc')
    .orderBy('outbox.message_id', 'desc')
    .limit(max)
  if (of) query = query.where('booking.office_id', '=', of.officeId).where('booking.code', '=', of.code)
  const rows = await query.execute()
  return rows.flatMap((row): OutboxMessage[] => {
    const channel = channels.find((one) => one === row.channel)
    if (!channel) return []
    const kept = JSON.parse(keys.sealer.open(row.sealed, contextOf(row.message_id))) as Kept
    const { office_id: officeId, message_id: messageId, at, code } = row
    return [{ ...kept, officeId, messageId, channel, at, code: code ?? undefined }]
  })
}

const OUTBOX_HOURS = 24

/** Throws away what has been looked at long enough. */
export async function sweepOutbox({ database, clock }: Omit<OutboxDeps, 'keys'>): Promise<void> {
  const over = clock.now().subtract({ hours: OUTBOX_HOURS })
  await database.kysely.deleteFrom('outbox').where('at', '<', over).execute()
}

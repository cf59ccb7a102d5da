import type { Keys } from '../platform/crypto/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { ChannelAdapter, Outgoing } from './channel.ts'
import type { MessageChannel } from './model.ts'

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
export const contextOf = (messageId: string): string => `outbox ${messageId}`

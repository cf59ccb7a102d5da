import { readTickets, type Ticket } from '../bookings/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import { gather } from '../platform/gather.ts'
import type { MessageChannel } from './model.ts'
import { type Settlement, settleMessages, stopsOfEach } from './store.ts'

/** What bringing a message reads and writes, for as many messages at once as are in hand: see docs/bench.md. */
export interface MessageRows {
  ticket(name: { officeId: string; bookingId: string }): Promise<Ticket | undefined>
  /** Channels by which a contact wants no more messages. */
  stops(contactHash: Buffer): Promise<ReadonlySet<MessageChannel>>
  settle(one: Settlement): Promise<void>
}

export function openMessageRows({ database: { kysely }, keys, clock }: {
  database: Pick<Database, 'kysely'>
  keys: Pick<Keys, 'sealer'>
  clock: Clock
}): MessageRows {
  const ticket = gather((names: readonly { officeId: string; bookingId: string }[]) =>
    readTickets(kysely, keys, names),
  )
  const settle = gather(async (all: readonly Settlement[]) => {
    try {
      await settleMessages(kysely, all, clock.now())
    } catch (error) {
      if (all.length === 1) throw error
      // One that cannot be written must not have the others sent again.
      for (const one of all) await settleMessages(kysely, [one], clock.now())
    }
    return all
  })
  return {
    ticket: async (name) => (await ticket(name))(),
    stops: gather((hashes: readonly Buffer[]) => stopsOfEach(kysely, hashes)),
    settle: async (one) => void (await settle(one)),
  }
}

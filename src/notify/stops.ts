import type { Ticket } from '../bookings/index.ts'
import type { OfficeBook } from '../offices/index.ts'
import { contactLookupText } from '../people/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { MessageChannel } from './model.ts'
import type { Adapters } from './open.ts'
import { reaching } from './rules.ts'
import { notifySettings } from './settings.ts'
import { stopsOf, writeStop } from './store.ts'

export interface StopDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
  keys: Pick<Keys, 'lookup'>
  offices: OfficeBook
  adapters: Adapters
}

/** One way by which a ticket's contact is told. */
export interface ToldBy {
  channel: MessageChannel
  to: string
  isStopped: boolean
}

/** By which channels the contact of a ticket is told, in the office's order; none: nobody is told anything. */
export async function toldBy(deps: StopDeps, { officeId, contact }: Ticket): Promise<ToldBy[]> {
  const definition = deps.offices.get(officeId)?.definition
  const hash = hashOf(deps, contact)
  if (!definition || !hash) return []
  const ways = reaching(notifySettings(definition).channels, { contact, has: new Set(deps.adapters.keys()) })
  const stopped = await stopsOf(deps.database.kysely, hash)
  return ways.map(({ channel, to }) => ({ channel, to, isStopped: stopped.has(channel) }))
}

/**
 * Stops a channel for a ticket's contact, or takes it up again: for every message to that
 * contact, of whichever turn and office. Twice is once. Nothing where there is no contact.
 */
export async function setStop(
  deps: StopDeps,
  { contact }: Pick<Ticket, 'contact'>,
  { channel, isStopped }: Pick<ToldBy, 'channel' | 'isStopped'>,
): Promise<void> {
  const contactHash = hashOf(deps, contact)
  if (contactHash) await writeStop(deps.database.kysely, { contactHash, channel, isStopped }, deps.clock.now())
}

function hashOf({ keys }: Pick<StopDeps, 'keys'>, contact: Ticket['contact']): Buffer | undefined {
  const text = contactLookupText(contact)
  return text === undefined ? undefined : keys.lookup('contact', text)
}

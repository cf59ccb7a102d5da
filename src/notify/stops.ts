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
import { isProvedFor } from './proof-store.ts'
import { stopsOfEach, writeStop } from './store.ts'

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

/** How a ticket's contact is told, in the office's order; no ways: nobody is told anything. */
export interface Told {
  ways: ToldBy[]
  /** The contact was proved here: what is stopped is stopped for all its turns, else for this ticket alone. */
  isProved: boolean
}

export async function toldBy(deps: StopDeps, ticket: Ticket): Promise<Told> {
  const { officeId, contact } = ticket
  const definition = deps.offices.get(officeId)?.definition
  const subjects = await subjectsOf(deps, ticket)
  if (!definition || !subjects) return { ways: [], isProved: false }
  const { own, all } = subjects
  const ways = reaching(notifySettings(definition).channels, { contact, has: new Set(deps.adapters.keys()) })
  const stopped = (await stopsOfEach(deps.database.kysely, all ? [own, all] : [own]))
    .reduce((known, more) => known.union(more))
  return {
    ways: ways.map(({ channel, to }) => ({ channel, to, isStopped: stopped.has(channel) })),
    isProved: all !== undefined,
  }
}

/** Stops a channel for a ticket's contact, or takes it up again. Twice is once. Nothing where there is no contact. */
export async function setStop(
  deps: StopDeps,
  ticket: Ticket,
  { channel, isStopped }: Pick<ToldBy, 'channel' | 'isStopped'>,
): Promise<void> {
  const subjects = await subjectsOf(deps, ticket)
  if (!subjects) return
  const { own, all } = subjects
  // Taken up again is whatever holds it back; stopped is as much as may be.
  for (const subject of isStopped ? [all ?? own] : [own, all]) {
    if (subject) await writeStop(deps.database.kysely, { contactHash: subject, channel, isStopped }, deps.clock.now())
  }
}

/**
 * What a ticket's own stops are kept under. A contact is typed by whoever books: a stranger
 * must neither silence it for its other turns nor read here that it was silenced. So stops
 * reach beyond the ticket only where the contact was proved on it.
 */
export function stopSubject(
  { lookup }: Pick<Keys, 'lookup'>,
  { officeId, bookingId, contact }: Pick<Ticket, 'officeId' | 'bookingId' | 'contact'>,
): Buffer | undefined {
  const text = contactLookupText(contact)
  return text === undefined ? undefined : lookup('stop', `${officeId} ${bookingId} ${text}`)
}

async function subjectsOf(
  { database, keys }: StopDeps,
  ticket: Ticket,
): Promise<{ own: Buffer; all: Buffer | undefined } | undefined> {
  const text = contactLookupText(ticket.contact)
  const own = stopSubject(keys, ticket)
  if (text === undefined || !own) return undefined
  const all = keys.lookup('contact', text)
  return { own, all: (await isProvedFor(database.kysely, ticket, all)) ? all : undefined }
}

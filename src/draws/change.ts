import { type RawBuilder, sql, type Transaction } from 'kysely'
import {
  formatCode,
  isKey,
  officeByLetters,
  refuseChildAlone,
  releasePeople,
  requirePartyNik,
  sealTicket,
} from '../bookings/index.ts'
import type { Office } from '../offices/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { randomBytes } from '../platform/crypto/index.ts'
import { inOneOrder, type Tables } from '../platform/database/index.ts'
import { entryTrace } from './entry-trace.ts'
import { drawErrors } from './errors.ts'
import { addMessage } from '../notify/index.ts'
import { drawSlotsOf, findDraw, refuseUnlessOpen } from './find-draw.ts'
import type { DrawDeps, Entry } from './model.ts'
import { peopleCommitment } from './people-commitment.ts'
import { lockDraw, lockEntry, readEntry } from './store.ts'
import { type DrawSlot, type Wish, wishText } from './wishes.ts'
import { type WishFacts, wishFaults } from './wish-rules.ts'

type Deps = Pick<DrawDeps, 'bookings'>

/** The entry behind a link's key; `not-found` for anything else. */
export async function entryOfKey({ bookings }: Deps, key: string): Promise<Entry> {
  const { database, keys, offices } = bookings
  const officeId = isKey(key) ? officeByLetters({ offices }, key.slice(0, 3)) : undefined
  const keyHash = keys.lookup('ticket', key)
  const entry = officeId && (await readEntry(database.kysely, keys, officeId, { keyHash }))
  if (!entry) throw drawErrors.ENTRY_UNKNOWN()
  return entry
}

/**
 * The entry that holds a person, or else waits with them on the list of a draw of this office, for
 * staff who have seen the card; undefined: none does.
 */
export async function entryOfNik({ bookings }: Deps, nik: string, officeId: string): Promise<Entry | undefined> {
  const { database: { kysely }, keys, clock } = bookings
  const nikHash = keys.lookup('nik', nik)
  const claim = await kysely
    .selectFrom('live_claim')
    .select(['office_id', 'booking_id'])
    .where('nik_hash', '=', nikHash)
    .executeTakeFirst()
  const held = claim && (await readEntry(kysely, keys, claim.office_id, { entryId: claim.booking_id }))
  if (held) return held
  const waiting = await kysely
    .selectFrom('draw_person as p')
    .innerJoin('draw_entry as e', (on) =>
      on.onRef('e.office_id', '=', 'p.office_id').onRef('e.entry_id', '=', 'p.entry_id'),
    )
    .innerJoin('draw as d', (on) => on.onRef('d.office_id', '=', 'e.office_id').onRef('d.draw_id', '=', 'e.draw_id'))
    .select('p.entry_id')
    .where('p.office_id', '=', officeId)
    .where('p.nik_hash', '=', nikHash)
    .where('e.state', '=', 'waiting')
    .where('d.ends_at', '>', clock.now())
    .orderBy('d.ends_at')
    .executeTakeFirst()
  return waiting && readEntry(kysely, keys, officeId, { entryId: waiting.entry_id })
}

export interface EntryChange {
  entry: Entry
  /** Of one of its people: links are forwarded. Staff have seen a card and need none. */
  nik: string
  actor: Actor
  network?: string | undefined
}

/** Other wishes, before the list closes. The names stay as they are. */
export async function changeWishes(
  deps: DrawDeps,
  { wishes, ...change }: EntryChange & { wishes: Wish[] },
): Promise<Entry> {
  await positionOf(deps, change)
  const { office, draw } = await findDraw(deps, change.entry.drawId)
  const slots = await drawSlotsOf(deps, office, draw)
  const { entry: changed } = await changeOpen(deps, change, async (tx, entry, { now }) => {
    const faults = wishFaults(wishes, wishFactsOf(office, entry, slots))
    if (faults.length > 0) throw drawErrors.INVALID({ faults })
    await update(tx, entry, { wishes: JSON.stringify(wishes.map(wishText)), changed_at: now })
    return { entry: { ...entry, wishes }, kind: 'entry-wishes', details: {} }
  })
  return changed
}

/** An entry after a change, and when that was; no `at`: it was so before. */
interface Changed {
  entry: Entry
  at?: Temporal.Instant
}

/** What the wishes of an entry that stands are held against. */
export function wishFactsOf(
  { definition }: Pick<Office, 'definition'>,
  { people }: Pick<Entry, 'people'>,
  slots: readonly DrawSlot[],
): WishFacts {
  const siteIds = (definition?.sites ?? [])
    .filter(({ services }) => people.every(({ serviceId }) => services.includes(serviceId)))
    .map(({ id }) => id)
  return { slots, party: people.length, siteIds }
}

/**
 * Leaves a draw: the whole party, or its one member with this NIK, whoever entered them; then
 * the others stay, with the same wishes and a smaller party. Before the list closes, or from
 * the waiting list after the draw; who has a seat gives back the ticket instead. Refused who would
 * leave children without anybody to come with them. The contact of those who stay is told.
 */
export async function leave(deps: DrawDeps, { whole, ...change }: EntryChange & { whole: boolean }): Promise<Changed> {
  const position = await positionOf(deps, change)
  if (change.entry.state === 'left') return { entry: change.entry }
  const { actor, entry: { people } } = change
  const { nik } = people[position]!
  const write: WriteChange = (tx, entry, at) =>
    whole || entry.people.length === 1 ? leaveWhole(tx, entry, at) : leaveOne(tx, deps, { entry, nik, actor, ...at })
  return change.entry.state === 'waiting' ? changeWaiting(deps, change, write) : changeOpen(deps, change, write)
}

async function positionOf({ bookings }: Deps, { entry, nik, network }: EntryChange): Promise<number> {
  return requirePartyNik(bookings, { ticket: entry, nik, network })
}

type Written = { entry: Entry; kind: string; details: Record<string, unknown> }
type WriteChange = (
  tx: Transaction<Tables>,
  entry: Entry,
  at: { now: Temporal.Instant },
) => Promise<Written>

async function changeOpen(deps: Deps, { entry, actor }: EntryChange, write: WriteChange): Promise<Changed> {
  const { database, keys, clock, offices } = deps.bookings
  const { officeId, entryId, drawId } = entry
  const office = offices.get(officeId)
  return inOneOrder(database, async (tx) => {
    const draw = await lockDraw(tx, drawId, 'share')
    if (!draw || !office) throw drawErrors.DRAW_UNKNOWN()
    const now = clock.now()
    refuseUnlessOpen(draw, office, now)
    const current = await lockEntry(tx, keys, officeId, { entryId })
    if (!current) throw drawErrors.ENTRY_UNKNOWN()
    if (current.state !== 'entered') throw drawErrors.ENTRY_OVER()
    return traced(tx, current, { now, actor, write })
  })
}

/** Writes a change and what its trace says: from what to what, since two of one moment have no order otherwise. */
async function traced(
  tx: Transaction<Tables>,
  entry: Entry,
  { now, actor, write }: { now: Temporal.Instant; actor: Actor; write: WriteChange },
): Promise<Changed> {
  const { officeId, entryId, drawId } = entry
  const was = await entryTrace(tx, entry)
  const written = await write(tx, entry, { now })
  const change = written.kind === 'entry-left' ? {} : { ...(await entryTrace(tx, entry)), was }
  const details = { entry: entryId, draw: drawId, ...written.details, ...change }
  await writeAudit(tx, { officeId, kind: written.kind, at: now, actor, details })
  return { entry: written.entry, at: now }
}

async function leaveWhole(tx: Transaction<Tables>, entry: Entry, { now }: { now: Temporal.Instant }): Promise<Written> {
  await update(tx, entry, { state: 'left', changed_at: now })
  await releasePeople(tx, entry)
  return { entry: { ...entry, state: 'left' }, kind: 'entry-left', details: { party: entry.people.length } }
}

async function leaveOne(
  tx: Transaction<Tables>,
  { bookings: { keys, offices } }: Deps,
  { entry, nik, actor, now }: { entry: Entry; nik: string; actor: Actor; now: Temporal.Instant },
): Promise<Written> {
  const { officeId, entryId } = entry
  // Looked for in the locked row: others may have left meanwhile, and their places moved up.
  const position = entry.people.findIndex((one) => one.nik === nik)
  if (position < 0) throw drawErrors.ENTRY_OVER()
  const office = offices.get(officeId)
  // At the desk, where others are sent, somebody stands before staff and is listened to.
  if (office && actor.kind !== 'staff') refuseChildAlone(office, entry, position)
  const people = entry.people.toSpliced(position, 1)
  await tx
    .deleteFrom('live_claim')
    .where('nik_hash', '=', keys.lookup('nik', nik))
    .where('office_id', '=', officeId)
    .where('booking_id', '=', entryId)
    .execute()
  const persons = tx.deleteFrom('draw_person').where('office_id', '=', officeId).where('entry_id', '=', entryId)
  await persons.where('position', '=', position).execute()
  for (let at = position + 1; at <= people.length; at++) {
    await tx
      .updateTable('draw_person')
      .set({ position: at - 1 })
      .where('office_id', '=', officeId)
      .where('entry_id', '=', entryId)
      .where('position', '=', at)
      .execute()
  }
  const sealed = sealTicket(keys, { ...entry, bookingId: entryId, people })
  const party = { party_size: people.length, sealed, changed_at: now }
  const kind = 'entry-member-left'
  if (entry.contact.whatsapp || entry.contact.email) {
    // One entry's party only shrinks: by its size a message is one.
    const about = `${entryId} ${people.length}`
    await addMessage(tx, { officeId, kind: 'left-party', bookingId: undefined, about }, now)
  }
  if (entry.state === 'waiting') {
    // What the closed list says of it stays, or its root would fit no more.
    await update(tx, entry, { ...party, listed_size: sql`coalesce(listed_size, party_size)` })
    return { entry: { ...entry, people }, kind, details: { party: people.length } }
  }
  const salt = randomBytes(16)
  const commitment = peopleCommitment(salt, people)
  await update(tx, entry, { ...party, salt, commitment })
  return { entry: { ...entry, people }, kind, details: { party: people.length } }
}

async function changeWaiting(deps: Deps, { entry, actor }: EntryChange, write: WriteChange): Promise<Changed> {
  const { database, keys, clock } = deps.bookings
  const { officeId, entryId } = entry
  return inOneOrder(database, async (tx) => {
    const current = await lockEntry(tx, keys, officeId, { entryId })
    if (current?.state !== 'waiting') throw drawErrors.ENTRY_OVER()
    return traced(tx, current, { now: clock.now(), actor, write })
  })
}

type EntryUpdate = Partial<{
  state: 'left'
  wishes: string
  party_size: number
  listed_size: RawBuilder<number>
  sealed: Buffer
  salt: Buffer
  commitment: Buffer
  changed_at: Temporal.Instant
}>

async function update(tx: Transaction<Tables>, { officeId, entryId }: Entry, set: EntryUpdate): Promise<void> {
  await tx
    .updateTable('draw_entry')
    .set(set)
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .execute()
}

/** "WSB-7K4-M2PX" */
export const entryCode = ({ code }: Pick<Entry, 'code'>): string => formatCode(code)

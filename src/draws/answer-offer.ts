import { sql, type Transaction } from 'kysely'
import { bookingErrors, claimEndsAt, makeCode, SEND_TICKET_TASK, whoIsBooked } from '../bookings/index.ts'
import type { Office } from '../offices/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { inOneOrder, type Tables } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { notifyAll } from '../platform/events.ts'
import { lockSlots, type SlotCounts, slotsTopic, slotsTopicTexts } from '../schedule/index.ts'
import { becomeTurns } from './become-turns.ts'
import { drawErrors } from './errors.ts'
import type { Entry } from './model.ts'
import { endOffer, readOffer, type SeatOffer } from './offer-store.ts'
import { notTaken, type OfferDeps, passOn } from './offers.ts'
import { claimPeople, lockEntry } from './store.ts'

export interface OfferAnswer {
  officeId: string
  offerId: string
  /** The party's own people, or staff at the desk or on the telephone. */
  actor: Actor
}

/**
 * Takes an offered seat: the party's turn, as if it had won it. Twice is once. Throws
 * OFFER_OVER where its time is up, somebody said no, or the hour is closed; and
 * PERSON_ALREADY_BOOKED where one of the party holds another turn by now: then the offer is
 * passed on at once.
 */
export async function acceptOffer(deps: OfferDeps, { officeId, offerId, actor }: OfferAnswer): Promise<void> {
  const { database, offices, slots } = deps.bookings
  const office = offices.get(officeId)
  const asked = office && (await readOffer(database.kysely, officeId, offerId))
  if (!asked) throw drawErrors.OFFER_UNKNOWN()
  try {
    const counts = await inOneOrder(database, (tx) => accept(tx, deps, { office, asked, actor }))
    if (counts) slots.apply(officeId, [counts])
  } catch (error) {
    if (error instanceof Refusal && error.type === 'person-already-booked') {
      await end(deps, { office, asked, actor: { kind: 'system' }, state: 'passed' })
    }
    throw error
  }
}

/** Says no to an offered seat: it goes to the next. Twice is once; what was taken stays taken. Throws OFFER_OVER. */
export async function declineOffer(deps: OfferDeps, { officeId, offerId, actor }: OfferAnswer): Promise<void> {
  const { database, offices } = deps.bookings
  const office = offices.get(officeId)
  const asked = office && (await readOffer(database.kysely, officeId, offerId))
  if (!asked) throw drawErrors.OFFER_UNKNOWN()
  const ended = await end(deps, { office, asked, actor, state: 'declined' })
  if (ended || (await readOffer(database.kysely, officeId, offerId))?.state === 'declined') return
  throw drawErrors.OFFER_OVER()
}

interface Asked {
  office: Office
  asked: SeatOffer
  actor: Actor
}

function end(
  { bookings: { database, clock } }: OfferDeps,
  { office, asked, actor, state }: Asked & { state: 'declined' | 'passed' },
): Promise<boolean> {
  return inOneOrder(database, async (tx) => {
    await lockSlots(tx, asked.officeId, [asked.slotId])
    return notTaken(tx, { office, offer: asked, state, now: clock.now(), actor })
  })
}

/** Locks go slot, offer, entry, claims, as a draw's do. Undefined: it was taken before, by the same party. */
async function accept(
  tx: Transaction<Tables>,
  { bookings: { keys, clock, tells } }: OfferDeps,
  { office, asked, actor }: Asked,
): Promise<SlotCounts | undefined> {
  const { officeId, offerId, slotId, entryId, seats } = asked
  await lockSlots(tx, officeId, [slotId])
  const offer = await readOffer(tx, officeId, offerId)
  if (offer?.state === 'accepted') return undefined
  const now = clock.now()
  if (offer?.state !== 'open' || Temporal.Instant.compare(now, offer.until) >= 0) throw drawErrors.OFFER_OVER()
  const entry = await lockEntry(tx, keys, officeId, { entryId })
  const slot = await tx
    .selectFrom('slot')
    .select(['starts_at', 'closed_reason'])
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .executeTakeFirstOrThrow()
  if (entry?.state !== 'waiting' || slot.closed_reason !== null) throw drawErrors.OFFER_OVER()
  const nikHashes = entry.people.map(({ nik }) => keys.lookup('nik', nik))
  const endsAt = claimEndsAt(slot.starts_at, office.timeZone)
  const held = await claimPeople(tx, { officeId, entryId, nikHashes, endsAt, now })
  if (held.length > 0) throw bookingErrors.PERSON_ALREADY_BOOKED()
  const taken = entry.people.length
  await endOffer(tx, offer, 'accepted', now, taken)
  // Who has left the waiting party since takes no seat: it goes to the next.
  if (taken < seats) await passOn(tx, { office, offer, seats: seats - taken, now })
  const counts = await takeWithheld(tx, { ...offer, seats: taken })
  await becomeTurn(tx, { office, entry, offer, nikHashes, now, actor })
  if (tells(entry.contact)) {
    const payload = JSON.stringify({ officeId, bookingId: entryId })
    await sql`select graphile_worker.add_job(${SEND_TICKET_TASK}, ${payload}::json)`.execute(tx)
  }
  const details = { offer: offerId, slot: slotId, seats: taken, draw: offer.drawId, entry: entryId }
  await writeAudit(tx, { officeId, kind: 'offer-accepted', at: now, actor, details })
  for (const text of slotsTopicTexts(officeId, [counts])) await notifyAll(tx, slotsTopic, text)
  return counts
}

async function takeWithheld(
  tx: Transaction<Tables>,
  { officeId, slotId, seats }: SeatOffer,
): Promise<SlotCounts> {
  const row = await tx
    .updateTable('slot')
    .set({ taken: sql`taken + ${seats}::int`, withheld: sql`withheld - ${seats}::int` })
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .returning(['capacity', 'taken', 'withheld'])
    .executeTakeFirstOrThrow()
  return { slotId, ...row }
}

/** The turn is the entry under the same id and key, as of one who won; its code too, unless a turn has it by now. */
async function becomeTurn(
  tx: Transaction<Tables>,
  { office, entry, offer, nikHashes, now, actor }: {
    office: Office
    entry: Entry
    offer: SeatOffer
    nikHashes: readonly Buffer[]
    now: Temporal.Instant
    actor: Actor
  },
): Promise<void> {
  const { officeId, entryId, slotId } = offer
  const code = await freeCode(tx, office, entry.code)
  await tx
    .updateTable('draw_entry')
    .set({ state: 'won', slot_id: slotId, code, changed_at: now })
    .where('office_id', '=', officeId)
    .where('entry_id', '=', entryId)
    .execute()
  await becomeTurns(tx, sql`e.office_id = ${officeId} and e.entry_id = ${entryId}`, now)
  const details = {
    booking: entryId,
    slot: slotId,
    party: entry.people.length,
    channel: 'online',
    assisted: entry.channel === 'desk',
    offer: offer.offerId,
    place: entry.place,
    who: whoIsBooked(entryId, nikHashes),
  }
  await writeAudit(tx, { officeId, kind: 'booked', at: now, actor, details })
}

async function freeCode(
  tx: Transaction<Tables>,
  office: Pick<Office, 'officeId' | 'letters'>,
  code: string,
): Promise<string> {
  const row = await tx
    .selectFrom('booking')
    .select('booking_id')
    .where('office_id', '=', office.officeId)
    .where('code', '=', code)
    .executeTakeFirst()
  return row ? freeCode(tx, office, makeCode(office.letters)) : code
}

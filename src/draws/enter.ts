import type { Transaction } from 'kysely'
import { randomUUID } from 'node:crypto'
import {
  bookingErrors,
  checkParty,
  type CheckedParty,
  makeCode,
  makeKey,
  type PartyInput,
  readEarlier,
  refuseWaiting,
  sealTicket,
  whoIsBooked,
} from '../bookings/index.ts'
import type { Office } from '../offices/index.ts'
import { contactLookupText } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { randomBytes } from '../platform/crypto/index.ts'
import { inOneOrder, type Tables } from '../platform/database/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { GiveBack } from '../platform/limits.ts'
import type { EntryChannel } from './entry-table.ts'
import type { EntryTrace } from './entry-trace.ts'
import { drawErrors } from './errors.ts'
import type { Draw, DrawDeps, Entry, VerifiedBy } from './model.ts'
import { drawSlotsOf, findDraw, refuseUnlessOpen } from './find-draw.ts'
import { claimVerified } from './outrank.ts'
import { peopleCommitment } from './people-commitment.ts'
import { claimPeople, lockDraw, readEntry } from './store.ts'
import { wouldYield } from './strike.ts'
import { type Wish, wishText } from './wishes.ts'
import { wishFaults } from './wish-rules.ts'

export interface EnterRequest extends PartyInput {
  draw: string
  /** Ranked, the dearest first. */
  wishes: Wish[]
  locale: Locale
  idempotencyKey?: string | undefined
  network?: string | undefined
  actor: Actor
  channel: EntryChannel
  /** An officer has seen every card. */
  cardSeen?: boolean
}

/**
 * Enters a party in a draw, all of it or nothing; the same idempotency key gives the same
 * entry. Everybody is named and in one entry or turn only, in the whole country: by their
 * claim. Whom an unverified entry holds already is let in as contested where a contact can be
 * proved, and counts from then on (outrank.ts). Throws a Refusal of drawErrors or bookingErrors.
 */
export async function enter(deps: DrawDeps, request: EnterRequest): Promise<Entry> {
  const { bookings: { database, clock, limits } } = deps
  const { office, draw } = await findDraw(deps, request.draw)
  const party = checkOrRefuse(deps, office, draw, request)
  const made = makeEntry(deps, { request, office, draw, party })
  const earlier = await earlierEntry(deps, made)
  if (earlier) return earlier
  refuseUnlessOpen(draw, office, clock.now())
  const slots = await drawSlotsOf(deps, office, draw)
  const faults = wishFaults(request.wishes, { slots, party: party.people.length, siteIds: sitesOf(office, party) })
  if (faults.length > 0) throw drawErrors.INVALID({ faults })
  limits.refuseBusyNetwork(request.network)
  const { nikHashes } = made
  await refuseWaiting(deps.bookings, { nikHashes, network: request.network, timeZone: office.timeZone })
  const { contactText } = made
  const giveBack: GiveBack | undefined = contactText === undefined ? undefined : await limits.takeContact(contactText)
  try {
    const outcome = await inOneOrder(database, (tx) => write(tx, deps, { request, office, made }))
    if (outcome === 'known') return (await earlierEntry(deps, made)) ?? refuseKnown()
    limits.countBooking(request.network, party.people.length)
    return { ...made.entry, isContested: outcome === 'contested' }
  } catch (error) {
    giveBack?.()
    // Of one request sent twice at once the second finds its people held by the first.
    const first = await earlierEntry(deps, made)
    if (first) return first
    throw error
  }
}

function refuseKnown(): never {
  throw drawErrors.IDEMPOTENCY_CONFLICT()
}

/** Sites that give every service of the party. */
export function sitesOf({ definition }: Office, { people }: Pick<CheckedParty, 'people'>): string[] {
  return (definition?.sites ?? [])
    .map(({ id }) => id)
    .filter((id) => people.every(({ service }) => service.siteIds.includes(id)))
}

function checkOrRefuse({ bookings }: DrawDeps, office: Office, { policy }: Draw, request: PartyInput): CheckedParty {
  const check = checkParty(request, { office, catalogue: bookings.offices.catalogue })
  if (!check.ok) {
    throw check.twice
      ? bookingErrors.SAME_PERSON_TWICE({ faults: check.faults })
      : drawErrors.INVALID({ faults: check.faults })
  }
  const faults = serviceFaults(check.party, policy.services)
  if (faults.length > 0) throw drawErrors.INVALID({ faults })
  return check.party
}

/** People whose service this draw is not for. */
export function serviceFaults({ people }: Pick<CheckedParty, 'people'>, services: readonly string[] | undefined) {
  const say = 'draws.errors.serviceNotInDraw' as const
  return people.flatMap(({ service }, i) =>
    !services || services.includes(service.id)
      ? []
      : [{ pointer: `/people/${i}/service`, code: 'service-not-in-draw', say }],
  )
}

interface Made {
  entry: Entry
  people: CheckedParty['people']
  keyHash: Buffer
  nikHashes: Buffer[]
  idempotencyHash: Buffer
  fingerprint: Buffer
  contactText: string | undefined
  contactHash: Buffer | null
  salt: Buffer
  commitment: Buffer
  sealed: Buffer
  enteredOn: Temporal.PlainDate
  endsAt: Temporal.Instant
  now: Temporal.Instant
}

function makeEntry(
  { bookings: { clock, keys } }: DrawDeps,
  { request, office, draw, party }: { request: EnterRequest; office: Office; draw: Draw; party: CheckedParty },
): Made {
  const { officeId, letters, timeZone } = office
  const now = clock.now()
  // In the public list, which tells the day only: an id of version 7 would tell the millisecond.
  const entryId = randomUUID()
  const key = makeKey(letters)
  const { companion, contact } = party
  const people = party.people.map((one) => ({
    name: one.name,
    nik: one.nik,
    serviceId: one.service.id,
    purposeId: one.purposeId,
  }))
  const salt = randomBytes(16)
  const contactText = contactLookupText(contact)
  const verifiedBy: VerifiedBy | undefined = request.cardSeen ? 'card' : undefined
  const body = JSON.stringify([draw.drawId, people, companion, contact, request.wishes.map(wishText)])
  const { idempotencyKey } = request
  return {
    entry: {
      officeId,
      entryId,
      drawId: draw.drawId,
      code: makeCode(letters),
      key,
      state: 'entered',
      wishes: request.wishes,
      channel: request.channel,
      verifiedBy,
      isContested: false,
      struckReason: null,
      place: undefined,
      slotId: undefined,
      people,
      companion,
      contact,
      locale: request.locale,
      enteredAt: now,
    },
    people: party.people,
    keyHash: keys.lookup('ticket', key),
    nikHashes: people.map(({ nik }) => keys.lookup('nik', nik)),
    idempotencyHash: idempotencyKey === undefined ? hashOfId(entryId) : keys.lookup('idempotency', idempotencyKey),
    fingerprint: keys.lookup('request', body),
    contactText,
    contactHash: contactText === undefined ? null : keys.lookup('contact', contactText),
    salt,
    commitment: peopleCommitment(salt, people),
    sealed: sealTicket(keys, { officeId, bookingId: entryId, key, people, companion, contact }),
    enteredOn: now.toZonedDateTimeISO(timeZone).toPlainDate(),
    endsAt: draw.endsAt,
    now,
  }
}

const hashOfId = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

async function earlierEntry({ bookings: { database, keys } }: DrawDeps, made: Made): Promise<Entry | undefined> {
  const { officeId } = made.entry
  const earlier = await readEarlier(database.kysely, officeId, made.idempotencyHash)
  if (!earlier) return undefined
  if (!earlier.fingerprint.equals(made.fingerprint)) throw drawErrors.IDEMPOTENCY_CONFLICT()
  return readEntry(database.kysely, keys, officeId, { entryId: earlier.bookingId })
}

type Outcome = 'entered' | 'contested' | 'known'

const KEPT_HOURS = 24

async function write(
  tx: Transaction<Tables>,
  deps: DrawDeps,
  { request, office, made }: { request: EnterRequest; office: Office; made: Made },
): Promise<Outcome> {
  const { entry, now, endsAt } = made
  const { officeId, entryId, drawId } = entry
  // Whoever closes the list waits for this, and this for them: none slips in after it was counted.
  const draw = await lockDraw(tx, drawId, 'share')
  if (!draw) throw drawErrors.DRAW_UNKNOWN()
  refuseUnlessOpen(draw, office, deps.bookings.clock.now())
  const isContested = await claimOrContest(tx, deps, { request, made, endsAt })
  const remembered = await tx
    .insertInto('idempotency')
    .values({
      office_id: officeId,
      key_hash: made.idempotencyHash,
      fingerprint: made.fingerprint,
      booking_id: entryId,
      kept_until: now.add({ hours: KEPT_HOURS }),
    })
    .onConflict((conflict) => conflict.columns(['office_id', 'key_hash']).doNothing())
    .returning('booking_id')
    .executeTakeFirst()
  if (!remembered) return 'known'
  await insertEntry(tx, made, isContested)
  const trace: EntryTrace = {
    wishes: entry.wishes.map(wishText),
    channel: entry.channel,
    day: made.enteredOn.toString(),
    people: made.commitment.toString('hex'),
    who: whoIsBooked(entryId, made.nikHashes),
  }
  const verified = entry.verifiedBy ?? null
  const details = { entry: entryId, draw: drawId, party: entry.people.length, verified, ...trace }
  await writeAudit(tx, { officeId, kind: 'entered', at: now, actor: request.actor, details })
  return isContested ? 'contested' : 'entered'
}

/** Whether the entry has to be proved before it counts. Throws where somebody is held for good. */
async function claimOrContest(
  tx: Transaction<Tables>,
  deps: DrawDeps,
  { request, made, endsAt }: { request: EnterRequest; made: Made; endsAt: Temporal.Instant },
): Promise<boolean> {
  const { limits, tells } = deps.bookings
  const { nikHashes } = made
  const { officeId, entryId, verifiedBy, contact } = made.entry
  const claim = { officeId, entryId, nikHashes, endsAt, now: made.now }
  const held = verifiedBy
    ? await claimVerified(tx, deps, { claim, proof: { by: 'card' }, actor: request.actor, own: false })
    : await claimPeople(tx, claim)
  if (held.length === 0) return false
  const allYield = held.every(wouldYield)
  limits.takeClaimedPerson(request.network)
  if (allYield && !verifiedBy && tells(contact)) {
    // All or nothing: until it is proved it holds nobody.
    await tx.deleteFrom('live_claim').where('nik_hash', 'in', nikHashes).where('booking_id', '=', entryId).execute()
    return true
  }
  const positions = nikHashes.flatMap((one, i) => (held.some(({ nikHash }) => nikHash.equals(one)) ? [i] : []))
  const say = allYield ? 'draws.errors.proveOrCome' : 'draws.errors.personHeld'
  const faults = positions.map((i) => ({
    pointer: `/people/${i}/nik`,
    code: 'person-already-booked',
    say: say as 'draws.errors.personHeld',
  }))
  const refuse = allYield ? drawErrors.PROVE_OR_COME : drawErrors.PERSON_ALREADY_HELD
  throw refuse({ faults, members: { people: positions } })
}

async function insertEntry(tx: Transaction<Tables>, made: Made, isContested: boolean): Promise<void> {
  const { entry, people, now } = made
  const { officeId, entryId, verifiedBy } = entry
  await tx
    .insertInto('draw_entry')
    .values({
      office_id: officeId,
      entry_id: entryId,
      draw_id: entry.drawId,
      code: entry.code,
      key_hash: made.keyHash,
      state: 'entered',
      party_size: people.length,
      wishes: JSON.stringify(entry.wishes.map(wishText)),
      channel: entry.channel,
      entered_on: made.enteredOn,
      verified_at: verifiedBy ? now : null,
      verified_by: verifiedBy ?? null,
      contested: isContested,
      struck_reason: null,
      salt: made.salt,
      commitment: made.commitment,
      locale: entry.locale,
      contact_hash: made.contactHash,
      sealed: made.sealed,
      place: null,
      slot_id: null,
      entered_at: now,
      changed_at: now,
    })
    .execute()
  await tx
    .insertInto('draw_person')
    .values(
      people.map((one, position) => ({
        office_id: officeId,
        entry_id: entryId,
        position,
        service_id: one.service.id,
        purpose_id: one.purposeId,
        nik_hash: made.nikHashes[position]!,
        nik_as_printed: one.nikAsPrinted,
      })),
    )
    .execute()
}

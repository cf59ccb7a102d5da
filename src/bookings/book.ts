import type { Transaction } from 'kysely'
import type { Catalogue, Office, OfficeBook } from '../offices/index.ts'
import { type Contact, contactLookupText, coolingOf } from '../people/index.ts'
import { type Actor, auditEntry } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { type Keys, uuidAt } from '../platform/crypto/index.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import type { Locale } from '../platform/i18n/index.ts'
import type { GiveBack } from '../platform/limits.ts'
import { type Slot, type SlotBook, slotIsPast } from '../schedule/index.ts'
import { makeCode, makeKey } from './code.ts'
import type { DrawEntries } from './draw-entries.ts'
import type { Batcher } from './engine/batcher.ts'
import type { Outcome, PartyToBook } from './engine/party.ts'
import { bookingErrors } from './errors.ts'
import { drawInstead, findSlot, refuseForDraw, refuseSlot, refuseUnlessOpen } from './find-slot.ts'
import type { BookingLimits } from './limits.ts'
import { outranks } from './outrank.ts'
import { personRefusal } from './person-refusal.ts'
import { type CheckedParty, checkParty, otherSiteFaults, type PartyInput } from './request.ts'
import { readEarlier, readTicket } from './store.ts'
import { sealTicket, type Ticket } from './ticket.ts'
import type { VisitDay } from './visit-day.ts'
import type { VisitTimesOf } from './visit-times.ts'
import { whoIsBooked } from './who.ts'
import { type CodesByMessage, type Payment, requirePaid, type UseUp } from './work/pay.ts'
import { isAtRelease, type WorkLevel, workLevel, type WorkPolicy } from './work/rules.ts'

export interface BookDeps {
  database: Database
  clock: Clock
  keys: Keys
  offices: OfficeBook
  slots: SlotBook
  batcher: Batcher
  visitTimes: VisitTimesOf
  limits: BookingLimits
  /** Whether somebody with this contact can be told anything: else no job is written, since nobody would do it. */
  tells: (contact: Contact) => boolean
  /** When a booking from home costs some work; without one, never. */
  workPolicy?: WorkPolicy | undefined
  /** What a code by message is proved with, instead of work. */
  codes?: CodesByMessage | undefined
  /** Whether a ticket is told of in another way than by its contact. */
  tellsPhones?: (tx: Transaction<Tables>, ticket: Pick<Ticket, 'officeId' | 'bookingId'>) => Promise<boolean>
  /** Where there are draws: what their entries hold. */
  drawEntries?: DrawEntries | undefined
  /** Where changes come from people: what the visit day says of a ticket. Without it, nothing. */
  visitDay?: VisitDay | undefined
}

export interface BookRequest extends PartyInput, Payment {
  office: string
  slot: string
  locale: Locale
  /** The client's own; without one the request can't be repeated by the client, only by us. */
  idempotencyKey?: string | undefined
  /** Where it came from, as networkOf gives it; undefined at the command line. */
  network?: string | undefined
  actor: Actor
  /** An officer has seen every card. */
  cardSeen?: boolean
  /** For who stands at the desk on the day itself: an hour of today gives its seats also once it has begun. */
  isForNow?: boolean
}

/** The task that tells of a turn as it stands; src/notify does it. */
export const SEND_TICKET_TASK = 'send-ticket'

/** So often a slot may open between a refusal and the look at why. */
const ATTEMPTS_MAX = 3

/**
 * Books a party: all of it or nothing. Answers with the whole ticket, from what was made
 * here; nothing reads back what was just written. The same idempotency key gives the same
 * ticket. Throws a Refusal of bookingErrors; problems of the slot come before those of a
 * person, so that a full hour tells nothing about a NIK.
 */
export async function book(deps: BookDeps, request: BookRequest): Promise<Ticket> {
  const { offices, limits } = deps
  const office = offices.get(request.office)
  if (!office) throw bookingErrors.OFFICE_UNKNOWN()
  if (!office.bookable || !office.definition) throw bookingErrors.OFFICE_NOT_BOOKABLE()
  const party = checkOrRefuse(request, office, offices.catalogue)
  const slot = await findSlot(deps, office.officeId, request.slot)
  if (!slot || (slot.channel !== 'online' && request.actor.kind === 'applicant')) throw bookingErrors.SLOT_UNKNOWN()
  refuseOtherSite(party, slot)
  const prepared = prepare(deps, { request, office, party, slot })
  const { contactText, toBook } = prepared
  const shut = request.isForNow ? undefined : await whyShut(deps, { office, slot, people: toBook.people })
  if (shut) return (await earlierTicket(deps, toBook)) ?? shut()
  let giveContactBack: GiveBack | undefined
  let useUp: UseUp | undefined
  try {
    limits.refuseBusyNetwork(request.network)
    const level = workWanted(deps, request, slot)
    if (level !== 0) useUp = await requirePaid(deps, { ...request, level, ...paying(toBook) })
    if (contactText !== undefined) giveContactBack = await limits.takeContact(contactText)
  } catch (refusal) {
    // Whose answer was lost on the way asks again: that is no further booking.
    const earlier = request.idempotencyKey === undefined ? undefined : await earlierTicket(deps, toBook)
    if (earlier) return earlier
    throw refusal
  }
  let isNew = false
  try {
    const ticket = await send(deps, { request, office, prepared })
    isNew = ticket.bookingId === toBook.bookingId
    await useUp?.()
    return ticket
  } finally {
    // At the hour of release one tries several hours: only the one that was given counts.
    if (!isNew) giveContactBack?.()
  }
}

interface ShutFacts {
  office: Office
  slot: Slot
  people: readonly { serviceId: string }[]
}

/** What refuses an hour that is past or that waits for a draw; undefined: it may be had. */
async function whyShut(
  deps: BookDeps,
  { office, slot, people }: ShutFacts,
): Promise<(() => Promise<never> | never) | undefined> {
  if (slotIsPast(slot, deps.clock.now(), office.definition?.booking.noticeMinutes ?? 0)) {
    return () => refuseSlot(deps, office, slot.slotId, people.length)
  }
  const draw = await drawInstead(deps, office, slot, people.map(({ serviceId }) => serviceId))
  return draw && (() => refuseForDraw(office, draw))
}

/** Staff and the command line pay nothing, nor does who stands at the office's own kiosk. */
function workWanted({ workPolicy = 'off', limits, clock }: BookDeps, request: BookRequest, slot: Slot): WorkLevel {
  const { network, actor, isForNow } = request
  if (workPolicy === 'off' || network === undefined || actor.kind !== 'applicant' || isForNow) return 0
  return workLevel(workPolicy, limits.suspicionOf(network, isAtRelease(slot.opensAt, clock.now())))
}

const paying = ({ officeId, people }: PartyToBook) => ({ officeId, nikHashes: people.map((one) => one.nikHash) })

/** Hands the party to the engine until an answer stands. */
async function send(
  deps: BookDeps,
  { request, office, prepared }: { request: BookRequest; office: Office; prepared: Prepared },
): Promise<Ticket> {
  const { toBook, ticket: { contact } } = prepared
  const { slotId, people } = toBook
  let hasOutranked = false
  for (let attempt = 1; ; attempt++) {
    const outcome = await deps.batcher.book(toBook)
    if (outcome.kind === 'booked') {
      deps.limits.countBooking(request.network, people.length)
      return { ...prepared.ticket, code: toBook.code }
    }
    if (outcome.kind === 'person-booked' && !hasOutranked) {
      hasOutranked = await outranks(deps, { request, positions: outcome.positions, toBook, contact })
      if (hasOutranked) continue
    }
    const isShut = outcome.kind === 'not-bookable' || outcome.kind === 'no-slot'
    if (!isShut || attempt === ATTEMPTS_MAX) return settle(deps, { outcome, office, request, prepared })
    // The hour of release may come between the engine's look and this one: then nobody is sent away.
    await refuseUnlessOpen(deps, office, slotId, people.length)
  }
}

function checkOrRefuse(request: BookRequest, office: Office, catalogue: Catalogue): CheckedParty {
  const check = checkParty(request, { office, catalogue })
  if (check.ok) return check.party
  const refuse = check.twice ? bookingErrors.SAME_PERSON_TWICE : bookingErrors.INVALID
  throw refuse({ faults: check.faults })
}

function refuseOtherSite(party: CheckedParty, { siteId }: Slot): void {
  const faults = otherSiteFaults(party, siteId)
  if (faults.length > 0) throw bookingErrors.INVALID({ faults })
}

interface Prepared {
  toBook: PartyToBook
  ticket: Ticket
  contactText: string | undefined
}

/** Makes all that the booking needs, before any seat is asked for: ids, secrets, hashes, ciphertext, trace, jobs. */
function prepare(
  { keys, clock, visitTimes, tells }: BookDeps,
  { request, office, party, slot }: { request: BookRequest; office: Office; party: CheckedParty; slot: Slot },
): Prepared {
  const { officeId, letters } = office
  const now = clock.now()
  const bookingId = uuidAt(now)
  const [key, code] = [makeKey(letters), makeCode(letters)]
  const contactText = contactLookupText(party.contact)
  const people = party.people.map((one) => ({
    name: one.name,
    nik: one.nik,
    serviceId: one.service.id,
    purposeId: one.purposeId,
  }))
  const { companion, contact } = party
  const assisted = request.actor.kind === 'staff'
  const nikHashes = people.map((one) => keys.lookup('nik', one.nik))
  const who = whoIsBooked(bookingId, nikHashes)
  const toBook: PartyToBook = {
    officeId,
    slotId: slot.slotId,
    claimsEndAt: visitTimes(office, slot).claimsEndAt,
    bookingId,
    code,
    keyHash: keys.lookup('ticket', key),
    // Who stands at the desk asks for a seat of today, whichever hour still has one.
    ...identityOf(keys, {
      key: request.idempotencyKey,
      bookingId,
      body: [request.isForNow ? 'today' : slot.slotId, people, companion, contact],
    }),
    contactHash: contactText === undefined ? undefined : keys.lookup('contact', contactText),
    locale: request.locale,
    assisted,
    ...(request.isForNow && { mayWait: true }),
    sealed: sealTicket(keys, { officeId, bookingId, key, people, companion, contact }),
    people: people.map((one, i) => ({
      serviceId: one.serviceId,
      purposeId: one.purposeId,
      nikHash: nikHashes[i]!,
      nikAsPrinted: party.people[i]!.nikAsPrinted,
    })),
    audit: auditEntry({
      officeId,
      kind: 'booked',
      at: now,
      actor: request.actor,
      details: { booking: bookingId, slot: slot.slotId, party: people.length, who, channel: slot.channel, assisted },
    }),
    jobs: tells(contact) ? [{ task: SEND_TICKET_TASK, payload: { officeId, bookingId } }] : [],
  }
  const { slotId, siteId, startsAt, endsAt, channel } = slot
  const ticket: Ticket = {
    officeId,
    bookingId,
    code,
    key,
    state: 'booked',
    slot: { slotId, siteId, startsAt, endsAt, channel },
    people,
    companion,
    contact,
    moves: 0,
    calendarSequence: 0,
    locale: request.locale,
    bookedAt: now,
    changedAt: now,
  }
  return { toBook, ticket, contactText }
}

/** As what the request would be known again. One without a key only the engine repeats, under the booking's own id. */
function identityOf(
  { lookup }: Keys,
  { key, bookingId, body }: { key: string | undefined; bookingId: string; body: unknown },
): Pick<PartyToBook, 'idempotencyHash' | 'fingerprint'> {
  if (key !== undefined) {
    return { idempotencyHash: lookup('idempotency', key), fingerprint: lookup('request', JSON.stringify(body)) }
  }
  const id = Buffer.from(bookingId.replaceAll('-', ''), 'hex')
  return { idempotencyHash: id, fingerprint: id }
}

async function settle(
  deps: BookDeps,
  {
    outcome,
    office,
    request,
    prepared,
  }: { outcome: Exclude<Outcome, { kind: 'booked' }>; office: Office; request: BookRequest; prepared: Prepared },
): Promise<Ticket> {
  const { officeId, slotId, people } = prepared.toBook
  switch (outcome.kind) {
    case 'known':
      return replay(deps, officeId, outcome)
    case 'person-booked': {
      deps.limits.takeClaimedPerson(request.network)
      const waits = await coolingOf(deps.database.kysely, people.map((one) => one.nikHash), deps.clock.now())
      throw personRefusal(outcome.positions, waits, office.timeZone)
    }
    case 'full':
      throw bookingErrors.SLOT_FULL()
    case 'no-slot':
    case 'not-bookable':
      return refuseSlot(deps, office, slotId, people.length)
  }
}

/** Only successes are remembered: the answer is made again from the booking as it stands now. */
async function replay(
  { database, keys }: BookDeps,
  officeId: string,
  { bookingId, sameRequest }: { bookingId: string; sameRequest: boolean },
): Promise<Ticket> {
  if (!sameRequest) throw bookingErrors.IDEMPOTENCY_CONFLICT()
  const ticket = await readTicket(database.kysely, keys, officeId, { bookingId })
  if (!ticket) throw bookingErrors.TICKET_UNKNOWN()
  return ticket
}

async function earlierTicket(deps: BookDeps, toBook: PartyToBook): Promise<Ticket | undefined> {
  const earlier = await readEarlier(deps.database.kysely, toBook.officeId, toBook.idempotencyHash)
  if (!earlier) return undefined
  const sameRequest = earlier.fingerprint.equals(toBook.fingerprint)
  return replay(deps, toBook.officeId, { bookingId: earlier.bookingId, sameRequest })
}

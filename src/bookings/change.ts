import { sql, type Transaction } from 'kysely'
import type { Office } from '../offices/index.ts'
import { readNik } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import {
  freeSeats,
  lockSlots,
  moveSeats,
  type Slot,
  type SlotCounts,
  slotIsPast,
  slotsTopic,
  slotsTopicTexts,
} from '../schedule/index.ts'
import { dates } from '../platform/i18n/index.ts'
import { type BookDeps, SEND_TICKET_TASK } from './book.ts'
import { bookingErrors } from './errors.ts'
import { drawInstead, findSlot, refuseForDraw, refuseUnlessOpen } from './find-slot.ts'
import {
  type BookingMove,
  changeRefusal,
  changeUntil,
  claimEndsAt,
  type Excuse,
  excuseOf,
  isDisplaced,
} from './rules.ts'
import { lockTicket, renewClaims, writeCancellation, writeDisplacement, writeMove } from './store.ts'
import type { Ticket } from './ticket.ts'
import type { Standing } from './visit-day.ts'

export interface ChangeRequest {
  /** The ticket as it was shown: what has changed since is checked again under the lock. */
  ticket: Ticket
  /** A NIK of the party: links are forwarded, so the link alone changes nothing. */
  nik: string
  actor: Actor
  network?: string | undefined
  /** A move that does not count, whatever the cut-off: the hall fails somebody today. Honoured for staff only. */
  officeFault?: true
}

/**
 * Moves a booking to another slot of its office: the new seats are taken first, then the
 * old ones freed, in one transaction. Repeating a move that was made is no second move. A
 * move by the office's fault (its hour is off, today's hall is stopped, staff say so) is not
 * counted and knows no cut-off.
 */
export async function moveBooking(deps: BookDeps, request: ChangeRequest & { slot: string }): Promise<Ticket> {
  const { ticket } = request
  const office = officeOf(deps, ticket)
  await requireNik(deps, request)
  const to = await findSlot(deps, office.officeId, request.slot)
  if (!to || (to.channel !== 'online' && request.actor.kind === 'applicant')) throw bookingErrors.SLOT_UNKNOWN()
  if (to.slotId === ticket.slot.slotId && ticket.state === 'booked') return ticket
  refuseOtherSite(office, ticket, to)
  if (slotIsPast(to, deps.clock.now(), office.definition.booking.noticeMinutes)) throw bookingErrors.SLOT_PAST()
  const draw = await drawInstead(deps, office, to, ticket.people.map(({ serviceId }) => serviceId))
  if (draw) refuseForDraw(office, draw)
  const moved = await change(deps, office, request, {
    move: 'move',
    alsoLocked: to.slotId,
    isDone: (current) => current.state === 'booked' && current.slot.slotId === to.slotId,
    write: async (tx, current, { now, excuse }) => {
      const seats = current.people.length
      const from = current.slot.slotId
      const counts = await moveSeats(tx, {
        office,
        fromSlotId: from,
        toSlotId: to.slotId,
        seats,
        now,
      })
      if (!counts) return undefined
      const claimsEndAt = claimEndsAt(to.startsAt, office.timeZone)
      await renewEnded(tx, office, current, { now, endsAt: claimsEndAt })
      const isCounted = excuse === undefined
      await writeMove(tx, current, { slotId: to.slotId, claimsEndAt, now, isCounted })
      const { slotId, siteId, startsAt, endsAt, channel } = to
      const moves = current.moves + (isCounted ? 1 : 0)
      const after = { ...current, slot: { slotId, siteId, startsAt, endsAt, channel }, moves }
      return { after, counts, kind: moveKinds[excuse ?? 'none'], details: { from, to: slotId, party: seats } }
    },
  })
  if (moved) return moved
  await refuseUnlessOpen(deps, office, to.slotId, ticket.people.length)
  // It opened, or seats came back, while we asked why not.
  return moveBooking(deps, request)
}

/** How the trace calls a move. `moved` alone is counted: `giliran check` compares them. */
const moveKinds = { none: 'moved', displaced: 'moved-displaced', 'office-fault': 'moved-by-fault' } as const

/** A displaced booking does not lapse with its day, but its claims did: its people may hold other turns by now. */
async function renewEnded(
  tx: Transaction<Tables>,
  { timeZone }: Office,
  ticket: Ticket,
  { now, endsAt }: { now: Temporal.Instant; endsAt: Temporal.Instant },
): Promise<void> {
  if (Temporal.Instant.compare(now, claimEndsAt(ticket.slot.startsAt, timeZone)) < 0) return
  const taken = await renewClaims(tx, ticket, { now, endsAt })
  if (taken.length > 0) throw bookingErrors.PERSON_ALREADY_BOOKED({ members: { people: taken } })
}

/**
 * Cancels a booking: its seats come back as the office gives them, its people may book anew. In time it costs
 * nothing. Cancelling what is cancelled changes nothing and is no error.
 */
export async function cancelBooking(deps: BookDeps, request: ChangeRequest & { reason?: string }): Promise<Ticket> {
  const office = officeOf(deps, request.ticket)
  await requireNik(deps, request)
  if (request.ticket.state === 'cancelled') return request.ticket
  const cancelled = await change(deps, office, request, {
    move: 'cancel',
    isDone: (current) => current.state === 'cancelled',
    write: async (tx, current, { now, excuse }) => {
      const { slotId } = current.slot
      const seats = current.people.length
      await writeCancellation(tx, current, now)
      const counts = [await freeSeats(tx, { office, slotId, seats, now })]
      const details = { slot: slotId, party: seats, ...(excuse && { displaced: true }) }
      return { after: { ...current, state: 'cancelled' as const }, counts, kind: 'cancelled', details }
    },
  })
  if (!cancelled) throw new Error('a cancellation neither went through nor was refused')
  return cancelled
}

type BookableOffice = Office & { definition: NonNullable<Office['definition']> }

export function officeOf({ offices }: BookDeps, ticket: Ticket): BookableOffice {
  const office = offices.get(ticket.officeId)
  if (!office?.definition) throw bookingErrors.OFFICE_UNKNOWN()
  return office as BookableOffice
}

async function requireNik(deps: BookDeps, request: ChangeRequest): Promise<void> {
  if (request.actor.kind !== 'staff') await requirePartyNik(deps, request)
}

/** A party with a code: a ticket, or an entry in a draw. */
type NamedParty = Pick<Ticket, 'code'> & { people: readonly { nik: string }[] }

/** Whose of the party a NIK is, as the position on the ticket; refuses, with limited guesses, whoever knows none. */
export async function requirePartyNik(
  { keys, limits }: Pick<BookDeps, 'keys' | 'limits'>,
  { ticket, nik, network }: Pick<ChangeRequest, 'nik' | 'network'> & { ticket: NamedParty },
): Promise<number> {
  const giveBack = await limits.takeGuess(ticket.code, network)
  const reading = readNik(nik, { asPrinted: true })
  const wanted = reading.ok ? keys.lookup('nik', reading.nik) : undefined
  const position = wanted ? ticket.people.findIndex((one) => keys.lookup('nik', one.nik).equals(wanted)) : -1
  if (position >= 0) {
    giveBack()
    return position
  }
  throw bookingErrors.NIK_NOT_OF_PARTY({
    faults: [{ pointer: '/nik', code: 'nik-not-of-party', say: 'bookings.errors.nikNotOfParty' }],
  })
}

function refuseOtherSite(office: BookableOffice, ticket: Ticket, to: Slot): void {
  const offered = (serviceId: string): boolean =>
    office.services.some((one) => one.id === serviceId && one.siteIds.includes(to.siteId))
  if (ticket.people.every((one) => offered(one.serviceId))) return
  throw bookingErrors.INVALID({
    faults: [{ pointer: '/slot', code: 'service-not-at-site', say: 'bookings.errors.serviceNotAtSite' }],
  })
}

export interface Change {
  move: BookingMove
  alsoLocked?: string
  /** Whether the booking is already as asked for: the same was sent twice at once. */
  isDone: (current: Ticket) => boolean
  /** Undefined: the new slot does not take the party, and nothing was changed. */
  write: (
    tx: Transaction<Tables>,
    current: Ticket,
    at: { now: Temporal.Instant; excuse: Excuse | undefined },
  ) => Promise<Written | undefined>
}

interface Written {
  after: Ticket
  counts: SlotCounts[]
  /** For the audit. */
  kind: string
  details: Record<string, unknown>
  /** The booking stays in its hour, with fewer people. */
  keepsHour?: true
}

/** Done, refused by the slot, or to be tried again where the booking is now. */
type Attempt = Pick<Written, 'after' | 'counts' | 'keepsHour'> | undefined | { nowAt: string }

/** So often a change starts over when others change the same booking at the same time. */
const ATTEMPTS_MAX = 3

/**
 * One transaction for any change. Locks go all slots first, in key order, then the booking,
 * as in the batch. Which slots is known from the ticket as it was read: one that was moved
 * meanwhile starts over with where it is now.
 */
export async function change(
  deps: BookDeps,
  office: BookableOffice,
  request: ChangeRequest,
  { move, alsoLocked, isDone, write }: Change,
): Promise<Ticket | undefined> {
  const { database, keys, slots } = deps
  const { officeId } = office
  const now = deps.clock.now()
  const officeFault = isOfficeFault(await requireUnserved(deps, request), request)
  let slotId = request.ticket.slot.slotId
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const written = await database.kysely.transaction().execute(async (tx): Promise<Attempt> => {
      await lockSlots(tx, officeId, alsoLocked === undefined ? [slotId] : [slotId, alsoLocked])
      const current = await lockTicket(tx, keys, officeId, request.ticket.bookingId)
      if (!current) throw bookingErrors.TICKET_UNKNOWN()
      if (current.slot.slotId !== slotId) return { nowAt: current.slot.slotId }
      if (isDone(current)) return { after: current, counts: [] }
      const excuse = refuseChange(office, current, { move, now, officeFault })
      const result = await write(tx, current, { now, excuse })
      if (!result) return undefined
      const details = { booking: current.bookingId, ...result.details }
      await writeAudit(tx, { officeId, kind: result.kind, at: now, actor: request.actor, details })
      if (excuse === 'displaced' && !result.keepsHour) await writeDisplacement(tx, current, now)
      await tellSlots(tx, officeId, result.counts)
      const calendarSequence = current.calendarSequence + 1
      const isTold = deps.tells(current.contact) || (await deps.tellsPhones?.(tx, current))
      if (isTold) await addTicketJob(tx, current, result.keepsHour && { left: String(calendarSequence) })
      return { ...result, after: { ...result.after, calendarSequence, changedAt: now } }
    })
    if (written && 'nowAt' in written) {
      slotId = written.nowAt
      continue
    }
    if (written) {
      slots.apply(officeId, written.counts)
      const isElsewhere = written.counts.length > 0 && !written.keepsHour
      if (isElsewhere) await deps.visitDay?.changed(request.ticket, written.after, request.actor)
    }
    return written?.after
  }
  throw bookingErrors.BUSY({ retryAfterSeconds: 1 })
}

async function tellSlots(tx: Transaction<Tables>, officeId: string, counts: SlotCounts[]): Promise<void> {
  for (const text of slotsTopicTexts(officeId, counts)) {
    await notifyAll(tx, slotsTopic, text)
  }
}

/**
 * How the ticket stands today. Throws BEING_SERVED where a number is done, or at a counter
 * and its holder asks.
 */
export async function requireUnserved(
  { visitDay }: Pick<BookDeps, 'visitDay'>,
  { ticket, actor }: Pick<ChangeRequest, 'ticket' | 'actor'>,
): Promise<Standing | undefined> {
  const standing = await visitDay?.standing(ticket)
  if (standing?.isOver || (standing?.isAtCounter && actor.kind !== 'staff')) throw bookingErrors.BEING_SERVED()
  return standing
}

/** Whether a move is the office's fault: staff say so, or the hall is stopped. */
export function isOfficeFault(
  standing: Standing | undefined,
  { actor, officeFault }: Pick<ChangeRequest, 'actor' | 'officeFault'>,
): boolean {
  return (actor.kind === 'staff' && officeFault === true) || standing?.isHallStopped === true
}

interface ChangeNow {
  move: BookingMove
  now: Temporal.Instant
  officeFault: boolean
}

/** What excuses a change of this ticket at `now` from the cut-off and from being counted; undefined: nothing. */
export function excuseNow({ timeZone }: Office, ticket: Ticket, { move, now, officeFault }: ChangeNow) {
  const dayOf = (at: Temporal.Instant): string => at.toZonedDateTimeISO(timeZone).toPlainDate().toString()
  const today = dayOf(ticket.slot.startsAt) === dayOf(now)
  return excuseOf(move, { displaced: isDisplaced(ticket), today, officeFault })
}

/**
 * Refuses a change that the rules do not allow at `now`: cancelled, too late, moved too often.
 * Returns what excuses it from them, if anything does.
 */
export function refuseChange(
  office: BookableOffice,
  ticket: Ticket,
  change: ChangeNow,
): Excuse | undefined {
  const rules = office.definition.booking
  const until = changeUntil(ticket.slot.startsAt, office.timeZone, rules)
  const excuse = excuseNow(office, ticket, change)
  const booking = { state: ticket.state, moves: ticket.moves, changeUntil: until, excuse }
  switch (changeRefusal(change.move, booking, change.now, rules)) {
    case 'cancelled':
      throw bookingErrors.ALREADY_CANCELLED()
    case 'too-late':
      throw bookingErrors.CHANGE_TOO_LATE({ values: (locale) => ({ until: dates(locale).moment(until) }) })
    case 'too-many-moves':
      throw bookingErrors.TOO_MANY_MOVES({ values: { moves: ticket.moves } })
    case undefined:
      return excuse
  }
}

/** `left`: that somebody has left it, by the calendar sequence from then on. */
async function addTicketJob(
  tx: Transaction<Tables>,
  { officeId, bookingId }: Ticket,
  news: { left: string } | undefined,
): Promise<void> {
  const payload = JSON.stringify({ officeId, bookingId, ...news })
  await sql`select graphile_worker.add_job(${SEND_TICKET_TASK}, ${payload}::json)`.execute(tx)
}

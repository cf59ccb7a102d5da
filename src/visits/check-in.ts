import type { Transaction } from 'kysely'
import {
  book,
  type BookDeps,
  closedReasonText,
  isDisplaced,
  type PartyInput,
  readTicket,
  type Ticket,
} from '../bookings/index.ts'
import { nikMessage, readNik } from '../people/index.ts'
import { uuidAt } from '../platform/crypto/index.ts'
import type { Channel, Tables } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { dates, translator } from '../platform/i18n/index.ts'
import { type OfficeSlots, seatsFree, type Slot, slotIsPast } from '../schedule/index.ts'
import { type Arrival, arrivalOf } from './arrival.ts'
import { type Arrivals, type Arrived, arrive, backAgain, numbersOf, visitsOfBooking } from './arrive.ts'
import { type By, changeHall, type Changed, dayOf, type Hall, type HallDeps } from './change-hall.ts'
import { visitErrors } from './errors.ts'
import { type Act, nothing } from './acts.ts'
import type { Decision } from './hall-change.ts'
import type { FloorVisit, VisitKind } from './model.ts'
import {
  isKnownScan,
  presentOf,
  refuseSeen,
  takeFromOtherSites,
  visitOfScan,
  writePeople,
  writeScan,
} from './people-store.ts'
import { type Correction, keepSecrets } from './visit-secrets.ts'
import type { CheckInBody, WalkInBody } from './wire.ts'

export interface CheckInDeps extends HallDeps {
  bookings: BookDeps
}

export interface CheckedIn {
  /** The number; of several that a party asked for, the first of those who came now. */
  visit: FloorVisit
  ticket: Ticket
  /** It had been checked in before: nothing was changed. */
  again: boolean
}

/**
 * Checks in those of a ticket who are here and match their cards. The same scan twice, or
 * the same people again, changes nothing and answers the same. Throws visitErrors: too
 * early or late, another day or site, cancelled, nobody who matches.
 */
export async function checkIn(
  deps: CheckInDeps,
  { hall, body, by, isWalkIn = false }: { hall: Hall; body: CheckInBody; by: By | undefined; isWalkIn?: boolean },
): Promise<Changed<CheckedIn>> {
  // A desk whose clock goes ahead checks nobody in from the future.
  const nowMs = deps.clock.now().epochMilliseconds
  const atMs = body.at === undefined ? undefined : Math.min(Temporal.Instant.from(body.at).epochMilliseconds, nowMs)
  return changeHall(deps, { hall, by, atMs }, async (act, tx) => {
    // Under the hall's lock: whoever takes another hour meanwhile gives up the place behind it.
    const ticket = await readTicket(tx, deps.keys, hall.key.officeId, { bookingId: body.booking })
    if (!ticket) throw visitErrors.BOOKING_UNKNOWN()
    return decideCheckIn(deps, { act, tx, hall, body, ticket, isWalkIn })
  })
}

/**
 * A walk-in: a seat of today bound to the NIKs, in the way of every booking, then the number
 * at once. The same nonce again is the same number.
 */
export async function walkIn(
  deps: CheckInDeps,
  { hall, body, by }: { hall: Hall; body: WalkInBody & Omit<PartyInput, 'people'>; by: By },
): Promise<Changed<CheckedIn>> {
  const { people, nonce, priority, help } = body
  const { kysely } = deps.database
  // Before a seat is taken: who was here today gets no second number, and the seat would be lost.
  if (!(await isKnownScan(kysely, hall.key.officeId, nonce))) {
    const niks = people.map(({ nik }) => readNik(nik, { asPrinted: true })).flatMap((one) => (one.ok ? [one.nik] : []))
    await refuseSeen(kysely, deps.keys, { key: hall.key, niks })
  }
  const ticket = await seatToday(deps, { hall, body, by })
  const cards = people.map((_, position) => ({ position, card: 'same' as const }))
  const checked = { booking: ticket.bookingId, people: cards, priority, help, nonce }
  return checkIn(deps, { hall, by, isWalkIn: true, body: checked })
}

/** A seat in the first hour that still has room for all of them, as the rows say: memory may be behind. */
async function seatToday(
  deps: CheckInDeps,
  { hall, body, by }: { hall: Hall; body: WalkInBody & Omit<PartyInput, 'people'>; by: By },
): Promise<Ticket> {
  const { people, companion, contact, nonce, priority } = body
  for (const { slotId } of await seatsForWalkIns(deps, hall, { isPriority: priority !== undefined })) {
    try {
      return await book(deps.bookings, {
        office: hall.key.officeId,
        slot: slotId,
        people,
        ...(companion && { companion }),
        ...(contact && { contact }),
        locale: 'id',
        idempotencyKey: `walk-in ${nonce}`,
        actor: { kind: 'staff', name: by.account },
        isForNow: true,
        // Compared at reception, as `walkIn` writes down.
        cardSeen: true,
      })
    } catch (error) {
      if (!(error instanceof Refusal) || error.type !== 'slot-full') throw error
    }
  }
  throw visitErrors.NO_WALK_INS_LEFT()
}

/**
 * Today's slots that walk-ins get their seats of, in this order: for people who go first
 * those of the priority channel, the walk-in channel's own, and hours that can no longer be
 * booked from home: what is free there was given back late, or nobody wanted it.
 */
export async function seatsForWalkIns(
  deps: Pick<CheckInDeps, 'bookings' | 'clock'>,
  hall: Hall,
  { isPriority }: { isPriority: boolean },
): Promise<Readonly<Slot>[]> {
  const now = deps.clock.now()
  const { noticeMinutes } = hall.office.definition.booking
  const today = (await slotsToday(deps, hall)).filter(({ closedReason }) => closedReason === null)
  const of = (channel: Channel) => today.filter((one) => one.channel === channel)
  return [
    ...(isPriority ? of('priority') : []),
    ...of('walk-in'),
    ...of('online').filter((one) => slotIsPast(one, now, noticeMinutes)),
  ]
}

type SlotsToday = readonly Readonly<Slot>[]

/** Of each hall, by the reading of the slots: between two of them only counts change, and those in place. */
const slotsOfHalls = new WeakMap<Hall, { book: OfficeSlots; readings: number; slots: SlotsToday }>()

/** The hall's slots of every channel, by start; closed ones too. Worked out once a reading: screens and pages ask. */
export async function slotsToday({ bookings }: Pick<CheckInDeps, 'bookings'>, hall: Hall): Promise<SlotsToday> {
  const book = await bookings.slots.office(hall.key.officeId)
  const { readings } = book
  const known = slotsOfHalls.get(hall)
  if (known?.book === book && known.readings === readings) return known.slots
  const { from, to } = dayOf(hall)
  const [fromMs, toMs] = [from.epochMilliseconds, to.epochMilliseconds]
  const slots = book.slots.filter(
    ({ siteId, startsAt: { epochMilliseconds: atMs } }) =>
      siteId === hall.key.siteId && atMs >= fromMs && atMs < toMs,
  )
  slotsOfHalls.set(hall, { book, readings, slots })
  return slots
}

/** Seats of today that walk-ins can still have. */
export async function walkInSeatsLeft(deps: Pick<CheckInDeps, 'bookings' | 'clock'>, hall: Hall): Promise<number> {
  const slots = await seatsForWalkIns(deps, hall, { isPriority: false })
  return slots.reduce((sum, one) => sum + seatsFree(one), 0)
}

/** When somebody came, by the office's rules of the day. */
export function arrivalAt(hall: Hall, ticket: Ticket, nowMs: number): Arrival {
  const { checkIn } = hall.day
  const { from, to, at: hourAt } = dayOf(hall)
  const { startsAt, endsAt } = ticket.slot
  const at = { windowStartMs: startsAt.epochMilliseconds, windowEndMs: endsAt.epochMilliseconds }
  const times = {
    ...at,
    nowMs,
    dayStartMs: from.epochMilliseconds,
    dayEndMs: to.epochMilliseconds,
    rules: { ...checkIn, lateUntilMs: hourAt(checkIn.lateUntil).epochMilliseconds },
  }
  const ofToday = at.windowStartMs >= times.dayStartMs && at.windowStartMs < times.dayEndMs
  return ofToday ? arrivalOf(times) : { kind: 'other-day', minutes: 0 }
}

/** Throws why this ticket cannot check in here and now; returns when it came. */
export function refuseArrival(
  hall: Hall,
  ticket: Ticket,
  { nowMs, isWalkIn }: { nowMs: number; isWalkIn: boolean },
): void {
  const { office, key, day } = hall
  const start = ticket.slot.startsAt.toZonedDateTimeISO(office.timeZone)
  if (ticket.state === 'cancelled') throw visitErrors.CANCELLED()
  if (ticket.slot.siteId !== key.siteId) {
    const site = office.definition.sites.find((one) => one.id === ticket.slot.siteId)?.name ?? ticket.slot.siteId
    throw visitErrors.CHECK_IN_OTHER_SITE({ values: { site } })
  }
  const { kind } = arrivalAt(hall, ticket, nowMs)
  if (kind === 'other-day') {
    throw visitErrors.CHECK_IN_OTHER_DAY({ values: (locale) => ({ when: dates(locale).moment(start) }) })
  }
  if (isWalkIn) return
  if (kind === 'too-early') {
    const from = start.subtract({ minutes: day.checkIn.earlyMinutesMax })
    throw visitErrors.CHECK_IN_EARLY({ values: (locale) => ({ from: dates(locale).hour(from) }) })
  }
  if (kind === 'too-late') throw visitErrors.CHECK_IN_LATE()
}

/**
 * Throws where the office closed the ticket's hour: another is to be chosen, at this desk if
 * need be. Who got a number while the network was gone could not know, and keeps it.
 */
export function refuseClosedHour(ticket: Ticket): void {
  if (!isDisplaced(ticket)) return
  throw visitErrors.HOUR_CLOSED({ values: (locale) => ({ reason: closedReasonText(translator(locale), ticket) }) })
}

interface Question {
  act: Act
  tx: Transaction<Tables>
  hall: Hall
  body: CheckInBody
  ticket: Ticket
  /** Came without a booking and got a seat just now: no hour binds them. */
  isWalkIn: boolean
}

interface Answer {
  decision: Decision
  result: CheckedIn
  write?: (tx: Transaction<Tables>) => Promise<void>
  details?: Record<string, unknown>
}

async function decideCheckIn(deps: CheckInDeps, question: Question): Promise<Answer> {
  const { act, tx, hall, body, ticket } = question
  const { officeId } = hall.key
  const isOwn = ({ bookingId }: FloorVisit): boolean => bookingId === ticket.bookingId
  const known = await visitOfScan(tx, act.floor, { nonce: body.nonce, isOwn })
  if (known) return unchanged({ visit: known, ticket, again: true })

  const channel = question.isWalkIn ? 'walk-in' : ticket.slot.channel
  const [earlier] = visitsOfBooking(act, ticket.bookingId)
  // Whose party is here already is let in with it, whenever they come.
  if (!earlier && body.at === undefined) refuseClosedHour(ticket)
  if (!earlier) refuseArrival(hall, ticket, { nowMs: act.nowMs, isWalkIn: channel === 'walk-in' })
  const here = await presentOf(tx, hall.key, ticket.bookingId)
  const fits = body.people.filter(({ card }) => card === 'same' || card === 'typing-error')
  const named = new Set(fits.map((one) => one.position))
  const positions = [...named].filter((one) => one < ticket.people.length && !here.has(one))
  if (positions.length === 0) {
    if (!earlier) throw visitErrors.NOBODY_CAME()
    const theirs = numbersOf(act, ticket.bookingId, named)
    const { decision, visit } = backAgain(act, theirs) ?? { decision: nothing, visit: earlier }
    if (decision === nothing) return unchanged({ visit, ticket, again: true })
    await takeFromOtherSites(tx, hall.key, ticket.bookingId)
    return {
      decision,
      result: { visit, ticket, again: false },
      write: (writer) => writeScan(writer, officeId, { nonce: body.nonce, visitId: visit.visitId, atMs: act.nowMs }),
    }
  }
  const arrivals: Arrivals = {
    newVisitId: () => uuidAt(Temporal.Instant.fromEpochMilliseconds(act.nowMs)),
    ticket,
    kind: kindOf(body, channel),
    positions,
    priority: body.priority,
    number: body.number,
  }
  const { decision, arrived } = arrive(act, arrivals)
  const { visit } = arrived[0]
  const refused = body.people.filter((one) => one.card === 'other-person').length
  const corrections = correctionsIn(body, ticket, positions)
  await takeFromOtherSites(tx, hall.key, ticket.bookingId)
  const niks = niksOf(body, { ticket, positions, corrections })
  await refuseSeen(tx, deps.keys, { key: hall.key, niks })
  return {
    decision,
    result: { visit, ticket, again: false },
    details: {
      booking: ticket.bookingId,
      ...(refused > 0 && { refused }),
      ...(corrections.length > 0 && { corrected: corrections.length }),
    },
    write: async (writer) => {
      await writeScan(writer, officeId, { nonce: body.nonce, visitId: visit.visitId, atMs: act.nowMs })
      for (const one of arrived) await writeArrived(writer, deps, { hall, ticket, arrived: one, body, corrections })
    },
  }
}

async function writeArrived(
  tx: Transaction<Tables>,
  { keys }: CheckInDeps,
  about: Pick<Question, 'hall' | 'ticket' | 'body'> & { arrived: Arrived; corrections: readonly Correction[] },
): Promise<void> {
  const { hall, ticket, arrived: { visit, positions }, body, corrections: all } = about
  const corrections = all.filter((one) => positions.includes(one.position))
  await writePeople(tx, keys, { hall, visit, ticket, positions, corrections })
  const secrets = { help: body.help ?? [], corrections }
  await keepSecrets(tx, keys, { officeId: hall.key.officeId, visitId: visit.visitId, secrets })
}

const unchanged = (result: CheckedIn): Answer => ({ decision: nothing, result })

function kindOf({ priority }: CheckInBody, channel: Channel): VisitKind {
  if (priority || channel === 'priority') return 'priority'
  return channel === 'walk-in' ? 'walk-in' : 'appointment'
}

/** As their cards have them. Refused where two cards would have the same. */
function niksOf(
  { people }: CheckInBody,
  { ticket, positions, corrections }: { ticket: Ticket; positions: number[]; corrections: Correction[] },
): string[] {
  const niks = positions.map((at) => corrections.find((one) => one.position === at)?.is ?? ticket.people[at]!.nik)
  const twice = niks.findIndex((nik, i) => niks.indexOf(nik) < i)
  if (twice < 0) return niks
  const index = people.findIndex(({ position }) => position === positions[twice])
  throw visitErrors.INVALID({
    faults: [
      { pointer: `/people/${index}/nik`, code: 'same-person-twice', say: 'bookings.errors.samePersonTwice' },
    ],
  })
}

/** The NIKs that the cards have where the ticket has a typing error. Refused where they are none. */
function correctionsIn(body: CheckInBody, ticket: Ticket, positions: readonly number[]): Correction[] {
  return body.people.flatMap(({ card, position, nik = '' }, i): Correction[] => {
    if (card !== 'typing-error' || !positions.includes(position)) return []
    const reading = readNik(nik, { asPrinted: true })
    if (!reading.ok) {
      const say = nikMessage(reading)
      throw visitErrors.INVALID({ faults: [{ pointer: `/people/${i}/nik`, ...say }] })
    }
    return [{ position, was: ticket.people[position]!.nik, is: reading.nik }]
  })
}

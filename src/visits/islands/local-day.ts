import { arrivalOf, dueOf } from '../arrival.ts'
import { fill } from '../../web/islands/index.ts'
import { numbersBehind, numberText } from '../number-text.ts'
import { DESK_NUMBERS } from '../offline-numbers.ts'
import type { OfflineDay } from '../wire-offline.ts'
import type { FloorAnswer } from '../wire.ts'
import { momentLike } from './moments.ts'
import { readQr } from './ticket-qr.ts'
import {
  type Checking,
  type Expected,
  type Found,
  isWaiting,
  presentIn,
  type ReceptionWords,
  type Scan,
  type Told,
} from './reception-types.ts'

/**
 * Reception's rules without the network, from what this browser keeps of the day. Pure but
 * for the signature of a QR. Where it cannot know better it says what it knew last.
 */
export interface LocalDay {
  day: OfflineDay
  scans: readonly Scan[]
  /** The hall as it was told last; undefined: never that day. */
  told: Told | undefined
  nowMs: number
  words: ReceptionWords
}

export type LocalFind =
  | { kind: 'found'; found: Found[]; unchecked: boolean }
  | { kind: 'nothing' | 'forged' }

const NAMES_MAX = 8

/** Finds tickets as look-up does: QR, code, NIK (by what of it is kept), part of a name. */
export async function findLocally(local: LocalDay, typed: string): Promise<LocalFind> {
  const { day } = local
  const qr = await readQr(typed, day.ticketKeys)
  if (!qr.ok && qr.fault === 'forged') return { kind: 'forged' }
  const plain = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  const code = qr.ok ? qr.code : forgiven(plain)
  const asFound = (tickets: OfflineDay['tickets'], unchecked = false): LocalFind =>
    tickets.length === 0
      ? { kind: 'nothing' }
      : { kind: 'found', found: tickets.map((ticket) => foundView(local, ticket)), unchecked }
  const byCode = day.tickets.find((one) => one.code.replaceAll('-', '') === code)
  if (qr.ok) return asFound(byCode ? [byCode] : [], !qr.checked)
  if (byCode) return asFound([byCode])
  if (/^\d{16}$/.test(plain)) {
    return asFound(day.tickets.filter(({ people }) => people.some(({ nik }) => fitsMask(plain, nik))))
  }
  const wanted = typed.trim().toLowerCase()
  if (wanted.length < 2) return { kind: 'nothing' }
  const named = day.tickets.filter(
    (one) => !one.cancelled && one.people.some(({ name }) => name.toLowerCase().includes(wanted)),
  )
  return asFound(named.slice(0, NAMES_MAX))
}

/** As heard or typed: O is 0, I and L are 1, but for the office's letters. */
const forgiven = (plain: string): string =>
  plain.slice(0, 3) + plain.slice(3).replaceAll('O', '0').replaceAll(/[IL]/g, '1')

function fitsMask(nik: string, mask: string): boolean {
  const plain = mask.replaceAll(' ', '')
  return [...nik].every((digit, i) => plain[i] === '•' || plain[i] === digit)
}

function foundView(local: LocalDay, ticket: OfflineDay['tickets'][number]): Found {
  const { day, scans, told } = local
  const own = scans.filter((one) => one.booking === ticket.booking && isPresence(one))
  const here = new Set(own.flatMap((one) => one.people.filter(isHere).map(({ position }) => position)))
  const before = told?.list.tickets.find((one) => one.booking === ticket.booking)
  const number = own[0] ? numberOf(own[0]) : before?.number
  return {
    booking: ticket.booking,
    code: ticket.code,
    day: day.day,
    appointment: ticket.start,
    services: ticket.services,
    checkIn: checkInView(local, ticket),
    people: ticket.people.map((one, position) => ({
      position,
      name: one.name,
      nik: one.nik,
      ...(one.born && { born: one.born }),
      service: one.service,
      // Who of a party came before the network went is not kept: then all of it counts as here.
      state: here.has(position) || (before?.number && own.length === 0) ? ('present' as const) : ('expected' as const),
      // The birth date is missing where the digits cannot be one.
      nikAsPrinted: one.born === undefined,
    })),
    ...(ticket.companion !== undefined && { companion: ticket.companion }),
    ...(number && { number }),
  }
}

/** Whoever the office did not take is not here, whatever number was handed out. */
const isPresence = ({ outcome }: Scan): boolean => outcome.kind === 'waiting' || outcome.kind === 'sent'

/** The number that stands. */
const numberOf = ({ outcome, number }: Scan): string => (outcome.kind === 'sent' ? outcome.number : number)

const isHere = ({ card }: Scan['people'][number]): boolean => card === 'same' || card === 'typing-error'

function checkInView(
  { day, nowMs, words: { local } }: LocalDay,
  ticket: OfflineDay['tickets'][number],
): Found['checkIn'] {
  const arrival = arrivalOf({
    windowStartMs: Date.parse(ticket.start),
    windowEndMs: Date.parse(ticket.end),
    nowMs,
    dayStartMs: Date.parse(day.from),
    dayEndMs: Date.parse(day.to),
    rules: { ...day.checkIn, lateUntilMs: Date.parse(day.checkIn.lateUntil) },
  })
  const { minutes } = arrival
  const when = {
    early: fill(local.early, { minutes }),
    'too-early': fill(local.early, { minutes }),
    'in-time': local.inTime,
    late: fill(local.late, { minutes }),
    'too-late': fill(local.late, { minutes }),
    'other-day': local.otherDay,
  }[arrival.kind]
  if (ticket.cancelled) return { may: false, when, refusal: local.cancelled }
  const isWalkIn = ticket.kind === 'walk-in'
  if (arrival.kind === 'other-day') return { may: false, when, refusal: local.otherDayText }
  if (arrival.kind === 'too-early' && !isWalkIn) return { may: false, when, refusal: local.tooEarly }
  if (arrival.kind === 'too-late' && !isWalkIn) return { may: false, when, refusal: local.tooLate }
  return { may: true, when }
}

/** The check-in as it is kept until it can be sent. */
export function scanOf(local: LocalDay, { found, nonce, cards, priority, help }: Checking): Scan {
  const { day, nowMs } = local
  const ticket = day.tickets.find((one) => one.booking === found.booking)!
  const kind = priority ? 'priority' : ticket.kind
  const letter = day.letters[kind === 'walk-in' ? 'walkIn' : kind]
  return {
    nonce,
    booking: found.booking,
    code: found.code,
    name: ticket.people[0]?.name ?? '',
    start: ticket.start,
    kind,
    people: cards.flatMap(({ position, card, nik }) =>
      card ? [{ position, card, ...(card === 'typing-error' && { nik }) }] : [],
    ),
    ...(priority && { priority }),
    ...(help.length > 0 && { help }),
    atMs: nowMs,
    // Others of the party are here already: one number, called together.
    number: found.number ?? nextLocalNumber(letter, local, day.numbersFrom),
    outcome: { kind: 'waiting' },
  }
}

/**
 * One more than the highest of the desk's own numbers with the letter that this browser has given,
 * sent or not, or was told of; when all are given, the next that it knows nobody of.
 */
export function nextLocalNumber(
  letter: string,
  { scans, told }: Partial<Pick<LocalDay, 'scans' | 'told'>>,
  from: number,
): string {
  const known = [...(scans ?? []), ...(told?.list.tickets ?? [])]
    .flatMap(({ number }) => number ?? [])
  const given = new Set(numbersBehind(letter, known))
  const own = [...given].filter((one) => one >= from && one < from + DESK_NUMBERS)
  let next = Math.max(from - 1, ...own) + 1
  while (given.has(next)) next++
  return numberText(letter, next)
}

/** The day list with what this browser has added since. */
export function listWithScans({ day, scans, told, nowMs }: Omit<LocalDay, 'words'>): Expected[] {
  const known = new Map(told?.list.tickets.map((one) => [one.booking, one]))
  return day.tickets.map((ticket): Expected => {
    const scan = scans.find((one) => one.booking === ticket.booking && isPresence(one))
    const before = known.get(ticket.booking)
    const lateMinutes = Math.ceil((nowMs - Date.parse(ticket.end)) / 60_000)
    const isLate = lateMinutes > day.checkIn.graceMinutes
    const base = {
      booking: ticket.booking,
      code: ticket.code,
      appointment: ticket.start,
      name: ticket.people[0]?.name ?? '',
      people: ticket.people.length,
    }
    if (before?.number) return before
    if (scan) return { ...base, state: 'arrived', arrivedAt: momentLike(scan.atMs, day.from), number: numberOf(scan) }
    if (ticket.cancelled) return { ...base, state: 'cancelled' }
    return isLate ? { ...base, state: 'late', lateMinutes } : { ...base, state: 'not-arrived' }
  })
}

/** A place in the local order: for calling by voice. */
export interface LocalPlace {
  number: string
  dueMs: number
  arrivedMs: number
  appointment?: string
  people: number
  isPriority: boolean
}

/**
 * Who waits, in the order of the fair place (arrival.ts, dueOf), one priority person after
 * every `priorityAfter` others. Left out of the full rule: walk-ins' share, stages after the
 * first, and what was called elsewhere since the network went.
 */
export function localOrder({ day, scans, told }: LocalDay, called: readonly string[]): LocalPlace[] {
  const waiting: LocalPlace[] = [...waitingOf(told?.floor), ...scans.filter(isWaiting).map((one) => placeOf(day, one))]
  const left = waiting
    .filter(({ number }, i, all) => !called.includes(number) && all.findIndex((one) => one.number === number) === i)
    .toSorted((a, b) => a.dueMs - b.dueMs || a.arrivedMs - b.arrivedMs)
  const [first, others] = [left.filter((one) => one.isPriority), left.filter((one) => !one.isPriority)]
  const order: LocalPlace[] = []
  while (first.length > 0 || others.length > 0) {
    order.push(...first.splice(0, 1), ...others.splice(0, day.order.priorityAfter))
  }
  return order
}

function waitingOf(floor: FloorAnswer | undefined): LocalPlace[] {
  const firstStage = floor?.stages[0]?.id
  return (floor?.visits ?? [])
    .filter(({ state, stage }) => state === 'waiting' && stage === firstStage)
    .map(({ number, appointment, arrivedAt, lateMinutes, people, kind, priority }) => ({
      number,
      arrivedMs: Date.parse(arrivedAt),
      dueMs: Date.parse(appointment && lateMinutes === 0 ? appointment : arrivedAt),
      ...(appointment && { appointment }),
      people,
      isPriority: kind === 'priority' || priority !== undefined,
    }))
}

function placeOf(day: OfflineDay, scan: Scan): LocalPlace {
  const ticket = day.tickets.find((one) => one.booking === scan.booking)
  const { dueMs } = dueOf({
    appointment: ticket && { startMs: Date.parse(ticket.start), endMs: Date.parse(ticket.end) },
    arrivedMs: scan.atMs,
    graceMinutes: day.checkIn.graceMinutes,
  })
  return {
    number: scan.number,
    dueMs,
    arrivedMs: scan.atMs,
    appointment: scan.start,
    people: presentIn(scan),
    isPriority: scan.kind === 'priority',
  }
}

import { dayTickets, formatCode, isDisplaced, type Ticket, ticketsHit } from '../bookings/index.ts'
import {
  closingOn,
  coversClosing,
  type DayException,
  type OwnWords,
  withClosing,
  withoutClosing,
} from '../offices/index.ts'
import type { Actor } from '../platform/audit.ts'
import { translator } from '../platform/i18n/index.ts'
import { type AppliedWithSlots, editOfficeWithSlots } from '../schedule/index.ts'
import { numbersText, visitsOfBooking } from './arrive.ts'
import { type By, dayOf, type Hall } from './change-hall.ts'
import type { CheckInDeps } from './check-in.ts'
import { csvText } from './csv.ts'
import { visitErrors } from './errors.ts'

/**
 * Closing a day of a site, or its rest, with bookings on it.
 *
 *   open --close--> closed from an hour on, or whole --close from an earlier hour--> ...
 *   closed --reopen--> open
 *
 * A closing is an exception in the office's definition. It is put in force together with the
 * slots, a revision and a trace in one transaction, so a crash leaves all of it or nothing.
 * Nobody is written down as hit: who is booked in a closed hour is (bookings/rules.ts), so
 * nobody can be left out, also when they booked while the day was being closed.
 */
export interface DayAt {
  /** Today's hall of the site. */
  hall: Hall
  date: Temporal.PlainDate
}

export interface Closing {
  /** HH:MM: what begins then or later; without it the whole day. */
  fromHour?: string | undefined
  reason: OwnWords
}

/** One hour that a closing hits. */
export interface HourHit {
  start: Temporal.ZonedDateTime
  tickets: number
  people: number
}

/** The closing in force on a day; undefined: no exception of the office closes it. */
export function closingInForce({ hall, date }: DayAt): DayException | undefined {
  return closingOn(hall.office.definition, { siteId: hall.key.siteId, date: date.toString() })
}

/** Whether a closing would take nothing that is not closed already. */
export function isClosedAlready(at: DayAt, wanted: Pick<Closing, 'fromHour'>): boolean {
  const closing = closingInForce(at)
  return closing !== undefined && coversClosing(closing, wanted)
}

/** Who would be hit, hour by hour: booked, the hour not begun and open still. */
export async function closingPreview(
  deps: CheckInDeps,
  at: DayAt,
  { fromHour }: Pick<Closing, 'fromHour'>,
): Promise<HourHit[]> {
  const now = deps.clock.now()
  const tickets = await dayTickets(deps, spanOf(at))
  const hit = tickets.filter(
    ({ state, slot }) =>
      state === 'booked' &&
      slot.closedReason === undefined &&
      Temporal.Instant.compare(slot.startsAt, now) > 0 &&
      hourText(startOf(at, slot.startsAt)) >= (fromHour ?? ''),
  )
  const hours = Map.groupBy(hit, ({ slot }) => slot.startsAt.epochMilliseconds)
  return [...hours.values()].map((ofHour) => ({
    start: startOf(at, ofHour[0]!.slot.startsAt),
    tickets: ofHour.length,
    people: ofHour.reduce((sum, { people }) => sum + people.length, 0),
  }))
}

/**
 * Closes the day, or its rest. Hours that have begun are left alone, and so is everybody who
 * has a number already. Throws visitErrors: the day is over, or closed already.
 */
export async function closeDay(deps: CheckInDeps, at: DayAt, { by, ...closing }: Closing & { by: By }): Promise<void> {
  const { siteId } = at.hall.key
  const date = at.date.toString()
  if (Temporal.PlainDate.compare(at.date, Temporal.PlainDate.from(at.hall.key.day)) < 0) throw visitErrors.DAY_OVER()
  await edit(deps, at, {
    by,
    kind: 'day-closed',
    details: { ...(closing.fromHour && { from: closing.fromHour }) },
    edit: (definition) => {
      const inForce = closingOn(definition, { siteId, date })
      if (inForce && coversClosing(inForce, closing)) throw visitErrors.ALREADY_CLOSED()
      return withClosing(definition, { siteId, date, ...closing })
    },
  })
}

/** Opens the day again: whoever has not moved has the old hour back. What is open stays so. */
export async function reopenDay(deps: CheckInDeps, at: DayAt, { by }: { by: By }): Promise<void> {
  const { siteId } = at.hall.key
  const date = at.date.toString()
  await edit(deps, at, {
    by,
    kind: 'day-reopened',
    details: {},
    edit: (definition) => withoutClosing(definition, { siteId, date }),
  })
}

interface Edit {
  by: By
  kind: string
  details: Record<string, unknown>
  edit: Parameters<typeof editOfficeWithSlots>[1]['edit']
}

async function edit(deps: CheckInDeps, { hall, date }: DayAt, { by, kind, details, edit }: Edit): Promise<void> {
  const { officeId, siteId } = hall.key
  const actor: Actor = { kind: 'staff', name: by.account }
  const needs = { ...deps, catalogue: deps.offices.catalogue, t: translator('id') }
  const applied: AppliedWithSlots | undefined = await editOfficeWithSlots(needs, {
    officeId,
    by: actor,
    edit,
    trace: { kind, details: { site: siteId, date: date.toString(), ...details } },
  })
  if (!applied) throw visitErrors.NO_HALL()
  // Others hear of it; whoever did it sees it at once.
  await deps.offices.refresh()
}

/** Somebody whose hour was taken back, and what became of them. */
export interface HitRow {
  code: string
  names: string[]
  contact: string
  /** The hour that was taken back. */
  start: Temporal.ZonedDateTime
  /** `here`: has a number of today, and keeps it. */
  state: 'waiting' | 'moved' | 'cancelled' | 'here'
  /** Of who has moved: the new hour, and its site where that is another. */
  movedTo?: { start: Temporal.ZonedDateTime; site?: string }
  /** Of who is here. */
  number?: string
}

/** Everybody hit on a day, by hour, then code; also those who have settled it, and after it was opened again. */
export async function closingList(deps: CheckInDeps, at: DayAt): Promise<HitRow[]> {
  const hits = await ticketsHit(deps, spanOf(at))
  const isToday = at.date.toString() === at.hall.key.day
  const floor = isToday && hits.length > 0 ? await deps.floors.floor(at.hall.key) : undefined
  return hits.map(({ lostStart, ticket }) => {
    const visits = floor ? visitsOfBooking({ floor }, ticket.bookingId) : []
    const { whatsapp, email } = ticket.contact
    return {
      code: formatCode(ticket.code),
      names: ticket.people.map(({ name }) => name),
      contact: [whatsapp, email].filter(Boolean).join(', '),
      start: startOf(at, lostStart),
      ...becameOf(at, ticket, visits.length > 0 ? numbersText(visits) : undefined),
    }
  })
}

function becameOf(
  at: DayAt,
  ticket: Ticket,
  number: string | undefined,
): Pick<HitRow, 'state' | 'movedTo' | 'number'> {
  if (ticket.state === 'cancelled') return { state: 'cancelled' }
  if (isDisplaced(ticket)) return number === undefined ? { state: 'waiting' } : { state: 'here', number }
  const { siteId } = ticket.slot
  const { sites } = at.hall.office.definition
  const site = siteId === at.hall.key.siteId ? undefined : sites.find(({ id }) => id === siteId)
  return { state: 'moved', movedTo: { start: startOf(at, ticket.slot.startsAt), ...(site && { site: site.name }) } }
}

const columns = ['day', 'hour', 'code', 'people', 'names', 'contact', 'state', 'newHour', 'newSite', 'number']

/** The list as CSV, a line a ticket: to call people from. */
export function closingCsv(date: Temporal.PlainDate, rows: readonly HitRow[]): string {
  const moment = (start: Temporal.ZonedDateTime): string => start.toPlainDateTime().toString({ smallestUnit: 'minute' })
  const lines = rows.map((row) => [
    date.toString(),
    hourText(row.start),
    row.code,
    String(row.names.length),
    row.names.join('; '),
    row.contact,
    row.state,
    row.movedTo ? moment(row.movedTo.start) : '',
    row.movedTo?.site ?? '',
    row.number ?? '',
  ])
  return csvText([columns, ...lines])
}

/** Hours of the day that a closing may begin at: those not begun, also full ones, without doubles. */
export async function hoursToClose({ bookings, clock }: CheckInDeps, at: DayAt): Promise<string[]> {
  const { officeId, siteId } = at.hall.key
  const { slots } = await bookings.slots.office(officeId)
  const now = clock.now()
  const starts = slots
    .filter((one) => one.siteId === siteId && one.closedReason === null)
    .filter((one) => Temporal.Instant.compare(one.startsAt, now) > 0)
    .map((one) => startOf(at, one.startsAt))
    .filter((start) => start.toPlainDate().equals(at.date))
  return [...new Set(starts.map(hourText))].sort()
}

/** Days that may be chosen: those from today on that have hours, or were closed; and the one looked at. */
export async function daysToClose({ bookings }: CheckInDeps, at: DayAt): Promise<Temporal.PlainDate[]> {
  const { officeId, siteId, day: today } = at.hall.key
  const { slots } = await bookings.slots.office(officeId)
  const days = new Set([today, at.date.toString()])
  for (const one of slots) {
    if (one.siteId === siteId) days.add(startOf(at, one.startsAt).toPlainDate().toString())
  }
  for (const { kind, date } of at.hall.office.definition.exceptions ?? []) if (kind === 'closed') days.add(date)
  const looked = at.date.toString()
  return [...days].filter((day) => day >= today || day === looked).sort().map((day) => Temporal.PlainDate.from(day))
}

/** "09:30" */
const hourText = (start: Temporal.ZonedDateTime): string => start.toPlainTime().toString({ smallestUnit: 'minute' })

const startOf = ({ hall }: DayAt, at: Temporal.Instant): Temporal.ZonedDateTime =>
  at.toZonedDateTimeISO(hall.office.timeZone)

function spanOf({ hall, date }: DayAt) {
  const key = { ...hall.key, day: date.toString() }
  const { from, to } = dayOf({ office: hall.office, key })
  return { officeId: key.officeId, siteId: key.siteId, from, to }
}

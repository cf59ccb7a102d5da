import { checkParty, otherSiteFaults, type PartyInput } from '../bookings/index.ts'
import { DOOR_LETTER } from '../offices/index.ts'
import { type FieldFault, type ProblemType, Refusal } from '../platform/errors.ts'
import { dates } from '../platform/i18n/index.ts'
import { readSlot, seatsFree } from '../schedule/index.ts'
import { nothing } from './acts.ts'
import { type By, changeHall, type Changed, dayOf, type Hall } from './change-hall.ts'
import { type CheckedIn, type CheckInDeps, seatsForWalkIns, walkIn, walkInSeatsLeft } from './check-in.ts'
import { doorSecret, drawOrder, drawSeed, entryText, fingerprintOf, inGroups, nextToAnswer } from './door-draw.ts'
import {
  type DoorDraw,
  type DoorEntry,
  endEntry,
  hashesEntered,
  openParty,
  readDraw,
  readEntries,
  writeDraw,
  writeEntry,
} from './door-store.ts'
import { visitErrors } from './errors.ts'
import { momentIn } from './floor-view.ts'
import type { Floor } from './model.ts'
import type { WalkInBody } from './wire.ts'
import type { DisplayAnswer } from './wire-public.ts'

export interface DoorTimes {
  opens: Temporal.ZonedDateTime
  drawAt: Temporal.ZonedDateTime
}

/** Today's hours of the draw; undefined: this office has none, and the first to come has the first seat. */
export function doorTimes(hall: Hall): DoorTimes | undefined {
  const { door } = hall.day
  if (!door) return undefined
  const { at } = dayOf(hall)
  return { opens: at(door.opens), drawAt: at(door.drawAt) }
}

/** `early`: the list is not open yet; `open`; `closed`: the draw can be done, or is done. */
export type DoorPhase = 'early' | 'open' | 'closed'

export interface Door extends DoorTimes {
  phase: DoorPhase
  /** SHA-256 of the secret. */
  fingerprint: string
  entries: DoorEntry[]
  draw: DoorDraw | undefined
  /** Of the draw: everybody has an answer. */
  isDone: boolean
}

/** The door of today's hall. Throws NO_DOOR where the office does not draw. */
export async function readDoor({ database, clock, keys }: CheckInDeps, hall: Hall): Promise<Door> {
  const times = timesOrRefuse(hall)
  const [entries, draw] = await Promise.all([
    readEntries(database.kysely, hall.key),
    readDraw(database.kysely, hall.key),
  ])
  return {
    ...times,
    phase: phaseAt(times, clock.now().epochMilliseconds),
    fingerprint: fingerprintOf(draw?.secret ?? doorSecret(keys, hall.key)),
    entries,
    draw,
    isDone: draw !== undefined && !entries.some(isWaiting),
  }
}

/** The beginning of a fingerprint that is shown in the hall: 64 bits, too many to find another secret for. */
const SHOWN_DIGITS = 16

/** What the hall is told until the draw; undefined: there is none today, or its hour has come. */
export function doorNotice({ keys }: CheckInDeps, hall: Hall, { floor, nowMs }: DoorMoment): DisplayAnswer['door'] {
  const times = doorTimes(hall)
  if (!times || phaseAt(times, nowMs) === 'closed') return undefined
  const last = lastEntry(floor)
  return {
    drawAt: momentIn(hall.office.timeZone, times.drawAt.epochMilliseconds),
    ...(last > 0 && { lastEntry: entryText(last) }),
    fingerprint: inGroups(fingerprintOf(doorSecret(keys, hall.key)).slice(0, SHOWN_DIGITS)),
  }
}

interface DoorMoment {
  floor: Pick<Floor, 'numbers'>
  nowMs: number
}

/** The last entry number given today; 0 before the first. */
export function lastEntry({ numbers }: Pick<Floor, 'numbers'>): number {
  return numbers[DOOR_LETTER] ?? 0
}

/** Takes a party's entry while the list is open; returns its number. Faults as a booking's, by pointer. */
export async function enterDoor(
  deps: CheckInDeps,
  { hall, party, by }: { hall: Hall; party: PartyInput; by: By },
): Promise<Changed<number>> {
  const times = timesOrRefuse(hall)
  const { keys } = deps
  const nikHashes = checkedNiks(deps, hall, party).map((nik) => keys.lookup('nik', nik))
  if ((await walkInSeatsLeft(deps, hall)) === 0) throw visitErrors.NO_WALK_INS_LEFT()
  return changeHall(deps, { hall, by }, async ({ floor, nowMs }, tx) => {
    refuseUnlessOpen(times, nowMs)
    const known = await hashesEntered(tx, hall.key, nikHashes)
    const faults = nikHashes.flatMap((hash, i): FieldFault[] =>
      known.some((one) => one.equals(hash))
        ? [{ pointer: `/people/${i}/nik`, code: 'has-entry', say: 'visits.doorDraw.errors.hasEntry' }]
        : [],
    )
    if (faults.length > 0) throw visitErrors.INVALID({ faults })
    const entry = lastEntry(floor) + 1
    return {
      decision: { change: { numbers: { [DOOR_LETTER]: entry } }, steps: [] },
      result: entry,
      trace: { kind: 'door-entry', details: { entry: entryText(entry), people: party.people.length } },
      write: (writer) => writeEntry(writer, keys, { key: hall.key, entry, party, nikHashes }),
    }
  })
}

/** Takes an entry off the list while that is open: typed wrong, or gone again. Its number is not given again. */
export async function withdrawEntry(
  deps: CheckInDeps,
  { hall, entry, by }: { hall: Hall; entry: number; by: By },
): Promise<void> {
  const times = timesOrRefuse(hall)
  await changeHall(deps, { hall, by }, async ({ nowMs }, tx) => {
    refuseUnlessOpen(times, nowMs)
    if (!(await endEntry(tx, hall.key, { entry, state: 'withdrawn' }))) throw visitErrors.ENTRY_UNKNOWN()
    return {
      decision: nothing,
      result: undefined,
      trace: { kind: 'door-withdrawn', details: { entry: entryText(entry) } },
    }
  })
}

/**
 * Draws by the number that was said, and gives everybody their answer. The draw is stored
 * first and stands: pressed again, by whomever and with whatever number, it goes on where it
 * was. Throws visitErrors: too early, nobody on the list, no number.
 */
export async function drawDoor(
  deps: CheckInDeps,
  { hall, said, by }: { hall: Hall; said: string; by: By },
): Promise<void> {
  await storeDraw(deps, { hall, said, by })
  for (;;) {
    const { draw, entries } = await readDoor(deps, hall)
    const next = draw && nextToAnswer(draw.order, { seats: draw.seats, parties: entries })
    if (!next) return
    const entry = entries.find((one) => one.entry === next.entry)!
    const answer = next.fits ? await seat(deps, { hall, entry, by }) : ({ state: 'out' } as const)
    await changeHall(deps, { hall, by }, async (_act, tx) => {
      const isFirst = await endEntry(tx, hall.key, { entry: entry.entry, ...answer })
      const refusal = answer.state === 'refused' ? { refusal: answer.refusal } : {}
      const details = { entry: entryText(entry.entry), state: answer.state, ...refusal }
      return { decision: nothing, result: undefined, ...(isFirst && { trace: { kind: 'door-answered', details } }) }
    })
  }
}

/** Four digits, blanks and signs between them forgiven; undefined: it is something else. */
export function readSaid(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s.,-]/g, '')
  return /^[0-9]{4}$/.test(digits) ? digits : undefined
}

async function storeDraw(deps: CheckInDeps, { hall, said, by }: { hall: Hall; said: string; by: By }): Promise<void> {
  const { drawAt } = timesOrRefuse(hall)
  const { key } = hall
  const seats = await seatsNow(deps, hall)
  await changeHall(deps, { hall, by }, async ({ nowMs }, tx) => {
    if (await readDraw(tx, key)) return { decision: nothing, result: undefined }
    if (nowMs < drawAt.epochMilliseconds) throw visitErrors.DRAW_TOO_EARLY({ values: atHour(drawAt) })
    if (readSaid(said) !== said) throw visitErrors.SAID_MALFORMED()
    const entries = (await readEntries(tx, key)).filter(isWaiting).map(({ entry }) => entry)
    if (entries.length === 0) throw visitErrors.NOBODY_AT_DOOR()
    const secret = doorSecret(deps.keys, key)
    const seed = drawSeed({ key, secret, said, entries })
    const order = drawOrder(seed, entries)
    const drawnAt = Temporal.Instant.fromEpochMilliseconds(nowMs)
    const details = { seed, fingerprint: fingerprintOf(secret), said, order: order.map(entryText), seats }
    return {
      decision: nothing,
      result: undefined,
      trace: { kind: 'door-drawn', details },
      write: (writer) => writeDraw(writer, key, { secret, said, seed, order, seats, drawnAt }),
    }
  })
}

/** Free seats hour by hour as their rows say, in the order in which walk-ins get them; full hours left out. */
async function seatsNow(deps: CheckInDeps, hall: Hall): Promise<number[]> {
  const slots = await seatsForWalkIns(deps, hall, { isPriority: false })
  const rows = await Promise.all(
    slots.map((slot) => readSlot(deps.database.pool, hall.key.officeId, slot.slotId)),
  )
  return rows.flatMap((row) => (row && seatsFree(row) > 0 ? [seatsFree(row)] : []))
}

/** Refusals that say nothing of the party: the press is to be repeated. */
const passing: ReadonlySet<ProblemType> = new Set(['unavailable', 'too-many-requests', 'internal'])

/** Checks a party in by the way of every walk-in. The nonce is the entry's: again, it is the same number. */
async function seat(
  deps: CheckInDeps,
  { hall, entry, by }: { hall: Hall; entry: DoorEntry; by: By },
): Promise<{ state: 'seated'; visitId: string } | { state: 'refused'; refusal: ProblemType }> {
  const { siteId, day } = hall.key
  const party = openParty(deps.keys, hall.key, entry)!
  try {
    const body = { ...party, nonce: `door-${siteId}-${day}-${entryText(entry.entry)}` }
    const { result } = await walkIn(deps, { hall, body, by })
    return { state: 'seated', visitId: result.visit.visitId }
  } catch (error) {
    if (!(error instanceof Refusal) || passing.has(error.type)) throw error
    return { state: 'refused', refusal: error.type }
  }
}

/** A walk-in as the desk asks for it: until the draw is done only people who go first get a number at once. */
export async function walkInAtDesk(
  deps: CheckInDeps,
  { hall, body, by }: { hall: Hall; body: WalkInBody; by: By },
): Promise<Changed<CheckedIn>> {
  const times = doorTimes(hall)
  if (times && body.priority === undefined) {
    const nowMs = deps.clock.now().epochMilliseconds
    if (phaseAt(times, nowMs) !== 'closed') throw visitErrors.DRAW_FIRST({ values: atHour(times.drawAt) })
    if (await awaitsAnswer(deps, hall, await deps.floors.floor(hall.key))) throw visitErrors.DRAW_NOW()
  }
  return walkIn(deps, { hall, body, by })
}

/** Whether somebody on the list has no answer yet. Reads it only where an entry was given. */
export async function awaitsAnswer(
  { database }: Pick<CheckInDeps, 'database'>,
  { key }: Hall,
  floor: DoorMoment['floor'],
): Promise<boolean> {
  return lastEntry(floor) > 0 && (await readEntries(database.kysely, key)).some(isWaiting)
}

const isWaiting = ({ state }: Pick<DoorEntry, 'state'>): boolean => state === 'waiting'

function timesOrRefuse(hall: Hall): DoorTimes {
  const times = doorTimes(hall)
  if (!times) throw visitErrors.NO_DOOR()
  return times
}

function phaseAt({ opens, drawAt }: DoorTimes, nowMs: number): DoorPhase {
  if (nowMs < opens.epochMilliseconds) return 'early'
  return nowMs < drawAt.epochMilliseconds ? 'open' : 'closed'
}

function refuseUnlessOpen(times: DoorTimes, nowMs: number): void {
  const phase = phaseAt(times, nowMs)
  if (phase === 'early') throw visitErrors.DOOR_EARLY({ values: atHour(times.opens) })
  if (phase === 'closed') throw visitErrors.DOOR_CLOSED({ values: atHour(times.drawAt) })
}

const atHour =
  (moment: Temporal.ZonedDateTime): NonNullable<ConstructorParameters<typeof Refusal>[2]>['values'] =>
  (locale) => ({ hour: dates(locale).hour(moment) })

/** The NIKs of a party that could be booked here; else the refusal with every fault. */
function checkedNiks({ offices }: CheckInDeps, { office, key }: Hall, party: PartyInput): string[] {
  const check = checkParty(party, { office, catalogue: offices.catalogue })
  if (!check.ok) throw visitErrors.INVALID({ faults: check.faults })
  const faults = otherSiteFaults(check.party, key.siteId)
  if (faults.length > 0) throw visitErrors.INVALID({ faults })
  return check.party.people.map(({ nik }) => nik)
}

import { closingOn } from '../offices/index.ts'
import type { Availability, Reason, Slot } from '../schedule/index.ts'
import { dayOf, type Hall } from './change-hall.ts'
import { type CheckInDeps, slotsToday, walkInSeatsLeft } from './check-in.ts'
import { waitingIn } from './display-view.ts'
import { awaitsAnswer, type DoorTimes, doorTimes, lastEntry } from './door.ts'
import type { Floor } from './model.ts'

/**
 * What people without a booking find at a site today, as somebody at home wants to know it:
 *
 *   closed    no opening day, or closed from now on
 *   to-draw   seats are drawn at the door, and its hour has not come
 *   drawing   its hour has come, and somebody on the list has no answer yet: no seat is for whoever comes
 *   free      whoever comes first has the next seat
 *   none      no seat is left; one that is given back makes it `free` again
 *   over      the last hour of arrival has ended
 *
 *   to-draw -> drawing -> free <-> none -> over; without a door from `free` on; `closed` at any time
 */
export type WalkIns = ClosedToday | OpenToday

export interface ClosedToday {
  state: 'closed'
  reason: Reason
  /** The draw's hours of an opening day, where the office draws. */
  door?: DoorTimes
}

export interface OpenToday {
  state: 'to-draw' | 'drawing' | 'free' | 'none' | 'over'
  /** Seats, 0 or more: before a draw those to be drawn, else those that whoever comes can have. */
  seats: number
  /** When the last hour of arrival ends. */
  until: Temporal.ZonedDateTime
  /** The rest of the day that is closed later on. */
  closing?: Closing
  /** In force at `to-draw` and `drawing`; else the draw's hours, where the office draws. */
  door?: DoorTimes
  /** The last number on the draw's list; 0 before the first. */
  lastEntry: number
  /** Numbers that wait to be called. */
  waiting: number
  /** All calls are stopped. */
  pause?: { reason: NonNullable<Floor['pause']>['reason']; since: Temporal.ZonedDateTime }
}

interface Closing {
  from: Temporal.ZonedDateTime
  reason: Reason
}

export interface WalkInDeps extends Pick<CheckInDeps, 'bookings' | 'clock' | 'database' | 'floors'> {
  availability: Pick<Availability, 'days'>
}

/** A hall's seats without a booking as they are now, from the copies in memory: at most seconds old. */
export async function walkInsNow(deps: WalkInDeps, hall: Hall): Promise<WalkIns> {
  const now = deps.clock.now()
  const { timeZone } = hall.office
  const open = (await slotsToday(deps, hall)).filter(({ closedReason }) => closedReason === null)
  const closing = closingToday(hall)
  const door = doorTimes(hall)
  const ofDoor = door ? { door } : {}
  if (closing && !isAfter(closing.from, now)) return { state: 'closed', reason: closing.reason, ...ofDoor }
  if (open.length === 0) return { state: 'closed', reason: await reasonToday(deps, hall), ...ofDoor }

  const [floor, seats] = await Promise.all([deps.floors.floor(hall.key), walkInSeatsLeft(deps, hall)])
  const until = atZone(lastEnd(open), timeZone)
  const stateNow = async (): Promise<OpenToday['state']> => {
    if (!isAfter(until, now)) return 'over'
    if (seats === 0) return 'none'
    if (!door) return 'free'
    if (isAfter(door.drawAt, now)) return 'to-draw'
    return (await isDrawing(deps, hall, floor)) ? 'drawing' : 'free'
  }
  return {
    state: await stateNow(),
    seats,
    until,
    ...(closing && { closing }),
    ...ofDoor,
    lastEntry: lastEntry(floor),
    waiting: waitingIn(floor),
    ...(floor.pause && { pause: { reason: floor.pause.reason, since: atZone(floor.pause.sinceMs, timeZone) } }),
  }
}

const atZone = (atMs: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone)

const isAfter = (moment: Temporal.ZonedDateTime, now: Temporal.Instant): boolean =>
  moment.epochMilliseconds > now.epochMilliseconds

const lastEnd = (slots: readonly Readonly<Slot>[]): number =>
  Math.max(...slots.map(({ endsAt }) => endsAt.epochMilliseconds))

/** What closes today, by the office's own word: from midnight on, or from an hour on. */
function closingToday(hall: Hall): Closing | undefined {
  const { siteId, day } = hall.key
  const closing = closingOn(hall.office.definition, { siteId, date: day })
  if (!closing) return undefined
  return { from: dayOf(hall).at(closing.fromHour ?? '00:00'), reason: { kind: 'words', words: closing.reason } }
}

/** Why there is not one open hour today. */
async function reasonToday({ availability }: WalkInDeps, { office, key }: Hall): Promise<Reason> {
  const day = Temporal.PlainDate.from(key.day)
  const [today] = await availability.days(office, { services: [], from: day, to: day, party: 1, siteId: key.siteId })
  return (today?.state === 'closed' && today.reason) || { kind: 'no-hours' }
}

/** Of halls that were asked about after their draw's hour. */
const drawings = new WeakMap<Hall, { version: number; isDrawing: boolean }>()

/** Every answer is a version of the hall, so at one version nobody need ask the rows twice. */
async function isDrawing(deps: WalkInDeps, hall: Hall, floor: Floor): Promise<boolean> {
  const known = drawings.get(hall)
  if (known?.version === floor.version) return known.isDrawing
  const found = await awaitsAnswer(deps, hall, floor)
  drawings.set(hall, { version: floor.version, isDrawing: found })
  return found
}

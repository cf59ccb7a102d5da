import { sql } from 'kysely'
import { Refusal } from '../platform/errors.ts'
import { type Hall, hallOf, type HallDeps } from './change-hall.ts'
import { queueOf } from './counter-acts.ts'
import type { Floor, VisitState } from './model.ts'

/** A booked party's number in today's hall, for messages about it. */
export interface BookedNumber {
  visitId: string
  bookingId: string
  state: VisitState
  /** Numbers before it, while it waits. */
  before?: number
  /** When it was last served, in ms since 1970. */
  endedMs?: number
}

export interface HallNumbers {
  officeId: string
  numbers: BookedNumber[]
}

/** Of each hall, by office, site and day: the version that was last asked about. */
export type SeenHalls = Map<string, number>

/**
 * Today's halls that have changed since `seen`, which is moved on. One row of each hall tells
 * its version; only those that have a new one are looked at, and from memory where they are.
 */
export async function changedHalls(deps: HallDeps, seen: SeenHalls): Promise<HallNumbers[]> {
  const rows = await todaysHalls(deps)
  const names = new Set(rows.map(({ name }) => name))
  for (const name of seen.keys()) if (!names.has(name)) seen.delete(name)
  const changed = rows.filter(({ name, version }) => seen.get(name) !== version)
  const halls: HallNumbers[] = []
  for (const { name, hall } of changed) {
    const floor = await deps.floors.floor(hall.key)
    seen.set(name, floor.version)
    halls.push({ officeId: hall.key.officeId, numbers: numbersOf(hall, floor, deps.clock.now().epochMilliseconds) })
  }
  return halls
}

interface TodaysHall {
  name: string
  hall: Hall
  version: number
}

async function todaysHalls(deps: HallDeps): Promise<TodaysHall[]> {
  const now = deps.clock.now()
  const zones = new Set(deps.offices.all().map(({ timeZone }) => timeZone))
  const days = new Set([...zones].map((zone) => now.toZonedDateTimeISO(zone).toPlainDate().toString()))
  const { rows } = await sql<{ office_id: string; site_id: string; day: Temporal.PlainDate; version: number }>`
    select office_id, site_id, day, version from hall where day = any(${[...days]}::date[])`
    .execute(deps.database.kysely)
  return rows.flatMap(({ office_id: officeId, site_id: siteId, day, version }) => {
    const hall = knownHall(deps, officeId, siteId)
    const name = `${officeId} ${siteId} ${day}`
    return hall?.key.day === day.toString() ? [{ name, hall, version }] : []
  })
}

/** Undefined: the site is no more, or its office no longer runs its day with us. */
function knownHall(deps: HallDeps, officeId: string, siteId: string): Hall | undefined {
  try {
    return hallOf(deps, officeId, siteId)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function numbersOf({ day }: Pick<Hall, 'day'>, floor: Floor, nowMs: number): BookedNumber[] {
  const before = new Map(
    day.stages.flatMap(({ id }) =>
      queueOf({ floor, day, nowMs }, id).map(({ visit }, i) => [visit.visitId, i] as const),
    ),
  )
  return [...floor.visits.values()].flatMap(({ visitId, bookingId, state }) => {
    if (bookingId === undefined) return []
    const place = before.get(visitId)
    const served = floor.served.find((one) => one.visitId === visitId)
    return [{
      visitId,
      bookingId,
      state,
      ...(place !== undefined && { before: place }),
      ...(served && { endedMs: served.endedMs }),
    }]
  })
}

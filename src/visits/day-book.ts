import { type WaitingHour, waitingHours } from '../bookings/index.ts'
import type { Database } from '../platform/database/index.ts'
import { dayOf, type Hall } from './change-hall.ts'
import { type DayWindow, readWindows } from './day-tickets.ts'
import { journeyFor } from './arrive.ts'
import { comingOf } from './coming.ts'
import { readSeen } from './hall-store.ts'
import type { Floor, FloorCounter } from './model.ts'
import { type Coming, type ExpectedWait, expectedWaits } from './wait.ts'
import type { Span } from './working-time.ts'

/**
 * What the day's halls know besides who is there. Windows with their bookings and the signs of
 * life of counters, which are no change of a hall, are read again when they are older than ten
 * seconds; the expected waits are those of each version of a hall.
 */
export interface DayBook {
  windows(hall: Hall, nowMs: number): Promise<readonly DayWindow[]>
  /** Closed hours from today on whose people have still to choose another, as read with the windows. */
  closedHours(hall: Hall): readonly WaitingHour[]
  /** By counter: when its screen was last heard of, as read with the windows. */
  seen(hall: Hall): ReadonlyMap<string, number>
  /** Of everybody who waits; worked out once for a hall's version and minute. */
  waits(hall: Hall, floor: Floor, nowMs: number): ReadonlyMap<string, ExpectedWait>
}

const WINDOWS_MS_MAX = 10_000
const MINUTE_MS = 60_000

interface Facts {
  windows: readonly DayWindow[]
  closedHours: readonly WaitingHour[]
  seen: ReadonlyMap<string, number>
}

interface Kept extends Facts {
  day: string
  readMs: number
  reading: Promise<Facts> | undefined
}

const noFacts: Facts = { windows: [], closedHours: [], seen: new Map() }

async function readFacts(database: Pick<Database, 'kysely'>, hall: Hall): Promise<Facts> {
  const { officeId, siteId } = hall.key
  const { from, to } = dayOf(hall)
  const [windows, closedHours, seen] = await Promise.all([
    readWindows(database, { officeId, siteId, from, to }),
    waitingHours({ database }, { officeId, siteId, from }),
    readSeen(database.kysely, { officeId, siteId }),
  ])
  return { windows, closedHours, seen }
}

export function openDayBook({ database }: { database: Pick<Database, 'kysely'> }): DayBook {
  const kept = new Map<string, Kept>()
  const waits = new WeakMap<Floor, { minute: number; waits: ReadonlyMap<string, ExpectedWait> }>()
  const nameOf = ({ key }: Hall): string => `${key.officeId} ${key.siteId}`
  const ofToday = (hall: Hall): Facts => {
    const own = kept.get(nameOf(hall))
    return own?.day === hall.key.day ? own : noFacts
  }

  return {
    async windows(hall, nowMs) {
      const { day } = hall.key
      const known = kept.get(nameOf(hall))
      const isOfToday = known?.day === day
      if (isOfToday && nowMs - known.readMs < WINDOWS_MS_MAX && nowMs >= known.readMs) return known.windows
      if (isOfToday && known.reading) return (await known.reading).windows
      const reading = readFacts(database, hall)
      const before = isOfToday ? known : noFacts
      kept.set(nameOf(hall), { ...before, day, readMs: known?.readMs ?? 0, reading })
      try {
        const facts = await reading
        kept.set(nameOf(hall), { ...facts, day, readMs: nowMs, reading: undefined })
        return facts.windows
      } catch (error) {
        kept.delete(nameOf(hall))
        throw error
      }
    },

    closedHours: (hall) => ofToday(hall).closedHours,

    seen: (hall) => ofToday(hall).seen,

    waits(hall, floor, nowMs) {
      const minute = Math.floor((nowMs + phaseOf(hall)) / MINUTE_MS)
      const known = waits.get(floor)
      if (known?.minute === minute) return known.waits
      const { windows } = ofToday(hall)
      const opensMs = windows[0]?.startMs ?? nowMs
      const found = expectedWaits({
        ...floor,
        counters: nowMs < opensMs ? plannedCounters(hall, floor) : floor.counters,
        nowMs,
        stages: hall.day.stages,
        rules: hall.day.order,
        breaks: [{ startMs: Math.min(nowMs, opensMs), endMs: opensMs }, ...breaksOf(windows)],
        coming: windows.flatMap((window) => comingTo(hall, floor, window, nowMs)),
      })
      waits.set(floor, { minute, waits: found })
      return found
    },
  }
}

/** Before the doors open nobody sits down yet: the counters of the plan count, each with all it may serve. */
function plannedCounters({ day, key }: Hall, floor: Floor): Floor['counters'] {
  const own = day.counters.filter((one) => one.site === key.siteId)
  return new Map(
    own.map(({ id, stages }): [string, FloorCounter] => [
      id,
      floor.counters.get(id)?.state === 'open'
        ? floor.counters.get(id)!
        : { counterId: id, state: 'open', stages, seenMs: 0 },
    ]),
  )
}

/** Within the minute: were all halls' waits renewed at its turn, that turn would hold up every call. */
function phaseOf({ key: { officeId, siteId } }: Hall): number {
  let phase = 0
  for (const character of officeId + siteId) phase = (phase * 31 + character.codePointAt(0)!) % MINUTE_MS
  return phase
}

/** Between two windows that do not meet lies the break. */
function breaksOf(windows: readonly DayWindow[]): Span[] {
  const breaks: Span[] = []
  let endMs: number | undefined
  for (const window of windows) {
    if (endMs !== undefined && window.startMs > endMs) breaks.push({ startMs: endMs, endMs: window.startMs })
    endMs = Math.max(endMs ?? 0, window.endMs)
  }
  return breaks
}

/** Those of a window who have not come yet, as far as they are still expected. */
function comingTo(hall: Hall, floor: Floor, { startMs, endMs, bookings }: DayWindow, nowMs: number): Coming[] {
  const arrived = new Set([...floor.visits.values()].map((one) => one.bookingId))
  const journey = journeyFor(hall.day, [''])
  return bookings.flatMap(({ bookingId, people }) => {
    if (arrived.has(bookingId)) return []
    const party = { id: bookingId, people, isPriority: false, window: { startMs, endMs }, journey }
    return comingOf(party, nowMs, hall.day.checkIn.graceMinutes) ?? []
  })
}

import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { type CameFact, type DayFacts, publishPast } from '../reports/index.ts'
import { type OutOfTurnReason, outOfTurnReasons } from '../visits/index.ts'
import { type SimulatedDay, simulateDay } from './day.ts'
import { playDay } from './play.ts'
import { Random } from './random.ts'
import { shapes } from './shapes.ts'

const MINUTE_MS = 60_000
/** As Wonosobo: six counters, two stages, nine people a window. */
const SHAPE = shapes[3]
const SEATS_OF_WINDOW = 10
/** Days played; they come around, since nobody waits at a start for fifty of them. */
const PLAYS = 11

export interface PastDaysNeeds {
  database: Pick<Database, 'kysely'>
  clock: Clock
  office: { officeId: string; timeZone: string }
}

/**
 * Gives a demonstration a past: the public record of the working days since the first of last
 * month, played by the product's own rules. Each trace says that it is a demonstration's. Does
 * nothing where there is a record already.
 */
export async function seedPastDays({ database, clock, office }: PastDaysNeeds): Promise<void> {
  const { officeId, timeZone } = office
  const today = clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
  const days: Temporal.PlainDate[] = []
  for (let day = today.subtract({ months: 1 }).with({ day: 1 }); !day.equals(today); day = day.add({ days: 1 })) {
    if (day.dayOfWeek <= 5) days.push(day)
  }
  await publishPast({ database, clock, officeId }, () => {
    const plays = Array.from({ length: PLAYS }, (_, seed) =>
      simulateDay(SHAPE, 7_000 + seed, days[0]!.toZonedDateTime(timeZone).epochMilliseconds),
    )
    const came = plays.map(cameOf)
    return days.map((day, index) => factsOf(day.toString(), came[(index * 7) % PLAYS]!))
  })
}

function factsOf(date: string, came: readonly CameFact[]): DayFacts {
  const random = new Random(Number(date.replaceAll('-', '')))
  const calls = Math.floor(random.next() * 4)
  const reasons = Array.from({ length: calls }, () =>
    random.pick(outOfTurnReasons as unknown as [OutOfTurnReason, ...OutOfTurnReason[]]),
  )
  return {
    date,
    offered: [
      { way: 'online', seats: SHAPE.windows.length * SEATS_OF_WINDOW },
      { way: 'priority', seats: 20 },
      { way: 'walk-in', seats: 30 },
    ],
    came,
    outOfTurn: reasons.map((kind) => ({ kind, people: 1 })),
    freed: 5 + Math.floor(random.next() * 9),
    plannedAnew: 0,
  }
}

/** What became of everybody of a day that is played to its end. */
export function cameOf(day: SimulatedDay): CameFact[] {
  const calls = Map.groupBy(playDay(day, [], () => undefined).calls, ({ visitId }) => visitId)
  return day.parties.map(({ id, people, window, arrivesMs, priority }): CameFact => {
    const way = window ? 'online' : priority ? 'priority' : 'walk-in'
    if (arrivesMs === undefined) return { way, state: 'not-come', minutes: null, people }
    const called = Math.min(...(calls.get(id) ?? []).map(({ atMs }) => atMs))
    const waited = Math.max(0, called - Math.max(arrivesMs, window?.startMs ?? arrivesMs))
    return { way, state: 'served', minutes: Math.floor(waited / MINUTE_MS), people }
  })
}

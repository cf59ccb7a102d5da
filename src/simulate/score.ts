import assert from 'node:assert/strict'
import { afterBreaks, afterWorking, callingOrder, expectedWaits, type HallAhead } from '../visits/index.ts'
import { simulateDay } from './day.ts'
import { playDay, type PlayedDay } from './play.ts'
import type { OfficeShape } from './shapes.ts'

/** Errors and widths in minutes, over everybody who waited when somebody looked. */
export interface Score {
  looks: number
  meanError: number
  /** Mean absolute error: ours, and of the guess that a sign on the wall allows. */
  error: number
  naiveError: number
  /** Of the naive guess by somebody who also adds breaks, and the time until the doors open. */
  naiveWithBreaksError: number
  /** Share of the looks in which the range held the truth, and the range's mean width. */
  held: number
  width: number
  /** Mean of what was really waited from the look on. */
  waited: number
}

/** One who waits, as seen at one moment. */
interface Look {
  visitId: string
  stage: string
  nowMs: number
  fromMs: number
  meanMs: number
  toMs: number
  peopleBefore: number
  breaks: HallAhead['breaks']
}

const MINUTE_MS = 60_000
const LOOK_EVERY_MINUTES = 10
/** Any day does: nothing hangs on it. */
const DAY_START_MS = Date.parse('2026-11-30T00:00:00+07:00')

/**
 * Plays a day of `shape` for each seed, looks every ten minutes at everybody who waits, and
 * compares what was expected with what then happened.
 *
 * The naive guess is the best that a sign on the wall can say: people before me x mean
 * minutes a person, over the number of counters. Its mean is that of the very days that are
 * scored, which no sign could know. It knows neither breaks nor pauses nor who is still to
 * come. Beside it stands the guess of somebody who reads the sign and knows the breaks.
 */
export function score(shape: OfficeShape, seeds: readonly number[]): Score {
  const days = seeds.map((seed) => playedWithLooks(shape, seed))
  const sign = signOf(
    shape,
    days.map(({ played }) => played),
  )
  const found = days.flatMap(({ looks, played }) => looks.flatMap((look) => judged(look, played, sign) ?? []))
  assert(found.length > 0, 'nobody ever waited')
  const mean = (of: (one: Judged) => number): number => found.reduce((sum, one) => sum + of(one), 0) / found.length
  return {
    looks: found.length,
    meanError: mean(({ error }) => error),
    error: mean(({ error }) => Math.abs(error)),
    naiveError: mean(({ naive }) => Math.abs(naive)),
    naiveWithBreaksError: mean(({ naiveWithBreaks }) => Math.abs(naiveWithBreaks)),
    held: mean(({ held }) => (held ? 1 : 0)),
    width: mean(({ width }) => width),
    waited: mean(({ waited }) => waited),
  }
}

/** Errors in minutes, below 0: really called later than said. */
interface Judged {
  error: number
  naive: number
  naiveWithBreaks: number
  held: boolean
  width: number
  waited: number
}

/** Undefined: was never called at that stage. */
function judged(look: Look, { calls }: PlayedDay, sign: ReadonlyMap<string, number>): Judged | undefined {
  const { visitId, stage, nowMs, fromMs, meanMs, toMs, breaks, peopleBefore } = look
  const call = calls.find((one) => one.visitId === visitId && one.stage === stage && one.atMs >= nowMs)
  if (!call) return undefined
  const minutesLate = (ms: number): number => (ms - call.atMs) / MINUTE_MS
  const naive = peopleBefore * (sign.get(stage) ?? 0)
  return {
    error: minutesLate(meanMs),
    naive: minutesLate(nowMs + naive * MINUTE_MS),
    naiveWithBreaks: minutesLate(afterWorking(afterBreaks(nowMs, breaks), naive, breaks)),
    held: fromMs <= call.atMs && call.atMs <= toMs,
    width: (toMs - fromMs) / MINUTE_MS,
    waited: -minutesLate(nowMs),
  }
}

function playedWithLooks(shape: OfficeShape, seed: number): { looks: Look[]; played: PlayedDay } {
  const looks: Look[] = []
  const first = DAY_START_MS + (shape.opensMinute - 25) * MINUTE_MS
  const times = Array.from({ length: 54 }, (_, index) => first + index * LOOK_EVERY_MINUTES * MINUTE_MS)
  const played = playDay(simulateDay(shape, seed, DAY_START_MS), times, (hall) => looks.push(...looksAt(hall)))
  return { looks, played }
}

function looksAt(hall: HallAhead): Look[] {
  const waits = expectedWaits(hall)
  const waiting = [...hall.visits.values()].filter(({ state }) => state === 'waiting')
  return hall.stages.flatMap(({ id }) => {
    const atStage = waiting.filter(({ stage }) => stage === id)
    let peopleBefore = 0
    const turns = hall.turns[id] ?? { sincePriority: 0, sinceWalkIn: 0 }
    return callingOrder(atStage, turns, hall.rules, hall.nowMs).flatMap(({ visit }) => {
      const before = peopleBefore
      peopleBefore += visit.people
      const { nowMs, breaks } = hall
      const wait = waits.get(visit.visitId)
      return wait ? [{ visitId: visit.visitId, stage: id, nowMs, breaks, ...wait, peopleBefore: before }] : []
    })
  })
}

/** What is printed on the sign of each stage: minutes for each person before me. */
function signOf({ counters, stages }: OfficeShape, days: readonly PlayedDay[]): Map<string, number> {
  const served = days.flatMap((day) => day.served)
  return new Map(
    stages.map(({ id }) => {
      const own = served.filter(({ stage }) => stage === id)
      const minutes = own.reduce((sum, one) => sum + one.minutes, 0)
      const people = own.reduce((sum, one) => sum + one.people, 0)
      const desks = counters.filter((one) => one.stages.includes(id))
      const share = desks.reduce((sum, one) => sum + 1 / one.stages.length, 0)
      return [id, minutes / people / share]
    }),
  )
}

import { nextStage } from './journey.ts'
import type { Floor, FloorCounter, FloorVisit } from './model.ts'
import { CallingQueue, firstOfHeads } from './order.ts'
import type { OrderRules } from './order-types.ts'
import { residualOf, spreadOut, waitQuantile } from './wait-statistics.ts'
import { afterBreaks, afterWorking, type Span, workingMinutes } from './working-time.ts'

/**
 * How long still: for everybody who waits, when they will be called at their stage, as a
 * mean and a range that holds the truth nine times in ten. Pure.
 *
 * The hall is played forward once, with expected figures in place of chance: whoever is
 * next by the calling order goes to the counter that is free first, is served for as long as
 * is usual, and joins the queue of the next stage; pauses, breaks and booked people who are
 * still to come are in it. n tickets and c counters cost O(n (log n + c)).
 *
 * How long is usual: minutes a person at the stage, as measured today. At first the office's
 * planning figure counts like PLAN_WEIGHT people who took just so long.
 *
 * The range: what a counter takes varies (SERVICE_CV), and these errors partly cancel over
 * the many services before one's turn, so their part grows with the root of the wait; what is
 * wrong in the whole picture (a pause, a slow computer, people nobody expected) grows with
 * the wait itself. A gamma distribution of that mean and spread gives the 5% and 95% points.
 * It is laid over working time, and breaks are then put between.
 *
 * The constants were chosen on simulated days of seeds below 1000 and are judged on others:
 * see src/simulate/score.ts, and docs/visits.md for what was measured.
 */
export function expectedWaits(hall: HallAhead): Map<string, ExpectedWait> {
  const waits = new Map<string, ExpectedWait>()
  if (hall.pause) return waits
  const usual = usualMinutes(hall)
  const perCall = new Map(hall.stages.map(({ id }) => [id, (usual.get(id) ?? 0) / servingAt(id, hall)]))
  const calls = playAhead(hall, usual)
  for (const { visitId, stage, state } of hall.visits.values()) {
    const meanMs = calls.get(visitId)
    if (state !== 'waiting' || meanMs === undefined) continue
    waits.set(visitId, rangeOf({ meanMs, perCall: perCall.get(stage) ?? 0 }, hall))
  }
  return waits
}

export type { Span }

/** Instants in ms. Who is missing: nobody can say, for example because all counters of the stage are closed. */
export interface ExpectedWait {
  fromMs: number
  meanMs: number
  toMs: number
}

/** Somebody booked who has not come yet. */
export interface Coming {
  /** As it would check in at `atMs`: `stage`, `dueMs`, `people`. */
  visit: FloorVisit
  atMs: number
  /** That they come at all, 0..1. */
  chance: number
}

export interface HallAhead extends Pick<Floor, 'visits' | 'counters' | 'turns' | 'served' | 'pause'> {
  nowMs: number
  /** In the office's order, with the planning minutes a person. */
  stages: readonly { id: string; minutes: number }[]
  rules: OrderRules
  /** When nobody is called, sorted: breaks, and the time before the doors open. */
  breaks: readonly Span[]
  coming: readonly Coming[]
}

const MINUTE_MS = 60_000

/** People. Higher: a slow day is seen late. Lower: one long party at eight moves everybody's range. */
const PLAN_WEIGHT = 8

/** Minutes from a call until service starts: people walk. Higher: everything seems later. */
const WALK_MINUTES = 0.8

/** Minutes. Whoever is overdue from a pause comes any moment. */
const OVERDUE_MINUTES = 2

/** When each visit is called next, by its id, in the mean. Whoever no counter serves is missing. */
function playAhead(hall: HallAhead, usual: ReadonlyMap<string, number>): Map<string, number> {
  const queues = queuesOf(hall)
  const desks = desksOf(hall, usual)
  const coming = hall.coming.toSorted((a, b) => a.atMs - b.atMs)
  const chances = new Map(coming.map(({ visit, chance }) => [visit.visitId, chance]))
  const calls = new Map<string, number>()

  const join = (visit: FloorVisit, nowMs: number): void => {
    queues.get(visit.stage)?.join(visit)
    for (const desk of desks) {
      if (desk.nextMs === Infinity && desk.opensMs < Infinity && desk.stages.includes(visit.stage)) desk.nextMs = nowMs
    }
  }
  const step = (desk: Desk, nowMs: number): void => {
    const gone = desk.visit && onwards(desk.visit)
    delete desk.visit
    if (gone) join(gone, nowMs)
    const ready = afterBreaks(Math.max(nowMs, desk.opensMs), hall.breaks)
    if (ready > nowMs) {
      desk.nextMs = ready
      return
    }
    desk.nextMs = Infinity
    const heads = desk.stages.flatMap((stage) => queues.get(stage)?.head(nowMs) ?? [])
    const first = firstOfHeads(heads)
    const visit = first && queues.get(first.visit.stage)?.next(nowMs)?.visit
    if (!visit) return
    if (!calls.has(visit.visitId)) calls.set(visit.visitId, nowMs)
    const chance = chances.get(visit.visitId) ?? 1
    const minutes = WALK_MINUTES + visit.people * (usual.get(visit.stage) ?? 0)
    desk.visit = visit
    desk.nextMs = nowMs + chance * minutes * MINUTE_MS
  }

  const isWaiting = (id: string): boolean => hall.visits.get(id)?.state === 'waiting'
  let open = [...hall.visits.values()].filter(({ state }) => state === 'waiting').length
  let next = 0
  while (open > 0) {
    const desk = desks.reduce((a, b) => (b.nextMs < a.nextMs ? b : a), IDLE)
    const arrival = coming[next]
    if (arrival && arrival.atMs <= desk.nextMs) {
      next++
      join(arrival.visit, Math.max(arrival.atMs, hall.nowMs))
      continue
    }
    if (desk.nextMs === Infinity) break
    const before = calls.size
    step(desk, desk.nextMs)
    if (calls.size > before && desk.visit && isWaiting(desk.visit.visitId)) open--
  }
  return calls
}

/** A counter, as far ahead as it has been played: at `nextMs` it is done with `visit`, or can call. */
interface Desk {
  stages: readonly string[]
  opensMs: number
  nextMs: number
  visit?: FloorVisit
}
const IDLE: Desk = { stages: [], opensMs: Infinity, nextMs: Infinity }

function desksOf({ counters, visits, nowMs }: HallAhead, usual: ReadonlyMap<string, number>): Desk[] {
  const desks: Desk[] = []
  const busy: { desk: Desk; minutes: number; sd: number }[] = []
  for (const counter of counters.values()) {
    const visit = counter.visitId === undefined ? undefined : visits.get(counter.visitId)
    if (counter.state === 'closed' && !visit) continue
    const opens = opensMs(counter, nowMs)
    const desk: Desk = { stages: counter.stages, opensMs: opens, nextMs: nowMs, ...(visit && { visit }) }
    desks.push(desk)
    if (visit) busy.push({ desk, ...stillBusy(visit, usual.get(visit.stage) ?? 0, nowMs) })
  }
  for (const atStage of Map.groupBy(busy, ({ desk }) => desk.visit?.stage).values()) {
    const minutes = spreadOut(atStage)
    atStage.forEach(({ desk }, index) => (desk.nextMs = nowMs + (minutes[index] ?? 0) * MINUTE_MS))
  }
  return desks
}

/** When a counter calls again: never, if nobody has said when its pause ends. */
function opensMs({ state, pausedUntilMs }: FloorCounter, nowMs: number): number {
  if (state === 'open') return nowMs
  if (state === 'closed' || pausedUntilMs === undefined) return Infinity
  return Math.max(pausedUntilMs, nowMs + OVERDUE_MINUTES * MINUTE_MS)
}

function stillBusy(visit: FloorVisit, usual: number, nowMs: number): { minutes: number; sd: number } {
  const served = visit.startedMs === undefined ? 0 : (nowMs - visit.startedMs) / MINUTE_MS
  const walked = visit.startedMs === undefined ? (nowMs - (visit.calledMs ?? nowMs)) / MINUTE_MS : WALK_MINUTES
  const residual = residualOf({ people: visit.people, minutes: usual, elapsed: served })
  return { minutes: Math.max(0, WALK_MINUTES - walked) + residual.minutes, sd: residual.sd }
}

/** The same visit in the queue of its next stage; undefined: this was the last. */
function onwards(visit: FloorVisit): FloorVisit | undefined {
  const stage = nextStage(visit.journey, visit.stage)
  return stage === undefined ? undefined : { ...visit, stage }
}

function queuesOf({ stages, visits, turns, rules }: HallAhead): Map<string, CallingQueue> {
  const waiting = Map.groupBy(
    [...visits.values()].filter(({ state }) => state === 'waiting'),
    ({ stage }) => stage,
  )
  return new Map(
    stages.map(({ id }) => [
      id,
      new CallingQueue(waiting.get(id) ?? [], turns[id] ?? { sincePriority: 0, sinceWalkIn: 0 }, rules),
    ]),
  )
}

/** Minutes a person at each stage: measured, drawn towards the plan while there is little. */
function usualMinutes({ stages, served }: Pick<HallAhead, 'stages' | 'served'>): Map<string, number> {
  return new Map(
    stages.map(({ id, minutes }) => {
      const own = served.filter(({ stage }) => stage === id)
      const people = own.reduce((sum, one) => sum + one.people, 0)
      const measured = own.reduce((sum, one) => sum + one.minutes, 0)
      return [id, (PLAN_WEIGHT * minutes + measured) / (PLAN_WEIGHT + people)]
    }),
  )
}

/** Counters of a stage that will call again; one that serves two stages is half a one. At least one half. */
function servingAt(stage: string, { counters, nowMs }: HallAhead): number {
  const own = [...counters.values()].filter((one) => one.stages.includes(stage) && opensMs(one, nowMs) < Infinity)
  return Math.max(
    0.5,
    own.reduce((sum, { stages }) => sum + 1 / stages.length, 0),
  )
}

function rangeOf({ meanMs, perCall }: { meanMs: number; perCall: number }, hall: HallAhead): ExpectedWait {
  const { nowMs, breaks } = hall
  const startMs = afterBreaks(nowMs, breaks)
  const minutes = workingMinutes(startMs, meanMs, breaks)
  const at = (share: number): number => afterWorking(startMs, waitQuantile({ minutes, perCall }, share), breaks)
  return { fromMs: at(0.05), meanMs, toMs: at(0.95) }
}

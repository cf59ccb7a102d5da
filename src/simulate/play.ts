import {
  callingOrder,
  comingOf,
  dueOf,
  firstOfHeads,
  type FloorCounter,
  type FloorVisit,
  type HallAhead,
  nextStage,
  numberText,
  type ServiceTime,
  type TurnCounts,
  turnsAfter,
} from '../visits/index.ts'
import type { DayEvent, Party, SimulatedDay } from './day.ts'

/** A call as it happened. */
export interface CallMade {
  visitId: string
  stage: string
  counter: string
  atMs: number
}

export interface PlayedDay {
  calls: readonly CallMade[]
  served: readonly ServiceTime[]
}

const MINUTE_MS = 60_000
const GRACE_MINUTES = 15
/** How long a counter calls for somebody who does not come, and when that person is back. */
const MISSING_MINUTES = 3
const BACK_AFTER_MINUTES = 12
const NO_TURNS: TurnCounts = { sincePriority: 0, sinceWalkIn: 0 }

/**
 * Plays a day through the product's own calling order, to the last person, without a
 * database. `look` sees the hall as a process of the product would know it, at each of `looks`.
 */
export function playDay(day: SimulatedDay, looks: readonly number[], look: (hall: HallAhead) => void): PlayedDay {
  const hall = new PlayedHall(day)
  const planned = [
    ...day.events.map((event) => ({ atMs: event.atMs, run: () => hall.happen(event) })),
    ...day.breaks.map(({ endMs }) => ({ atMs: endMs, run: () => {} })),
    ...looks.map((atMs) => ({ atMs, run: () => look(hall.seen(atMs)) })),
  ].sort((a, b) => a.atMs - b.atMs)
  for (const { atMs, run } of planned) {
    hall.runUntil(atMs)
    run()
    hall.callAll(atMs)
  }
  hall.runUntil(Infinity)
  return { calls: hall.calls, served: hall.served }
}

/** The hall in play. Whatever follows from a call waits in `#next`, one entry a visit. */
class PlayedHall {
  readonly calls: CallMade[] = []
  readonly served: ServiceTime[] = []
  readonly #day: SimulatedDay
  readonly #parties = new Map<string, Party>()
  readonly #visits = new Map<string, FloorVisit>()
  readonly #counters = new Map<string, FloorCounter>()
  readonly #turns: Record<string, TurnCounts> = {}
  readonly #next = new Map<string, { atMs: number; run: () => void }>()

  constructor(day: SimulatedDay) {
    this.#day = day
    for (const { id, stages } of day.shape.counters) {
      this.#counters.set(id, { counterId: id, state: 'closed', stages, seenMs: day.dayStartMs })
    }
  }

  happen(event: DayEvent): void {
    if (event.kind === 'arrives') return this.#arrive(event.party, event.atMs)
    const { pausedUntilMs: _, ...counter } = this.#counter(event.counter)
    if (event.kind === 'counter-pauses') {
      this.#put({ ...counter, state: 'paused', pausedUntilMs: event.atMs + event.minutes * MINUTE_MS })
    } else {
      this.#put({ ...counter, state: 'open' })
    }
  }

  /** Whatever follows of itself up to `ms`: people sit down, are done, come back. */
  runUntil(ms: number): void {
    for (;;) {
      const [next] = [...this.#next].sort(([, a], [, b]) => a.atMs - b.atMs)
      if (!next || next[1].atMs > ms) return
      const [visitId, { atMs, run }] = next
      this.#next.delete(visitId)
      run()
      this.callAll(atMs)
    }
  }

  callAll(nowMs: number): void {
    if (this.#day.breaks.some(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs)) return
    for (const counter of this.#counters.values()) {
      if (counter.state === 'open' && counter.visitId === undefined) this.#call(counter, nowMs)
    }
  }

  /** The hall as it stands, with what the product knows: not how long anybody will really take. */
  seen(nowMs: number): HallAhead {
    const { shape, dayStartMs, opensMs, breaks, parties } = this.#day
    // Before the doors open the counters of the plan count.
    const counters = [...this.#counters].map(
      ([id, counter]) => [id, nowMs < opensMs ? { ...counter, state: 'open' as const } : counter] as const,
    )
    const journey = shape.stages.map(({ id }) => id)
    return {
      nowMs,
      visits: new Map(this.#visits),
      counters: new Map(counters),
      turns: { ...this.#turns },
      served: this.served.slice(-200),
      stages: shape.stages,
      rules: shape.rules,
      breaks: [{ startMs: dayStartMs, endMs: opensMs }, ...breaks],
      coming: parties.flatMap(({ id, people, window, priority }) => {
        if (!window || this.#visits.has(id)) return []
        return comingOf({ id, people, isPriority: priority !== undefined, window, journey }, nowMs, GRACE_MINUTES) ?? []
      }),
    }
  }

  #arrive(party: Party, nowMs: number): void {
    const { id, people, window, priority } = party
    const journey = this.#day.shape.stages.map((stage) => stage.id)
    this.#parties.set(id, party)
    this.#visits.set(id, {
      visitId: id,
      kind: priority ? 'priority' : window ? 'appointment' : 'walk-in',
      number: numberText('A', this.#visits.size + 1),
      people,
      services: [],
      state: 'waiting',
      journey,
      stage: journey[0] ?? '',
      ...(window && { appointmentMs: window.startMs }),
      arrivedMs: nowMs,
      queuedMs: nowMs,
      ...dueOf({ appointment: window, arrivedMs: nowMs, graceMinutes: GRACE_MINUTES }),
      ...(priority && { priority }),
      calls: 0,
    })
  }

  #call(counter: FloorCounter, nowMs: number): void {
    const heads = counter.stages.flatMap((stage) => {
      const waiting = [...this.#visits.values()].filter((one) => one.state === 'waiting' && one.stage === stage)
      return callingOrder(waiting, this.#turns[stage] ?? NO_TURNS, this.#day.shape.rules, nowMs).slice(0, 1)
    })
    const place = firstOfHeads(heads)
    if (!place) return
    const { visit } = place
    const { visitId, stage } = visit
    this.#turns[stage] = turnsAfter(this.#turns[stage] ?? NO_TURNS, place)
    this.calls.push({ visitId, stage, counter: counter.counterId, atMs: nowMs })
    this.#put({ ...counter, visitId })
    this.#visits.set(visitId, { ...visit, state: 'called', counter: counter.counterId, calledMs: nowMs, calls: 1 })
    const party = this.#party(visitId)
    const first = this.calls.findIndex((call) => call.visitId === visitId) === this.calls.length - 1
    if (party.missesCall && first) this.#miss(visit, counter.counterId, nowMs)
    else this.#serve(visit, counter.counterId, nowMs + party.walkMinutes * MINUTE_MS)
  }

  #miss(visit: FloorVisit, counterId: string, calledMs: number): void {
    const goneMs = calledMs + MISSING_MINUTES * MINUTE_MS
    this.#after(visit, goneMs, () => {
      this.#free(counterId)
      this.#visits.set(visit.visitId, { ...visit, state: 'absent' })
      const backMs = goneMs + BACK_AFTER_MINUTES * MINUTE_MS
      this.#after(visit, backMs, () => this.#visits.set(visit.visitId, { ...visit, queuedMs: backMs }))
    })
  }

  #serve(visit: FloorVisit, counterId: string, startedMs: number): void {
    this.#after(visit, startedMs, () => {
      const { visitId, stage, people } = visit
      this.#visits.set(visitId, { ...visit, state: 'serving', counter: counterId, startedMs })
      const minutes = (this.#party(visitId).minutes[stage] ?? 0) * (this.#day.pace.get(counterId) ?? 1)
      const endedMs = startedMs + minutes * MINUTE_MS
      this.#after(visit, endedMs, () => {
        this.#free(counterId)
        this.served.push({ visitId, stage, counter: counterId, people, minutes, endedMs })
        const next = nextStage(visit.journey, stage)
        if (next === undefined) this.#visits.set(visitId, { ...visit, state: 'finished' })
        else this.#visits.set(visitId, { ...visit, stage: next, queuedMs: endedMs })
      })
    })
  }

  #after({ visitId }: FloorVisit, atMs: number, run: () => void): void {
    this.#next.set(visitId, { atMs, run })
  }

  #free(counterId: string): void {
    const { visitId: _, ...counter } = this.#counter(counterId)
    this.#put(counter)
  }

  #put(counter: FloorCounter): void {
    this.#counters.set(counter.counterId, counter)
  }

  #counter(id: string): FloorCounter {
    const counter = this.#counters.get(id)
    if (!counter) throw new Error(`the shape has no counter ${id}`)
    return counter
  }

  #party(id: string): Party {
    const party = this.#parties.get(id)
    if (!party) throw new Error(`nobody arrived as ${id}`)
    return party
  }
}

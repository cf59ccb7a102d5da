import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { advisoryLocks, type Database } from '../platform/database/index.ts'
import { describeFailure } from '../platform/failure.ts'
import { Refusal } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import {
  actAtCounter,
  actAtDesk,
  checkIn,
  type CheckInDeps,
  type CounterVerb,
  type FloorVisit,
  type Hall,
  hallOf,
  nextStage,
} from '../visits/index.ts'
import { openPeople, type People } from './people.ts'
import { Random } from './random.ts'

/**
 * A day in motion for the demonstration: made-up people book, come and are served through
 * the very use cases that people and staff use, so that every screen is alive. It goes fast:
 * what takes minutes takes seconds. The first counter is left for whoever tries.
 *
 *   resting --start--> running --15 minutes, or stop--> resting
 *
 * One process of all plays it: the one that holds the lock of the database. The others show
 * the same hall, and say so where they are asked to begin.
 */
export interface DemonstrationDay {
  /**
   * Sets it in motion, or lets it go on for another while; does neither where another process
   * plays it. Resolves when the first people are there.
   */
  start(): Promise<void>
  /** Until when it goes on here; undefined: it rests, or another process plays it. */
  runningUntil(): Temporal.Instant | undefined
  /** Whether some process plays it. */
  isPlayed(): Promise<boolean>
  stop(): Promise<void>
}

export interface DemonstrationDayNeeds {
  deps: CheckInDeps
  log: Log
  officeId: string
  siteId: string
}

const RUN_MINUTES = 15
const TICK_MS = 1_200
const LOCK = advisoryLocks.simulatedDay
/** People who wait at once, about; the hall fills up to it in the first moments. */
const WAITING = 14
/** Served before anybody looks, so that waits are told from what this day takes, not from the plan's minutes. */
const SERVED_BEFORE = 10
const RECEPTION = { account: 'resepsionis', name: 'Sari Utami' }
const OFFICERS = ['Dewi Lestari', 'Agus Salim', 'Yusuf Hidayat', 'Maya Sari', 'Nur Hidayah']

export function openDemonstrationDay({ deps, log, officeId, siteId }: DemonstrationDayNeeds): DemonstrationDay {
  let until: Temporal.Instant | undefined
  let ending = new AbortController()
  let running: Promise<void> | undefined

  const play = async (first: () => void): Promise<void> => {
    const lock = new pg.Client({ connectionString: deps.database.url, application_name: 'giliran simulated day' })
    lock.on('error', () => ending.abort())
    await lock.connect()
    try {
      const { rows } = await lock.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
      if (!rows[0]!.mine) {
        log.info('another process plays the simulated day')
        return
      }
      const day = new PlayedDay(deps, { officeId, siteId }, await openPeople(deps.bookings, { officeId, siteId }))
      await day.begin()
      first()
      const goesOn = (): boolean =>
        !ending.signal.aborted && until !== undefined && Temporal.Instant.compare(deps.clock.now(), until) < 0
      while (goesOn()) {
        await day.tick()
        await pause(TICK_MS, undefined, { signal: ending.signal }).catch(() => undefined)
      }
      await day.end()
    } finally {
      await lock.end()
    }
  }

  return {
    async start() {
      until = deps.clock.now().add({ minutes: RUN_MINUTES })
      if (running) return
      ending = new AbortController()
      const begun = Promise.withResolvers<void>()
      running = play(begun.resolve)
        .catch((error: unknown) => log.error({ failure: describeFailure(error) }, 'the simulated day stopped'))
        .finally(() => {
          running = undefined
          until = undefined
          begun.resolve()
        })
      await begun.promise
    },
    runningUntil: () => until,
    isPlayed: () => isHeld(deps.database, LOCK),
    async stop() {
      ending.abort()
      await running
    },
  }
}

/** Whether somebody holds an advisory lock of this database; a lock's number is shown in two halves. */
async function isHeld({ pool }: Pick<Database, 'pool'>, lock: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from pg_locks
     where locktype = 'advisory' and objsubid = 1 and (classid::bigint << 32 | objid::bigint) = $1
       and database = (select oid from pg_database where datname = current_database())`,
    [lock],
  )
  return rowCount === 1
}

interface PlayedCounter {
  id: string
  /** Of the made-up officer. */
  name: string
  stage: string
}

/** All counters of the site but the first, which is for visitors; each at the stage that has the fewest so far. */
function countersToPlay({ day, key }: Hall): PlayedCounter[] {
  const needed = new Set(day.journeys.flatMap((one) => one.stages))
  const staffed = new Map<string, number>()
  const counters = day.counters.filter((one) => one.site === key.siteId).slice(1)
  return counters.flatMap(({ id, stages }, i): PlayedCounter[] => {
    const [stage] = stages
      .filter((one) => needed.has(one))
      .toSorted((a, b) => (staffed.get(a) ?? 0) - (staffed.get(b) ?? 0))
    if (!stage) return []
    staffed.set(stage, (staffed.get(stage) ?? 0) + 1)
    return [{ id, stage, name: OFFICERS[i % OFFICERS.length]! }]
  })
}

class PlayedDay {
  private readonly deps: CheckInDeps
  private readonly people: People
  private readonly random: Random
  private readonly at: { officeId: string; siteId: string }
  /** By counter: the tick at which its next key is pressed. */
  private readonly due = new Map<string, number>()
  private counters: PlayedCounter[] = []
  private ticks = 0
  private scans = 0

  constructor(deps: CheckInDeps, at: { officeId: string; siteId: string }, people: People) {
    this.deps = deps
    this.at = at
    this.people = people
    this.random = new Random(deps.clock.now().epochMilliseconds)
  }

  /** A hall with people in it and counters at work: nobody has to wait for a first number. */
  async begin(): Promise<void> {
    const hall = this.hall()
    this.counters = countersToPlay(hall)
    for (const { id, name, stage } of this.counters) await this.press(hall, id, 'open', name, { stages: [stage] })
    for (let i = 0; i < SERVED_BEFORE; i++) await this.arrive(hall)
    for (let i = 0; i < SERVED_BEFORE * 2; i++) {
      for (const { id, name } of this.counters) await this.press(hall, id, i === 0 ? 'next' : 'finish-next', name)
    }
    for (const { id, name } of this.counters) await this.press(hall, id, 'finish', name)
    for (let i = 0; i < WAITING; i++) await this.arrive(hall)
    await this.sendHalfOn(hall)
    for (const [i, { id, name }] of this.counters.entries()) {
      await this.press(hall, id, 'next', name)
      this.due.set(id, 2 + i * 2)
    }
  }

  /** As if some had been served before: every queue has people in it. */
  private async sendHalfOn(hall: Hall): Promise<void> {
    const floor = await this.deps.floors.floor(hall.key)
    const waiting = [...floor.visits.values()].filter((one) => one.state === 'waiting')
    for (const visit of waiting.slice(0, waiting.length / 2)) {
      const stage = nextStage(visit.journey, visit.stage)
      if (!stage) continue
      const { visitId } = visit
      const asked = { hall, visitId, verb: 'move-queue', body: { stage }, by: RECEPTION } as const
      await this.quietly(() => actAtDesk(this.deps, asked))
    }
  }

  /** One beat: somebody may come, and each counter whose time has come presses its next key. */
  async tick(): Promise<void> {
    this.ticks++
    const hall = this.hall()
    const floor = await this.deps.floors.floor(hall.key)
    const waiting = [...floor.visits.values()].filter((one) => one.state === 'waiting')
    if (waiting.length < WAITING && this.random.chance(0.6)) await this.arrive(hall)
    for (const { id, name } of this.counters) {
      if ((this.due.get(id) ?? 0) > this.ticks) continue
      const visitId = floor.counters.get(id)?.visitId
      const visit = visitId === undefined ? undefined : floor.visits.get(visitId)
      await this.press(hall, id, this.keyFor(visit), name)
      this.due.set(id, this.ticks + this.ticksFor(visit))
    }
  }

  async end(): Promise<void> {
    const hall = this.hall()
    for (const { id, name } of this.counters) {
      await this.press(hall, id, 'park', name)
      await this.press(hall, id, 'close', name)
    }
  }

  private hall(): Hall {
    return hallOf(this.deps, this.at.officeId, this.at.siteId)
  }

  private keyFor(visit: FloorVisit | undefined): CounterVerb {
    if (!visit) return 'next'
    if (visit.state === 'called') return this.random.chance(0.15) ? 'recall' : 'start'
    return 'finish-next'
  }

  /** Seconds rather than minutes; a party takes longer. */
  private ticksFor(visit: FloorVisit | undefined): number {
    if (visit?.state === 'called') return 6 + Math.floor(this.random.next() * 10) * visit.people
    return 3 + Math.floor(this.random.next() * 4)
  }

  private async arrive(hall: Hall): Promise<void> {
    const ticket = await this.people.ticket(this.random)
    const isPriority = this.random.chance(0.15)
    const body = {
      booking: ticket.bookingId,
      people: ticket.people.map((_, position) => ({ position, card: 'same' as const })),
      nonce: `simulated-${ticket.bookingId}-${this.scans++}`,
      ...(isPriority && { priority: this.random.pick(['elderly', 'pregnant', 'small-child'] as const) }),
    }
    await this.quietly(() => checkIn(this.deps, { hall, body, by: RECEPTION }))
  }

  private press(
    hall: Hall,
    counterId: string,
    verb: CounterVerb,
    name: string,
    body: { stages?: string[] } = {},
  ): Promise<void> {
    const by = { account: 'demonstration', name }
    return this.quietly(() => actAtCounter(this.deps, { hall, counterId, verb, body, by }))
  }

  /** A visitor who presses keys at the same counter is no trouble: the play goes on. */
  private async quietly(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}


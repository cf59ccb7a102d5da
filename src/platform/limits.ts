import type { Clock } from './clock.ts'
import type { Database } from './database/index.ts'
import { Refusal } from './errors.ts'

/**
 * Counters in the database: so much of something by one subject within a fixed window of
 * time, shared by every process. A subject is a hash that the caller made; here it is bytes.
 */
export interface Limit {
  /** What is counted: "find by network". */
  scope: string
  subject: Buffer
  /** Most within one window. */
  max: number
  windowSeconds: number
  /** How much this once counts for; 1 by default. */
  cost?: number
}

/** Takes back what was counted for nothing, in the window it was counted in; never waits. To be called once. */
export type GiveBack = () => void

export interface Limits {
  /**
   * Counts and allows, or refuses with `too-many-requests` and when to come back. What is
   * refused counts for nothing: else what is given back would never make room again.
   */
  take(limit: Limit): Promise<GiveBack>
  /** Refuses where `max` is reached already; counts nothing, so of many at once it lets all through. */
  check(limit: Limit): Promise<void>
  /** Counts at once here, and a moment later for every process; what cannot be written is told to onError. */
  record(limit: Limit): void
  /** Whether `max` was reached by the totals last seen by this process and what it recorded since. Never waits. */
  knownOver(limit: Limit): boolean
  /** Refuses, without asking the database. */
  refuse(limit: Limit): never
  /** Throws away the counts of windows that are over. */
  sweep(): Promise<void>
  /** Resolves when everything recorded is written. */
  close(): Promise<void>
}

interface LimitsNeeds {
  database: Pick<Database, 'pool'>
  clock: Clock
  onError: (error: unknown) => void
}

/** One `take` that waits for its answer. */
interface Taking {
  cost: number
  max: number
  answer: (isWithin: boolean) => void
  fail: (error: unknown) => void
}

/** What names one row. */
interface CounterRow {
  scope: string
  subject: Buffer
  /** Seconds since 1970 at which the window begins. */
  windowStart: number
}

/** What is to be added to one row. */
interface Addition extends CounterRow {
  /** Of everything in here: what is recorded and what waits. */
  cost: number
  takings: Taking[]
}

// Sorted, so that two processes lock shared rows in the same order and never wait in a circle.
const addSql = `
insert into limit_counter (scope, subject, window_start, count)
select scope, decode(subject, 'hex'), to_timestamp(window_start), cost
from unnest($1::text[], $2::text[], $3::bigint[], $4::int[]) as t(scope, subject, window_start, cost)
order by scope, decode(subject, 'hex'), window_start
on conflict (scope, subject, window_start) do update set count = limit_counter.count + excluded.count
returning scope, encode(subject, 'hex') as subject, extract(epoch from window_start)::bigint as window_start, count`

/** No window of any limit is longer. */
const WINDOW_HOURS_MAX = 24
/** Totals kept in memory; all are forgotten when there are more, and learnt anew. */
const KNOWN_MAX = 50_000
/** Rows of one statement; what is more waits for the next, so that none grows without bound. */
const ROWS_MAX = 1_000
/** So long what is only recorded gathers: under load a statement for every few bookings would cost as much as they. */
const GATHER_MS = 100

/**
 * Takes one limit after the other, so that who is refused by the first, as a network that
 * guesses, never counts in those behind it, as against a ticket's owner. A refusal gives
 * back what was taken before it.
 */
export async function takeEach(limits: Pick<Limits, 'take'>, wanted: readonly Limit[]): Promise<GiveBack> {
  const taken: GiveBack[] = []
  const giveBack = (): void => {
    for (const one of taken) one()
  }
  try {
    for (const limit of wanted) taken.push(await limits.take(limit))
  } catch (refusal) {
    giveBack()
    throw refusal
  }
  return giveBack
}

export function openLimits(needs: LimitsNeeds): Limits {
  return new Counters(needs)
}

/**
 * The states of what is to be counted:
 *
 *   waiting --a statement is free--> under way --committed--> known (and takers are answered)
 *                                              --failed--> lost: takers are told, records go to onError
 *
 * One statement is under way at a time; all that comes meanwhile shares the next. A taker
 * never waits for company: when none is under way its statement goes at once, and takes
 * along what was recorded. Records alone gather for a moment.
 */
class Counters implements Limits {
  private readonly needs: LimitsNeeds
  private readonly known = new Map<string, number>()
  private waiting = new Map<string, Addition>()
  private flushing: Promise<void> | undefined
  private gathering: NodeJS.Timeout | undefined
  private isUrgent = false

  constructor(needs: LimitsNeeds) {
    this.needs = needs
  }

  async take(limit: Limit): Promise<GiveBack> {
    const { scope, subject, max, cost = 1 } = limit
    const row = { scope, subject, windowStart: this.windowStartOf(limit) }
    const isWithin = await new Promise<boolean>((answer, fail) => {
      this.add(row, cost).takings.push({ cost, max, answer, fail })
      this.isUrgent = true
      this.flushing ??= this.flush()
    })
    if (!isWithin) this.refuse(limit)
    return () => this.addLater(row, -cost)
  }

  async check(limit: Limit): Promise<void> {
    const { rows } = await this.needs.database.pool.query<{ count: number }>(
      'select count from limit_counter where scope = $1 and subject = $2 and window_start = to_timestamp($3)',
      [limit.scope, limit.subject, this.windowStartOf(limit)],
    )
    if ((rows[0]?.count ?? 0) >= limit.max) this.refuse(limit)
  }

  record(limit: Limit): void {
    const { scope, subject, cost = 1 } = limit
    this.addLater({ scope, subject, windowStart: this.windowStartOf(limit) }, cost)
  }

  knownOver(limit: Limit): boolean {
    const { scope, subject } = limit
    return (this.known.get(keyOf({ scope, subject, windowStart: this.windowStartOf(limit) })) ?? 0) >= limit.max
  }

  refuse(limit: Limit): never {
    const endsAt = this.windowStartOf(limit) + limit.windowSeconds
    const retryAfterSeconds = Math.max(1, endsAt - this.nowSeconds())
    throw new Refusal('too-many-requests', 'platform.limits.tooMany', {
      retryAfterSeconds,
      values: { minutes: Math.floor(retryAfterSeconds / 60) },
    })
  }

  async sweep(): Promise<void> {
    const over = this.needs.clock.now().subtract({ hours: WINDOW_HOURS_MAX })
    await this.needs.database.pool.query('delete from limit_counter where window_start < $1', [over])
    this.known.clear()
  }

  async close(): Promise<void> {
    await this.flushing
    while (this.waiting.size > 0) await (this.flushing ??= this.flush())
  }

  private nowSeconds(): number {
    return Math.floor(this.needs.clock.now().epochMilliseconds / 1000)
  }

  private windowStartOf({ windowSeconds }: Limit): number {
    const now = this.nowSeconds()
    return now - (now % windowSeconds)
  }

  /** What waits for the row, with `cost` added. */
  private add(row: CounterRow, cost: number): Addition {
    const key = keyOf(row)
    let addition = this.waiting.get(key)
    if (!addition) {
      const { scope, subject, windowStart } = row
      this.waiting.set(key, (addition = { scope, subject, windowStart, cost: 0, takings: [] }))
    }
    addition.cost += cost
    return addition
  }

  /** Adds what nobody waits for: known here at once, written when it has gathered. */
  private addLater(row: CounterRow, cost: number): void {
    const key = keyOf(row)
    this.add(row, cost)
    this.known.set(key, (this.known.get(key) ?? 0) + cost)
    this.gather()
  }

  private gather(): void {
    if (this.flushing) return
    this.gathering ??= setTimeout(() => void (this.flushing ??= this.flush()), GATHER_MS)
  }

  private async flush(): Promise<void> {
    clearTimeout(this.gathering)
    this.gathering = undefined
    do {
      this.isUrgent = this.waiting.size > ROWS_MAX
      const batch = this.nextBatch()
      try {
        await this.write(batch)
      } catch (error) {
        const additions = [...batch.values()]
        for (const taking of additions.flatMap(({ takings }) => takings)) taking.fail(error)
        if (additions.some(({ takings }) => takings.length === 0)) this.needs.onError(error)
      }
    } while (this.isUrgent)
    this.flushing = undefined
    if (this.waiting.size > 0) this.gather()
  }

  private nextBatch(): Map<string, Addition> {
    const all = this.waiting
    if (all.size <= ROWS_MAX) {
      this.waiting = new Map()
      return all
    }
    const entries = [...all]
    this.waiting = new Map(entries.slice(ROWS_MAX))
    return new Map(entries.slice(0, ROWS_MAX))
  }

  private async write(batch: Map<string, Addition>): Promise<void> {
    const additions = [...batch.values()]
    const { rows } = await this.needs.database.pool.query<Row>(addSql, [
      additions.map(({ scope }) => scope),
      additions.map(({ subject }) => subject.toString('hex')),
      additions.map(({ windowStart }) => windowStart),
      additions.map(({ cost }) => cost),
    ])
    if (this.known.size > KNOWN_MAX) this.known.clear()
    for (const { scope, subject, window_start, count } of rows) {
      const key = keyOf({ scope, subject: Buffer.from(subject, 'hex'), windowStart: Number(window_start) })
      // What was recorded since the statement left is in no total yet.
      this.known.set(key, count + (this.waiting.get(key)?.cost ?? 0))
      const addition = batch.get(key)!
      const refused = answer(addition, count)
      if (refused > 0) this.addLater(addition, -refused)
    }
  }
}

interface Row {
  scope: string
  subject: string
  window_start: string
  count: number
}

/** One character per byte: cheaper than hex, and this is asked on every booking. */
function keyOf({ scope, subject, windowStart }: CounterRow): string {
  return `${scope} ${windowStart} ${subject.toString('latin1')}`
}

/**
 * In order of arrival: who still fits below its max is within. `total` counts them all,
 * records first; returns how much of it was refused.
 */
function answer({ takings }: Addition, total: number): number {
  let count = total - takings.reduce((sum, { cost }) => sum + cost, 0)
  for (const taking of takings) {
    const isWithin = count + taking.cost <= taking.max
    if (isWithin) count += taking.cost
    taking.answer(isWithin)
  }
  return total - count
}

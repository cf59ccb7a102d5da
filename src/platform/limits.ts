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

export interface Limits {
  /** Counts and allows, or refuses with `too-many-requests` and when to come back. */
  take(limit: Limit): Promise<void>
  /** Refuses where `max` is reached already; counts nothing. */
  check(limit: Limit): Promise<void>
  /** Counts afterwards, in the background; what cannot be written is told to onError. */
  record(limit: Limit): void
  /** Whether `max` was reached by the totals last seen by this process. Never waits. */
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

interface Taking {
  limit: Limit
  windowStart: string
  answer: (isWithin: boolean) => void
  fail: (error: unknown) => void
}

interface TakenRow {
  scope: string
  subject: string
  window_start: Temporal.Instant
  count: number
}

interface Counter {
  scope: string
  /** Hexadecimal. */
  subject: string
  windowStart: string
  takings: Taking[]
}

const takeSql = `
insert into limit_counter (scope, subject, window_start, count)
select scope, decode(subject, 'hex'), window_start, cost
from unnest($1::text[], $2::text[], $3::timestamptz[], $4::int[]) as t(scope, subject, window_start, cost)
order by scope, decode(subject, 'hex'), window_start
on conflict (scope, subject, window_start) do update set count = limit_counter.count + excluded.count
returning scope, encode(subject, 'hex') as subject, window_start, count`

/** No window of any limit is longer. */
const WINDOW_HOURS_MAX = 24
/** Totals kept in memory; all are forgotten when there are more, and asked for anew. */
const KNOWN_MAX = 50_000

export function openLimits(needs: LimitsNeeds): Limits {
  return new CountedLimits(needs)
}

class CountedLimits implements Limits {
  private readonly needs: LimitsNeeds
  private readonly known = new Map<string, number>()
  private waiting: Taking[] = []
  private running: Promise<void> | undefined

  constructor(needs: LimitsNeeds) {
    this.needs = needs
  }

  refuse(limit: Limit): never {
    const end = Temporal.Instant.from(this.windowStartOf(limit)).add({ seconds: limit.windowSeconds })
    const retryAfterSeconds = Math.max(1, Math.ceil(end.since(this.needs.clock.now()).total('seconds')))
    const values = { minutes: Math.floor(retryAfterSeconds / 60) }
    throw new Refusal('too-many-requests', 'platform.limits.tooMany', { retryAfterSeconds, values })
  }

  async take(limit: Limit): Promise<void> {
    if (!(await this.count(limit))) this.refuse(limit)
  }

  async check(limit: Limit): Promise<void> {
    const { rows } = await this.needs.database.pool.query<{ count: number }>(
      'select count from limit_counter where scope = $1 and subject = $2 and window_start = $3',
      [limit.scope, limit.subject, this.windowStartOf(limit)],
    )
    if ((rows[0]?.count ?? 0) >= limit.max) this.refuse(limit)
  }

  record(limit: Limit): void {
    this.count(limit).catch(this.needs.onError)
  }

  knownOver(limit: Limit): boolean {
    const key = keyOf(limit.scope, limit.subject.toString('hex'), this.windowStartOf(limit))
    return (this.known.get(key) ?? 0) >= limit.max
  }

  async sweep(): Promise<void> {
    const over = this.needs.clock.now().subtract({ hours: WINDOW_HOURS_MAX })
    await this.needs.database.pool.query('delete from limit_counter where window_start < $1', [over])
    this.known.clear()
  }

  async close(): Promise<void> {
    await this.running
  }

  private windowStartOf({ windowSeconds }: Limit): string {
    const seconds = Math.floor(this.needs.clock.now().epochMilliseconds / 1000)
    return Temporal.Instant.fromEpochMilliseconds((seconds - (seconds % windowSeconds)) * 1000).toString()
  }

  private count(limit: Limit): Promise<boolean> {
    return new Promise((answer, fail) => {
      this.waiting.push({ limit, windowStart: this.windowStartOf(limit), answer, fail })
      this.running ??= this.flush()
    })
  }

  /** One statement at a time; what comes meanwhile shares the next. */
  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const takings = this.waiting
      this.waiting = []
      try {
        await this.write(takings)
      } catch (error) {
        for (const taking of takings) taking.fail(error)
      }
    }
    this.running = undefined
  }

  private async write(takings: Taking[]): Promise<void> {
    const counters = new Map<string, Counter>()
    for (const taking of takings) {
      const { scope } = taking.limit
      const subject = taking.limit.subject.toString('hex')
      const key = keyOf(scope, subject, taking.windowStart)
      const counter = counters.get(key) ?? { scope, subject, windowStart: taking.windowStart, takings: [] }
      counter.takings.push(taking)
      counters.set(key, counter)
    }
    const all = [...counters.values()]
    const { rows } = await this.needs.database.pool.query<TakenRow>(takeSql, [
      all.map((one) => one.scope),
      all.map((one) => one.subject),
      all.map((one) => one.windowStart),
      all.map((one) => one.takings.reduce((sum, { limit }) => sum + (limit.cost ?? 1), 0)),
    ])
    if (this.known.size > KNOWN_MAX) this.known.clear()
    for (const { scope, subject, window_start: start, count } of rows) {
      const key = keyOf(scope, subject, start.toString())
      this.known.set(key, count)
      answerInOrder(counters.get(key)!.takings, count)
    }
  }
}

const keyOf = (scope: string, subject: string, windowStart: string): string => `${scope} ${subject} ${windowStart}`

/** In order of arrival: who still fits below the limit's max is within. `total` counts them all. */
function answerInOrder(takings: Taking[], total: number): void {
  let count = total - takings.reduce((sum, { limit }) => sum + (limit.cost ?? 1), 0)
  for (const { limit, answer } of takings) {
    count += limit.cost ?? 1
    answer(count <= limit.max)
  }
}

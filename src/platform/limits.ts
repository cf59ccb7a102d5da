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

interface Counter {
  scope: string
  subject: Buffer
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

export function openLimits({ database, clock, onError }: LimitsNeeds): Limits {
  const known = new Map<string, number>()
  let waiting: Taking[] = []
  let running: Promise<void> | undefined

  const windowStartOf = ({ windowSeconds }: Limit): string => {
    const seconds = Math.floor(clock.now().epochMilliseconds / 1000)
    return Temporal.Instant.fromEpochMilliseconds((seconds - (seconds % windowSeconds)) * 1000).toString()
  }
  const keyOf = (scope: string, subject: Buffer, windowStart: string): string =>
    `${scope} ${subject.toString('hex')} ${windowStart}`

  const write = async (takings: Taking[]): Promise<void> => {
    const counters = new Map<string, Counter>()
    for (const taking of takings) {
      const { scope, subject } = taking.limit
      const key = keyOf(scope, subject, taking.windowStart)
      const counter = counters.get(key) ?? { scope, subject, windowStart: taking.windowStart, takings: [] }
      counter.takings.push(taking)
      counters.set(key, counter)
    }
    const all = [...counters.values()]
    const { rows } = await database.pool.query<{
      scope: string
      subject: string
      window_start: Temporal.Instant
      count: number
    }>(takeSql, [
      all.map((one) => one.scope),
      all.map((one) => one.subject.toString('hex')),
      all.map((one) => one.windowStart),
      all.map((one) => one.takings.reduce((sum, { limit }) => sum + (limit.cost ?? 1), 0)),
    ])
    if (known.size > KNOWN_MAX) known.clear()
    for (const row of rows) {
      const key = `${row.scope} ${row.subject} ${row.window_start.toString()}`
      known.set(key, row.count)
      answer(counters.get(key)!.takings, row.count)
    }
  }

  // One statement at a time; what comes meanwhile shares the next.
  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const takings = waiting
      waiting = []
      try {
        await write(takings)
      } catch (error) {
        for (const taking of takings) taking.fail(error)
      }
    }
    running = undefined
  }
  const count = (limit: Limit): Promise<boolean> =>
    new Promise((answer, fail) => {
      waiting.push({ limit, windowStart: windowStartOf(limit), answer, fail })
      running ??= flush()
    })

  const refuse = (limit: Limit): never => {
    const end = Temporal.Instant.from(windowStartOf(limit)).add({ seconds: limit.windowSeconds })
    const retryAfterSeconds = Math.max(1, Math.ceil(end.since(clock.now()).total('seconds')))
    throw new Refusal('too-many-requests', 'platform.limits.tooMany', {
      retryAfterSeconds,
      values: { minutes: Math.floor(retryAfterSeconds / 60) },
    })
  }

  return {
    refuse,
    async take(limit) {
      if (!(await count(limit))) refuse(limit)
    },
    async check(limit) {
      const { rows } = await database.pool.query<{ count: number }>(
        'select count from limit_counter where scope = $1 and subject = $2 and window_start = $3',
        [limit.scope, limit.subject, windowStartOf(limit)],
      )
      if ((rows[0]?.count ?? 0) >= limit.max) refuse(limit)
    },
    record(limit) {
      count(limit).catch(onError)
    },
    knownOver(limit) {
      return (known.get(keyOf(limit.scope, limit.subject, windowStartOf(limit))) ?? 0) >= limit.max
    },
    async sweep() {
      const over = clock.now().subtract({ hours: WINDOW_HOURS_MAX })
      await database.pool.query('delete from limit_counter where window_start < $1', [over])
      known.clear()
    },
    async close() {
      await running
    },
  }
}

/** In order of arrival: who still fits below the limit's max is within. `total` counts them all. */
function answer(takings: Taking[], total: number): void {
  let count = total - takings.reduce((sum, { limit }) => sum + (limit.cost ?? 1), 0)
  for (const { limit, answer } of takings) {
    count += limit.cost ?? 1
    answer(count <= limit.max)
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { describeFailure } from './failure.ts'
import type { Log } from './log.ts'

/**
 * Tells dead workers from slow ones. graphile-worker writes into a job's row which pool of
 * workers has it in hand, and believes for four hours that they live. Here each pool holds an
 * advisory lock while its process does, on a connection of its own: the server lets go of it
 * when the process is gone. Jobs in hands that hold none are free again.
 *
 *   held --connection broke--> not held --reconnected--> held
 *   of a job, seen by anybody: hand holds its lock -> suspected (not held at one look)
 *     -> free (not held at the next either)        suspected -> trusted (held again)
 *
 * Two looks apart, since a server that restarts breaks all connections at once and everybody
 * needs a moment to come back. Whoever lives and cannot come back by then is only unlucky:
 * the job is done twice, which every task must bear.
 */
export interface WorkerLocks {
  /** From now on this pool of workers is seen to live. */
  hold(worker: string): void
  /** It has no hands any more: what it left is free at the next looks. */
  drop(worker: string): void
  /** Frees jobs whose workers were dead at the last look and are at this one; returns those workers. */
  look(): Promise<string[]>
  close(): Promise<void>
}

export interface WorkerLocksNeeds {
  /** Only where to connect to; none of its connections is taken. */
  pool: pg.Pool
  log: Log
  /** Between two looks, in ms. */
  lookMs?: number
}

/** Two of them and a moment: a job of a dead process is free again within a minute. */
const LOOK_MS = 20_000
const ANSWER_MS_MAX = 5_000
const BACKOFF_MS_MIN = 50
const BACKOFF_MS_MAX = 2_000

/** A machine that lost its power says no goodbye: the server asks after 15 s of silence, and gives up after 35. */
const SESSION_SQL = `
  set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4`

const LOCK_OF = `hashtextextended('giliran worker ' || $1, 0)`
// Shared: where a broken connection has not ended on the server yet, the next need not wait for it.
const HOLD_SQL = `select pg_advisory_lock_shared(${LOCK_OF})`
const DROP_SQL = `select pg_advisory_unlock_shared(${LOCK_OF})`

/** A lock's number is shown in two halves. */
const DEAD_SQL = `
  select distinct locked_by as worker from graphile_worker.jobs
  where locked_by is not null and hashtextextended('giliran worker ' || locked_by, 0) not in (
    select classid::bigint << 32 | objid::bigint from pg_locks
    where locktype = 'advisory' and objsubid = 1
      and database = (select oid from pg_database where datname = current_database()))`

/** Begins at once, and goes on until `close`, however often the database goes away. */
export function openWorkerLocks(needs: WorkerLocksNeeds): WorkerLocks {
  return new Keeper(needs)
}

class Keeper implements WorkerLocks {
  private readonly needs: WorkerLocksNeeds
  private readonly held = new Set<string>()
  private readonly closing = new AbortController()
  private broken = new AbortController()
  private client: pg.Client | undefined
  private suspected: ReadonlySet<string> = new Set()
  private readonly keptUp: Promise<void>

  constructor(needs: WorkerLocksNeeds) {
    this.needs = needs
    this.keptUp = this.keepUp()
  }

  hold(worker: string): void {
    this.held.add(worker)
    this.tell(HOLD_SQL, worker)
  }

  drop(worker: string): void {
    this.held.delete(worker)
    this.tell(DROP_SQL, worker)
  }

  async look(): Promise<string[]> {
    const { client } = this
    if (!client) return []
    const { rows } = await client.query<{ worker: string }>(DEAD_SQL)
    const missing = rows.map((row) => row.worker)
    const dead = missing.filter((worker) => this.suspected.has(worker))
    this.suspected = new Set(missing)
    if (dead.length === 0) return dead
    await client.query('select graphile_worker.force_unlock_workers($1)', [dead])
    this.needs.log.warn({ workers: dead.length }, 'jobs of dead workers are free again')
    return dead
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.broken.abort()
    await this.keptUp
    await this.client?.end().catch(() => undefined)
  }

  /** On the connection, if there is one; who connects anew holds everything anyway. */
  private tell(text: string, worker: string): void {
    const { client } = this
    client?.query(text, [worker]).catch((error: unknown) => this.lose(client, error))
  }

  private async keepUp(): Promise<void> {
    const { lookMs = LOOK_MS } = this.needs
    let backoffMs = BACKOFF_MS_MIN
    while (!this.closing.signal.aborted) {
      try {
        if (!this.client) await this.connect()
        await this.look()
        backoffMs = BACKOFF_MS_MIN
        await wait(lookMs, this.broken.signal)
      } catch (error) {
        this.lose(this.client, error)
        await wait(backoffMs, this.closing.signal)
        backoffMs = Math.min(backoffMs * 2, BACKOFF_MS_MAX)
      }
    }
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.needs.pool.options.connectionString,
      application_name: 'giliran workers',
      connectionTimeoutMillis: ANSWER_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
    })
    client.on('error', (error) => this.lose(client, error))
    client.on('end', () => this.lose(client))
    try {
      await client.connect()
      await client.query(SESSION_SQL)
      for (const worker of this.held) await client.query(HOLD_SQL, [worker])
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
    this.broken = new AbortController()
    this.client = client
    // What was seen on the line before is old: everybody may have lost theirs.
    this.suspected = new Set()
  }

  private lose(client: pg.Client | undefined, error?: unknown): void {
    const isOurs = client !== undefined && this.client === client
    if (isOurs) this.client = undefined
    if (this.closing.signal.aborted) return
    if (error !== undefined) this.needs.log.warn({ failure: describeFailure(error) }, 'the line for worker locks')
    if (!isOurs) return
    client.end().catch(() => undefined)
    this.broken.abort()
  }
}

/** Resolves after `ms`, or as soon as `signal` says so. Keeps no process alive. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
}

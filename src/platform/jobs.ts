import { Logger as WorkerLogger, run, type Runner } from 'graphile-worker'
import type pg from 'pg'
import type { Log } from './log.ts'

/** Work that is done once, later, by some process: written with what it belongs to, or by the clock. */
export interface JobsOptions {
  pool: pg.Pool
  log: Log
  /** By task name. One that throws is tried again, later and later (graphile-worker's backoff). */
  tasks: Record<string, (payload: unknown) => Promise<void>>
  /** crontab lines, in UTC. */
  crontab?: string[]
}

export interface Jobs {
  /** Lets the jobs at hand end; takes no more. */
  stop(): Promise<void>
}

/** At once, in one process: messages and sweeps, none of which is long. */
const CONCURRENCY = 4
/** Jobs are told of by NOTIFY; this only catches what was missed and what becomes due. */
const POLL_MS = 2_000

export async function startJobs({ pool, log, tasks, crontab = [] }: JobsOptions): Promise<Jobs> {
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [name, async (payload: unknown) => task(payload)]),
    ),
    crontab: crontab.join('\n'),
    logger: new WorkerLogger(() => (level, message, meta) => {
      // A job's error says which task failed; its payload is never written down.
      const { error } = (meta ?? {}) as { error?: unknown }
      if (level === 'error') log.error({ err: error, worker: message.split('\n', 1)[0] }, 'a job')
      else if (level === 'warning') log.warn({ worker: message.split('\n', 1)[0] }, 'a job')
      else log.debug({ worker: message.split('\n', 1)[0] }, 'jobs')
    }),
  })
  // Rejects when the runner breaks; its processes are restarted by it, so it is only noted.
  runner.promise.catch((error: unknown) => log.error({ err: error }, 'the job runner ended'))
  return { stop: () => runner.stop() }
}

import { EventEmitter, once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Logger as WorkerLogger, run, type Runner, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { describeFailure } from './failure.ts'
import type { Log } from './log.ts'
import { openWorkerLocks, type WorkerLocks } from './worker-locks.ts'

/** Work that is done once, later, by some process: written with what it belongs to, or by the clock. */
export interface JobsOptions {
  pool: pg.Pool
  log: Log
  /** By task name. One that throws is tried again, later and later (graphile-worker's backoff). */
  tasks: Record<string, (payload: unknown) => Promise<void>>
  /** crontab lines, in UTC. */
  crontab?: string[]
  /** Between two looks for jobs of dead processes, in ms. */
  lookMs?: number
}

export interface Jobs {
  /** Lets the jobs at hand end; takes no more. A job that hangs is cut off and done again later. */
  stop(): Promise<void>
}

/** At once, in one process: messages and sweeps, none of which is long. */
const CONCURRENCY = 4
/** Jobs are told of by NOTIFY; this only catches what was missed and what becomes due. */
const POLL_MS = 2_000
/** Whoever stops the app waits this long for a job, then no longer. */
const STOP_MS_MAX = 8_000
/** Between two tries to run again after the runner broke: a restarting database takes seconds. */
const RESTART_MS = 1_000

/**
 *   starting -> running         rejects when the first start fails
 *   running  -> restarting      the runner ended by itself: it does so when it cannot say of a job that it is done
 *   restarting -> running       tried for ever
 *   any      -> stopped
 */
export async function startJobs({ lookMs, ...given }: JobsOptions): Promise<Jobs> {
  const { pool, log } = given
  const stopping = new AbortController()
  const locks = openWorkerLocks({ pool, log, ...(lookMs !== undefined && { lookMs }) })
  const options = { ...given, locks }
  let runner: Runner
  try {
    runner = await runWorkers(options, stopping.signal)
  } catch (error) {
    await locks.close()
    throw error
  }
  const keepUp = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // Both ends mean the same; why it ended has been logged by then.
      await runner.promise.catch(() => undefined)
      if (stopping.signal.aborted) return
      log.error('the job runner ended; it is started again')
      runner = (await restart(options, stopping.signal)) ?? runner
    }
  }
  const keptUp = keepUp()
  return {
    async stop() {
      stopping.abort()
      await stopWithin(runner, STOP_MS_MAX, log)
      await keptUp
      // Last: what was cut off is free for others from here on.
      await locks.close()
    },
  }
}

async function restart(options: WorkersOptions, signal: AbortSignal): Promise<Runner | undefined> {
  while (!signal.aborted) {
    await pause(RESTART_MS, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return undefined
    try {
      const runner = await runWorkers(options, signal)
      if (!signal.aborted) return runner
      await stopWithin(runner, STOP_MS_MAX, options.log)
    } catch (error) {
      options.log.error({ failure: describeFailure(error) }, 'the job runner could not be started')
    }
  }
  return undefined
}

async function stopWithin(runner: Runner, msMax: number, log: Log): Promise<void> {
  const inTime = new AbortController()
  const stopped = runner.stop().catch((error: unknown) => {
    // It says so too when it had ended before.
    log.debug({ failure: describeFailure(error) }, 'the job runner had ended')
  })
  const tooLate = pause(msMax, 'too late', { signal: inTime.signal }).catch(() => undefined)
  const first = await Promise.race([stopped, tooLate])
  inTime.abort()
  if (first !== 'too late') return
  log.warn('a job did not end in time and is cut off')
  await runner.kill()
}

type WorkersOptions = Omit<JobsOptions, 'lookMs'> & { locks: WorkerLocks }

/** Returns once the workers hear of new jobs, or cannot, or `signal` says that nobody wants them any more. */
async function runWorkers(
  { pool, log, tasks, crontab = [], locks }: WorkersOptions,
  signal: AbortSignal,
): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter()
  // Jobs are taken in the name of the pool of workers; it is made before its workers are.
  events.on('pool:create', ({ workerPool }) => locks.hold(workerPool.id))
  events.on('pool:release', ({ workerPool }) => locks.drop(workerPool.id))
  const given = new AbortController()
  const listening = once(events, 'pool:listen:success', { signal: AbortSignal.any([signal, given.signal]) })
  // Where there is no runner nobody waits for it, and a stop would reject it all the same.
  listening.catch(() => undefined)
  try {
    const runner = await run({
      pgPool: pool,
      concurrency: CONCURRENCY,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      // Without batches the worker does not await the statement that ends a job, and when the
      // database is gone then, its rejection is nobody's and ends the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: Object.fromEntries(
        Object.entries(tasks).map(([name, task]) => [name, async (payload: unknown) => runTask(name, task, payload)]),
      ),
      crontab: crontab.join('\n'),
      logger: workerLog(log),
      events,
    })
    // A runner that ends while its LISTEN is under way gives the connection back twice, and the
    // second time throws where nobody catches it. Our query is answered after the LISTEN.
    const heard = listening.then(([about]: { client: pg.PoolClient }[]) => about?.client.query('select'))
    await Promise.race([heard, runner.promise]).catch(() => undefined)
    return runner
  } finally {
    given.abort()
  }
}

/** The message of what a task throws is kept in the job's row; mail servers, for one, quote addresses in theirs. */
async function runTask(name: string, task: (payload: unknown) => Promise<void>, payload: unknown): Promise<void> {
  try {
    await task(payload)
  } catch (error) {
    const { kind, code } = describeFailure(error)
    throw new Error([`${name} failed:`, kind, code].filter(Boolean).join(' '), { cause: error })
  }
}

/** What graphile-worker says of a job: it puts error messages into its sentences, so these are not kept. */
interface WorkerMeta {
  error?: unknown
  failure?: boolean
  job?: { task_identifier?: string; attempts?: number; max_attempts?: number }
}

function workerLog(log: Log): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    const { error, failure, job } = (meta ?? {}) as WorkerMeta
    const worker = message.split(/[:\n'(]/, 1)[0]!.trim()
    if (failure === true) {
      const of = { task: job?.task_identifier, attempt: job?.attempts, attemptsMax: job?.max_attempts }
      log.error({ ...of, failure: describeFailure(error) }, 'a job failed')
    } else if (level === 'error' || level === 'warning') {
      const why = error === undefined ? {} : { failure: describeFailure(error) }
      log[level === 'error' ? 'error' : 'warn']({ worker, ...why }, 'the job runner')
    } else {
      log.debug({ worker, task: job?.task_identifier }, 'the job runner')
    }
  })
}

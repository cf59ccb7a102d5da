import type { Log } from './log.ts'

/** npm passes a Ctrl-C on that its child has had already; a person's second one comes later. */
const REPEATED_WITHIN_MS = 1_000
/** A step that takes longer hangs; the steps after it matter more than its end. */
const STEP_WITHIN_MS = 30_000

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The usual exit code of a program that was cut off by Ctrl-C: 128 + SIGINT. */
const CUT_OFF = 130

export interface Lifecycle {
  /** Registers how to end something that has been started. Ended in the reverse order of starting. */
  onStop(what: string, step: () => Promise<void> | void): void
  /** Ends everything once; later calls wait for the first. Does not end the process. */
  stop(): Promise<void>
  /** No longer listens for signals: for a command that has ended by itself. */
  release(): void
}

/**
 * Ends what was started, in order, when the process is told to:
 *
 *   running -> stopping   SIGINT, SIGTERM, SIGHUP, an error nobody caught, or `stop`
 *   stopping -> ended     every step is done: exit code 0, or 1 after an error; for what would
 *                         have finished by itself (a backup) a signal ends with 130
 *   stopping -> forced    a second signal, a second or more after the first: exit code 130
 *
 */
export function openLifecycle(
  log: Log,
  { finishes = false, exit = (code) => process.exit(code) }: { finishes?: boolean; exit?: (code: number) => void } = {},
): Lifecycle {
  const steps: { what: string; step: () => Promise<void> | void }[] = []
  let stopping: Promise<void> | undefined
  let stoppingSince = 0

  const stop = (): Promise<void> => {
    if (!stopping) {
      stoppingSince = performance.now()
      stopping = endAll(steps, log)
    }
    return stopping
  }
  const end = async (code: number): Promise<void> => {
    await stop()
    exit(code)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!stopping) {
      log.info({ signal }, 'stopping')
      void end(finishes ? CUT_OFF : 0)
    } else if (performance.now() - stoppingSince > REPEATED_WITHIN_MS) {
      log.warn({ signal }, 'stopped at once, on the second signal')
      exit(CUT_OFF)
    }
  }
  const onError = (error: unknown): void => {
    log.fatal({ err: error }, 'an error that nobody caught; stopping')
    if (!stopping) void end(1)
  }

  for (const signal of SIGNALS) process.on(signal, onSignal)
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  return {
    onStop: (what, step) => void steps.push({ what, step }),
    stop,
    release() {
      for (const signal of SIGNALS) process.off(signal, onSignal)
      process.off('uncaughtException', onError)
      process.off('unhandledRejection', onError)
    },
  }
}

async function endAll(steps: { what: string; step: () => Promise<void> | void }[], log: Log): Promise<void> {
  while (steps.length > 0) {
    const { what, step } = steps.pop()!
    try {
      await within(STEP_WITHIN_MS, step)
    } catch (error) {
      log.error({ err: error, what }, 'could not be ended cleanly')
    }
  }
}

async function within(limitMs: number, step: () => Promise<void> | void): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`took longer than ${limitMs / 1000} s`)), limitMs)
  try {
    await Promise.race([step(), late])
  } finally {
    clearTimeout(timer)
  }
}

import type { Metrics } from '../metrics.ts'
import type { ReadyCheck } from '../readiness.ts'
import type { Http } from './server.ts'

export interface OperationsOptions {
  checks: Record<string, ReadyCheck>
  metrics: Metrics
  /** A check that takes longer has failed: whoever asks has a time limit too. */
  checkMsMax?: number
}

interface Readiness {
  ready: boolean
  /** By check: "ok", or what is wrong. */
  checks: Record<string, string>
}

/**
 * For those who run the server. /healthz: the process answers. /readyz: 200 when all checks
 * hold, else 503 and which does not. /metrics: numbers for Prometheus. They name no person
 * and no key, and askers at the same moment share one round of checks.
 */
export function operationRoutes({ checks, metrics, checkMsMax = 2_000 }: OperationsOptions): (http: Http) => void {
  let underWay: Promise<Readiness> | undefined
  const ask = (): Promise<Readiness> => {
    underWay ??= runChecks(checks, checkMsMax).finally(() => {
      underWay = undefined
    })
    return underWay
  }
  return (http) => {
    http.get('/healthz', (_request, reply) => reply.type('application/json').send('{"alive":true}'))
    http.get('/readyz', async (_request, reply) => {
      const readiness = await ask()
      return reply.code(readiness.ready ? 200 : 503).send(readiness)
    })
    http.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()))
  }
}

async function runChecks(checks: Record<string, ReadyCheck>, msMax: number): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await resultOf(check, msMax)] as const),
  )
  return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) }
}

async function resultOf(check: ReadyCheck, msMax: number): Promise<string> {
  const { promise: tooLate, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('no answer in time'), msMax)
  try {
    return await Promise.race([check().then((wrong) => wrong ?? 'ok'), tooLate])
  } catch {
    // Why is in the log of whoever owns the connection; here it would tell a stranger of the inside.
    return 'unreachable'
  } finally {
    clearTimeout(timer)
  }
}

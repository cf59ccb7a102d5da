import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'

/** A request that took longer is worth a line even when nobody asked for lines. */
const SLOW_MS = 1_000

/** Told of one answered request: its status and how long it took, in milliseconds. */
export type Measure = (status: number, ms: number) => void

/**
 * Counts, times and logs the requests of one route. A line says the route's pattern, never
 * the address: keys stand in addresses. Every request has its line at level debug, a failed
 * or slow one at warn, since writing each at peak would cost more than answering it.
 */
export function makeMeasure(
  method: string,
  route: string,
  { log, metrics }: { log: Log; metrics: Metrics | undefined },
): Measure {
  const meter = metrics?.routeMeter(method, route)
  return (status, ms) => {
    meter?.(status, ms)
    if (status >= 500 || ms > SLOW_MS) log.warn({ method, route, status, ms: Math.round(ms) }, 'request')
    else if (log.isLevelEnabled('debug')) log.debug({ method, route, status, ms: Math.round(ms) }, 'request')
  }
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Upper bounds in milliseconds: idle answers, a batch under load, what a person calls slow. */
const REQUEST_BOUNDS_MS = [2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000]

/** Told of one answered request: its HTTP status and how long it took, in milliseconds. */
export type RouteMeter = (status: number, ms: number) => void

/**
 * The numbers of this process in Prometheus' text form. Features make their own counters
 * here; names begin with `giliran_` and end with their unit.
 */
export interface Metrics {
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): Counter<L>
  histogram<L extends string = never>(
    name: string,
    help: string,
    bounds: readonly number[],
    labels?: readonly L[],
  ): Histogram<L>
  /** A number read when somebody asks for it, for example the length of a queue. */
  gauge(name: string, help: string, read: () => number): void
  routeMeter(method: string, route: string): RouteMeter
  render(): Promise<string>
  readonly contentType: string
}

interface RouteCounts {
  method: string
  route: string
  /** Requests by the first digit of their status, 1 to 5. */
  byClass: Float64Array
  /** Requests by bound; the last holds what is slower than all. */
  byBound: Float64Array
  secondsSum: number
}

export function createMetrics({ ofProcess = true }: { ofProcess?: boolean } = {}): Metrics {
  const registry = new Registry()
  if (ofProcess) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 })
  const routes: RouteCounts[] = []
  const registers = [registry]
  return {
    counter: (name, help, labels = []) => new Counter({ name, help, labelNames: labels, registers }),
    histogram: (name, help, bounds, labels = []) =>
      new Histogram({ name, help, buckets: [...bounds], labelNames: labels, registers }),
    gauge: (name, help, read) => {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) })
    },
    routeMeter: (method, route) => {
      const byBound = new Float64Array(REQUEST_BOUNDS_MS.length + 1)
      const counts: RouteCounts = { method, route, byClass: new Float64Array(6), byBound, secondsSum: 0 }
      routes.push(counts)
      return (status, ms) => count(counts, status, ms)
    },
    render: async () => (await registry.metrics()) + routeLines(routes),
    contentType: registry.contentType,
  }
}

/** Connections of a pool: how many stand, how many of them idle, and how many callers wait for one. */
export function watchPool(
  metrics: Metrics,
  pool: { totalCount: number; idleCount: number; waitingCount: number },
): void {
  metrics.gauge('giliran_database_connections', 'Connections to the database.', () => pool.totalCount)
  metrics.gauge('giliran_database_connections_idle', 'Connections nobody uses.', () => pool.idleCount)
  metrics.gauge('giliran_database_waiting', 'Callers that wait for a connection.', () => pool.waitingCount)
}

// A prom-client histogram looks its labels up on every request; on the booking path that is
// dearer than the counting, so routes count into plain arrays.
function count(counts: RouteCounts, status: number, ms: number): void {
  const statusClass = Math.trunc(status / 100)
  counts.byClass[statusClass] = (counts.byClass[statusClass] ?? 0) + 1
  let bound = 0
  while (bound < REQUEST_BOUNDS_MS.length && ms > REQUEST_BOUNDS_MS[bound]!) bound++
  counts.byBound[bound]! += 1
  counts.secondsSum += ms / 1000
}

function routeLines(routes: RouteCounts[]): string {
  const answered: string[] = []
  const duration: string[] = []
  for (const { method, route, byClass, byBound, secondsSum } of routes) {
    // Most routes of a process are seldom asked for, and every one has a dozen lines.
    if (byBound.every((requests) => requests === 0)) continue
    const labels = `method="${method}",route="${route.replace(/[\\"\n]/g, '')}"`
    for (let statusClass = 1; statusClass <= 5; statusClass++) {
      if (!byClass[statusClass]) continue
      answered.push(`giliran_http_requests_total{${labels},status="${statusClass}xx"} ${byClass[statusClass]}`)
    }
    let below = 0
    for (const [index, inBound] of byBound.entries()) {
      below += inBound
      const bound = index < REQUEST_BOUNDS_MS.length ? REQUEST_BOUNDS_MS[index]! / 1000 : '+Inf'
      duration.push(`giliran_http_request_seconds_bucket{${labels},le="${bound}"} ${below}`)
    }
    duration.push(`giliran_http_request_seconds_sum{${labels}} ${secondsSum}`)
    duration.push(`giliran_http_request_seconds_count{${labels}} ${below}`)
  }
  return [
    '# HELP giliran_http_requests_total Requests answered, by route pattern and class of status.',
    '# TYPE giliran_http_requests_total counter',
    ...answered,
    '# HELP giliran_http_request_seconds Time from the arrival of a request to its answer.',
    '# TYPE giliran_http_request_seconds histogram',
    ...duration,
    '',
  ].join('\n')
}

import type { AddressInfo } from 'node:net'
import { bookingRoutes, seedDemonstration } from './bookings/index.ts'
import { startAllJobs } from './jobs.ts'
import { officeRoutes } from './offices/index.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { startServerFor } from './platform/database/open.ts'
import { createHttp } from './platform/http/index.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import type { Log } from './platform/log.ts'
import { addPages } from './pages.ts'
import { openParts, type Parts, rollForward } from './parts.ts'
import { openAvailability, scheduleRoutes } from './schedule/index.ts'
import { errorPageRenderer, loadStylesheet } from './web/index.ts'

export interface StartOptions {
  log: Log
  lifecycle: Lifecycle
  clock?: Clock
  engine?: { batchMax?: number; flightsMax?: number }
}

export interface Running extends Parts {
  /** Where it answers: http://127.0.0.1:3000 */
  address: string
}

/** Starts one app process: database, parts, slots, demonstration, jobs, HTTP. */
export async function startGiliran(
  config: Config,
  { log, lifecycle, clock = systemClock, engine = {} }: StartOptions,
): Promise<Running> {
  const server = await startServerFor(config, log, (error) => log.fatal({ err: error }, 'the database is gone'))
  lifecycle.onStop('database server', () => server.stop())
  const parts = await openParts({ config, log, clock, lifecycle, server, engine })
  await rollForward(parts)
  if (config.demo) await seedDemonstration(parts.bookings.deps)
  await startAllJobs(parts, lifecycle)
  const availability = openAvailability(parts)

  const { demo, publicUrl } = config
  const stylesheet = loadStylesheet()
  const site = { demo, publicUrl, stylesheet: stylesheet.path }
  const http = await createHttp({
    renderErrorPage: errorPageRenderer(site),
    log,
    metrics: parts.metrics,
    ...(publicUrl && { publicUrl }),
  })
  officeRoutes(parts)(http)
  scheduleRoutes({ ...parts, availability })(http)
  bookingRoutes({ ...parts.bookings.deps, publicUrl })(http)
  addPages(http, { ...parts, site, stylesheet, availability, development: config.development })
  lifecycle.onStop('http', () => http.close())
  await http.listen({ host: config.host, port: config.port })
  const { port } = http.server.address() as AddressInfo
  const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  server.embedded?.announce(address)
  return { ...parts, address }
}

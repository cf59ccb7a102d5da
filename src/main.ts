import { madeUpNames, seedDemonstration } from './bookings/index.ts'
import { announceDemonstrationDraw, seedDemonstrationDraw } from './draws/index.ts'
import { startAllJobs } from './jobs.ts'
import { openParts, type Parts, rollForward } from './parts.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { startServerFor } from './platform/database/open.ts'
import { describeFailure } from './platform/failure.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import type { Log } from './platform/log.ts'
import { serve } from './serve.ts'
import { seedPastDays } from './simulate/index.ts'

export interface StartOptions {
  log: Log
  lifecycle: Lifecycle
  clock?: Clock
  /** Batches of one in several flights, for the bench. */
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
  const server = await startServerFor(config, log, (error) => {
    // Without its database the app is of no use; whoever watches it starts it again.
    log.fatal({ err: error }, 'the database is gone')
    process.exitCode = 1
    void lifecycle.stop()
  })
  lifecycle.onStop('database server', () => server.stop())
  const parts = await openParts({ config, log, clock, lifecycle, server, engine })
  const shown = config.demo ? parts.simulated?.officeId : undefined
  if (shown) await announceDemonstrationDraw(parts.draws, shown)
  await rollForward(parts)
  if (config.demo) {
    await seedDemonstration(parts.bookings.deps)
    await parts.staff.seedDemonstration()
  }
  if (shown) await seedDemonstrationDraw(parts.draws, { officeId: shown, names: await madeUpNames() })
  await startAllJobs(parts, lifecycle)
  const address = await serve(parts, lifecycle)
  if (shown) seedPast(parts, lifecycle, shown)
  server.embedded?.announce(address)
  return { ...parts, address }
}

/** Nobody waits for it: the record is one page of many. */
function seedPast(parts: Parts, lifecycle: Lifecycle, officeId: string): void {
  const office = parts.offices.get(officeId)!
  const seeded = seedPastDays({ ...parts, office }).catch((error: unknown) =>
    parts.log.warn({ failure: describeFailure(error) }, 'the demonstration has no past'),
  )
  lifecycle.onStop('past days', () => seeded)
}

import { SEND_TICKET_TASK, sweepBookings, sweepDrafts } from './bookings/index.ts'
import { openNotifier } from './notify/index.ts'
import { type Jobs, startJobs } from './platform/jobs.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import { type Parts, rollForward } from './parts.ts'
import { rollSlotsCron } from './schedule/index.ts'
import { sweepVisits } from './visits/index.ts'

/** All work that is done later: what bookings ask for, and what the clock asks for. One list, so none lacks a hand. */
export async function startAllJobs(parts: Parts, lifecycle: Lifecycle): Promise<Jobs> {
  const { config, database, clock, keys, offices, limits, log } = parts
  const tasks: Record<string, (payload: unknown) => Promise<void>> = {
    'roll-slots': () => rollForward(parts),
    sweep: async () => {
      await sweepDrafts({ database, clock })
      await sweepBookings({ database, clock })
      await sweepVisits({ database, clock })
      await limits.sweep()
      await parts.staff.deps.sessions.sweep()
    },
  }
  if (config.smtpUrl !== undefined) {
    const { smtpUrl, mailFrom, publicUrl, demo } = config
    const notifier = openNotifier({ database, keys, offices, smtpUrl, mailFrom, publicUrl, demo })
    lifecycle.onStop('mail', () => notifier.close())
    tasks[SEND_TICKET_TASK] = notifier.sendTicket
  }
  const jobs = await startJobs({
    pool: database.pool,
    log,
    tasks,
    crontab: [`${rollSlotsCron} roll-slots`, '*/10 * * * * sweep'],
  })
  lifecycle.onStop('jobs', () => jobs.stop())
  return jobs
}

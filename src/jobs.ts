import { SEND_TICKET_TASK, sweepBookings, sweepDrafts } from './bookings/index.ts'
import { DRAWS_TASK, entryNow, eraseEntries, offerFreedSeats, offerNow, OFFERS_TASK, runDraws } from './draws/index.ts'
import { eraseReports } from './complaints/index.ts'
import {
  addNoShows,
  MESSAGES_TASK,
  loadTexts,
  openNotifier,
  openPlanner,
  SEND_MESSAGE_TASK,
  siteUrlOf,
  sweepCodes,
  sweepOutbox,
  sweepPhones,
  sweepReports,
} from './notify/index.ts'
import { missedBy, sweepNoShows } from './people/index.ts'
import { type Jobs, type JobsOptions, startJobs } from './platform/jobs.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import { type Parts, rollForward } from './parts.ts'
import { countDays, countDaysCron } from './reports/index.ts'
import { FREED_SEATS_TASK, returnFreedSeats, rollSlotsCron } from './schedule/index.ts'
import {
  changedHalls,
  COUNT_NO_SHOWS_TASK,
  countNoShows,
  countNoShowsCron,
  numberNow,
  sweepVisits,
} from './visits/index.ts'

/** In UTC. */
const crontab = [
  `${rollSlotsCron} roll-slots`,
  `${countNoShowsCron} ${COUNT_NO_SHOWS_TASK}`,
  `${countDaysCron} count-days`,
  '*/10 * * * * sweep',
  `* * * * * ${MESSAGES_TASK}`,
  `* * * * * ${FREED_SEATS_TASK}`,
  `* * * * * ${DRAWS_TASK}`,
  `* * * * * ${OFFERS_TASK}`,
]

/** All work that is done later: what bookings ask for, and what the clock asks for. One list, so none lacks a hand. */
export async function startAllJobs(
  parts: Parts,
  lifecycle: Lifecycle,
  { lookMs }: Pick<JobsOptions, 'lookMs'> = {},
): Promise<Jobs> {
  const { config, database, clock, keys, offices, limits, log, adapters, visits } = parts
  const notifier = openNotifier({
    database,
    clock,
    keys,
    offices,
    limits,
    log,
    adapters,
    siteUrl: siteUrlOf(config),
    demo: config.demo,
    texts: loadTexts(config.textsFile),
    numberNow: (officeId, visitId) => numberNow(visits.deps, officeId, visitId),
    noShowNow: (officeId, bookingId) => missedBy(database.kysely, { officeId, bookingId }, clock.now()),
    entryNow: (officeId, message) => entryNow(parts.draws, officeId, message),
    offerNow: (officeId, offerId) => offerNow(parts.draws, officeId, offerId),
    random: Math.random,
  })
  const planner = openPlanner({ database, clock, offices, changedHalls: (seen) => changedHalls(visits.deps, seen) })
  const tasks: Record<string, (payload: unknown) => Promise<void>> = {
    'roll-slots': () => rollForward(parts),
    [FREED_SEATS_TASK]: () => returnFreedSeats({ database, clock, offices }),
    'count-days': () => countDays({ database, clock, offices }),
    sweep: () => sweepAll(parts),
    [COUNT_NO_SHOWS_TASK]: () => countNoShows({ database, clock, offices, tell: addNoShows }),
    [DRAWS_TASK]: () => runDraws(parts.draws),
    [OFFERS_TASK]: () => offerFreedSeats(parts.draws),
    [SEND_TICKET_TASK]: notifier.tellOfTicket,
    [SEND_MESSAGE_TASK]: notifier.bringOne,
    [MESSAGES_TASK]: async () => {
      // Without any channel there is nobody to tell, and nothing to write down.
      const planned = adapters.size > 0 ? planner.plan() : Promise.resolve()
      await planned.catch(() => undefined)
      await notifier.bringDue()
      // What is due was brought all the same; that nothing was planned is this job's failure.
      await planned
    },
  }
  const jobs = await startJobs({
    pool: database.pool,
    log,
    tasks,
    ...(lookMs !== undefined && { lookMs }),
    crontab,
  })
  lifecycle.onStop('jobs', () => jobs.stop())
  parts.ledger.sequencer.start()
  parts.witnessing.start()
  return jobs
}

/** Takes away what has had its time, in every room. */
async function sweepAll({ config: { keep }, database, clock, ledger, limits, staff }: Parts): Promise<void> {
  const [now, { kysely }] = [clock.now(), database]
  await sweepDrafts({ database, clock })
  await sweepBookings({ database, clock })
  await sweepVisits({ database, clock })
  await sweepNoShows(kysely, now)
  await sweepCodes(kysely, now)
  await sweepPhones(kysely, now)
  await sweepReports({ database, clock })
  await sweepOutbox({ database, clock })
  await eraseEntries({ database, clock }, { keepDays: keep.entriesDays })
  await eraseReports({ database, clock }, { keepDays: keep.reportsDays })
  await ledger.sweep()
  await limits.sweep()
  await staff.deps.sessions.sweep()
}

import { type Bookings, markDemonstration, openBookingLimits, openBookings } from './bookings/index.ts'
import { type DrawDeps, openBeacon, openDraws } from './draws/index.ts'
import {
  type Adapters,
  closeChannels,
  codesByMessage,
  hasPhones,
  openChannels,
  openProofLimits,
  type ProofLimits,
  reaches,
} from './notify/index.ts'
import { loadReferenceData, officeBook, type OfficeBook } from './offices/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { type Keys, loadKeys } from './platform/crypto/index.ts'
import { connectDatabase, type Database } from './platform/database/index.ts'
import { migrate } from './platform/database/migrate.ts'
import type { OpenedServer } from './platform/database/open.ts'
import { type Events, openEvents } from './platform/events.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import { type Limits, openLimits } from './platform/limits.ts'
import type { Log } from './platform/log.ts'
import { createMetrics, type Metrics, watchPool } from './platform/metrics.ts'
import { type DemonstrationDay, openDemonstrationDay } from './simulate/index.ts'
import { openVisitDay, openVisits, type Visits } from './visits/index.ts'
import { openSlotBook, readHolidays, rollSlots, type SlotBook } from './schedule/index.ts'
import { openStaff, type Staff } from './staff/index.ts'
import {
  type Ledger,
  openDemonstrationWitness,
  openEvidenceOfTime,
  openLedger,
  openWitnessing,
  type WitnessAddress,
  type Witnessing,
  watchWitnesses,
} from './transparency/index.ts'

/** Everything below HTTP, wired: what the server and the commands beside it both work with. */
export interface Parts {
  config: Config
  clock: Clock
  log: Log
  metrics: Metrics
  database: Database
  keys: Keys
  events: Events
  offices: OfficeBook
  slots: SlotBook
  limits: Limits
  staff: Staff
  bookings: Bookings
  visits: Visits
  ledger: Ledger
  /** Whose word on the ledger counts here: those that are set up, or a demonstration's own. */
  witnesses: readonly WitnessAddress[]
  /** Has the ledger cosigned; waits to be started. */
  witnessing: Witnessing
  draws: DrawDeps
  /** Ways to reach people. */
  adapters: Adapters
  /** Of codes that prove a contact. */
  proofLimits: ProofLimits
  /** Only in a demonstration that has a hall. */
  simulated: SimulatedHall | undefined
}

/** The day that a demonstration sets in motion, and where. */
export interface SimulatedHall {
  day: DemonstrationDay
  officeId: string
  siteId: string
}

export interface PartsNeeds {
  config: Config
  log: Log
  clock: Clock
  lifecycle: Lifecycle
  server: Pick<OpenedServer, 'url' | 'ownerUrl'>
  /** Batches of one in several flights, for the bench. */
  engine?: { batchMax?: number; flightsMax?: number }
}

/** Opens the parts in order; `lifecycle` ends them in reverse. Throws OperatorError for what the operator can mend. */
export async function openParts({ config, log, clock, lifecycle, server, engine = {} }: PartsNeeds): Promise<Parts> {
  await migrate({ url: server.ownerUrl, appUrl: server.url })
  const database = connectDatabase(server.url, {
    connectionsMax: config.databaseConnections,
    onIdleError: (error) => log.warn({ err: error }, 'an idle connection broke'),
  })
  lifecycle.onStop('connections', () => database.close())
  if (config.demo) await markDemonstration(database)
  const keys = await loadKeys({ database, keysFile: config.keysFile, demo: config.demo })
  const { catalogue } = await loadReferenceData({ database, clock })

  const events = await openEvents({
    url: server.url,
    onError: (error) => log.warn({ err: error }, 'the line for events'),
  })
  lifecycle.onStop('events', () => events.close())
  const onError = (error: unknown): void => log.error({ err: error }, 'offices could not be read')
  const offices = await officeBook({ database, events, catalogue, onError })
  lifecycle.onStop('offices', () => offices.close())
  const slots = openSlotBook({ database, clock, events })
  lifecycle.onStop('slots', () => slots.close())

  const metrics = createMetrics()
  watchPool(metrics, database.pool)
  const limits = openLimits({
    database,
    clock,
    onError: (error) => log.error({ err: error }, 'limits could not be counted'),
  })
  lifecycle.onStop('limits', () => limits.close())
  const { demo, publicUrl, logOrigin } = config
  const ledger = await openLedger({ database, clock, log, keys, logOrigin, publicUrl })
  lifecycle.onStop('ledger', () => ledger.sequencer.stop())
  const isWatched = config.witnesses.length > 0 || !demo
  const own = isWatched ? undefined : await openDemonstrationWitness({ database, ledger, clock, log })
  const witnesses = own ? [own.address] : config.witnesses
  const witnessing = openWitnessing({ ledger, witnesses, clock, log, ...(own && { post: own.post }) })
  lifecycle.onStop('witnesses', () => witnessing.stop())
  watchWitnesses(metrics, witnessing)
  const staff = openStaff({ database, clock, keys, offices, events, limits, demo, publicUrl })
  lifecycle.onStop('staff', () => staff.close())
  const adapters = openChannels({ config, database, keys, clock })
  lifecycle.onStop('channels', () => closeChannels(adapters))
  const bookings = openBookings({
    database,
    clock,
    keys,
    offices,
    slots,
    log,
    metrics,
    engine,
    limits: openBookingLimits({ limits, keys, networkBookingsPerHourMax: config.networkBookingsPerHourMax }),
    tells: (contact) => reaches(adapters, contact),
    workPolicy: config.work,
    ...(config.vapid && { tellsPhones: hasPhones }),
  })
  lifecycle.onStop('bookings', () => bookings.close())
  const visits = openVisits({ database, clock, keys, offices, events, log, bookings: bookings.deps })
  lifecycle.onStop('halls', () => visits.close())
  // Bookings come before the halls, and ask them before a change on the day itself.
  bookings.deps.visitDay = openVisitDay(visits.deps)
  const simulated = config.demo ? simulatedHall({ offices, visits, log }) : undefined
  if (simulated) lifecycle.onStop('simulated day', () => simulated.day.stop())
  const beacon = openBeacon(config, { keys, now: () => clock.now() })
  const draws = openDraws({ bookings: bookings.deps, beacon, evidence: openEvidenceOfTime(ledger, witnesses), log })
  const opened = { config, clock, log, metrics, database, keys, events, offices, slots, limits }
  const watched = { ledger, witnesses, witnessing }
  const proofLimits = openProofLimits({ limits, keys })
  bookings.deps.codes = codesByMessage({ ...opened, adapters, proofLimits, bookings: bookings.deps })
  return { ...opened, ...watched, staff, bookings, visits, draws, adapters, proofLimits, simulated }
}

/** The first office that runs its day, at its first site. */
function simulatedHall({ offices, visits, log }: Pick<Parts, 'offices' | 'visits' | 'log'>): SimulatedHall | undefined {
  const office = offices.all().find((one) => one.bookable && one.definition?.day)
  const siteId = office?.definition?.sites[0]?.id
  if (!office || siteId === undefined) return undefined
  const at = { officeId: office.officeId, siteId }
  return { ...at, day: openDemonstrationDay({ deps: visits.deps, log, ...at }) }
}

/** Makes the slots of every bookable office up to its horizon: at each start and daily. */
export async function rollForward({
  database,
  clock,
  offices,
}: Pick<Parts, 'database' | 'clock' | 'offices'>): Promise<void> {
  const bookable = offices
    .all()
    .flatMap(({ officeId, timeZone, definition, bookable }) =>
      bookable && definition ? [{ officeId, timeZone, definition }] : [],
    )
  await rollSlots({ database, clock, offices: bookable, holidays: await readHolidays(database) })
}

import pg from 'pg'
import type { OfficeBook } from '../offices/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { SlotBook } from '../schedule/index.ts'
import type { BookDeps } from './book.ts'
import { lettersOfCode, makeCode } from './code.ts'
import { openBatcher } from './engine/batcher.ts'
import { engineSessionSql } from './engine/statement.ts'
import type { BookingLimits } from './limits.ts'
import { makeVisitTimes } from './visit-times.ts'

export interface OpenBookings {
  database: Database
  clock: Clock
  keys: Keys
  offices: OfficeBook
  slots: SlotBook
  limits: BookingLimits
  tells: BookDeps['tells']
  tellsPhones?: BookDeps['tellsPhones']
  workPolicy?: BookDeps['workPolicy']
  log: Log
  metrics?: Metrics
  /** Batches of one in several flights are for the bench, which measures what coalescing gains. */
  engine?: { batchMax?: number; flightsMax?: number }
}

export interface Bookings {
  deps: BookDeps
  /** Answers everything that was taken in, then lets the engine's connections go. */
  close(): Promise<void>
}

/** Connections that refusals are read on, beside the flights': two, so that a slow one does not stop the rest. */
const PROBE_CONNECTIONS = 2

/** Opens the booking engine on connections of its own. */
export function openBookings({ log, metrics, engine = {}, ...needs }: OpenBookings): Bookings {
  const { url } = needs.database
  const pool = enginePool(url, engine.flightsMax ?? 1, log)
  const probePool = enginePool(url, PROBE_CONNECTIONS, log)
  const { clock, slots } = needs
  const flushes = metrics?.histogram(
    'giliran_booking_flush_seconds',
    'One statement of the booking batch',
    [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
  )
  const sizes = metrics?.histogram(
    'giliran_booking_batch_parties',
    'Parties in one batch',
    [1, 2, 5, 10, 25, 50, 100, 256],
  )
  const booked = metrics?.counter('giliran_bookings_total', 'Parties booked by this process')
  const batcher = openBatcher({
    pool,
    probePool,
    clock,
    slots,
    renewCode: (party) => makeCode(lettersOfCode(party.code)),
    ...engine,
    onFlush: (flush) => {
      flushes?.observe(flush.milliseconds / 1000)
      sizes?.observe(flush.parties)
      booked?.inc(flush.booked)
    },
  })
  return {
    deps: { ...needs, batcher, visitTimes: makeVisitTimes() },
    async close() {
      await batcher.drain()
      await Promise.all([pool.end(), probePool.end()])
    },
  }
}

function enginePool(url: string, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'giliran bookings' })
  pool.on('connect', (client) => {
    // Also while it is lent: an error that nobody listens for ends the process.
    client.on('error', (error) => log.warn({ err: error }, 'a booking connection broke'))
    client
      .query(engineSessionSql)
      .catch((error: unknown) => log.warn({ err: error }, 'a booking connection broke at once'))
  })
  pool.on('error', () => undefined)
  return pool
}

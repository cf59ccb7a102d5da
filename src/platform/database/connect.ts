import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

const TIMESTAMPTZ = 1184
const DATE = 1082

const types: pg.CustomTypesConfig = {
  // pg's own typing wants one parser type for all; what the tables say is in tables.ts.
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMPTZ) return (text: string) => Temporal.Instant.from(text)
    if (oid === DATE) return (text: string) => Temporal.PlainDate.from(text)
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

// pg turns any other object into JSON, quotes and all; toPostgres is its own hook against that.
for (const kind of [Temporal.Instant, Temporal.PlainDate, Temporal.ZonedDateTime]) {
  const asText = kind === Temporal.ZonedDateTime ? zonedText : plainText
  Object.defineProperty(kind.prototype, 'toPostgres', { value: asText, configurable: true })
}
function plainText(this: Temporal.Instant | Temporal.PlainDate): string {
  return this.toString()
}
function zonedText(this: Temporal.ZonedDateTime): string {
  return this.toInstant().toString()
}

/** One PostgreSQL as the features see it: `pool` for hand-written SQL, `kysely` for the rest. */
export interface Database {
  url: string
  pool: pg.Pool
  kysely: Kysely<Tables>
  close(): Promise<void>
}

/**
 * Opens a pool of at most `connectionsMax` connections on `url`. Nothing connects before
 * the first query. `onIdleError` is told of a connection that breaks while it runs no statement.
 */
export function connectDatabase(
  url: string,
  { connectionsMax = 10, onIdleError }: { connectionsMax?: number; onIdleError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax, types, application_name: 'giliran' })
  // Also while it is lent: between two statements of a transaction nobody else would listen,
  // and an error without a listener ends the process.
  pool.on('connect', (client) => client.on('error', (error) => onIdleError?.(error)))
  pool.on('error', () => undefined)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const close = async (): Promise<void> => {
    await kysely.destroy()
    // Kysely ends the pool only if it was ever asked something.
    if (!pool.ended) await pool.end()
  }
  return { url, pool, kysely, close }
}

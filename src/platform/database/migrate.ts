import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Logger as WorkerLogger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { OperatorError } from '../operator-error.ts'
import { grantToApp } from './grants.ts'
import { advisoryLocks } from './locks.ts'
import { reach } from './reach.ts'

/** PostgreSQL's own number (150004 is 15.4). Below 15 there is no `unique nulls not distinct`, no MERGE. */
const SERVER_VERSION_MIN = 150000

const MIGRATIONS_FOLDER = new URL('./migrations/', import.meta.url)
const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/

export interface Migration {
  number: number
  name: string
  sha256: string
  sql: string
}

/** The database and this version of the program do not go together; the message says what to do. */
export class MigrationError extends OperatorError {}

/** All migrations of `folder`, ascending. A file with another kind of name, or a number used twice, is an error. */
export async function readMigrations(folder: URL = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const migrations: Migration[] = []
  for (const file of (await readdir(folder)).toSorted()) {
    const [, number, name] = FILE_NAME.exec(file) ?? []
    if (!number || !name) throw new MigrationError(`migrations/${file} is not named like 0002_what_it_does.sql`)
    const sql = await readFile(new URL(file, folder), 'utf8')
    if (migrations.at(-1)?.number === Number(number)) {
      throw new MigrationError(`two migrations have the number ${number}`)
    }
    // Line ends depend on the checkout, the meaning does not.
    const sha256 = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
    migrations.push({ number: Number(number), name, sha256, sql })
  }
  return migrations
}

/** What identifies the newest schema: the version in a backup's header and in a template's name. */
export function schemaVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.number ?? 0
}

/**
 * Brings the database at `url` up to this version: our SQL files in order, each in its own
 * transaction that first inserts its number, then graphile-worker's. Any number of processes
 * may do so at once: one works, the others wait for it and go on.
 *
 * `appUrl`: the app's own role, where it is not the owner; it is granted what it needs.
 * `upTo`: the last migration to apply, for a backup of an older version.
 * Returns the numbers this call applied. Throws MigrationError where a migration that was
 * applied has changed, the database is newer than the program, or the server is too old.
 */
export async function migrate({
  url,
  appUrl,
  upTo = Infinity,
  folder,
}: {
  url: string
  appUrl?: string
  upTo?: number
  folder?: URL
}): Promise<{ applied: number[] }> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ connectionString: url, application_name: 'giliran migrate' })
  await reach(client)
  try {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.migration])
    const applied = await applyMissing(client, migrations, upTo)
    await runMigrations({ connectionString: url, maxPoolSize: 2, logger: quietLogger() })
    if (appUrl && appUrl !== url) await grantToApp(client, appUrl)
    return { applied }
  } finally {
    await client.end()
  }
}

/** Numbers of the migrations that `url` still lacks, without changing anything; for /readyz and `giliran check`. */
export async function missingMigrations(
  database: { query(sql: string): Promise<{ rows: { number: number }[] }> },
  migrations: readonly Migration[],
): Promise<number[]> {
  const { rows } = await database.query('select number from migration')
  const done = new Set(rows.map((row) => row.number))
  return migrations.map(({ number }) => number).filter((number) => !done.has(number))
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  )
  const { number, name } = rows[0]!
  if (number < SERVER_VERSION_MIN) {
    throw new MigrationError(`this server is PostgreSQL ${name}; Giliran needs 15 or newer`)
  }
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[], upTo: number): Promise<number[]> {
  await client.query(`create table if not exists migration (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await client.query<Migration>('select number, name, sha256 from migration order by number')
  const done = new Map(rows.map((row) => [row.number, row]))
  refuseStrangers(migrations, done)
  const applied: number[] = []
  for (const migration of migrations) {
    if (done.has(migration.number) || migration.number > upTo) continue
    await apply(client, migration)
    applied.push(migration.number)
  }
  return applied
}

function refuseStrangers(migrations: readonly Migration[], done: ReadonlyMap<number, Migration>): void {
  const known = new Set(migrations.map(({ number }) => number))
  const unknown = [...done.values()].filter(({ number }) => !known.has(number))
  if (unknown.length > 0) {
    const names = unknown.map(fileName).join(', ')
    throw new MigrationError(
      `this database is newer than this version of Giliran (it has ${names}); start the newer version`,
    )
  }
  for (const migration of migrations) {
    const before = done.get(migration.number)
    if (before && (before.sha256 !== migration.sha256 || before.name !== migration.name)) {
      throw new MigrationError(
        `migrations/${fileName(migration)} was changed after it had been applied as ${fileName(before)};` +
          ' take it back as it was and put the change into a new migration',
      )
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { number, name, sha256, sql } = migration
  await client.query('begin')
  try {
    // First, so that without the lock, too, only one process could do this one.
    await client.query('insert into migration (number, name, sha256) values ($1, $2, $3)', [number, name, sha256])
    await client.query(sql)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`migrations/${fileName(migration)} failed and changed nothing: ${reason}`)
  }
}

function fileName({ number, name }: Pick<Migration, 'number' | 'name'>): string {
  return `${String(number).padStart(4, '0')}_${name}.sql`
}

// graphile-worker would print each of its migrations to the console.
function quietLogger(): WorkerLogger {
  return new WorkerLogger(() => () => undefined)
}

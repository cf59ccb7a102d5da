import { hash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { processEnvironment, testServersFrom } from '../config.ts'
import { connectDatabase } from './connect.ts'
import type { Database } from './connect.ts'
import { advisoryLocks } from './locks.ts'
import { migrate, readMigrations } from './migrate.ts'
import { startTestServer } from './test-server.ts'

/** How long PostgreSQL may take to see that a closed connection is closed. */
const CLOSED_WITHIN_MS = 2_000

export interface TestServer {
  /** 'PostgreSQL 15.18 (installed)', for a test's name. */
  label: string
  /** Its `postgres` database, as a superuser. */
  url: string
}

/** What many tests begin with: written once a server, and cloned with the tables. */
export interface Filling {
  name: string
  /** Writes it; its connections must end. */
  fill(url: string): Promise<void>
}

/** A TestContext, or `{ after }` of node:test for a whole file. */
export interface Afterwards {
  after(run: () => Promise<void>): void
}

/**
 * The servers of this test run: first the embedded one, then PostgreSQL 15 where it is
 * installed. Race tests run on each. Empty when a file is run by hand, without test/run.ts.
 */
export function testServers(): readonly TestServer[] {
  const text = testServersFrom(processEnvironment())
  return text ? (JSON.parse(text) as TestServer[]) : []
}

/**
 * A migrated, empty database of its own: cloned from a template that is made once a server,
 * dropped when `afterwards` says that the test, or the file, is over. A connection that is
 * still open then fails the test.
 *
 *   const database = await testDatabase({ after })   // one for a file
 *   const database = await testDatabase(t)           // one for a test
 *
 * node:test runs `after` hooks in the order of their registration: what a test opens on this
 * database besides, it must close before its end, not in a hook of its own that comes later.
 *
 * Without test/run.ts it starts an embedded server for itself, which takes about a second.
 */
export async function testDatabase(
  afterwards: Afterwards,
  { server, connectionsMax, filled }: { server?: TestServer; connectionsMax?: number; filled?: Filling } = {},
): Promise<Database> {
  const { url, stop } = await serverFor(server)
  const template = await ensureTemplate(url, filled)
  const name = `giliran_test_${randomBytes(6).toString('hex')}`
  await asAdmin(url, (admin) => admin.query(`create database ${name} template ${template}`))
  const database = connectDatabase(withDatabase(url, name), connectionsMax === undefined ? {} : { connectionsMax })
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= database.close())
  afterwards.after(async () => {
    try {
      const lent = database.pool.totalCount - database.pool.idleCount
      // Waiting for one that never comes back would hang instead of failing.
      if (lent > 0) throw new Error(`${lent} connection(s) of the test's database were not given back to the pool`)
      await close()
      await refuseLeaks(url, name)
    } finally {
      await asAdmin(url, (admin) => admin.query(`drop database if exists ${name} with (force)`))
      await stop()
    }
  })
  return { ...database, close }
}

/** An empty database without tables, for tests of migration and restore. */
export async function emptyDatabase(afterwards: Afterwards, server?: TestServer): Promise<{ url: string }> {
  const { url, stop } = await serverFor(server)
  const name = `giliran_test_${randomBytes(6).toString('hex')}`
  await asAdmin(url, (admin) => admin.query(`create database ${name}`))
  afterwards.after(async () => {
    try {
      // A pool says that it has ended before its connections have: one cut off would fail the test by its error.
      await refuseLeaks(url, name)
    } finally {
      await asAdmin(url, (admin) => admin.query(`drop database if exists ${name} with (force)`))
      await stop()
    }
  })
  return { url: withDatabase(url, name) }
}

/** Runs one thing as the superuser of a test server, for example to kill its backends. */
export async function asAdmin<T>(url: string, use: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url, application_name: 'giliran test admin' })
  await admin.connect()
  try {
    return await use(admin)
  } finally {
    await admin.end()
  }
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function serverFor(server: TestServer | undefined): Promise<{ url: string; stop(): Promise<void> }> {
  const shared = server ?? testServers()[0]
  if (shared) return { url: shared.url, stop: async () => {} }
  return startTestServer()
}

async function ensureTemplate(url: string, filled: Filling | undefined): Promise<string> {
  const sums = (await readMigrations()).map(({ sha256 }) => sha256).join('')
  const template = `giliran_template_${hash('sha256', sums).slice(0, 16)}_${filled?.name ?? 'empty'}`
  await asAdmin(url, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [advisoryLocks.testTemplate])
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    const unfinished = `${template}_new`
    await admin.query(`drop database if exists ${unfinished} with (force)`)
    await admin.query(`create database ${unfinished}`)
    await migrate({ url: withDatabase(url, unfinished) })
    await filled?.fill(withDatabase(url, unfinished))
    await refuseLeaks(url, unfinished)
    await admin.query(`alter database ${unfinished} rename to ${template}`)
  })
  return template
}

async function refuseLeaks(url: string, name: string): Promise<void> {
  await asAdmin(url, async (admin) => {
    const deadline = performance.now() + CLOSED_WITHIN_MS
    for (;;) {
      const { rows } = await admin.query<{ application_name: string; query: string }>(
        `select application_name, query from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
        [name],
      )
      if (rows.length === 0) return
      if (performance.now() > deadline) {
        const who = rows.map((row) => `${row.application_name}: ${row.query}`).join('; ')
        throw new Error(`the test left ${rows.length} connection(s) open: ${who}`)
      }
      await admin.query('select pg_sleep(0.01)')
    }
  })
}

import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { connectDatabase } from './database/index.ts'
import { startTestServer } from './database/test-server.ts'
import { asAdmin, testDatabase, withDatabase } from './database/testing.ts'
import { keptLog } from './http/testing.ts'
import { startJobs } from './jobs.ts'
import { createLog } from './log.ts'

/** A database, and a task whose runs are told of as they come. */
async function fixture(t: { after(run: () => Promise<void>): void }, { ownServer = false } = {}) {
  // A database that turns everybody away must not be on the server where others make theirs.
  const server = ownServer ? await startTestServer() : undefined
  const database = await testDatabase(t, { connectionsMax: 12, ...(server && { server }) })
  if (server) t.after(() => server.stop())
  const { log, text } = keptLog()
  const told = new EventEmitter()
  const add = (task: string, payload: object): Promise<unknown> =>
    database.pool.query('select graphile_worker.add_job($1, $2::json)', [task, payload])
  const waiting = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ jobs: string }>('select count(*) as jobs from graphile_worker.jobs')
    return Number(rows[0]!.jobs)
  }
  return { database, pool: database.pool, log, text, told, add, waiting }
}

test('a job written in a transaction runs once, in one of the processes, after the commit', async (t) => {
  const { database, pool, log, told, waiting } = await fixture(t)
  const ran: number[] = []
  const tasks = {
    note: async (payload: unknown) => {
      ran.push((payload as { n: number }).n)
      if (ran.length >= 50) told.emit('all')
    },
  }
  const processes = await Promise.all([startJobs({ pool, log, tasks }), startJobs({ pool, log, tasks })])
  const all = once(told, 'all')
  await database.kysely.transaction().execute(async (tx) => {
    for (let n = 0; n < 50; n++) {
      await sql`select graphile_worker.add_job('note', ${JSON.stringify({ n })}::json)`.execute(tx)
    }
  })
  await all
  for (const jobs of processes) await jobs.stop()
  assert.deepEqual(
    ran.toSorted((a, b) => a - b),
    Array.from({ length: 50 }, (_, n) => n),
  )
  assert.equal(await waiting(), 0)
})

test('one that fails is kept to be tried again, and its log says no word of its payload', async (t) => {
  const { pool, log, text, told, add } = await fixture(t)
  const jobs = await startJobs({
    pool,
    log,
    tasks: {
      send: async () => {
        told.emit('tried')
        throw new Error('550 no such mailbox budi@example.com')
      },
    },
  })
  const tried = once(told, 'tried')
  await add('send', { to: 'budi@example.com' })
  await tried
  await jobs.stop()
  const { rows } = await pool.query('select attempts, locked_at, run_at > now() as later from graphile_worker.jobs')
  assert.deepEqual(rows, [{ attempts: 1, locked_at: null, later: true }])
  assert.match(text(), /"task":"send","attempt":1/)
  assert.doesNotMatch(text(), /budi|mailbox/)
})

test('a job that nobody here has a hand for is left alone', async (t) => {
  const { pool, log, told, add, waiting } = await fixture(t)
  const jobs = await startJobs({ pool, log, tasks: { known: async () => void told.emit('ran') } })
  const ran = once(told, 'ran')
  await add('unknown', {})
  await add('known', {})
  await ran
  await jobs.stop()
  assert.equal(await waiting(), 1)
})

test('a stop waits for the job at hand', async (t) => {
  const { pool, log, told, add, waiting } = await fixture(t)
  const release = Promise.withResolvers<void>()
  let ended = false
  const jobs = await startJobs({
    pool,
    log,
    tasks: {
      long: async () => {
        told.emit('begun')
        await release.promise
        ended = true
      },
    },
  })
  const begun = once(told, 'begun')
  await add('long', {})
  await begun
  const stopped = jobs.stop()
  release.resolve()
  await stopped
  assert.equal(ended, true)
  assert.equal(await waiting(), 0)
})

test('work goes on after the database was gone at the end of a job', async (t) => {
  const { database, pool, told, add } = await fixture(t, { ownServer: true })
  const log = createLog('error', { write: (line) => void (line.includes('started again') && told.emit('broke')) })
  const release = Promise.withResolvers<void>()
  const jobs = await startJobs({
    pool,
    log,
    tasks: {
      held: async () => {
        told.emit('begun')
        await release.promise
      },
      next: async () => void told.emit('next'),
    },
  })
  try {
    const begun = once(told, 'begun')
    await add('held', {})
    await begun
    const broke = once(told, 'broke')
    const name = new URL(database.url).pathname.slice(1)
    await asAdmin(withDatabase(database.url, 'postgres'), async (admin) => {
      await admin.query(`alter database ${name} with allow_connections false`)
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
      release.resolve()
      await broke
      await admin.query(`alter database ${name} with allow_connections true`)
    })
    const next = once(told, 'next')
    await again(() => add('next', {}))
    await next
  } finally {
    await jobs.stop()
  }
})

/** A connection that was being made while all others were ended ends too: whoever is handed it asks again. */
async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries === 5) throw error
    }
  }
}

test('a stop while the database is gone ends too', async (t) => {
  const { database, pool, log } = await fixture(t, { ownServer: true })
  const jobs = await startJobs({ pool, log, tasks: { any: async () => undefined } })
  const name = new URL(database.url).pathname.slice(1)
  await asAdmin(withDatabase(database.url, 'postgres'), async (admin) => {
    await admin.query(`alter database ${name} with allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    await jobs.stop()
    await admin.query(`alter database ${name} with allow_connections true`)
  })
})

test('a first start that cannot be is an error', async () => {
  const gone = connectDatabase('postgresql://nobody@127.0.0.1:1/none')
  try {
    await assert.rejects(startJobs({ pool: gone.pool, log: keptLog().log, tasks: {} }), /ECONNREFUSED/)
  } finally {
    await gone.close()
  }
})

test('a stop after a start that failed leaves no rejection that is nobody\'s', async (t) => {
  const { database, pool, told, add } = await fixture(t, { ownServer: true })
  const log = createLog('error', {
    write: (line) => void (line.includes('could not be started') && told.emit('failed')),
  })
  const release = Promise.withResolvers<void>()
  const held = async (): Promise<void> => {
    told.emit('begun')
    await release.promise
  }
  const jobs = await startJobs({ pool, log, tasks: { held } })
  const begun = once(told, 'begun')
  await add('held', {})
  await begun
  const failed = once(told, 'failed')
  const name = new URL(database.url).pathname.slice(1)
  await asAdmin(withDatabase(database.url, 'postgres'), async (admin) => {
    await admin.query(`alter database ${name} with allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    release.resolve()
    await failed
    await jobs.stop()
    // Were there one, the runner of these tests would have it by the next turn.
    await setImmediate()
    await admin.query(`alter database ${name} with allow_connections true`)
  })
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { promisify } from 'node:util'
import { sourceFlags } from '../platform/config.ts'
import type { Database } from '../platform/database/index.ts'
import { testDatabase, testServers } from '../platform/database/testing.ts'
import { exampleNow } from './testing.ts'

/**
 * Two generators at once, each a process of its own. Both are held back at their first
 * insert until each of them waits for something; then they are let go.
 */
const HELD = 42
/** How many of the two wait, for the test's lock or for each other. */
const WAITING = `select count(*)::int as waiting from pg_locks join pg_database on pg_database.oid = database
  where locktype = 'advisory' and not granted and datname = current_database()`

/** The guards are two: the advisory lock, and the unique key. This takes both away. */
const UNGUARDED = `
  alter table slot drop constraint slot_once;
  create schema unguarded;
  create function unguarded.pg_advisory_xact_lock(bigint) returns void language sql as 'select'`

for (const server of testServers().length > 0 ? testServers() : [undefined]) {
  const on = server ? `, on ${server.label}` : ''

  test(`two processes that generate at once make each slot once${on}`, async (t) => {
    const database = await testDatabase(t, server && { server })
    const made = await generateTwice(database, database.url)
    assert.deepEqual(made.toSorted((a, b) => a - b), [0, await countSlots(database)])
    assert.equal(await countDoubles(database), 0)
  })

  test(`negative control: without the lock and the key they make each slot twice${on}`, async (t) => {
    const database = await testDatabase(t, server && { server })
    await database.pool.query(UNGUARDED)
    const url = new URL(database.url)
    url.searchParams.set('options', '-c search_path=unguarded,pg_catalog,public')
    const made = await generateTwice(database, url.href)
    assert.equal(made[0], made[1])
    assert.equal(await countDoubles(database), made[0])
  })
}

/** Returns how many slots each of the two made. */
async function generateTwice(database: Database, url: string): Promise<number[]> {
  await database.pool.query(`
    create function hold_back() returns trigger language plpgsql as
      $$ begin perform pg_catalog.pg_advisory_xact_lock_shared(${HELD}); return null; end $$;
    create trigger hold_back before insert on slot for each statement execute function hold_back()`)
  const holder = await database.pool.connect()
  try {
    await holder.query('select pg_advisory_lock($1)', [HELD])
    const running = Promise.all([generateElsewhere(url), generateElsewhere(url)])
    let ended = false
    running.then(() => (ended = true), () => (ended = true))
    for (;;) {
      const { rows } = await holder.query<{ waiting: number }>(WAITING)
      // Ended before both waited: the result, or the error, says what went wrong.
      if (rows[0]!.waiting === 2 || ended) break
      await holder.query('select pg_sleep(0.01)')
    }
    await holder.query('select pg_advisory_unlock($1)', [HELD])
    return await running
  } finally {
    holder.release()
  }
}

/** Generates in a process of its own. */
async function generateElsewhere(url: string): Promise<number> {
  const here = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href)
  const script = `
    const { connectDatabase } = await import(${here('../platform/database/index.ts')})
    const { generateSlots } = await import(${here('./generate.ts')})
    const { exampleHolidays: holidays, exampleOffice } = await import(${here('./testing.ts')})
    const { SetClock } = await import(${here('../platform/clock.ts')})
    const database = connectDatabase(${JSON.stringify(url)})
    const clock = new SetClock('${exampleNow.toString()}')
    const { created } = await generateSlots({ database, clock, office: exampleOffice(), holidays })
    console.log(created.length)
    await database.close()`
  const options = [...sourceFlags, '--input-type=module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, options)
  return Number(stdout)
}

async function countSlots({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from slot')
  return rows[0]!.count
}

async function countDoubles({ pool }: Database): Promise<number> {
  const { rows } = await pool.query(
    'select from slot group by office_id, site_id, channel, starts_at having count(*) > 1',
  )
  return rows.length
}

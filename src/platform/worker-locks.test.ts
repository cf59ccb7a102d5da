import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test } from 'node:test'
import { startHolder } from '../../test/messages/job-holding.ts'
import type { Database } from './database/index.ts'
import { testDatabase } from './database/testing.ts'
import { keptLog } from './http/testing.ts'
import { startJobs } from './jobs.ts'
import { openWorkerLocks } from './worker-locks.ts'

// Goal: a job in the hand of a dead process is done by another, and nobody takes one from the living.
// How: real processes that take a job in hand and never end it; some are killed.

const hands = async ({ pool }: Database): Promise<(string | null)[]> => {
  const { rows } = await pool.query<{ locked_by: string | null }>('select locked_by from graphile_worker.jobs')
  return rows.map((row) => row.locked_by)
}

/** Who holds worker locks, by session, once there are so many and none of `before`: what a look takes for life. */
async function untilHeld({ pool }: Database, wanted: number, before: readonly number[] = []): Promise<number[]> {
  for (let i = 0; i < 500; i++) {
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
       and database = (select oid from pg_database where datname = current_database())`,
    )
    const pids = rows.map((row) => row.pid)
    if (pids.length === wanted && !pids.some((pid) => before.includes(pid))) return pids
    await pool.query('select pg_sleep(0.02)')
  }
  return assert.fail(`there are never ${wanted}`)
}

test('a job in the hand of a killed process is done by another', async (t) => {
  const database = await testDatabase(t, { connectionsMax: 12 })
  const holder = await startHolder(database)
  await holder.kill()
  const [hand] = await hands(database)
  assert.match(hand!, /^pool-/, 'the dead process still has it in hand')
  const told = new EventEmitter()
  const done = once(told, 'done')
  const { log } = keptLog()
  const tasks = { held: async () => void told.emit('done') }
  const jobs = await startJobs({ pool: database.pool, log, tasks, lookMs: 20 })
  await done
  await jobs.stop()
  assert.deepEqual(await hands(database), [])
})

test('nobody takes a job from a living process, whose line may break', async (t) => {
  const { log } = keptLog()
  const database = await testDatabase(t)
  const holder = await startHolder(database)
  const [worker] = await hands(database)
  const locks = openWorkerLocks({ pool: database.pool, log, lookMs: 3_600_000 })
  try {
    locks.hold('pool-of-the-test')
    const before = await untilHeld(database, 2)
    for (let i = 0; i < 3; i++) assert.deepEqual(await locks.look(), [])
    // Every line breaks, as at a failover: all come back by themselves, and hold what they held.
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'giliran workers'`,
    )
    await untilHeld(database, 2, before)
    for (let i = 0; i < 3; i++) assert.deepEqual(await locks.look(), [])
    assert.deepEqual(await hands(database), [worker])

    await holder.kill()
    await untilHeld(database, 1)
    assert.deepEqual(await locks.look(), [], 'missed once, it may be on its way back')
    assert.deepEqual(await locks.look(), [worker])
    assert.deepEqual(await hands(database), [null])
  } finally {
    await locks.close()
    await holder.kill()
  }
})

test('a pool of workers that has ended holds nothing any more', async (t) => {
  const { log } = keptLog()
  const database = await testDatabase(t)
  const locks = openWorkerLocks({ pool: database.pool, log, lookMs: 3_600_000 })
  try {
    locks.hold('pool-a')
    locks.hold('pool-b')
    await untilHeld(database, 2)
    locks.drop('pool-a')
    await untilHeld(database, 1)
  } finally {
    await locks.close()
  }
  await untilHeld(database, 0)
})

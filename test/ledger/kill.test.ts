import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectDatabase, type Database } from '../../src/platform/database/index.ts'
import { openEvents } from '../../src/platform/events.ts'
import { createLog } from '../../src/platform/log.ts'
import { recount } from '../../src/platform/recount.ts'
import { ledgerChecks, ledgerTopic, openLedger } from '../../src/transparency/index.ts'
import { happen, ledgerGround, testKeys, testNow, testOrigin } from '../../src/transparency/testing.ts'
import { lose } from '../races/lose.ts'
import { startApp } from '../races/apps.ts'

// Goal: whatever process is killed at whatever moment, each trace is one leaf, and no number is
// left out. How: real processes that append small batches. One is killed in the middle of a
// transaction, all of it written and nothing committed; then one of two that work side by side.
const differencesOf = async ({ pool }: Pick<Database, 'pool'>): Promise<string[]> => {
  const client = await pool.connect()
  try {
    const { differences } = await recount(client, ledgerChecks(), testNow)
    return differences.map(({ check, where, what }) => `${check}: ${where}: ${what}`)
  } finally {
    client.release()
  }
}

const countsOf = async ({ pool }: Pick<Database, 'pool'>) => {
  const { rows: [counts] } = await pool.query<{ leaves: number; traces: number; waiting: number }>(`
    select (select count(*)::int from ledger_leaf) as leaves, (select count(*)::int from leaf_pending) as waiting,
           (select count(*)::int from ledger_leaf join audit using (office_id, audit_id)) as traces`)
  return counts!
}

test('processes that append are killed, and nothing is missing or double', { timeout: 60_000 }, async (t) => {
  const ground = await ledgerGround(t)
  const { database } = ground
  const { pool } = database
  await ground.ledger.sequencer.drain()
  await happen(ground, 400)
  const start = () => startApp(['test/ledger/appender.ts'], { DATABASE_URL: database.url })
  const gate = await pool.connect()
  const events = await openEvents({ url: database.url })
  const running: Awaited<ReturnType<typeof start>>[] = []
  try {
    await gate.query(`
      create function at_gate() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock_shared(1); return new; end $$;
      create trigger at_gate before insert on ledger_checkpoint for each row execute function at_gate();
      select pg_advisory_lock(1)`)
    const first = await start()
    running.push(first)
    // Told by nobody: it waits within a statement of its own.
    await gate.query(`do $$ begin
      while not exists (select from pg_locks where locktype = 'advisory' and not granted) loop
        perform pg_sleep(0.01);
      end loop; end $$`)
    await first.kill()
    assert.deepEqual(await countsOf(database), { leaves: 0, traces: 0, waiting: 400 })

    const [second, third] = await Promise.all([start(), start()])
    running.push(second, third)
    const whole = Promise.withResolvers<void>()
    let killed: Promise<void> | undefined
    events.on(ledgerTopic, (size) => {
      if (Number(size) > 100) killed ??= second.kill()
      if (Number(size) === 450) whole.resolve()
    })
    await gate.query('select pg_advisory_unlock(1)')
    await happen(ground, 50)
    await whole.promise
    assert.ok(killed)
    await killed
    assert.deepEqual(await countsOf(database), { leaves: 450, traces: 450, waiting: 0 })
    assert.deepEqual(await differencesOf(database), [])
  } finally {
    for (const one of running) await one.kill()
    await events.close()
    gate.release()
  }
})

test('lost where two processes may append at once', { timeout: 60_000 }, (t) =>
  lose({
    broken: /leaves are numbered without a gap/,
    run: async () => {
      const ground = await ledgerGround(t)
      await ground.ledger.sequencer.drain()
      // A lock that everybody gets, and none of the keys that would find out.
      await ground.database.pool.query(`
        create function public.pg_try_advisory_xact_lock(bigint) returns boolean language sql as 'select true';
        do $$ begin
          execute format('alter database %I set search_path = public, pg_catalog', current_database());
        end $$;
        alter table ledger_leaf drop constraint ledger_leaf_number_once, drop constraint ledger_leaf_trace_once;
        alter table ledger_checkpoint drop constraint ledger_checkpoint_pkey cascade;
        alter table ledger_tile disable trigger user`)
      await happen(ground, 60)
      const databases = [1, 2].map(() => connectDatabase(ground.database.url))
      const named = { publicUrl: undefined, logOrigin: testOrigin }
      const needs = { clock: ground.clock, keys: testKeys, log: createLog('silent'), ...named, batchMax: 20 }
      try {
        const ledgers = await Promise.all(databases.map((database) => openLedger({ ...needs, database })))
        await Promise.all(ledgers.map(({ sequencer }) => sequencer.drain().catch(() => undefined)))
      } finally {
        for (const database of databases) await database.close()
      }
      assert.deepEqual(await differencesOf(ground.database), [])
    },
  }))

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { makeWorkerUtils } from 'graphile-worker'
import { connectDatabase } from './connect.ts'
import { MigrationError, migrate, readMigrations } from './migrate.ts'
import { asAdmin, emptyDatabase, testServers } from './testing.ts'

async function folderWith(t: TestContext, files: Record<string, string>): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'giliran-migrations-'))
  t.after(() => rm(path, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(path, name), sql)
  return pathToFileURL(`${path}/`)
}

for (const server of [undefined, ...testServers().slice(1)]) {
  const on = server ? ` (${server.label})` : ''

  test(`of 20 migrators at once one works and all go on${on}`, async (t) => {
    const { url } = await emptyDatabase(t, server)
    const results = await Promise.all(Array.from({ length: 20 }, () => migrate({ url })))
    const all = (await readMigrations()).map(({ number }) => number)
    assert.deepEqual(results.flatMap(({ applied }) => applied), all)
    assert.equal(results.filter(({ applied }) => applied.length > 0).length, 1)
  })
}

test('a migration that fails leaves nothing behind, and those before it stand', async (t) => {
  const { url } = await emptyDatabase(t)
  const folder = await folderWith(t, {
    '0001_one.sql': 'create table one (id int);',
    '0002_two.sql': 'create table two (id int); select 1 / 0;',
  })
  await assert.rejects(migrate({ url, folder }), /0002_two\.sql failed and changed nothing: division by zero/)
  await asAdmin(url, async (admin) => {
    const { rows } = await admin.query(`select to_regclass('one') is not null as one, to_regclass('two') as two`)
    assert.deepEqual(rows, [{ one: true, two: null }])
    assert.deepEqual((await admin.query('select number from migration')).rows, [{ number: 1 }])
  })
})

test('a migration that was changed after it was applied is named', async (t) => {
  const { url } = await emptyDatabase(t)
  await migrate({ url, folder: await folderWith(t, { '0001_one.sql': 'create table one (id int);' }) })
  // Another line end is no change.
  await migrate({ url, folder: await folderWith(t, { '0001_one.sql': 'create table one (id int);' }) })
  const changed = await folderWith(t, { '0001_one.sql': 'create table one (id bigint);' })
  await assert.rejects(migrate({ url, folder: changed }), /0001_one\.sql was changed after/)
})

test('a database newer than the program is refused', async (t) => {
  const { url } = await emptyDatabase(t)
  const one = { '0001_one.sql': 'create table one (id int);' }
  await migrate({ url, folder: await folderWith(t, { ...one, '0002_two.sql': 'create table two (id int);' }) })
  await assert.rejects(migrate({ url, folder: await folderWith(t, one) }), (error: Error) => {
    assert.ok(error instanceof MigrationError)
    assert.match(error.message, /newer than this version of Giliran \(it has 0002_two\.sql\)/)
    return true
  })
})

test('a file with another kind of name, or a number twice, is refused', async (t) => {
  await assert.rejects(readMigrations(await folderWith(t, { '2_two.sql': '' })), /is not named like/)
  const twice = await folderWith(t, { '0001_one.sql': '', '0001_other.sql': '' })
  await assert.rejects(readMigrations(twice), /two migrations have the number 0001/)
})

test('the app role works with every table and cannot unwrite the audit, nor the ledger', async (t) => {
  const { url } = await emptyDatabase(t)
  const makeRole = `
    do $$ begin create role giliran_test_app login password 'x'; exception when duplicate_object then end $$`
  await asAdmin(url, (admin) => admin.query(makeRole))
  const appUrl = new URL(url)
  appUrl.username = 'giliran_test_app'
  appUrl.password = 'x'
  await migrate({ url, appUrl: appUrl.href })
  await migrate({ url, appUrl: appUrl.href })

  const app = connectDatabase(appUrl.href)
  await app.pool.query(`insert into setting (name, value) values ('a', '1')`)
  await app.pool.query(`update setting set value = '2'`)
  await app.pool.query(`
    insert into audit (office_id, audit_id, at, commitment)
    values ('x', gen_random_uuid(), now(), decode(repeat('00', 32), 'hex'))`)
  // What the sequencer and the sweep do.
  await app.pool.query(`
    with waits as (insert into leaf_pending select office_id, audit_id from audit)
    insert into ledger_leaf select office_id, audit_id, 0 from audit;
    delete from leaf_pending;
    insert into ledger_tile values (0, 0, sha256(''))
      on conflict (level, tile_index) do update set hashes = excluded.hashes;
    insert into ledger_checkpoint values (0, sha256(''), 'a', now()), (1, sha256(''), 'b', now());
    delete from ledger_checkpoint where size = 0;
    insert into ledger_cosignature values (1, 'w', '00000000', 'c', now())`)
  const refused = ['update audit set at = now()', 'delete from audit', 'truncate audit', 'delete from migration']
  refused.push('update ledger_leaf set leaf_index = 1', 'delete from ledger_leaf', 'delete from ledger_tile')
  refused.push(`update ledger_checkpoint set note = 'x'`, 'delete from ledger_cosignature', 'truncate ledger_leaf')
  for (const sql of refused) {
    await assert.rejects(app.pool.query(sql), /permission denied/, sql)
  }
  const utils = await makeWorkerUtils({ pgPool: app.pool })
  await utils.addJob('greet', {})
  assert.equal((await app.pool.query('select from graphile_worker._private_jobs')).rowCount, 1)
  await utils.release()
  await app.close()
})

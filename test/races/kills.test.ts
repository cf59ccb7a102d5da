import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../src/platform/database/index.ts'
import type { Binaries } from '../../src/platform/database/embedded/binaries.ts'
import { installedPostgres } from '../../src/platform/database/test-server.ts'
import { type App, startApps } from './apps.ts'
import { controlled, openGround, servers } from './ground.ts'
import { startKillable } from './killing.ts'
import { startLoad } from './load.ts'
import { lose } from './lose.ts'
import { openWorld, type World } from './world.ts'

// Goal: who was told "booked" is booked, whatever was killed at that moment.
// How: SIGKILL under load, of one of two apps, then of PostgreSQL with all its processes;
// every ticket that was answered must be there, and a recount finds nothing amiss.
// This is not pulling the plug: what a killed process has handed to the kernel reaches the
// disk. Against a lost machine stand fsync and synchronous_commit, which are on.
const options = { timeout: 120_000 }

for (const server of servers) {
  describe(`an app is killed, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    test('the tickets it gave stand, and the other app serves those it left', options, async () => {
      await using endings = new AsyncDisposableStack()
      const { world, apps, giliran } = await openGround(endings, { server })
      await killAnApp(world, apps)
      await world.check()
      const { code, output } = await giliran('check')
      assert.equal(code, 0, output)
    })
  })
}

for (const server of controlled) {
  describe(`a careless app is killed, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    test('lost where the answer comes before the commit', options, () =>
      lose({
        broken: /acknowledged and lost/,
        run: async () => {
          await using endings = new AsyncDisposableStack()
          const settings = { CARELESS: 'early' }
          const { world, apps } = await openGround(endings, { server, settings, careless: {} })
          await killAnApp(world, apps)
        },
      }))
  })
}

const installed = installedPostgres()
for (const binaries of installed ? [undefined, installed] : [undefined]) {
  describe(`PostgreSQL is killed, ${binaries ? binaries.version : 'the embedded one'}`, { concurrency: 1 }, () => {
    test('the tickets given before stand, and booking goes on', options, async () => {
      await using endings = new AsyncDisposableStack()
      const { database, world, apps, kill, giliran } = await openKillable(endings, binaries)
      await killPostgres(world, apps, kill)
      await world.check()
      const { code, output } = await giliran('check')
      assert.equal(code, 0, output)
      assert.equal(await setting(database, 'synchronous_commit'), 'on')
      assert.equal(await setting(database, 'fsync'), 'on')
    })

    test('lost where a commit does not wait for the disk', options, async () => {
      await using endings = new AsyncDisposableStack()
      const { world, apps, kill } = await openKillable(endings, binaries, [
        'alter database giliran set synchronous_commit = off',
        // The log is written when it must be, not a moment later: what a busy server may do, this one does.
        `alter system set wal_writer_delay = '10s'`,
        `alter system set wal_writer_flush_after = '1GB'`,
        'select pg_reload_conf()',
      ])
      await lose({ broken: /acknowledged and lost/, run: () => killPostgres(world, apps, kill) })
    })
  })
}

async function killAnApp(world: World, apps: readonly App[]): Promise<void> {
  const slot = await world.slot(100_000)
  const load = startLoad(world, slot, apps)
  await load.booked(500)
  await apps[0]!.kill()
  await load.booked(load.codes.length + 300)
  await load.end()
  await assertThere(world, slot, load.codes)
}

async function killPostgres(world: World, apps: readonly App[], kill: () => Promise<void>): Promise<void> {
  const slot = await world.slot(100_000)
  await world.database.pool.query('checkpoint')
  const load = startLoad(world, slot, apps)
  await load.booked(500)
  await kill()
  const before = load.codes.length
  await load.booked(before + 300)
  await load.end()
  await assertThere(world, slot, load.codes)
}

/** Everybody who holds a ticket, and nobody else, is in the slot. */
async function assertThere({ database }: World, slot: string, codes: readonly string[]): Promise<void> {
  const { rows } = await database.pool.query<{ code: string }>('select code from booking where slot_id = $1', [slot])
  const there = new Set(rows.map((row) => row.code))
  // An app that never writes has lost them all, killed or not.
  assert.ok(there.size > 0, 'nobody was booked at all')
  assert.equal(codes.filter((code) => !there.has(code)).length, 0, 'acknowledged and lost')
  assert.equal(new Set(codes).size, codes.length, 'two people hold one ticket')
  assert.equal(there.size, codes.length, 'booked twice, or booked for nobody')
}

async function openKillable(
  endings: AsyncDisposableStack,
  binaries: Binaries | undefined,
  statements: readonly string[] = [],
) {
  const server = await startKillable(binaries)
  endings.defer(() => server.close())
  for (const statement of statements) await server.database.pool.query(statement)
  const { apps, giliran, close } = await startApps(server.database.url, 2)
  endings.defer(close)
  return { ...server, apps, giliran, world: openWorld(server.database, apps) }
}

async function setting({ pool }: Database, name: string): Promise<string> {
  const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [name])
  return rows[0]!.value
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../src/platform/database/index.ts'
import type { Binaries } from '../../src/platform/database/embedded/binaries.ts'
import { installedPostgres } from '../../src/platform/database/test-server.ts'
import { startApps } from './apps.ts'
import { startKillable } from './killing.ts'
import { bookThroughAKill } from './load.ts'
import { lose } from './lose.ts'
import { openWorld } from './world.ts'

// Goal: who was told "booked" is booked, though the database was killed at that moment.
// How: SIGKILL to PostgreSQL with all its processes, under load.
// This is not pulling the plug: what a killed process has handed to the kernel reaches the
// disk. Against a lost machine stand fsync and synchronous_commit, which are on.
const options = { timeout: 120_000 }

const installed = installedPostgres()
for (const binaries of installed ? [undefined, installed] : [undefined]) {
  describe(`PostgreSQL is killed, ${binaries ? binaries.version : 'the embedded one'}`, { concurrency: 1 }, () => {
    test('the tickets given before stand, and booking goes on', options, async () => {
      await using endings = new AsyncDisposableStack()
      const { database, world, apps, kill, giliran } = await openKillable(endings, binaries)
      await bookThroughAKill(world, apps, kill)
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
      await lose({ broken: /acknowledged and lost/, run: () => bookThroughAKill(world, apps, kill) })
    })
  })
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

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../src/platform/database/index.ts'
import { testDatabase, testServers } from '../../src/platform/database/testing.ts'
import { type Apps, startApps, startCarelessApps } from './apps.ts'
import { assertCalled, hallRaces, servedThroughAKill, signIn } from './hall.ts'
import { lose } from './lose.ts'
import { openWorld, type World } from './world.ts'

// Goal: with two app processes nobody is called to two counters, or gets a number that is
// somebody else's, whoever presses and scans when.
// How: real processes and databases; then the same against an app that looks first and
// writes afterwards, with the guards of the database gone, which must be seen to lose.
const unguard = `
  alter table counter_now drop constraint counter_now_pkey, drop constraint visit_at_one_counter;
  alter table visit drop constraint visit_number_once;
  alter table visit_scan drop constraint visit_scan_pkey`

for (const server of testServers().length > 0 ? testServers() : [undefined]) {
  describe(`calling, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    const endings: (() => Promise<void>)[] = []
    let database: Database
    let apps: Apps
    let world: World
    let headers: Record<string, string>
    before(async () => {
      database = await testDatabase({ after: (run) => endings.unshift(run) }, server ? { server } : {})
      // A demonstration has accounts that can sign in at once.
      apps = await startApps(database.url, 2, { GILIRAN_DEMO: 'on' })
      endings.unshift(() => apps.close())
      world = openWorld(database, apps.apps)
      headers = await signIn(apps.apps[0]!.address)
    })
    after(async () => {
      world.close()
      for (const end of endings) await end()
    })

    for (const race of hallRaces) {
      test(race.name, async () => {
        await race.run(world, headers)
        await world.check()
      })
    }

    test('an app is killed in mid-day: who was called stays called, and the other app goes on', async () => {
      const called = await servedThroughAKill(world, headers, () => apps.apps[0]!.kill())
      assert.ok(called.length > 60, `only ${called.length} were called`)
      await assertCalled(world, called)
      await world.check()
    })
  })

  describe(`calling without any guard, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    for (const race of hallRaces) {
      test(`lost: ${race.name}`, async (t) => {
        const endings: (() => Promise<void>)[] = []
        t.after(async () => {
          for (const end of endings) await end()
        })
        const database = await testDatabase({ after: (run) => endings.unshift(run) }, server ? { server } : {})
        await database.pool.query(unguard)
        const apps = await startCarelessApps(database.url, 2)
        endings.unshift(() => apps.close())
        const world = openWorld(database, apps.apps)
        endings.unshift(async () => world.close())
        await lose({ broken: race.broken, run: () => race.run(world, {}) })
      })
    }

    test('lost: an app that answers before it has written is killed', async (t) => {
      await lose({
        broken: /called and lost/,
        run: async () => {
          const endings: (() => Promise<void>)[] = []
          try {
            const database = await testDatabase({ after: (run) => endings.unshift(run) }, server ? { server } : {})
            await database.pool.query(unguard)
            const apps = await startCarelessApps(database.url, 2, { CARELESS: 'early' })
            endings.unshift(() => apps.close())
            const world = openWorld(database, apps.apps)
            endings.unshift(async () => world.close())
            await assertCalled(world, await servedThroughAKill(world, {}, () => apps.apps[0]!.kill()))
          } finally {
            for (const end of endings) await end()
          }
        },
      })
      t.diagnostic('seen to lose')
    })
  })
}

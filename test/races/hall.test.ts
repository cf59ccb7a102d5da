import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { controlled, type Ground, openGround, servers } from './ground.ts'
import { assertCalled, type HallAt, hallRaces, onOneDay, servedThroughAKill, signIn, todayOf } from './hall.ts'
import { lose } from './lose.ts'
import type { World } from './world.ts'

// Goal: with two app processes nobody is called to two counters, or gets a number that is
// somebody else's, whoever presses and scans when.
// How: real processes and databases; then the same against an app that looks first and
// writes afterwards, with the guards of the database gone, which must be seen to lose.
const unguard = `
  alter table counter_now drop constraint counter_now_pkey, drop constraint visit_at_one_counter;
  alter table visit drop constraint visit_number_once;
  alter table visit_scan drop constraint visit_scan_pkey`

for (const server of servers) {
  describe(`calling, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    const endings = new AsyncDisposableStack()
    let ground: Ground
    let headers: Record<string, string>
    const open = async (): Promise<void> => {
      // A demonstration has accounts that can sign in at once.
      ground = await openGround(endings, { server, settings: { GILIRAN_DEMO: 'on' } })
      headers = await signIn(ground.apps[0]!.address)
    }
    before(open)
    after(() => endings.disposeAsync())
    const onToday = (run: (world: World, at: HallAt) => Promise<void>): Promise<void> =>
      onOneDay({ run: (day) => run(ground.world, { headers, day }), openAnew: open })

    for (const race of hallRaces) {
      test(race.name, () =>
        onToday(async (world, at) => {
          await race.run(world, at)
          await world.check()
        }))
    }

    test('an app is killed in mid-day: who was called stays called, and the other app goes on', () =>
      onToday(async (world, at) => {
        const called = await servedThroughAKill(world, at, () => ground.apps[0]!.kill())
        assert.ok(called.length > 60, `only ${called.length} were called`)
        await assertCalled(world, called)
        await world.check()
      }))
  })
}

for (const server of controlled) {
  describe(`calling without any guard, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    for (const race of hallRaces) {
      test(`lost: ${race.name}`, async () => {
        await using endings = new AsyncDisposableStack()
        const { world } = await openGround(endings, { server, careless: { unguard } })
        await lose({ broken: race.broken, run: () => race.run(world, { headers: {}, day: todayOf() }) })
      })
    }

    test('lost: an app that answers before it has written is killed', () =>
      lose({
        broken: /called and lost/,
        run: async () => {
          await using endings = new AsyncDisposableStack()
          const settings = { CARELESS: 'early' }
          const { world, apps } = await openGround(endings, { server, settings, careless: { unguard } })
          const at = { headers: {}, day: todayOf() }
          await assertCalled(world, await servedThroughAKill(world, at, () => apps[0]!.kill()))
        },
      }))
  })
}

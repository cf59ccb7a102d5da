import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { controlled, openGround, servers } from './ground.ts'
import { bookThroughAKill } from './load.ts'
import { lose } from './lose.ts'

// Goal: who was told "booked" is booked, though the app that said so was killed at that moment.
// How: SIGKILL to one of two apps under load; every ticket that was answered must be there, and
// a recount finds nothing amiss.
const options = { timeout: 120_000 }

for (const server of servers) {
  describe(`an app is killed, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    test('the tickets it gave stand, and the other app serves those it left', options, async () => {
      await using endings = new AsyncDisposableStack()
      const { world, apps, giliran } = await openGround(endings, { server })
      await bookThroughAKill(world, apps, () => apps[0]!.kill())
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
          await bookThroughAKill(world, apps, () => apps[0]!.kill())
        },
      }))
  })
}

import { describe, test } from 'node:test'
import { assertKept, bookedThroughAClosing, closeDay } from './closing.ts'
import { controlled, openGround } from './ground.ts'
import { signIn } from './hall.ts'
import { lose } from './lose.ts'

// Goal: whoever was told "booked" while the day was being closed has the hour still: closed, and listed.
// How: two real processes; people book the very hours that the closing deletes where nobody is
// booked. No key of the database guards this, so it is seen to be lost by an app that looks which
// hours are empty and deletes them afterwards. Each has its own database: all that is planted goes.
for (const server of controlled) {
  describe(`closing a day, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    test('nobody who books meanwhile loses the hour', async () => {
      await using endings = new AsyncDisposableStack()
      const { world, apps } = await openGround(endings, { server, settings: { GILIRAN_DEMO: 'on' } })
      const { address } = apps[0]!
      const headers = await signIn(address)
      await assertKept(world, await bookedThroughAClosing(world, (date) => closeDay(address, date, headers)))
      await world.check()
    })
  })
}

for (const server of controlled) {
  describe(`closing a day without care, on ${server?.label ?? 'the embedded server'}`, () => {
    test('lost where empty hours are deleted one by one', async () => {
      await using endings = new AsyncDisposableStack()
      const { world, apps } = await openGround(endings, { server, careless: {} })
      const careless = (date: string): Promise<void> => closeDay(apps[0]!.address, date)
      await lose({
        broken: /lost with the hour/,
        run: async () => assertKept(world, await bookedThroughAClosing(world, careless)),
      })
    })
  })
}

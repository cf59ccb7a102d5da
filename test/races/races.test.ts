import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asAdmin } from '../../src/platform/database/testing.ts'
import { freedAtOnce } from '../freed-at-once.ts'
import { type Ground, openGround, servers } from './ground.ts'
import { races } from './races.ts'
import { bookRequest, changeRequest, type Reply, tally, type World } from './world.ts'

// Goal: with two app processes on one database the promises of docs hold under any race.
// How: real processes, asked over HTTP by hundreds of connections at once, on every server;
// after each race every promise is counted again. controls.test.ts runs the same races
// against an app that keeps none, and sees them lost.
for (const server of servers) {
  describe(`races on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    const endings = new AsyncDisposableStack()
    let ground: Ground
    let world: World
    before(async () => {
      ground = await openGround(endings, { server })
      world = ground.world
      await freedAtOnce(ground.database)
      for (let app = 0; app < world.apps; app++) await untilFreedAtOnce(world, app)
    })
    after(() => endings.disposeAsync())

    for (const race of races) {
      test(race.name, async () => {
        await race.run(world)
        await world.check()
      })
    }

    test('a seat that was freed in one app can be booked in the other at once', async () => {
      const slot = await world.slot(1)
      for (let i = 0; i < 20; i++) await bookAndCancel(world, slot, i % 2)
      await world.check()
    })

    test('five hundred people behind one address at the hour of release are all served', async () => {
      await serveAllAtRelease(world)
      await world.check()
    })

    test('no race ended in a deadlock', async () => {
      // A backend tells of its deadlocks when it ends at the latest.
      for (const app of ground.apps) await app.stop()
      const count = 'select deadlocks from pg_stat_database where datname = current_database()'
      const { rows } = await asAdmin(ground.database.url, (admin) => admin.query<{ deadlocks: string }>(count))
      assert.deepEqual(rows, [{ deadlocks: '0' }])
    })
  })
}

/** Until this app has heard that freed seats are free at once. */
async function untilFreedAtOnce(world: World, app: number): Promise<void> {
  const slot = await world.slot(1)
  const [nik] = world.niks(1)
  const { body } = await world.ask(app, bookRequest({ slot, niks: [nik!] }))
  await world.ask(app, changeRequest('cancel', { code: body.code!, key: body.key!, nik: nik! }))
  const { rows } = await world.database.pool.query('select withheld from slot where slot_id = $1', [slot])
  if (rows[0].withheld > 0) await untilFreedAtOnce(world, app)
}

async function bookAndCancel(world: World, slot: string, app: number): Promise<void> {
  const other = (app + 1) % world.apps
  const [nik, next] = world.niks(2)
  const { body } = await world.ask(app, bookRequest({ slot, niks: [nik!] }))
  const refused = await world.ask(other, bookRequest({ slot, niks: [next!] }))
  assert.equal(refused.problem, 'slot-full')
  const held = { code: body.code!, key: body.key!, nik: nik! }
  assert.equal((await world.ask(app, changeRequest('cancel', held))).status, 200)
  const booked = await world.ask(other, bookRequest({ slot, niks: [next!] }))
  assert.equal(booked.status, 201, 'a cached count said full')
  await world.ask(other, changeRequest('cancel', { code: booked.body.code!, key: booked.body.key!, nik: next! }))
}

/** Each asks again and again from before the hour on, as people do, until there is a ticket. */
async function serveAllAtRelease(world: World, opensInMs = 700): Promise<void> {
  // Their lines stand before: on a busy machine to open them takes longer than the hour is away.
  const unreleased = await world.slot(1, { opensInMs: 3_600_000 })
  await world.atOnce(world.niks(500).map((nik) => bookRequest({ slot: unreleased, niks: [nik] })))
  const slots = [await world.slot(200, { opensInMs }), await world.slot(300, { opensInMs })]
  const early: Reply[] = []
  const served = await Promise.all(
    world.niks(500).map(async (nik, i) => {
      const bytes = bookRequest({ slot: slots[i < 200 ? 0 : 1]!, niks: [nik] })
      for (;;) {
        const reply = await world.ask(i % world.apps, bytes)
        if (reply.problem !== 'slot-unreleased') return reply
        early.push(reply)
      }
    }),
  )
  // On a busy machine the hour may strike before anybody came: then it was no race.
  if (early.length === 0 && opensInMs < 60_000) return serveAllAtRelease(world, opensInMs * 4)
  assert.ok(early.length > 0, 'nobody came before the hour')
  assert.deepEqual(tally(served), { booked: 500 })
}

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import type { Database } from '../../src/platform/database/index.ts'
import { controlled, openGround } from './ground.ts'
import { lose } from './lose.ts'
import { races } from './races.ts'
import type { World } from './world.ts'

/** Every guard of the promises about seats, people and requests, in a database of the test's own. */
const unguard = `
  alter table slot drop constraint slot_never_oversold;
  alter table live_claim drop constraint live_claim_one_per_person;
  alter table idempotency drop constraint idempotency_once;
  alter table booking drop constraint booking_code_key, drop constraint booking_key_hash_key`

// Goal: each race can be lost, so that winning it says something.
// How: the same races with all guards gone: no constraint in the database, and in place of
// the engine's statement an app that looks first and writes afterwards (careless-app.ts).
for (const server of controlled) {
  describe(`without any guard, on ${server?.label ?? 'the embedded server'}`, { concurrency: 1 }, () => {
    const endings = new AsyncDisposableStack()
    let database: Database
    let world: World
    before(async () => {
      ;({ database, world } = await openGround(endings, { server, careless: { unguard } }))
    })
    after(() => endings.disposeAsync())

    for (const race of races) {
      test(`lost: ${race.name}`, async () => {
        await lose({ broken: race.broken, run: () => race.run(world) })
      })
    }

    test('the recount names what was lost', async () => {
      const wanted = [
        'no slot is oversold',
        'seats taken are those of its bookings',
        'a party has as many people as it says',
      ]
      const error = await world.check().then(
        () => assert.fail('nothing was lost'),
        (error: assert.AssertionError) => error,
      )
      const found = new Set((error.actual as { check: string }[]).map((one) => one.check))
      assert.deepEqual(wanted.filter((check) => !found.has(check)), [])
      assert.ok(found.has('the guards stand'))
    })

    test('slots locked in the order of arrival, as no batch may, do deadlock', async () => {
      const slots = await Promise.all(Array.from({ length: 12 }, () => world.slot(9)))
      const ended = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => lockAll(database.url, slots, i)))
      const codes = ended.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code?: string }).code] : []))
      assert.ok(codes.includes('40P01'), `ended with ${codes.join(', ')}`)
    })
  })
}

/** Locks all slots one after the other, each client in its own order, until one is the victim of a deadlock. */
async function lockAll(url: string, slots: readonly string[], own: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set deadlock_timeout = '20ms'`)
    for (let round = 0; round < 50; round++) {
      await client.query('begin')
      for (const [i] of slots.entries()) {
        const slot = slots[own % 2 ? slots.length - 1 - i : i]
        await client.query('update slot set withheld = withheld where slot_id = $1', [slot])
      }
      await client.query('commit')
    }
  } finally {
    await client.end()
  }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SetClock } from './clock.ts'
import { testDatabase } from './database/testing.ts'
import type { Refusal } from './errors.ts'
import { type Limit, openLimits } from './limits.ts'

const subject = Buffer.from('somebody')
const limit: Limit = { scope: 'tries', subject, max: 10, windowSeconds: 60 }
const fail = (error: unknown): never => assert.fail(String(error))

test('of many at once, over two processes, no more than the limit are allowed', async (t) => {
  const database = await testDatabase(t)
  const clock = new SetClock('2026-11-24T02:00:30Z')
  const processes = [1, 2].map(() => openLimits({ database, clock, onError: fail }))
  const takes = Array.from({ length: 200 }, (_, i) => processes[i % 2]!.take(limit))
  const settled = await Promise.allSettled(takes)
  assert.equal(settled.filter((one) => one.status === 'fulfilled').length, 10)
  const refusals = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as Refusal] : []))
  assert.ok(refusals.every((one) => one.type === 'too-many-requests' && one.extras.retryAfterSeconds === 30))
  await processes[0]!.take({ ...limit, subject: Buffer.from('somebody else') })
})

test('a new window begins with nothing, and old ones are swept', async (t) => {
  const database = await testDatabase(t)
  const clock = new SetClock('2026-11-24T02:00:59Z')
  const limits = openLimits({ database, clock, onError: fail })
  await limits.take({ ...limit, cost: 10 })
  await assert.rejects(limits.check(limit))
  assert.ok(limits.knownOver(limit))
  clock.advance({ seconds: 1 })
  await limits.check(limit)
  assert.ok(!limits.knownOver(limit))
  await limits.take({ ...limit, cost: 4 })
  clock.advance({ hours: 25 })
  await limits.sweep()
  const { rows } = await database.pool.query('select from limit_counter')
  assert.equal(rows.length, 0)
})

test('what is recorded afterwards is counted, and close waits for it', async (t) => {
  const database = await testDatabase(t)
  const limits = openLimits({ database, clock: new SetClock('2026-11-24T02:00:00Z'), onError: fail })
  for (let i = 0; i < 7; i++) limits.record(limit)
  await limits.close()
  const { rows } = await database.pool.query('select count from limit_counter')
  assert.deepEqual(rows, [{ count: 7 }])
})

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { SetClock } from './clock.ts'
import { connectDatabase, type Database } from './database/index.ts'
import { testDatabase, testServers } from './database/testing.ts'
import { Refusal } from './errors.ts'
import { type Limit, type Limits, openLimits } from './limits.ts'

const database = await testDatabase({ after })
const clock = new SetClock('2026-11-24T03:00:20Z')
const fail = (error: unknown): void => assert.fail(String(error))
const open = (on: Pick<Database, 'pool'> = database): Limits => openLimits({ database: on, clock, onError: fail })

const subjectOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const limitOf = (text: string, more: Partial<Limit> = {}): Limit => ({
  scope: 'test',
  subject: subjectOf(text),
  max: 10,
  windowSeconds: 60,
  ...more,
})
const isTooMany = (error: unknown): error is Refusal => error instanceof Refusal && error.type === 'too-many-requests'

/** How many of these promises were allowed; anything but a refusal for being too many fails the test. */
async function allowed(takings: Promise<unknown>[]): Promise<number> {
  const results = await Promise.allSettled(takings)
  for (const result of results)
    if (result.status === 'rejected') assert.ok(isTooMany(result.reason), String(result.reason))
  return results.filter(({ status }) => status === 'fulfilled').length
}

test('200 at once on two instances: exactly the max are allowed', async () => {
  const other = connectDatabase(database.url)
  try {
    const instances = [open(), open(other)]
    const limit = limitOf('two instances', { max: 37 })
    assert.equal(await allowed(Array.from({ length: 200 }, (_, i) => instances[i % 2]!.take(limit))), 37)
    for (const limits of instances) await limits.close()
  } finally {
    await other.close()
  }
})

// Negative control: the same race with what a process knows by itself, and no counter that is shared.
test('without the shared counter the same race allows twice as many', async () => {
  const alone = [limitOf('alone 1', { max: 37 }), limitOf('alone 2', { max: 37 })]
  const limits = open()
  assert.equal(await allowed(Array.from({ length: 200 }, (_, i) => limits.take(alone[i % 2]!))), 74)
  await limits.close()
})

test('a refusal says when the window ends', async () => {
  const limits = open()
  const limit = limitOf('retry', { max: 1, windowSeconds: 300 })
  await limits.take(limit)
  await assert.rejects(limits.take(limit), (error) => {
    assert.ok(isTooMany(error))
    assert.equal(error.extras.retryAfterSeconds, 280)
    assert.deepEqual(error.extras.values, { minutes: 4 })
    return true
  })
  await limits.close()
})

test('the next window begins at nothing', async () => {
  const limits = open()
  const limit = limitOf('windows', { max: 1 })
  await limits.take(limit)
  await assert.rejects(limits.take(limit), isTooMany)
  clock.advance({ seconds: 60 })
  await limits.take(limit)
  await limits.close()
})

test('one may cost more than one, and scopes and subjects are apart', async () => {
  const limits = open()
  await limits.take(limitOf('cost', { cost: 9 }))
  await assert.rejects(limits.take(limitOf('cost', { cost: 2 })), isTooMany)
  await limits.take(limitOf('cost', { cost: 2, scope: 'other' }))
  await limits.take(limitOf('another subject', { cost: 2 }))
  await limits.take(limitOf('cost', { cost: 1 }))
  await limits.close()
})

// Else whoever sends twenty at once with somebody else's contact shuts it for the day, by refusals alone.
test('what was refused counts for nothing: given back, there is room for all of it again', async () => {
  const [limits, elsewhere] = [open(), open()]
  const limit = limitOf('refused', { max: 3 })
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => limits.take(limit)))
  const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  assert.equal(taken.length, 3)
  for (const giveBack of taken) giveBack()
  await limits.close()
  assert.equal(await allowed(Array.from({ length: 20 }, () => elsewhere.take(limit))), 3)
  await elsewhere.close()
})

test('what is given back after its window is over makes no room in the next', async () => {
  const limits = open()
  const limit = limitOf('given back late', { max: 1 })
  const giveBack = await limits.take(limit)
  clock.advance({ seconds: 60 })
  giveBack()
  await limits.close()
  assert.equal(await allowed([limits.take(limit), limits.take(limit)]), 1)
  await limits.close()
})

test('what is recorded is seen by knownOver in its own process at once, and by check in every one', async () => {
  const [limits, elsewhere] = [open(), open()]
  const limit = limitOf('record', { max: 3 })
  for (let i = 0; i < 2; i++) limits.record(limit)
  assert.equal(limits.knownOver(limit), false)
  limits.record(limit)
  assert.equal(limits.knownOver(limit), true)
  await elsewhere.check(limit)
  await limits.close()
  assert.equal(limits.knownOver(limit), true)
  assert.equal(elsewhere.knownOver(limit), false)
  await assert.rejects(elsewhere.check(limit), isTooMany)
  await limits.check(limitOf('never counted'))
  assert.throws(() => limits.refuse(limit), isTooMany)
  clock.advance({ seconds: 60 })
  assert.equal(limits.knownOver(limit), false)
})

test('thousands of subjects at once all get their answer', async () => {
  const limits = open()
  const takings = Array.from({ length: 2_500 }, (_, i) => limits.take(limitOf(`many ${i}`, { max: 1 })))
  assert.equal(await allowed(takings), 2_500)
})

test('instances that count the same subjects in different order do not wait in a circle', async () => {
  const instances = [open(), open(), open()]
  const subjects = Array.from({ length: 50 }, (_, i) => limitOf(`circle ${i}`, { max: 1_000 }))
  for (let round = 0; round < 10; round++) {
    const orders = [subjects, subjects.toReversed(), subjects.toSorted((a, b) => a.subject.compare(b.subject))]
    await Promise.all(orders.flatMap((order, i) => order.map((limit) => instances[i]!.take(limit))))
  }
  await assert.rejects(open().check({ ...subjects[0]!, max: 30 }), isTooMany)
  await open().check({ ...subjects[0]!, max: 31 })
})

test('a sweep throws away old windows and keeps the running one', async () => {
  const limits = open()
  const limit = limitOf('sweep', { max: 5 })
  await limits.take(limit)
  clock.advance({ hours: 25 })
  await limits.take(limit)
  await limits.sweep()
  const { rows } = await database.pool.query('select count from limit_counter where subject = $1', [limit.subject])
  assert.deepEqual(rows, [{ count: 1 }])
})

test('a database that is gone fails the taker and tells onError of what was recorded', async () => {
  const gone = connectDatabase('postgresql://nobody@127.0.0.1:1/none')
  const told: unknown[] = []
  const limits = openLimits({ database: gone, clock, onError: (error) => told.push(error) })
  try {
    await assert.rejects(limits.take(limitOf('gone')), /ECONNREFUSED/)
    assert.equal(told.length, 0)
    limits.record(limitOf('gone'))
    await limits.close()
    assert.equal(told.length, 1)
  } finally {
    await gone.close()
  }
})

for (const server of testServers().slice(1)) {
  test(`the counting statement is read by ${server.label}`, async (t) => {
    const other = await testDatabase(t, { server })
    const limits = open(other)
    assert.equal(await allowed(Array.from({ length: 20 }, () => limits.take(limitOf('fifteen')))), 10)
    await limits.close()
  })
}

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../platform/database/testing.ts'
import { parseSlotsText, type SlotsTold } from '../../schedule/index.ts'
import { runBatch } from './run-batch.ts'
import { enginePool, makeParty, makeSlots, strangers, testNow } from './testing.ts'

// Hooks run in the order they are named: the pool must be gone before the database is.
after(() => pool.end())
const database = await testDatabase({ after })
const pool = enginePool(database.url)

/** What one flight to these slots, a party to each, tells every process. */
async function toldBy(officeSlots: Record<string, number>): Promise<{ messages: string[]; told: SlotsTold[] }> {
  const slots = []
  for (const [officeId, count] of Object.entries(officeSlots)) {
    slots.push(...(await makeSlots(database, officeId, Array.from({ length: count }, () => 5))))
  }
  const parties = slots.map((slot) => makeParty(slot, strangers(2)))
  const listener = await database.pool.connect()
  const messages: string[] = []
  const heardAll = new Promise<void>((resolve) => {
    listener.on('notification', ({ payload = '' }) => (payload === 'end' ? resolve() : messages.push(payload)))
  })
  await listener.query('listen giliran')
  const client = await pool.connect()
  const times = { now: testNow, keptUntil: testNow.add({ hours: 24 }) }
  const { outcomes } = await runBatch(client, parties, times)
  assert.ok(outcomes.every((one) => one.kind === 'booked'))
  await client.query(`select pg_notify('giliran', 'end')`)
  client.release()
  await heardAll
  listener.release(true)
  const told = messages.flatMap((text) => parseSlotsText(text.replace('slots ', '')) ?? assert.fail(text))
  return { messages, told }
}

test('a flight over many offices tells all its counts in a few messages', async () => {
  const offices = Array.from({ length: 140 }, (_, i) => `office-with-a-long-name-${i}`)
  const { messages, told } = await toldBy(Object.fromEntries(offices.map((name) => [name, 2])))
  assert.ok(messages.length < 10, `${messages.length} messages`)
  assert.deepEqual(told.map((one) => one.officeId).toSorted(), offices.toSorted())
  assert.ok(told.every((one) => one.counts?.length === 2 && one.counts.every(({ taken }) => taken === 2)))
})

test('an office with more changes than a message holds is read again', async () => {
  const { told } = await toldBy({ bogor: 1, cilacap: 500, depok: 1 })
  const counted = Object.fromEntries(told.map(({ officeId, counts }) => [officeId, counts?.length]))
  assert.deepEqual(counted, { bogor: 1, cilacap: undefined, depok: 1 })
})

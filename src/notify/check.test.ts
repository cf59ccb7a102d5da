import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../platform/database/testing.ts'
import { recount } from '../platform/recount.ts'
import { messageChecks } from './check.ts'

// Goal: `giliran check` names a message that was written twice, and guards that are gone.
test('the same told by two messages is found, and the guard that lacks', async (t) => {
  const database = await testDatabase(t)
  const client = await database.pool.connect()
  try {
    const found = async (): Promise<string[]> => {
      const { differences } = await recount(client, messageChecks, Temporal.Instant.from('2026-11-26T00:00:00Z'))
      return differences.map(({ check }) => check)
    }
    const add = `
      insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
      values ('wonosobo', gen_random_uuid(), 'booked', '00000000-0000-7000-8000-000000000001', '0', 'waiting',
        now(), now())`
    await client.query(add)
    assert.deepEqual(await found(), [])
    await assert.rejects(client.query(add), /message_once/)
    await client.query('alter table message drop constraint message_once')
    await client.query(add)
    assert.deepEqual(await found(), ['nobody is told the same by two messages', 'the guards of messages stand'])
  } finally {
    client.release()
  }
})

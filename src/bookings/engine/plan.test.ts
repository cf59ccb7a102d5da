import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../platform/database/testing.ts'
import { bookBatchSql, engineSessionSql } from './statement.ts'
import { makeSlots } from './testing.ts'

const database = await testDatabase({ after })

/** How the one statement would be run, whatever its parameters; needs PostgreSQL 16 or newer. */
async function planOf(session: string): Promise<string> {
  const client = await database.pool.connect()
  try {
    await client.query(session)
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${bookBatchSql}`)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    client.release(true)
  }
}

const readsWhole = /Seq Scan on (slot|booking|booking_person|live_claim|idempotency|audit)|(Merge|Hash) Join/

test('no flight reads a hot table whole, however little is in it', async () => {
  for (let i = 0; i < 20; i++) await makeSlots(database, `office-${i}`, [5, 5, 5])
  await database.pool.query('analyze')
  const plan = await planOf(engineSessionSql)
  assert.match(plan, /Index Scan using slot_pkey/)
  assert.doesNotMatch(plan, readsWhole)
})

test('left to itself the planner takes a small table whole', async () => {
  assert.match(await planOf('select 1'), readsWhole)
})

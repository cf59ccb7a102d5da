import assert from 'node:assert/strict'
import test from 'node:test'
import { connectDatabase } from './connect.ts'
import { asAdmin, testDatabase } from './testing.ts'

test('instants and dates are read and written as Temporal', async (t) => {
  const { pool } = await testDatabase(t)
  const instant = Temporal.Instant.from('2026-05-04T02:00:00.123456Z')
  const date = Temporal.PlainDate.from('2026-05-04')
  const { rows } = await pool.query(
    'select $1::timestamptz as instant, $2::date as date, 9007199254740993 as big',
    [instant, date],
  )
  assert.ok(instant.equals(rows[0].instant))
  assert.ok(date.equals(rows[0].date))
  assert.equal(rows[0].big, '9007199254740993')
})

test('a connection that breaks while it is lent is told, and does not end the process', async (t) => {
  const { url } = await testDatabase(t)
  const told: string[] = []
  const database = connectDatabase(url, { onIdleError: (error) => void told.push(error.message) })
  const lent = await database.pool.connect()
  const broken = new Promise((resolve) => lent.once('end', resolve))
  const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid')
  await asAdmin(url, (admin) => admin.query('select pg_terminate_backend($1)', [rows[0]!.pid]))
  await broken
  assert.match(told[0]!, /terminating connection/)
  await assert.rejects(lent.query('select 1'))
  lent.release(true)
  await database.close()
})

test('close ends a pool that Kysely was never asked through', async (t) => {
  const { url } = await testDatabase(t)
  const database = connectDatabase(url)
  await database.pool.query('select 1')
  await database.close()
  assert.equal(database.pool.totalCount, 0)
})

import assert from 'node:assert/strict'
import test from 'node:test'
import { connectDatabase } from './connect.ts'
import { asAdmin, testDatabase, testServers } from './testing.ts'
import type { Afterwards } from './testing.ts'

function collected(): Afterwards & { runAll(): Promise<void> } {
  const steps: (() => Promise<void>)[] = []
  return {
    after: (step) => void steps.push(step),
    async runAll() {
      for (const step of steps) await step()
    },
  }
}

test('a test database is migrated, empty and gone afterwards', async () => {
  const afterwards = collected()
  const database = await testDatabase(afterwards)
  const name = new URL(database.url).pathname.slice(1)
  const { rows } = await database.pool.query(
    'select (select count(*)::int from slot) slots, (select count(*)::int from migration) done',
  )
  assert.equal(rows[0].slots, 0)
  assert.ok(rows[0].done >= 1)
  await afterwards.runAll()
  const [server] = testServers()
  if (!server) return
  const left = await asAdmin(server.url, (admin) => admin.query('select from pg_database where datname = $1', [name]))
  assert.equal(left.rowCount, 0)
})

test('a connection that is not given back fails the test', async () => {
  const afterwards = collected()
  const database = await testDatabase(afterwards)
  const lent = await database.pool.connect()
  lent.on('error', (error) => assert.match(error.message, /terminat/))
  await assert.rejects(afterwards.runAll(), /1 connection\(s\) of the test's database were not given back/)
})

test('a second pool that is left open fails the test', async () => {
  const afterwards = collected()
  const database = await testDatabase(afterwards)
  const leaked = connectDatabase(database.url, {
    onIdleError: (error) => assert.match(error.message, /terminat/),
  })
  await leaked.pool.query('select 1 as leaked')
  await assert.rejects(afterwards.runAll(), /left 1 connection\(s\) open: giliran: select 1 as leaked/)
  await leaked.close()
})

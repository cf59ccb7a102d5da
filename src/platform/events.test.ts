import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test } from 'node:test'
import { testDatabase } from './database/testing.ts'
import { type Events, notifyText, openEvents } from './events.ts'

/** Events on a database of its own; closed before the database goes. */
async function fixture(t: { after(run: () => Promise<void>): void }) {
  const open: Events[] = []
  t.after(async () => {
    for (const one of open) await one.close()
  })
  const database = await testDatabase(t)
  const errors: unknown[] = []
  const listen = async (): Promise<Events> => {
    const events = await openEvents({ url: database.url, onError: (error) => errors.push(error) })
    open.push(events)
    return events
  }
  return { database, listen, errors }
}

test('every process hears every message once, in the order of the commits', async (t) => {
  const { database, listen } = await fixture(t)
  const heard: string[][] = [[], []]
  const last = new EventEmitter()
  for (const [i, events] of [await listen(), await listen()].entries()) {
    events.on('slots', (text) => {
      heard[i]!.push(text)
      if (text === '99') last.emit('last')
    })
    events.on('other', () => assert.fail('a message on another topic was heard'))
  }
  const both = new Promise<void>((resolve) => {
    let left = 2
    last.on('last', () => --left === 0 && resolve())
  })
  for (let i = 0; i < 100; i++) {
    await database.pool.query(`select pg_notify('giliran', $1)`, [notifyText('slots', String(i))])
  }
  await both
  const inOrder = Array.from({ length: 100 }, (_, i) => String(i))
  assert.deepEqual(heard, [inOrder, inOrder])
})

test('what is rolled back is never heard', async (t) => {
  const { database, listen } = await fixture(t)
  const events = await listen()
  const emitter = new EventEmitter()
  events.on('slots', (text) => emitter.emit('heard', text))
  const heard = once(emitter, 'heard')
  await database.pool.query(`begin; select pg_notify('giliran', 'slots undone'); rollback`)
  await database.pool.query(`select pg_notify('giliran', 'slots done')`)
  assert.deepEqual(await heard, ['done'])
})

test('a line that breaks comes back, and whoever keeps copies is told', async (t) => {
  const { database, listen, errors } = await fixture(t)
  const events = await listen()
  assert.ok(events.aliveWithin(5000))
  const emitter = new EventEmitter()
  events.onReset(() => emitter.emit('reset'))
  events.on('slots', (text) => emitter.emit('heard', text))
  const reset = once(emitter, 'reset')
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'giliran events' and datname = current_database()`,
  )
  await reset
  assert.ok(errors.length > 0)
  const heard = once(emitter, 'heard')
  await database.pool.query(`select pg_notify('giliran', 'slots again')`)
  assert.deepEqual(await heard, ['again'])
})

test('a message that PostgreSQL could not carry is our mistake', () => {
  assert.throws(() => notifyText('slots', 'x'.repeat(7900)), /too long/)
})

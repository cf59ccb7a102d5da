import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test } from 'node:test'
import { asAdmin, testDatabase, withDatabase } from './database/testing.ts'
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

test('a handler that throws keeps nobody else from hearing', async (t) => {
  const { database, listen, errors } = await fixture(t)
  const events = await listen()
  const emitter = new EventEmitter()
  events.on('slots', () => {
    throw new Error('a handler threw')
  })
  events.on('slots', (text) => emitter.emit('heard', text))
  const heard = once(emitter, 'heard')
  await database.pool.query(`select pg_notify('giliran', 'slots still here')`)
  assert.deepEqual(await heard, ['still here'])
  assert.match(String(errors[0]), /a handler threw/)
})

test('who no longer listens hears nothing', async (t) => {
  const { database, listen } = await fixture(t)
  const events = await listen()
  const emitter = new EventEmitter()
  const stop = events.on('slots', () => assert.fail('heard after all'))
  events.on('slots', () => emitter.emit('heard'))
  stop()
  const heard = once(emitter, 'heard')
  await database.pool.query(`select pg_notify('giliran', 'slots')`)
  await heard
})

test('while nobody is let in, tries go on, the line says that it is deaf, and a close ends it', async (t) => {
  const { database, listen, errors } = await fixture(t)
  const events = await listen()
  const emitter = new EventEmitter()
  events.onReset(() => emitter.emit('reset'))
  const reset = once(emitter, 'reset')
  const deaf = await listen()
  const name = new URL(database.url).pathname.slice(1)
  await asAdmin(withDatabase(database.url, 'postgres'), async (admin) => {
    await admin.query(`alter database ${name} with allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    // Each look takes the server a hundredth of a second; by then both lines have tried in vain.
    while (errors.length < 8) await admin.query('select pg_sleep(0.01)')
    assert.equal(events.aliveWithin(0), false)
    await deaf.close()
    await admin.query(`alter database ${name} with allow_connections true`)
  })
  await reset
  assert.ok(events.aliveWithin(60_000))
})

test('a first connection that cannot be had is an error', async () => {
  await assert.rejects(openEvents({ url: 'postgresql://nobody@127.0.0.1:1/none' }), /ECONNREFUSED/)
})

test('a message that PostgreSQL could not carry is our mistake', () => {
  assert.throws(() => notifyText('slots', 'x'.repeat(7900)), /too long/)
})

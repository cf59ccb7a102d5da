import assert from 'node:assert/strict'
import test, { after, type TestContext } from 'node:test'
import { HandEvents } from '../../test/hand-events.ts'
import { SetClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { Refusal } from '../platform/errors.ts'
import { openSlotBook } from './slot-book.ts'
import { exampleNow, makeSlots } from './testing.ts'

const database = await testDatabase({ after })

/** The database, counting readings of slots; each goes through `gate` with what it has read. */
class GatedDatabase {
  readings = 0
  gate: () => Promise<void> = async () => {}
  readonly kysely = database.kysely
  readonly pool: Database['pool']

  constructor() {
    const query = async (statement: { text: string; values: unknown[] }) => {
      this.readings++
      const result = await database.pool.query(statement)
      await this.gate()
      return result
    }
    this.pool = new Proxy(database.pool, { get: (pool, name) => (name === 'query' ? query : Reflect.get(pool, name)) })
  }
}

/** Holds readings back: `read` settles when one has its snapshot, `open` lets it go on. */
function holdBack(source: GatedDatabase) {
  const read = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  source.gate = () => {
    read.resolve()
    return opened.promise
  }
  return { read: read.promise, open: opened.resolve }
}

function openBook(t: TestContext) {
  const source = new GatedDatabase()
  const events = new HandEvents()
  const time = { ms: 0 }
  const book = openSlotBook({ database: source, clock: new SetClock(exampleNow), events, monotonicMs: () => time.ms })
  t.after(() => book.close())
  return { book, source, events, time }
}

async function setTaken(officeId: string, slotId: string, taken: number): Promise<void> {
  const update = 'update slot set taken = $3 where office_id = $1 and slot_id = $2'
  await database.pool.query(update, [officeId, slotId, taken])
}

test('asks that come together share one reading, later ones read nothing', async (t) => {
  await makeSlots(database, 'once', [10, 10])
  const { book, source } = openBook(t)
  assert.equal(book.current('once'), undefined)
  const all = await Promise.all([book.office('once'), book.office('once'), book.office('once')])
  assert.equal(source.readings, 1)
  assert.equal((await book.office('once')).slots.length, 2)
  assert.ok(all.every((one) => one === book.current('once')))
  assert.equal(source.readings, 1)
})

test('counts of a commit change slots in place and the version with them', async (t) => {
  const [first, second] = await makeSlots(database, 'place', [10, 10])
  const { book, events } = openBook(t)
  const office = await book.office('place')
  const slot = book.peek('place', first!)
  const { version } = office
  book.apply('place', [{ slotId: first!, capacity: 10, taken: 4, withheld: 1 }])
  assert.deepEqual([slot?.taken, slot?.withheld], [4, 1])
  assert.equal(office.version, version + 1)
  events.tell('slots', `place ${second}:10:9:0`)
  assert.equal(book.peek('place', second!)?.taken, 9)
  book.apply('place', [{ slotId: first!, capacity: 10, taken: 4, withheld: 1 }])
  assert.equal(office.version, version + 2, 'the same counts again change nothing')
  book.apply('nowhere', [{ slotId: '1', capacity: 1, taken: 1, withheld: 0 }])
  assert.equal(book.peek('nowhere', '1'), undefined)
})

test('a reading that a commit overtakes does not bring the old counts back', async (t) => {
  const [slotId] = await makeSlots(database, 'race', [10])
  const { book, source } = openBook(t)
  const gate = holdBack(source)
  const loading = book.office('race')
  await gate.read
  await setTaken('race', slotId!, 7)
  book.apply('race', [{ slotId: slotId!, capacity: 10, taken: 7, withheld: 0 }])
  gate.open()
  assert.equal((await loading).byId.get(slotId!)?.taken, 7)
})

test('negative control: unheard, that commit is overlooked', async (t) => {
  const [slotId] = await makeSlots(database, 'unheard', [10])
  const { book, source } = openBook(t)
  const gate = holdBack(source)
  const loading = book.office('unheard')
  await gate.read
  await setTaken('unheard', slotId!, 7)
  gate.open()
  assert.equal((await loading).byId.get(slotId!)?.taken, 0)
})

test('a reading that is told to read again while it waits does so', async (t) => {
  const [slotId] = await makeSlots(database, 'again', [10])
  const { book, source, events } = openBook(t)
  for (const tell of [() => events.tell('slots', 'again *'), () => events.reset(), () => events.tell('slots', '?')]) {
    await setTaken('again', slotId!, 0)
    events.tell('slots', 'again *')
    const gate = holdBack(source)
    source.readings = 0
    const loading = book.office('again')
    await gate.read
    await setTaken('again', slotId!, 3)
    tell()
    gate.open()
    assert.equal((await loading).byId.get(slotId!)?.taken, 3)
    assert.equal(source.readings, 2)
  }
})

test('a reading that is overtaken without end serves those who wait, and nobody after them', async (t) => {
  await makeSlots(database, 'storm', [10])
  const { book, source, events, time } = openBook(t)
  source.gate = async () => events.tell('slots', 'storm *')
  assert.equal((await book.office('storm')).slots.length, 1)
  assert.equal(source.readings, 5)
  assert.equal(book.current('storm'), undefined)
  source.gate = async () => {
    time.ms += 5000
    events.tell('slots', 'storm *')
  }
  await assert.rejects(book.office('storm'), Refusal, 'not what is five seconds old')
})

test('after a reset, a reload or a change of holidays nothing old is served', async (t) => {
  const [slotId] = await makeSlots(database, 'reset', [10])
  const { book, events, source } = openBook(t)
  await book.office('reset')
  const tells = [
    () => events.reset(),
    () => events.tell('slots', 'reset *'),
    () => events.tell('offices', '*'),
    () => events.tell('offices', 'reset'),
  ]
  for (const [index, tell] of tells.entries()) {
    tell()
    assert.equal(book.peek('reset', slotId!), undefined)
    assert.equal(book.current('reset'), undefined)
    await book.office('reset')
    assert.equal(source.readings, index + 2)
    assert.ok(book.peek('reset', slotId!))
  }
  events.tell('offices', 'elsewhere')
  assert.ok(book.peek('reset', slotId!), 'another office is nothing to this one')
})

test('a slot stays the same object through readings; new ones come, deleted ones go', async (t) => {
  const [first, second] = await makeSlots(database, 'same', [10, 10])
  const { book, events } = openBook(t)
  const office = await book.office('same')
  const held = book.peek('same', first!)
  await setTaken('same', first!, 5)
  await database.pool.query(`delete from slot where office_id = 'same' and slot_id = $1`, [second])
  events.tell('slots', 'same *')
  assert.equal(await book.office('same'), office)
  assert.equal(book.peek('same', first!), held)
  assert.equal(held?.taken, 5)
  assert.equal(book.peek('same', second!), undefined)
  assert.equal(office.slots.length, 1)
})

test('while nobody can be heard, what was read serves five seconds and no longer', async (t) => {
  const [slotId] = await makeSlots(database, 'deaf', [10])
  const { book, events, time, source } = openBook(t)
  events.alive = false
  await book.office('deaf')
  time.ms = 4999
  assert.ok(book.peek('deaf', slotId!))
  time.ms = 5000
  assert.equal(book.peek('deaf', slotId!), undefined)
  await setTaken('deaf', slotId!, 2)
  assert.equal((await book.office('deaf')).byId.get(slotId!)?.taken, 2)
  assert.equal(source.readings, 2)
})

test('a database too slow to be fresh is refused, not served old', async (t) => {
  await makeSlots(database, 'slow', [10])
  const { book, events, time, source } = openBook(t)
  events.alive = false
  source.gate = async () => void (time.ms += 6000)
  await assert.rejects(book.office('slow'), (error) => error instanceof Refusal && error.type === 'unavailable')
  source.gate = async () => {}
  assert.equal((await book.office('slow')).slots.length, 1, 'and the next ask tries anew')
})

test('a reading that fails fails for all who wait, and the next ask tries anew', async (t) => {
  await makeSlots(database, 'broken', [10])
  const { book, source } = openBook(t)
  source.gate = () => Promise.reject(new Error('the line is down'))
  const asks = await Promise.allSettled([book.office('broken'), book.office('broken')])
  assert.deepEqual(asks.map((ask) => ask.status), ['rejected', 'rejected'])
  source.gate = async () => {}
  assert.equal((await book.office('broken')).slots.length, 1)
})

test('offices without slots are not kept', async (t) => {
  const { book, source } = openBook(t)
  assert.equal((await book.office('made-up')).slots.length, 0)
  assert.equal((await book.office('made-up')).slots.length, 0)
  assert.equal(source.readings, 2)
  assert.equal(book.current('made-up'), undefined)
})

test('closing stops listening', () => {
  const events = new HandEvents()
  const book = openSlotBook({ database: new GatedDatabase(), clock: new SetClock(exampleNow), events })
  assert.ok(events.listening > 0)
  book.close()
  assert.equal(events.listening, 0)
})

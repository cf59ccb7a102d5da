import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { keepOffices, type OfficeEvents, officeOrRefuse } from './office-book.ts'
import type { Office } from './office.ts'
import { officeNamed, reference } from './testing.ts'

const wonosobo = officeNamed('wonosobo')
const cilacap = officeNamed('cilacap')

/** Events that a test fires by hand. */
class HandEvents implements OfficeEvents {
  alive = true
  tell: (text: string) => void = () => assert.fail('nobody listens')
  reset: () => void = () => assert.fail('nobody listens')
  listening = 0

  on(topic: string, handler: (text: string) => void): () => void {
    assert.equal(topic, 'offices')
    this.tell = handler
    this.listening++
    return () => void this.listening--
  }

  onReset(handler: () => void): () => void {
    this.reset = handler
    this.listening++
    return () => void this.listening--
  }

  aliveWithin(): boolean {
    return this.alive
  }
}

/** A source of offices: counts readings, and lets each wait until the test lets it go. */
class Source {
  offices: Office[] = [wonosobo]
  failure: Error | undefined
  readings = 0
  gate: Promise<void> | undefined

  readonly read = async (): Promise<Office[]> => {
    this.readings++
    const { offices, failure } = this
    await this.gate
    if (failure) throw failure
    return offices
  }
}

async function keep(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const events = new HandEvents()
  const source = new Source()
  const errors: unknown[] = []
  const onError = (error: unknown): void => void errors.push(error)
  const book = await keepOffices({ read: source.read, events, catalogue: reference.catalogue, onError })
  t.after(() => book.close())
  return { events, source, errors, book }
}

/** Lets everything run that waits for nothing but its turn. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('knows its offices, and refuses others', async (t) => {
  const { book } = await keep(t)
  assert.equal(book.get('wonosobo'), wonosobo)
  assert.deepEqual(book.all(), [wonosobo])
  assert.throws(() => officeOrRefuse(book, 'atlantis'), { type: 'not-found' })
  assert.throws(() => officeOrRefuse(book, '__proto__'), { type: 'not-found' })
})

test('reads again when told, and at each reset', async (t) => {
  const { book, events, source } = await keep(t)
  source.offices = [wonosobo, cilacap]
  events.tell('cilacap')
  await settled()
  assert.equal(book.get('cilacap'), cilacap)
  source.offices = [cilacap]
  events.reset()
  await settled()
  assert.equal(book.get('wonosobo'), undefined)
  assert.equal(source.readings, 3)
})

test('a change told during a reading is read too, with one more reading for all of them', async (t) => {
  const { book, events, source } = await keep(t)
  const { promise, resolve } = Promise.withResolvers<void>()
  source.gate = promise
  events.tell('wonosobo')
  source.offices = [cilacap]
  for (let told = 0; told < 10; told++) events.tell('cilacap')
  resolve()
  await settled()
  assert.deepEqual(book.all(), [cilacap])
  assert.equal(source.readings, 3)
})

test('while nobody can be heard it reads every second', async (t) => {
  const { book, events, source } = await keep(t)
  t.mock.timers.tick(3000)
  await settled()
  assert.equal(source.readings, 1)
  events.alive = false
  source.offices = [cilacap]
  t.mock.timers.tick(1000)
  await settled()
  assert.deepEqual(book.all(), [cilacap])
})

test('a reading that fails is reported, keeps what was known, and is tried again', async (t) => {
  const { book, errors, events, source } = await keep(t)
  source.failure = new Error('no connection')
  events.tell('wonosobo')
  await settled()
  assert.deepEqual(errors, [source.failure])
  assert.deepEqual(book.all(), [wonosobo])
  source.failure = undefined
  source.offices = [cilacap]
  t.mock.timers.tick(1000)
  await settled()
  assert.deepEqual(book.all(), [cilacap])
})

test('a first reading that fails is thrown, and nothing goes on listening', async () => {
  const events = new HandEvents()
  const failure = new Error('no connection')
  const opening = keepOffices({
    read: () => Promise.reject(failure),
    events,
    catalogue: reference.catalogue,
    onError: () => assert.fail('thrown, not reported'),
  })
  await assert.rejects(opening, failure)
  assert.equal(events.listening, 0)
})

test('closed, it listens no more', async (t) => {
  const { book, events } = await keep(t)
  book.close()
  assert.equal(events.listening, 0)
})

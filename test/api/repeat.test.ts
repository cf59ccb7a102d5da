import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sweepBookings } from '../../src/bookings/index.ts'
import { freedAtOnce } from '../freed-at-once.ts'
import { openHouse, openOffice, testNow } from './app.ts'
import { Client, faultsOf, makePeople, problemOf, ticketOf } from './client.ts'
import { contents } from './rows.ts'
import { makeSlot, readAgain, seatsTaken } from './slots.ts'

// Goal: the same request twice is one booking (promise 6), whatever happened in between.
const house = await openHouse({ after }, { count: 2 })
await openOffice(house, 'jayapura')
const { database, clock } = house
await freedAtOnce(database)
for (const app of house.apps) await app.offices.refresh()
const [client, elsewhere] = house.apps.map(({ address }) => new Client(address)) as [Client, Client]

let keys = 0
const freshKey = (): string => `key-${++keys}`

test('a repeat gives the same ticket, from either process, and changes nothing', async () => {
  const slot = await makeSlot(house)
  const party = { slot, people: makePeople(3), companion: {}, contact: { email: 'siti@contoh.id' } }
  const key = freshKey()
  const first = await client.book(party, key)
  ticketOf(first, 201)
  const before = await contents(database)
  for (const one of [client, elsewhere, client]) {
    const again = await one.book(party, key)
    assert.deepEqual([again.status, again.text], [201, first.text])
  }
  assert.deepEqual(await contents(database), before)
  assert.deepEqual(await seatsTaken(database, slot), [3])
})

test('thirty at once through two processes are one booking and thirty equal tickets', async () => {
  const slot = await makeSlot(house)
  const party = { slot, people: makePeople(2) }
  const key = freshKey()
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? client : elsewhere).book(party, key)),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
  assert.deepEqual(await seatsTaken(database, slot), [2])
})

test('a repeat finds its ticket when the hour is full, closed or taken back meanwhile', async () => {
  const slot = await makeSlot(house, { seats: 2 })
  const party = { slot, people: makePeople(1) }
  const key = freshKey()
  const { text } = await client.book(party, key)
  const same = async (why: string, closed: object = {}): Promise<void> => {
    const again = await client.book(party, key)
    const ticket = { ...(JSON.parse(text) as object), ...closed }
    assert.deepEqual([again.status, JSON.parse(again.text)], [201, ticket], why)
    problemOf(await client.book({ slot, people: makePeople(2) }, key), 'idempotency-conflict')
  }
  const set = (column: string): Promise<unknown> =>
    database.pool.query(`update slot set ${column} where slot_id = $1`, [slot])
  await client.held({ slot, people: makePeople(1) })
  await same('full')
  await set(`closed_reason = 'banjir'`)
  // It is the same ticket, and says that its hour is off.
  const closed = { displaced: true, displacedReason: 'banjir' }
  await same('closed, and not heard of', closed)
  await readAgain(house)
  await same('closed', closed)
  await set(`closed_reason = null, opens_at = '2026-12-01'`)
  await readAgain(house)
  await same('taken back')
})

test('a repeat finds its ticket when the hour is past', async () => {
  const startsAt = testNow.add({ minutes: 150 })
  const slot = await makeSlot(house, { startsAt })
  const party = { slot, people: makePeople() }
  const key = freshKey()
  const { text } = await client.book(party, key)
  for (const at of [startsAt.subtract({ minutes: 120 }), startsAt.add({ hours: 5 })]) {
    clock.set(at)
    const again = await client.book(party, key)
    assert.deepEqual([again.status, again.text], [201, text])
    problemOf(await elsewhere.book({ slot, people: makePeople() }, key), 'idempotency-conflict')
    problemOf(await elsewhere.book({ slot, people: makePeople() }), 'slot-closed')
  }
  clock.set(testNow)
})

test('the answer is made from the booking as it stands', async () => {
  const [slot, to] = [await makeSlot(house), await makeSlot(house)]
  const party = { slot, people: makePeople(2) }
  const key = freshKey()
  const held = await client.held(party, key)
  ticketOf(await elsewhere.move(held, to))
  const moved = ticketOf(await client.book(party, key), 201)
  assert.deepEqual([moved.code, moved.slot.id, moved.movesLeft, moved.state], [held.code, to, 1, 'booked'])
  ticketOf(await client.cancel(held))
  assert.equal(ticketOf(await elsewhere.book(party, key), 201).state, 'cancelled')
  const anew = ticketOf(await client.book(party, freshKey()), 201)
  assert.notEqual(anew.code, held.code)
})

test('a repeat speaks the language it asks for', async () => {
  const party = { slot: await makeSlot(house), people: makePeople() }
  const key = freshKey()
  const first = ticketOf(await client.book(party, key), 201)
  const english = ticketOf(await client.with({ 'accept-language': 'en' }).book(party, key), 201)
  assert.deepEqual([english.code, english.key], [first.code, first.key])
  assert.equal(first.documents[1]!.name, 'Kartu Keluarga (KK)')
  assert.equal(english.documents[1]!.name, 'Family card (KK)')
})

test('another body under the key is refused, whatever differs', async () => {
  const slot = await makeSlot(house)
  const [person] = makePeople()
  const party = { slot, people: [person!], contact: { whatsapp: '081234567890' } }
  const key = freshKey()
  await client.held(party, key)
  const others = [
    { ...party, slot: await makeSlot(house) },
    { ...party, people: [{ ...person!, name: 'Budi' }] },
    { ...party, people: [{ ...person!, purpose: 'hajj' }] },
    { ...party, people: [{ ...person!, service: 'replace-full-adult' }] },
    { ...party, people: makePeople() },
    { ...party, people: [person!, ...makePeople()] },
    { ...party, companion: {} },
    { ...party, contact: {} },
  ]
  const before = await contents(database)
  for (const other of others) {
    const answers = [await client.book(other, key), await elsewhere.book(other, key)]
    for (const answer of answers) problemOf(answer, 'idempotency-conflict')
  }
  assert.deepEqual(await contents(database), before)
  // What means the same is the same: blanks in a NIK, a number written otherwise.
  const spaced = { ...person!, nik: person!.nik.replaceAll(/(.{4})/g, '$1 ') }
  ticketOf(await client.book({ ...party, people: [spaced], contact: { whatsapp: '+62 812-3456-7890' } }, key), 201)
})

test('whoever sends a wrong body twice at once does not get the ticket that the key stands for', async () => {
  const slot = await makeSlot(house)
  const right = { slot, people: makePeople() }
  const key = freshKey()
  await client.held(right, key)
  const wrong = { slot, people: makePeople() }
  const answers = await Promise.all(Array.from({ length: 8 }, () => client.book(wrong, key)))
  for (const answer of answers) problemOf(answer, 'idempotency-conflict')
})

test('the right body is answered beside a wrong one that is under way', async () => {
  const slot = await makeSlot(house)
  const right = { slot, people: makePeople() }
  const key = freshKey()
  const held = await client.held(right, key)
  const wrong = { slot, people: makePeople() }
  const answers = await Promise.all([wrong, right, wrong, right].map((party) => client.book(party, key)))
  assert.deepEqual(answers.map(({ status }) => status), [422, 201, 422, 201])
  assert.equal(ticketOf(answers[1]!, 201).key, held.key)
})

test('a key is the office’s own: the same at another office is another request, also at once', async () => {
  const party = { slot: await makeSlot(house), people: makePeople() }
  const other = { office: 'jayapura', slot: await makeSlot(house, { office: 'jayapura' }), people: makePeople() }
  const key = freshKey()
  const [here, there] = await Promise.all([client.book(party, key), client.book(other, key)])
  assert.equal(ticketOf(here, 201).office, 'wonosobo')
  assert.equal(ticketOf(there, 201).office, 'jayapura')
  assert.equal((await elsewhere.book(other, key)).text, there.text)
})

test('only successes are remembered', async () => {
  const slot = await makeSlot(house, { seats: 1 })
  const held = await client.held({ slot, people: makePeople() })
  const party = { slot, people: makePeople() }
  const key = freshKey()
  problemOf(await client.book(party, key), 'slot-full')
  problemOf(await client.book({ slot, people: makePeople(1, { name: '' }) }, key), 'invalid')
  ticketOf(await client.cancel(held))
  ticketOf(await client.book(party, key), 201)
})

test('a request is remembered for 24 hours, then the key is free', async () => {
  const party = { slot: await makeSlot(house), people: makePeople() }
  const other = { slot: party.slot, people: makePeople() }
  const key = freshKey()
  const { text } = await client.book(party, key)
  clock.set(testNow.add({ hours: 24 }).subtract({ seconds: 1 }))
  await sweepBookings({ database, clock })
  assert.equal((await elsewhere.book(party, key)).text, text)
  problemOf(await client.book(other, key), 'idempotency-conflict')
  clock.set(testNow.add({ hours: 24 }))
  await sweepBookings({ database, clock })
  problemOf(await client.book(party, key), 'person-already-booked')
  ticketOf(await elsewhere.book(other, key), 201)
  clock.set(testNow)
})

test('without a key a second request is told that its people are booked', async () => {
  const party = { slot: await makeSlot(house), people: makePeople(2) }
  ticketOf(await client.book(party), 201)
  assert.deepEqual(problemOf(await client.book(party), 'person-already-booked').people, [0, 1])
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => (i % 2 ? client : elsewhere).book({ ...party, people: [party.people[0]!] })),
  )
  for (const answer of answers) problemOf(answer, 'person-already-booked')
})

test('a key that is no key is refused', async () => {
  const party = { slot: await makeSlot(house), people: makePeople() }
  for (const key of ['', 'a b', 'a'.repeat(201), 'kunci\u00e9']) {
    const problem = problemOf(await client.book(party, key), 'invalid')
    assert.deepEqual(faultsOf(problem), ['/idempotency-key malformed'], JSON.stringify(key))
  }
  ticketOf(await client.book(party, '~'.repeat(200)), 201)
})

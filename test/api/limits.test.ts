import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openHouse, testNow } from './app.ts'
import { Client, makePeople, problemOf, ticketOf } from './client.ts'
import { makeSlot, seatsTaken } from './slots.ts'

// Goal: brokers are slowed down, families and villages are not. Wrong guesses: find.test.ts.
const house = await openHouse({ after }, { count: 2, settings: { GILIRAN_NETWORK_LIMIT: '40', GILIRAN_WORK: 'off' } })
const { clock, apps } = house
const [client, elsewhere] = apps.map(({ address }) => new Client(address)) as [Client, Client]

/** What is counted afterwards has been written. */
const counted = (): Promise<unknown> => Promise.all(apps.map((app) => app.limits.close()))

test('one contact has ten bookings a day, however it is written, through all processes', async () => {
  const slot = await makeSlot(house, { seats: 100 })
  const written = ['081234500001', '+62 812-3450-0001', '6281234500001', '(0812) 3450 0001']
  const party = (i: number) => ({ slot, people: makePeople(), contact: { whatsapp: written[i % 4]! } })
  for (let i = 0; i < 9; i++) ticketOf(await (i % 2 ? client : elsewhere).from(`198.18.${i}.1`).book(party(i)), 201)
  const last = party(9)
  const first = await client.book(last, 'the-tenth')
  ticketOf(first, 201)
  for (const one of [client, elsewhere.from('198.18.99.1')]) {
    const refused = await one.book(party(0))
    problemOf(refused, 'too-many-requests')
    const seconds = Number(refused.headers.get('retry-after'))
    assert.ok(seconds > 0 && seconds <= 24 * 3600)
  }
  assert.deepEqual(await seatsTaken(house.database, slot), [10])
  assert.equal((await client.book(last, 'the-tenth')).text, first.text, 'a repeat is no further booking')
  ticketOf(await client.book({ slot, people: makePeople(), contact: { whatsapp: '081234500002' } }), 201)
  ticketOf(await client.book({ slot, people: makePeople() }), 201)
  clock.set(testNow.add({ hours: 24 }))
  ticketOf(await client.book(party(0)), 201)
  clock.set(testNow)
})

test('a mailbox is one mailbox in any case of letters', async () => {
  const slot = await makeSlot(house, { seats: 100 })
  const emails = ['Siti@Contoh.id', 'siti@contoh.ID', 'SITI@contoh.id']
  for (let i = 0; i < 10; i++) {
    const party = { slot, people: makePeople(), contact: { email: emails[i % 3]! } }
    ticketOf(await client.from(`198.19.${i}.1`).book(party), 201)
  }
  problemOf(await client.book({ slot, people: makePeople(), contact: { email: emails[0]! } }), 'too-many-requests')
  ticketOf(await client.book({ slot, people: makePeople(), contact: { email: 'siti2@contoh.id' } }), 201)
})

test('hours that were tried in vain do not count against a contact', async () => {
  const full = await makeSlot(house, { seats: 0 })
  const contact = { email: 'berkali@contoh.id' }
  for (let i = 0; i < 25; i++) {
    problemOf(await client.book({ slot: full, people: makePeople(), contact }), 'slot-full')
    await counted()
  }
  const party = { slot: await makeSlot(house), people: makePeople(), contact }
  ticketOf(await client.book(party, 'in-vain'), 201)
  for (let i = 0; i < 25; i++) {
    ticketOf(await client.book(party, 'in-vain'), 201)
    await counted()
  }
})

test('tried in vain at once, by whomever, they do not shut a contact either', async () => {
  const full = await makeSlot(house, { seats: 0 })
  const contact = { email: 'sekaligus@contoh.id' }
  const tries = Array.from({ length: 40 }, (_, i) =>
    (i % 2 ? client : elsewhere).book({ slot: full, people: makePeople(), contact }),
  )
  for (const { status } of await Promise.all(tries)) assert.ok(status === 409 || status === 429)
  await counted()
  ticketOf(await client.book({ slot: await makeSlot(house), people: makePeople(), contact }), 201)
})

test('a network has its bookings of an hour, counted by seats, and its neighbours are not in the way', async () => {
  const slot = await makeSlot(house, { seats: 100 })
  const village = client.from('203.0.113.7')
  const parties = Array.from({ length: 8 }, () => ({ slot, people: makePeople(5) }))
  for (const [i, party] of parties.entries()) {
    ticketOf(await village.book(party, `village-${i}`), 201)
    await counted()
  }
  ticketOf(await village.book(parties[7]!, 'village-7'), 201)
  const refused = await client.from('203.0.113.200').book({ slot, people: makePeople() })
  problemOf(refused, 'too-many-requests')
  assert.ok(Number(refused.headers.get('retry-after')) <= 3600)
  ticketOf(await client.from('203.0.114.7').book({ slot, people: makePeople() }), 201)
  clock.set(testNow.add({ hours: 1 }))
  ticketOf(await village.book({ slot, people: makePeople() }), 201)
  clock.set(testNow)
})

test('who cannot be believed about its network is counted where the proxy saw it', async () => {
  const slot = await makeSlot(house, { seats: 100 })
  const forged = client.from('9.9.9.9, 203.0.115.7')
  for (let i = 0; i < 8; i++) {
    ticketOf(await client.from(`10.${i}.0.1, 203.0.115.7`).book({ slot, people: makePeople(5) }), 201)
    await counted()
  }
  problemOf(await forged.book({ slot, people: makePeople() }), 'too-many-requests')
})

test('whether somebody holds a turn is told to one network three hundred times an hour', async () => {
  const slot = await makeSlot(house, { seats: 100 })
  const people = makePeople()
  await client.held({ slot, people })
  const prober = client.from('203.0.116.7')
  const answers = await Promise.all(Array.from({ length: 310 }, () => prober.book({ slot, people })))
  assert.equal(answers.filter(({ status }) => status === 409).length, 300)
  for (const answer of answers) if (answer.status !== 409) problemOf(answer, 'too-many-requests')
  problemOf(await client.from('203.0.117.7').book({ slot, people }), 'person-already-booked')
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sampleNiks } from '../../src/people/index.ts'
import { openHouse, releaseHour } from './app.ts'
import { type Answer, Client, type PersonBody, problemOf, ticketOf } from './client.ts'
import { findPlain, untilRows } from './rows.ts'
import { makeSlot } from './slots.ts'

// Goal: nothing personal and no key is written down readable: in no line of the log at its
// finest, in no column of any table, and in no refusal.
// How: people with names that nothing else has live through everything the API can do, with
// mail that nobody takes; then everything that was written is searched for them.
const house = await openHouse({ after }, { count: 2, jobs: true, settings: { SMTP_URL: 'smtp://127.0.0.1:1' } })
const { database } = house
const network = '198.51.100.77'
const [client, elsewhere] = house.apps.map(({ address }) => new Client(address).from(network)) as [Client, Client]

const names = ['Zulaikha Kencanawungu', 'Wirabuwana', 'Xaveria Nggalimbani']
const niks = sampleNiks(3, 700_000)
const people: PersonBody[] = names.map((name, i) => ({ name, nik: niks[i]!, service: 'new-adult', purpose: 'umrah' }))
const companion = { name: 'Ngabehi Tjokroaminoto' }
const contact = { whatsapp: '+6281299887766', email: 'zulaikha.k@rahasia-sekali.id' }
const idempotencyKey = 'kunci-rahasia-4711'
const reason = 'suami saya dirawat di rumah sakit'
const secrets = [
  ...names,
  ...niks,
  companion.name,
  contact.whatsapp,
  contact.email,
  'rahasia-sekali',
  idempotencyKey,
  reason,
  network,
  '198.51.100.0',
]
const refusals: string[] = []
const refused = (answer: Answer, type: Parameters<typeof problemOf>[1]): void => {
  problemOf(answer, type)
  refusals.push(answer.text)
}

test('people live through all that can be done', async () => {
  const slot = await makeSlot(house)
  const party = { slot, people, companion, contact }
  const ticket = ticketOf(await client.book(party, idempotencyKey), 201)
  const held = { code: ticket.code, key: ticket.key, nik: niks[0]! }
  secrets.push(held.key, Buffer.from(held.key).toString('base64'), `Bearer ${held.key}`)
  ticketOf(await elsewhere.book(party, idempotencyKey), 201)

  refused(await client.book({ ...party, people: people.slice(1) }, idempotencyKey), 'idempotency-conflict')
  refused(await client.book(party), 'person-already-booked')
  refused(await client.book({ ...party, people: [people[0]!, people[0]!] }), 'same-person-twice')
  refused(await client.book({ ...party, slot: await makeSlot(house, { seats: 0 }) }), 'slot-full')
  refused(await client.book({ ...party, slot: await makeSlot(house, { opensAt: releaseHour }) }), 'slot-unreleased')
  refused(await client.book({ ...party, people: [{ ...people[0]!, nik: `${niks[0]}9` }] }), 'invalid')
  refused(await client.book({ ...party, contact: { email: `${contact.email}@` } }), 'invalid')
  refused(await client.post('/api/v1/bookings', { ...party, office: 'wonosobo', [niks[1]!]: 1 }), 'invalid')
  const torn = JSON.stringify(party).slice(0, -1)
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: torn }
  assert.equal((await fetch(`${client.address}/api/v1/bookings`, json)).status, 400)

  ticketOf(await client.find(held.code, held.nik))
  refused(await client.find(held.code, sampleNiks(1, 800_000)[0]!), 'not-found')
  refused(await client.ask(`/api/v1/bookings/${niks[0]}`), 'invalid')
  refused(await client.show({ code: niks[0]!, key: held.key }), 'not-found')
  refused(await client.show(held, `?${niks[1]}=${contact.email}`), 'invalid')
  refused(await client.ask(`/${held.key}/${niks[0]}`, { headers: { accept: 'application/json' } }), 'not-found')
  for (const file of ['', '/calendar.ics', '/qr.svg']) assert.equal((await elsewhere.show(held, file)).status, 200)
  for (const file of ['', '/calendar.ics', '/qr.svg', '/print']) {
    assert.equal((await elsewhere.ask(`/t/${held.key}${file}`)).status, 200)
  }
  refused(await client.move({ ...held, key: `${held.key}A` }, slot), 'not-found')
  ticketOf(await client.move(held, await makeSlot(house)))
  ticketOf(await elsewhere.cancel(held, reason))
  const again = await client.held(party)
  secrets.push(again.key)
  assert.notEqual(again.code, held.code)
  secrets.push(held.code.replaceAll('-', ''), held.code)
})

test('the mail that nobody took has been tried', async () => {
  assert.ok(await untilRows(database, `select from message where reason = 'not-now'`))
})

test('the log has lines, and none of them names anybody', () => {
  const log = house.logged()
  const routes = ['"route":"/api/v1/bookings/:code/move"', '"route":"/t/:key/print"']
  const lines = [...routes, 'a message was not taken', '"unmatched"']
  for (const line of lines) assert.ok(log.includes(line), line)
  for (const secret of secrets) assert.ok(!log.toLowerCase().includes(secret.toLowerCase()), secret)
})

test('no column of any table holds them readable', async () => {
  // The code alone opens nothing, and is what a ticket is found by.
  const codes = /^WSB[0-9A-Z-]{7,9}$/
  const secretTexts = secrets.filter((secret) => !codes.test(secret))
  assert.deepEqual(await findPlain(database, secretTexts), [])
})

test('the search of the tables finds what is planted', async (t) => {
  const client = await database.pool.connect()
  t.after(() => client.release())
  await database.pool.query('create table planted (id int, note text, doc jsonb, bytes bytea)')
  const [name, nik, other] = [names[0]!, niks[1]!, niks[2]!]
  await database.pool.query('insert into planted values (1, $1, $2, $3)', [
    `Ibu ${name.toUpperCase()}`,
    { people: [{ nik }] },
    Buffer.from(`x${other}y`),
  ])
  const found = [name, nik, other].map((secret) => `public.planted: ${secret}`)
  assert.deepEqual(await findPlain(database, secrets.slice(0, 6)), found)
  await database.pool.query('drop table planted')
})

test('no refusal says back what was typed', () => {
  assert.ok(refusals.length > 10)
  for (const refusal of refusals) {
    for (const secret of secrets) {
      // A field that is not known is named by its own name, as RFC 6901 asks for.
      const isPointer = refusal.includes(`"pointer":"/${secret}"`)
      assert.ok(isPointer || !refusal.includes(secret), secret)
    }
  }
})

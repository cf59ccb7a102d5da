import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ChannelAdapter, Outcome, Outgoing } from '../../src/notify/channel.ts'
import { loadTexts, makeVapidKeys, openNotifier } from '../../src/notify/index.ts'
import { addPhone, forgetPhone, phonesOf, sweepPhones } from '../../src/notify/phone-store.ts'
import { openPush } from '../../src/notify/push.ts'
import { openVapid } from '../../src/notify/push-crypto.ts'
import { openHouse } from '../api/app.ts'
import { Client, faultsOf, type Held, makePeople, problemOf, ticketOf } from '../api/client.ts'
import { findPlain } from '../api/rows.ts'
import { makeSlot } from '../api/slots.ts'
import { makePhone, openPushService, readVapid } from './push-service.ts'

// Goal: a phone whose holder asked for it is told of the turn, once it can be, and no other
// address is ever called.
// How: a push service on localhost that reads what it gets as a phone would. Only the
// adapter of this test may call it: what is asked for over the API must be a known service.
const made = makeVapidKeys()
const subject = 'mailto:antre@example.go.id'
const house = await openHouse(
  { after },
  {
    count: 2,
    settings: {
      VAPID_PUBLIC_KEY: made.publicKey,
      VAPID_PRIVATE_KEY: made.privateKey,
      VAPID_SUBJECT: subject,
      PUBLIC_URL: 'https://giliran.example',
    },
  },
)
const { app, apps, clock, database } = house
const { keys } = app
const client = new Client(app.address)
const service = await openPushService({ after })
const vapid = openVapid({ ...made, subject })!
const push = openPush({
  vapid,
  clock,
  mayCall: service.mayCall,
  forget: (endpoint) => forgetPhone(database.kysely, keys, endpoint),
})

/** A channel that takes all, behind push in the order of the office. */
class Rest implements ChannelAdapter {
  readonly channel = 'email'
  readonly isOnce = false
  readonly got: Outgoing[] = []

  send(outgoing: Outgoing): Promise<Outcome> {
    this.got.push(outgoing)
    return Promise.resolve({ kind: 'taken' })
  }
}

function open(...adapters: ChannelAdapter[]) {
  const { offices, limits, log } = app
  return openNotifier({
    database, clock, keys, offices, limits, log,
    adapters: new Map(adapters.map((one) => [one.channel, one])),
    siteUrl: 'https://giliran.example',
    demo: false,
    texts: loadTexts(undefined),
    numberNow: () => Promise.resolve(undefined),
    random: () => 0,
  })
}

async function bookingOf({ code }: Held) {
  const { rows } = await database.pool.query<{ booking_id: string }>(
    'select booking_id from booking where code = $1', [code.replaceAll('-', '')])
  return { officeId: 'wonosobo', bookingId: rows[0]!.booking_id }
}

async function hold(contact?: { email: string }) {
  const people = makePeople(2)
  const held = await client.held({ slot: await makeSlot(house), people, ...(contact && { contact }) })
  return { ...held, niks: people.map(({ nik }) => nik), ...(await bookingOf(held)) }
}
type Booking = Awaited<ReturnType<typeof hold>>

async function subscribe(booking: Booking) {
  const phone = service.subscribe()
  const now = clock.now()
  await database.kysely.transaction().execute((tx) => addPhone(tx, keys, { booking, phone: phone.subscription, now }))
  return phone
}
const phones = (booking: Booking) => phonesOf(database.kysely, keys, booking)

const rowOf = async ({ bookingId }: Booking) => {
  const { rows } = await database.pool.query<{
    state: string; reason: string | null; channel: string | null; refused: string[]; due_at: Temporal.Instant
  }>('select * from message where booking_id = $1 order by made_at desc, message_id desc limit 1', [bookingId])
  return rows[0]!
}

test('a phone is told: encrypted for it alone, by whom, for how long; no NIK in it', async () => {
  const booking = await hold()
  await subscribe(booking)
  await open(push).tellOfTicket(booking)
  const { headers, payload } = service.got.at(-1)!
  assert.match(payload.title!, /^Giliran Anda /)
  assert.ok(payload.body!.includes(booking.code) && !payload.body!.includes('http'))
  assert.deepEqual([payload.path, payload.lang], [`/t/${booking.key}`, 'id'])
  for (const nik of booking.niks) assert.ok(!JSON.stringify(payload).includes(nik))
  assert.deepEqual([headers.ttl, headers.urgency], ['86400', 'normal'])
  const { sub, key } = readVapid(headers.authorization!)
  assert.deepEqual([sub, key], [subject, made.publicKey])
  assert.deepEqual([(await rowOf(booking)).state, (await rowOf(booking)).channel], ['sent', 'push'])
})

test('a phone that is gone is forgotten; others of the ticket are still told', async () => {
  for (const status of [404, 410]) {
    const booking = await hold()
    await subscribe(booking)
    service.answers.push({ status })
    await open(push).tellOfTicket(booking)
    assert.deepEqual([await phones(booking), (await rowOf(booking)).state], [[], 'dead'])
  }
  const family = await hold({ email: 'family@contoh.id' })
  await Promise.all([subscribe(family), subscribe(family)])
  service.answers.push({ status: 410 })
  await open(push).tellOfTicket(family)
  assert.deepEqual([(await rowOf(family)).state, (await phones(family)).length], ['sent', 1])
  const rest = new Rest()
  const other = await hold({ email: 'other@contoh.id' })
  await subscribe(other)
  await open(push, rest).tellOfTicket(other)
  assert.equal(rest.got.length, 1, 'by one channel, the first of the office’s order')
})

test('busy: as long as the service asks for; down: later; too large or not ours: another channel', async () => {
  const cases: [answer: { status: number; headers?: Record<string, string> }, state: string, seconds?: number][] = [
    [{ status: 429, headers: { 'retry-after': '900' } }, 'waiting', 900],
    [{ status: 503 }, 'waiting', 10],
    [{ status: 413 }, 'dead'],
    [{ status: 403 }, 'dead'],
    // Not followed: it would lead wherever the service says.
    [{ status: 307, headers: { location: 'http://127.0.0.1:1/' } }, 'dead'],
  ]
  for (const [answer, state, seconds] of cases) {
    const booking = await hold()
    await subscribe(booking)
    service.answers.push(answer)
    await open(push).tellOfTicket(booking)
    const row = await rowOf(booking)
    assert.equal(row.state, state, String(answer.status))
    if (seconds !== undefined) assert.equal(row.due_at.since(clock.now()).total('seconds'), seconds)
    assert.equal((await phones(booking)).length, 1, 'no phone is forgotten for that')
  }
})

test('a repeat has the topic and the tag of the first, so that it takes its place', async () => {
  const booking = await hold()
  await subscribe(booking)
  const before = service.got.length
  const notifier = open(push)
  await notifier.tellOfTicket(booking)
  await database.pool.query(
    `update message set state = 'waiting', due_at = $2 where booking_id = $1`, [booking.bookingId, clock.now()])
  await notifier.bringDue()
  const told = service.got.slice(before)
  assert.equal(told.length, 2)
  assert.equal(new Set(told.map(({ headers }) => headers.topic)).size, 1)
  assert.deepEqual(new Set(told.map(({ payload }) => payload.tag)), new Set([told[0]!.headers.topic]))
})

test('no address is called but a push service’s, whatever stands in the row', async () => {
  const booking = await hold()
  await subscribe(booking)
  const before = service.got.length
  const real = openPush({ vapid, clock, forget: () => assert.fail('nothing is gone') })
  await open(real).tellOfTicket(booking)
  assert.deepEqual([service.got.length, (await rowOf(booking)).state], [before, 'dead'])
})

let endpoints = 0
const newPhone = () => makePhone(`https://fcm.googleapis.com/fcm/send/ponsel-rahasia-${endpoints++}`).subscription
const ofTicket = ({ code, key }: Held) =>
  [`/api/v1/bookings/${code}/phones`, { authorization: `Bearer ${key}` }] as const
const add = (held: Held, body: object, by = client) => {
  const [path, headers] = ofTicket(held)
  return by.post(path, body, headers)
}

test('who has the ticket has a browser told and not told; five of them, the first gives way', async () => {
  const booking = await hold()
  const all = Array.from({ length: 7 }, newPhone)
  for (const one of all.slice(0, 2)) {
    clock.advance({ seconds: 1 })
    const body = { ...one, expirationTime: null }
    for (let twice = 0; twice < 2; twice++) assert.equal((await add(booking, body)).status, 204)
  }
  clock.advance({ seconds: 1 })
  const clients = apps.map(({ address }) => new Client(address))
  await Promise.all(all.slice(2).map((one, i) => add(booking, one, clients[i % 2])))
  const kept = (await phones(booking)).map(({ endpoint }) => endpoint)
  assert.deepEqual(kept.toSorted(), all.slice(2).map(({ endpoint }) => endpoint).toSorted())
  const [path, headers] = ofTicket(booking)
  const { endpoint } = all[3]!
  for (let twice = 0; twice < 2; twice++) {
    assert.equal((await client.post(`${path}/forget`, { endpoint }, headers)).status, 204)
  }
  assert.equal((await phones(booking)).length, 4)
  const stranger = await hold()
  problemOf(await add({ ...stranger, code: booking.code }, newPhone()), 'not-found')
  assert.deepEqual(await findPlain(database, ['ponsel-rahasia', all[4]!.keys.auth]), [])
  assert.ok(!house.logged().includes('ponsel-rahasia'))
})

test('an address that is no push service’s and keys that are none are refused, and say which', async () => {
  const booking = await hold()
  const { endpoint, keys: right } = newPhone()
  const wrong: [body: object, fault: string][] = [
    [{ endpoint: 'https://127.0.0.1/x', keys: right }, '/endpoint not-a-push-service'],
    [{ endpoint: service.subscribe().subscription.endpoint, keys: right }, '/endpoint not-a-push-service'],
    [{ endpoint, keys: { ...right, p256dh: 'BAAA' } }, '/keys keys-malformed'],
    [{ endpoint, keys: { ...right, auth: '' } }, '/keys keys-malformed'],
  ]
  for (const [body, fault] of wrong) assert.deepEqual(faultsOf(problemOf(await add(booking, body), 'invalid')), [fault])
  assert.deepEqual(await phones(booking), [])
})

test('phones of a turn that is over are forgotten after a week, of one that the office closed not', async () => {
  const [over, closed] = [await hold(), await hold()]
  for (const one of [over, closed]) await subscribe(one)
  await database.pool.query(
    `update slot set closed_reason = 'banjir' where slot_id = (select slot_id from booking where booking_id = $1)`,
    [closed.bookingId],
  )
  const { rows } = await database.pool.query<{ ends_at: Temporal.Instant }>(
    'select ends_at from slot where slot_id = (select slot_id from booking where booking_id = $1)', [over.bookingId])
  const week = rows[0]!.ends_at.add({ hours: 168 })
  await sweepPhones(database.kysely, week)
  assert.equal((await phones(over)).length, 1)
  await sweepPhones(database.kysely, week.add({ seconds: 1 }))
  assert.deepEqual([(await phones(over)).length, (await phones(closed)).length], [0, 1])
})

test('a ticket without any contact tells its phone of a move and a cancellation', async () => {
  const booking = await hold()
  const jobs = async () =>
    (await database.pool.query(`select from graphile_worker._private_jobs where payload ->> 'bookingId' = $1`, [
      booking.bookingId,
    ])).rowCount
  ticketOf(await client.move({ ...booking, nik: booking.niks[0]! }, await makeSlot(house)))
  assert.equal(await jobs(), 0, 'nobody to tell')
  assert.equal((await add(booking, newPhone())).status, 204)
  ticketOf(await client.cancel({ ...booking, nik: booking.niks[0]! }))
  assert.equal(await jobs(), 1)
})

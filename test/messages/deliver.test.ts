import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ChannelAdapter, Outcome, Outgoing } from '../../src/notify/channel.ts'
import { loadTexts, type NotifyDeps, openNotifier } from '../../src/notify/index.ts'
import type { MessageChannel } from '../../src/notify/model.ts'
import { openHouse, testNow } from '../api/app.ts'
import { Client, makePeople, type PartyBody } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'

// Goal: a message is brought once, by the channel that can, when it may, as long as it is so.
// How: real rows and bookings; channels whose far side answers what the test wants.
const house = await openHouse({ after }, { count: 2 })
const { clock, database } = house
const client = new Client(house.app.address)

/** A far side by script: answers in turn, then takes all. */
class Script implements ChannelAdapter {
  readonly channel: MessageChannel
  readonly isOnce = false
  readonly got: Outgoing[] = []
  answers: (Outcome | (() => Promise<Outcome>))[] = []

  constructor(channel: MessageChannel) {
    this.channel = channel
  }

  async send(outgoing: Outgoing): Promise<Outcome> {
    this.got.push(outgoing)
    const next = this.answers.shift() ?? { kind: 'taken', providerId: `p${this.got.length}`, parts: 2 }
    return typeof next === 'function' ? next() : next
  }
}

function open(...scripts: Script[]) {
  const { keys, offices, limits, log } = house.app
  const deps: NotifyDeps = {
    database, clock, keys, offices, limits, log,
    adapters: new Map(scripts.map((one) => [one.channel, one])),
    siteUrl: 'https://giliran.example',
    demo: false,
    texts: loadTexts(undefined),
    numberNow: () => Promise.resolve(undefined),
    random: () => 0,
  }
  return openNotifier(deps)
}

let contacts = 0
async function bookWith(contact: PartyBody['contact'] = { email: `a${contacts++}@contoh.id` }) {
  const people = makePeople(2)
  const held = await client.held({ slot: await makeSlot(house), people, contact })
  const { rows } = await database.pool.query<{ booking_id: string }>(
    'select booking_id from booking where code = $1', [held.code.replaceAll('-', '')])
  return { ...held, niks: people.map(({ nik }) => nik), officeId: 'wonosobo', bookingId: rows[0]!.booking_id }
}

const rowOf = async ({ bookingId }: { bookingId: string }) => {
  const { rows } = await database.pool.query<{
    state: string; reason: string | null; channel: string | null; tries: number; refused: string[]; cost_idr: number
    unsure: boolean; due_at: Temporal.Instant; provider_id: string | null
  }>('select * from message where booking_id = $1 order by made_at desc, message_id desc limit 1', [bookingId])
  return rows[0]!
}
const laterBy = async (booking: { bookingId: string }): Promise<number> =>
  (await rowOf(booking)).due_at.since(clock.now()).total('seconds')
const pass = (seconds: number): void => clock.set(clock.now().add({ seconds }))

test('told once, whoever is asked to tell it and how often; no NIK in what goes out', async () => {
  const email = new Script('email')
  const booking = await bookWith()
  const notifier = open(email)
  await Promise.all([notifier.tellOfTicket(booking), notifier.tellOfTicket(booking), open(email).tellOfTicket(booking)])
  await notifier.tellOfTicket(booking)
  await notifier.bringDue()
  assert.equal(email.got.length, 1)
  const all = JSON.stringify(email.got)
  for (const nik of booking.niks) assert.ok(!all.includes(nik))
  assert.equal(email.got[0]!.kind, 'booked')
  assert.ok(all.includes(`https://giliran.example/t/${booking.key}`))
  const { state, channel, provider_id } = await rowOf(booking)
  assert.deepEqual([state, channel, provider_id], ['sent', 'email', 'p1'])
})

test('not now: again later, later still, not before; then it is told', async () => {
  const email = new Script('email')
  email.answers = [{ kind: 'not-now' }, { kind: 'not-now', retryAfterMs: 600_000 }, { kind: 'no-answer' }]
  const booking = await bookWith()
  const notifier = open(email)
  await notifier.tellOfTicket(booking)
  assert.deepEqual([(await rowOf(booking)).reason, await laterBy(booking)], ['not-now', 10])
  await notifier.bringDue()
  assert.equal(email.got.length, 1, 'not before its time')
  pass(10)
  await notifier.bringDue()
  assert.equal(await laterBy(booking), 600, 'as long as the far side asked for')
  pass(600)
  await notifier.bringDue()
  const { unsure, reason } = await rowOf(booking)
  assert.deepEqual([unsure, reason, await laterBy(booking)], [true, 'no-answer', 120])
  pass(120)
  await notifier.bringDue()
  assert.equal((await rowOf(booking)).state, 'sent')
  assert.equal(new Set(email.got.map(({ id }) => id)).size, 1, 'one id at every try')
})

test('refused here, the next channel of the office has its turn; refused by all, it is dead', async () => {
  const [whatsapp, sms, email] = [new Script('whatsapp'), new Script('sms'), new Script('email')]
  whatsapp.answers = [{ kind: 'refused', detail: '131026' }]
  sms.answers = [{ kind: 'refused' }]
  const both = await bookWith({ whatsapp: '081234500001', email: 'both@contoh.id' })
  await open(email, sms, whatsapp).tellOfTicket(both)
  const told = await rowOf(both)
  assert.deepEqual([told.state, told.channel, told.refused], ['sent', 'email', ['whatsapp', 'sms']])
  assert.deepEqual([whatsapp.got[0]!.to, email.got[0]!.to], ['+6281234500001', 'both@contoh.id'])
  assert.equal(whatsapp.got[0]!.values.code, both.code)
  whatsapp.answers = [{ kind: 'refused' }]
  const phone = await bookWith({ whatsapp: '081234500002' })
  await open(whatsapp).tellOfTicket(phone)
  assert.deepEqual([(await rowOf(phone)).state, (await rowOf(phone)).reason], ['dead', 'refused'])
})

test('ten tries on one channel, then the next', async () => {
  const [whatsapp, sms] = [new Script('whatsapp'), new Script('sms')]
  whatsapp.answers = Array.from({ length: 10 }, () => ({ kind: 'not-now' as const }))
  const booking = await bookWith({ whatsapp: '081234500003' })
  const notifier = open(whatsapp, sms)
  await notifier.tellOfTicket(booking)
  for (let i = 0; i < 9; i++) {
    pass(await laterBy(booking))
    await notifier.bringDue()
  }
  const { state, channel, refused } = await rowOf(booking)
  assert.deepEqual([state, channel, refused, whatsapp.got.length], ['sent', 'sms', ['whatsapp'], 10])
  clock.set(testNow)
})

test('what is no longer so when it could be sent is not sent', async () => {
  const email = new Script('email')
  email.answers = [{ kind: 'not-now' }]
  const booking = await bookWith()
  const notifier = open(email)
  await notifier.tellOfTicket(booking)
  await client.cancel({ ...booking, nik: booking.niks[0]! })
  pass(10)
  await notifier.bringDue()
  assert.deepEqual([(await rowOf(booking)).state, (await rowOf(booking)).reason], ['dropped', 'overtaken'])
  await notifier.tellOfTicket(booking)
  assert.deepEqual(email.got.map(({ kind }) => kind), ['booked', 'cancelled'])
})

test('one contact is told a dozen times a day, whatever was booked with it', async () => {
  const email = new Script('email')
  const notifier = open(email)
  for (let i = 0; i < 7; i++) {
    const one = await bookWith({ email: 'victim@contoh.id' })
    await notifier.tellOfTicket(one)
    await client.cancel({ ...one, nik: one.niks[0]! })
    await notifier.tellOfTicket(one)
    assert.equal((await rowOf(one)).reason, i < 6 ? null : 'too-many')
  }
  assert.equal(email.got.length, 12)
})

test('a channel that was stopped is not used', async () => {
  const [whatsapp, email] = [new Script('whatsapp'), new Script('email')]
  const contact = { whatsapp: '081234500004', email: 'stop@contoh.id' }
  const stop = (channel: string) =>
    database.pool.query('insert into message_stop values ($1, $2, now())', [
      house.app.keys.lookup('contact', '+6281234500004'), channel,
    ])
  await stop('whatsapp')
  const first = await bookWith(contact)
  await open(whatsapp, email).tellOfTicket(first)
  assert.deepEqual([whatsapp.got.length, email.got.length], [0, 1])
  await stop('email')
  const second = await bookWith(contact)
  await open(whatsapp, email).tellOfTicket(second)
  assert.deepEqual([(await rowOf(second)).state, (await rowOf(second)).reason], ['dropped', 'stopped'])
})

test('two workers at once, sixty messages: each goes out once', async () => {
  const email = new Script('email')
  const bookings = await Promise.all(Array.from({ length: 60 }, () => bookWith()))
  await database.pool.query(
    `insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
     select 'wonosobo', gen_random_uuid(), 'booked', id, '0', 'waiting', $1, $1 from unnest($2::uuid[]) id`,
    [clock.now(), bookings.map(({ bookingId }) => bookingId)],
  )
  await Promise.all([open(email), open(email)].map((one) => one.bringDue()))
  assert.deepEqual([email.got.length, new Set(email.got.map(({ to }) => to)).size], [60, 60])
})

test('a message that we cannot make holds up no other, and dies at last', async () => {
  const email = new Script('email')
  const [one, other] = [await bookWith(), await bookWith()]
  // A ticket that cannot be opened.
  await database.pool.query(`update booking set sealed = 'broken' where booking_id = $1`, [one.bookingId])
  await database.pool.query(
    `insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at, tries)
     values ('wonosobo', gen_random_uuid(), 'booked', $1, '0', 'waiting', $2, $2, 8),
       ('wonosobo', gen_random_uuid(), 'booked', $3, '0', 'waiting', $2, $2, 0)`,
    [one.bookingId, clock.now(), other.bookingId],
  )
  await open(email).bringDue()
  assert.equal((await rowOf(other)).state, 'sent')
  assert.deepEqual([(await rowOf(one)).state, (await rowOf(one)).reason], ['waiting', 'broken'])
  pass(await laterBy(one))
  await open(email).bringDue()
  assert.equal((await rowOf(one)).state, 'dead')
})

test('who took a message in hand and died gives it up after two minutes; a late answer counts', async () => {
  const email = new Script('email')
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  email.answers = [() => promise]
  const booking = await bookWith()
  const slow = open(email).tellOfTicket(booking)
  while (email.got.length === 0) await database.pool.query('select')
  pass(119)
  await open(email).bringDue()
  assert.equal((await rowOf(booking)).state, 'sending')
  pass(2)
  const other = new Script('email')
  other.answers = [{ kind: 'not-now' }]
  await open(other).bringDue()
  assert.equal(other.got[0]?.id, email.got[0]!.id, 'told again under the same id')
  assert.equal((await rowOf(booking)).state, 'waiting')
  resolve({ kind: 'taken', providerId: 'late' })
  await slow
  assert.deepEqual([(await rowOf(booking)).state, (await rowOf(booking)).provider_id], ['sent', 'late'])
  pass(3600)
  await open(other).bringDue()
  assert.equal(other.got.length, 1)
})

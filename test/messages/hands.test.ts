import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { after, test } from 'node:test'
import type { ChannelAdapter, Outcome, Outgoing } from '../../src/notify/channel.ts'
import { loadTexts, openNotifier } from '../../src/notify/index.ts'
import { openHouse } from '../api/app.ts'
import { Client, makePeople } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'

// Goal: what hurries is brought before what can wait, and a far side that is slow is not taken for a dead worker.
// How: rows as the planner writes them; far sides that answer when the test says so.
const house = await openHouse({ after })
const { app, clock, database } = house
const client = new Client(app.address)

function open(send: (outgoing: Outgoing) => Promise<Outcome>) {
  const { keys, offices, limits, log } = app
  const email: ChannelAdapter = { channel: 'email', isOnce: false, send }
  return openNotifier({
    database, clock, keys, offices, limits, log,
    adapters: new Map([['email', email]]),
    siteUrl: 'https://giliran.example',
    demo: false,
    texts: loadTexts(undefined),
    numberNow: () => Promise.resolve({ number: 'A-001', state: 'waiting', before: 2 }),
    random: () => 0,
  })
}

/** Bookings that are to be told `kinds`, due in the order in which they stand. */
async function owe(count: number, ...kinds: string[]): Promise<void> {
  await database.pool.query('delete from message')
  const slot = await makeSlot(house, { seats: count })
  await Promise.all(
    makePeople(count).map(async (one) => {
      const contact = { email: `${one.nik}@contoh.id` }
      assert.equal((await client.book({ slot, people: [one], contact })).status, 201)
    }),
  )
  await database.pool.query(
    `insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
     select b.office_id, gen_random_uuid(), k.kind, b.booking_id, b.slot_id::text, 'waiting',
       $1::timestamptz - make_interval(mins => 100 - k.place::int), $1
     from booking b, unnest($2::text[]) with ordinality as k (kind, place) where b.slot_id = $3`,
    [clock.now(), kinds, slot],
  )
}

test('a call in the hall goes before all that was due earlier', async () => {
  await owe(40, 'reminder-day', 'called-soon')
  const kinds: string[] = []
  await open(async ({ kind }) => {
    kinds.push(kind)
    return { kind: 'taken' }
  }).bringDue()
  assert.equal(kinds.length, 80)
  // Two handfuls of 25: the second takes what hurries along with the first that can wait.
  assert.deepEqual(new Set(kinds.slice(0, 25)), new Set(['called-soon']))
  assert.deepEqual(new Set(kinds.slice(50)), new Set(['reminder-day']))
})

test('a message stays in the hand of who waits for a slow far side, however long that is', async () => {
  await owe(1, 'reminder-day')
  const told = new EventEmitter()
  const answer = Promise.withResolvers<Outcome>()
  const slow = open(() => {
    told.emit('asked')
    return answer.promise
  })
  const asked = once(told, 'asked')
  const brought = slow.bringDue()
  await asked
  const other = open(() => assert.fail('taken from the hand of a living worker'))
  for (let minutes = 0; minutes < 3; minutes++) {
    clock.set(clock.now().add({ seconds: 60 }))
    await untilRenewed()
    await other.bringDue()
  }
  answer.resolve({ kind: 'taken' })
  await brought
  const { rows } = await database.pool.query('select state, tries from message')
  assert.deepEqual(rows, [{ state: 'sent', tries: 1 }])
})

/** The worker looks every second by the machine's clock. */
async function untilRenewed(): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const { rowCount } = await database.pool.query('select from message where claimed_at = $1', [clock.now()])
    if (rowCount) return
    await database.pool.query('select pg_sleep(0.02)')
  }
  assert.fail('never renewed')
}

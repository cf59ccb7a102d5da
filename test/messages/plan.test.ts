import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { openPlanner } from '../../src/notify/index.ts'
import { actAtCounter, changedHalls, type CounterVerb, hallOf } from '../../src/visits/index.ts'
import { openHouse, openOffice, testNow } from '../api/app.ts'
import { Client, makePeople } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'

// Goal: everybody with a contact is told what the day brings, once, at the office's own hour.
// How: real bookings and halls, and a clock that is set; the rows of messages are what is owed.
const house = await openHouse({ after })
const { app, clock, database } = house
const client = new Client(app.address)
const { visits: { deps }, offices } = app
const open = () => openPlanner({ database, clock, offices, changedHalls: (seen) => changedHalls(deps, seen) })

const DAY = '2026-12-08'
const at = (time: string, day = DAY, zone = '+07:00') => Temporal.Instant.from(`${day}T${time}:00${zone}`)

let contacts = 0
interface Booked {
  code: string
  key: string
  nik: string
  bookingId: string
}

async function book(slot: string, { office = 'wonosobo', tells = true } = {}): Promise<Booked> {
  const contact = tells ? { email: `b${contacts++}@contoh.id` } : {}
  const people = makePeople()
  const answer = await client.post('/api/v1/bookings', { office, slot, people, contact })
  assert.equal(answer.status, 201, answer.text)
  const { code, key } = JSON.parse(answer.text) as { code: string; key: string }
  const { rows } = await database.pool.query<{ booking_id: string }>(
    'select booking_id from booking where code = $1', [code.replaceAll('-', '')])
  return { code, key, nik: people[0]!.nik, bookingId: rows[0]!.booking_id }
}

/** Kinds of messages that each booking has, as far as they were planned. */
async function owed(...bookings: Booked[]): Promise<string[]> {
  const { rows } = await database.pool.query<{ booking_id: string; kinds: string }>(
    `select booking_id, string_agg(kind, ' ' order by kind) as kinds from message
     where booking_id = any($1) group by 1`,
    [bookings.map(({ bookingId }) => bookingId)],
  )
  return bookings.map(({ bookingId }) => rows.find((row) => row.booking_id === bookingId)?.kinds ?? '')
}

beforeEach(async () => {
  clock.set(testNow)
  await database.pool.query('delete from message')
})

test('reminders: who has a contact, at the office’s hour, once, whoever plans and how often', async () => {
  const slot = await makeSlot(house, { startsAt: at('09:01') })
  const [told, silent, gone] = [await book(slot), await book(slot, { tells: false }), await book(slot)]
  await client.cancel(gone)
  clock.set(at('16:59', '2026-12-07'))
  const planners = [open(), open()]
  await planners[0]!.plan()
  assert.deepEqual(await owed(told), [''])
  clock.set(at('17:00', '2026-12-07'))
  const late = await book(slot)
  await Promise.all(planners.map((one) => one.plan()))
  await planners[0]!.plan()
  assert.deepEqual(await owed(told, silent, gone, late), ['reminder-day', '', '', ''])
  clock.set(at('06:00'))
  await Promise.all(planners.map((one) => one.plan()))
  assert.deepEqual(await owed(told, silent, gone, late), ['reminder-day reminder-morning', '', '', 'reminder-morning'])
  const { rows } = await database.pool.query('select from message')
  assert.equal(rows.length, 3)
})

test('what a process slept through is made up for while it is of use', async () => {
  const early = await book(await makeSlot(house, { startsAt: at('08:02') }))
  const slot = await makeSlot(house, { startsAt: at('13:02') })
  const noon = await book(slot)
  clock.set(at('20:30', '2026-12-07'))
  await open().plan()
  assert.deepEqual(await owed(early, noon), ['reminder-day', 'reminder-day'])
  clock.set(at('10:00'))
  await open().plan()
  assert.deepEqual(await owed(early, noon), ['reminder-day', 'reminder-day reminder-morning'])
  const { rows } = await database.pool.query<{ about: string }>('select distinct about from message where kind = $1',
    ['reminder-morning'])
  assert.deepEqual(rows, [{ about: slot }])
})

test('an office elsewhere has its own hours', async () => {
  await openOffice(house, 'jayapura', (definition) => {
    definition.notify = { reminders: { morning: '07:00' } }
  })
  assert.equal(offices.get('jayapura')!.timeZone, 'Asia/Jayapura')
  const slot = await makeSlot(house, { office: 'jayapura', startsAt: at('09:03', DAY, '+09:00') })
  const booking = await book(slot, { office: 'jayapura' })
  const planner = open()
  clock.set(at('23:00', '2026-12-07', '+09:00'))
  await planner.plan()
  clock.set(at('06:59', DAY, '+09:00'))
  await planner.plan()
  assert.deepEqual(await owed(booking), [''])
  clock.set(at('07:00', DAY, '+09:00'))
  await planner.plan()
  assert.deepEqual(await owed(booking), ['reminder-morning'])
})

test('whose hour the office closes is told once, until they have moved', async () => {
  const slot = await makeSlot(house, { startsAt: at('10:04') })
  const [told, silent] = [await book(slot), await book(slot, { tells: false })]
  const planner = open()
  await planner.plan()
  assert.deepEqual(await owed(told, silent), ['', ''])
  await database.pool.query(`update slot set closed_reason = 'banjir' where slot_id = $1`, [slot])
  await planner.plan()
  await planner.plan()
  assert.deepEqual(await owed(told, silent), ['closed', ''])
})

/** Everybody of these bookings stands in the hall, in this order. */
async function stand(bookings: readonly Booked[], start: Temporal.Instant): Promise<void> {
  await database.pool.query(
    `insert into hall (office_id, site_id, day, version, numbers)
     values ('wonosobo', 'kantor', $1, 1, jsonb_build_object('A', $2::int))`,
    [DAY, bookings.length],
  )
  await database.pool.query(
    `insert into visit (office_id, visit_id, site_id, day, booking_id, kind, letter, number, people, services, journey,
       stage, state, appointment_at, arrived_at, queued_at, due_at, changed_at)
     select 'wonosobo', gen_random_uuid(), 'kantor', $1, b.booking_id, 'appointment', 'A', b.place, 1, '{new-adult}',
       '{interview}', 'interview', 'waiting', $3, $3, $3, $3::timestamptz + make_interval(secs => b.place), $3
     from unnest($2::uuid[]) with ordinality as b (booking_id, place)`,
    [DAY, bookings.map(({ bookingId }) => bookingId), start],
  )
  await database.pool.query(
    `insert into visit_person (office_id, visit_id, position, day, booking_id, card, nik_hash)
     select office_id, visit_id, position, day, booking_id, 'same', nik_hash
     from visit join booking_person using (office_id, booking_id)`,
  )
}

test('in the hall: called soon, come back, how was it; each once a visit', async () => {
  const slot = await makeSlot(house, { startsAt: at('09:05') })
  const people: Booked[] = []
  for (let i = 0; i < 7; i++) people.push(await book(slot, { tells: i !== 1 }))
  clock.set(at('09:06'))
  await stand(people, clock.now())
  const planner = open()
  const plan = async (): Promise<string[]> => {
    await planner.plan()
    return (await owed(...people)).map((kinds) => kinds.replace('reminder-morning', '').trim())
  }
  const soon = 'called-soon'
  assert.deepEqual(await plan(), [soon, '', soon, soon, '', '', ''])

  const hall = hallOf(deps, 'wonosobo', 'kantor')
  const counterId = hall.day.counters.find((one) => one.site === 'kantor' && one.stages.includes('interview'))!.id
  const by = { account: 'rina', name: 'Rina' }
  const act = async (verb: CounterVerb): Promise<void> => {
    clock.set(clock.now().add({ seconds: 100 }))
    const body = verb === 'open' ? { stages: ['interview'] } : {}
    await actAtCounter(deps, { hall, counterId, verb, body, by })
  }
  for (const verb of ['open', 'next', 'finish-next'] as const) await act(verb)
  assert.deepEqual(await plan(), [`${soon} survey`, '', soon, soon, soon, soon, ''])
  // The second has no contact; the third does not come.
  for (const verb of ['finish-next', 'recall', 'recall', 'no-show'] as const) await act(verb)
  assert.deepEqual((await plan()).slice(0, 3), [`${soon} survey`, '', `${soon} come-back`])
  const { rows } = await database.pool.query<{ due_at: Temporal.Instant; about: string; visit_id: string }>(
    `select m.due_at, m.about, v.visit_id from message m join visit v using (office_id, booking_id)
     where m.kind = 'survey' and v.number = 1`)
  assert.equal(rows[0]!.about, rows[0]!.visit_id)
  assert.ok(Temporal.Instant.compare(rows[0]!.due_at, at('11:06')) > 0, 'two hours after')

  // Another process, and this one again, find nothing to add.
  const count = async (): Promise<number> => (await database.pool.query('select from message')).rows.length
  const before = await count()
  await open().plan()
  await planner.plan()
  assert.equal(await count(), before)
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { heardAll, openHouse, openOffice, releaseHour, testNow } from './app.ts'
import { Client, faultsOf, makePeople, problemOf, ticketOf } from './client.ts'
import { contents } from './rows.ts'
import { makeSlot, seatsTaken } from './slots.ts'

// Goal: a booking over HTTP is what design.md says, whole or not at all.
// How: one app, its clock standing still, on a database of its own.
const house = await openHouse({ after })
await openOffice(house, 'jayapura', ({ sites }) => {
  sites[1]!.services = ['new-adult', 'new-child']
})
const { database } = house
const client = new Client(house.app.address)

test('the ticket is exactly what is documented', async () => {
  const slot = await makeSlot(house, { startsAt: Temporal.Instant.from('2026-12-08T00:15:00Z') })
  const people = makePeople(2, { purpose: 'work' })
  people[1]!.service = 'replace-expired-adult'
  const answer = await client.with({ 'accept-language': 'en' }).book({
    slot,
    people,
    companion: { name: 'Ahmad' },
    contact: { whatsapp: '081234567890' },
  })
  const ticket = ticketOf(answer, 201)
  const { code, key, documents } = ticket
  assert.match(code, /^WSB-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}$/)
  assert.match(key, /^WSB[A-Za-z0-9_-]{22}$/)
  assert.deepEqual(Object.entries(ticket), [
    ['code', code],
    ['key', key],
    ['state', 'booked'],
    ['office', 'wonosobo'],
    ['site', 'kantor'],
    ['slot', { id: slot, start: '2026-12-08T07:15:00+07:00', end: '2026-12-08T07:45:00+07:00' }],
    [
      'people',
      [
        { name: 'Siti Aminah', service: 'new-adult', purpose: 'work' },
        { name: 'Ahmad Fauzi', service: 'replace-expired-adult', purpose: 'work' },
      ],
    ],
    ['documents', documents],
    ['movesLeft', 2],
    ['changeUntil', '2026-12-07T16:00:00+07:00'],
    ['links', { page: `/t/${key}`, calendar: `/t/${key}/calendar.ics`, qr: `/t/${key}/qr.svg` }],
  ])
  assert.deepEqual([...new Set(documents.map((one) => one.person))], [0, 1])
  assert.deepEqual(documents.find((one) => one.id === 'family-card'), {
    person: 0,
    id: 'family-card',
    name: 'Family card (KK)',
  })
  assert.ok(documents.some((one) => one.person === 1 && one.id.startsWith('old-passport')))
  assert.ok(!documents.some((one) => one.person === 0 && one.id.startsWith('old-passport')))

  assert.equal(answer.headers.get('location'), `/api/v1/bookings/${code}`)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.equal((await client.show(ticket, '', { 'accept-language': 'en' })).text, answer.text)
  for (const path of Object.values(ticket.links)) assert.equal((await client.ask(path)).status, 200, path)
})

test('an office in another zone speaks its own time and has its own letters', async () => {
  const startsAt = Temporal.Instant.from('2026-12-08T23:45:00Z')
  const slot = await makeSlot(house, { office: 'jayapura', startsAt })
  const ticket = ticketOf(await client.book({ office: 'jayapura', slot, people: makePeople() }), 201)
  assert.match(ticket.code, /^JYP-/)
  assert.match(ticket.key, /^JYP/)
  assert.equal(ticket.slot.start, '2026-12-09T08:45:00+09:00')
  assert.equal(ticket.changeUntil, '2026-12-08T16:00:00+09:00')
  const { rows } = await database.pool.query<{ ends_at: Temporal.Instant }>(
    `select ends_at from live_claim where office_id = 'jayapura'`,
  )
  assert.equal(rows[0]!.ends_at.toString(), '2026-12-09T15:00:00Z', 'midnight in Jayapura')
  assert.equal(ticketOf(await client.show(ticket)).code, ticket.code)
})

test('five people fill their seats; a party that finds one too few gets none', async () => {
  const slot = await makeSlot(house, { seats: 9 })
  ticketOf(await client.book({ slot, people: makePeople(5) }), 201)
  assert.deepEqual(await seatsTaken(database, slot), [5])
  const before = await contents(database)
  problemOf(await client.book({ slot, people: makePeople(5) }), 'slot-full')
  assert.deepEqual(await contents(database), before)
  ticketOf(await client.book({ slot, people: makePeople(4) }), 201)
  problemOf(await client.book({ slot, people: makePeople(1) }), 'slot-full')
  assert.deepEqual(await seatsTaken(database, slot), [9])
})

test('whoever holds a turn anywhere keeps the whole party out, and nothing of that turn is told', async () => {
  const there = await makeSlot(house, { office: 'jayapura' })
  const slot = await makeSlot(house)
  const [first, second, third] = makePeople(3)
  const held = ticketOf(await client.book({ office: 'jayapura', slot: there, people: [second!] }), 201)
  const before = await contents(database)
  const answer = await client.book({ slot, people: [first!, second!, third!] })
  const problem = problemOf(answer, 'person-already-booked')
  assert.deepEqual(problem.people, [1])
  assert.deepEqual(faultsOf(problem), ['/people/1/nik person-already-booked'])
  assert.match(problem.detail, /Bukan Anda\?/, 'says what to do if it was not you')
  for (const secret of [held.code, held.key, 'jayapura', 'Jayapura', held.slot.start, second!.nik, second!.name]) {
    assert.ok(!answer.text.includes(secret), secret)
  }
  assert.deepEqual(await contents(database), before)
  ticketOf(await client.book({ slot, people: [first!, third!] }), 201)
})

test('a slot that refuses says nothing of anybody, held or not', async () => {
  const people = makePeople(1)
  await client.held({ slot: await makeSlot(house), people })
  const slots = {
    'slot-full': await makeSlot(house, { seats: 0 }),
    'slot-closed': await makeSlot(house, { closedReason: 'banjir' }),
    'slot-unreleased': await makeSlot(house, { opensAt: releaseHour }),
  } as const
  for (const type of ['slot-full', 'slot-closed', 'slot-unreleased'] as const) {
    const holder = await client.book({ slot: slots[type], people })
    problemOf(holder, type)
    assert.equal((await client.book({ slot: slots[type], people: makePeople(1) })).text, holder.text)
  }
  const past = await makeSlot(house, { startsAt: testNow.add({ minutes: 120 }) })
  problemOf(await client.book({ slot: past, people }), 'slot-closed')
})

test('an hour can be taken until its notice, and from its release on', async () => {
  const { clock } = house
  const soon = await makeSlot(house, { startsAt: testNow.add({ minutes: 121 }) })
  const later = await makeSlot(house, { opensAt: releaseHour })
  ticketOf(await client.book({ slot: soon, people: makePeople() }), 201)
  clock.set(testNow.add({ minutes: 1 }))
  problemOf(await client.book({ slot: soon, people: makePeople() }), 'slot-closed')
  clock.set(releaseHour.subtract({ milliseconds: 1 }))
  const early = problemOf(await client.book({ slot: later, people: makePeople() }), 'slot-unreleased')
  assert.equal(early.opensAt, '2026-11-30T09:00:00+07:00')
  assert.match(early.detail, /Senin, 30 November 2026 pukul 09\.00 WIB/)
  clock.set(releaseHour)
  ticketOf(await client.book({ slot: later, people: makePeople() }), 201)
  clock.set(testNow)
})

test('a turn ends with its day: its people can book again, also before anything is swept', async () => {
  const people = makePeople(2)
  await client.held({ slot: await makeSlot(house), people })
  const next = await makeSlot(house, { startsAt: Temporal.Instant.from('2026-12-14T02:00:00.5Z') })
  house.clock.set('2026-12-07T16:59:59Z')
  problemOf(await client.book({ slot: next, people }), 'person-already-booked')
  house.clock.set('2026-12-07T17:00:00Z')
  ticketOf(await client.book({ slot: next, people }), 201)
  house.clock.set(testNow)
})

test('a service that the site does not give is told in the field', async () => {
  const slot = await makeSlot(house, { office: 'jayapura', site: 'magelang' })
  const people = makePeople(2)
  people[1]!.service = 'replace-full-adult'
  const problem = problemOf(await client.book({ office: 'jayapura', slot, people }), 'invalid')
  assert.deepEqual(faultsOf(problem), ['/people/1/service service-not-at-site'])
  people[1]!.service = 'new-child'
  ticketOf(await client.book({ office: 'jayapura', slot, people }), 201)
})

test('seats of other channels are not given online', async () => {
  for (const channel of ['priority', 'walk-in', 'partner'] as const) {
    const slot = await makeSlot(house, { channel })
    problemOf(await client.book({ slot, people: makePeople() }), 'not-found')
    assert.deepEqual(await seatsTaken(database, slot), [0])
  }
})

test('a slot that was made a moment ago is booked before any app has heard of it', async () => {
  await house.app.slots.office('wonosobo')
  const { rows } = await database.pool.query<{ slot_id: string }>(
    `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity)
     values ('wonosobo', 'kantor', 'online', '2026-12-07 05:00+07', '2026-12-07 05:30+07', '2026-11-01', 3, 3)
     returning slot_id`,
  )
  const slot = rows[0]!.slot_id
  assert.equal(house.app.slots.peek('wonosobo', slot), undefined)
  ticketOf(await client.book({ slot, people: makePeople(3) }), 201)
  problemOf(await client.book({ slot, people: makePeople(1) }), 'slot-full')
  await heardAll(house.app)
})

test('an impossible birth date is asked about once, then taken as printed and marked', async () => {
  const slot = await makeSlot(house)
  const [person] = makePeople(1, { nik: '0000003202900001' })
  const asked = problemOf(await client.book({ slot, people: [person!] }), 'invalid')
  assert.deepEqual(faultsOf(asked), ['/people/0/nik nik-impossible'])
  ticketOf(await client.book({ slot, people: [{ ...person!, nikAsPrinted: true }, ...makePeople(1)] }), 201)
  const { rows } = await database.pool.query(
    `select nik_as_printed from booking_person join booking using (office_id, booking_id)
     where slot_id = $1 order by position`,
    [slot],
  )
  assert.deepEqual(rows, [{ nik_as_printed: true }, { nik_as_printed: false }])
})

test('where no mail can be sent no job is written that nobody would do', async () => {
  const held = await client.held({
    slot: await makeSlot(house),
    people: makePeople(),
    contact: { email: 'siti@contoh.id' },
  })
  ticketOf(await client.move(held, await makeSlot(house)))
  ticketOf(await client.cancel(held))
  const { rows } = await database.pool.query('select task_id from graphile_worker._private_jobs')
  assert.deepEqual(rows, [])
})

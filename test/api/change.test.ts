import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { freedAtOnce } from '../freed-at-once.ts'
import { openHouse, openOffice, releaseHour, testNow } from './app.ts'
import { Client, faultsOf, type Held, makePeople, problemOf, ticketOf } from './client.ts'
import { contents } from './rows.ts'
import { makeSlot, seatsTaken } from './slots.ts'

// Goal: a move never loses the old seat first, a cancellation costs nothing, and what is
// refused changes nothing.
const house = await openHouse({ after }, { count: 2 })
await openOffice(house, 'jayapura', ({ sites }) => {
  sites[1]!.services = ['new-child']
})
const { database, clock } = house
await freedAtOnce(database)
for (const app of house.apps) await app.offices.refresh()
const [client, elsewhere] = house.apps.map(({ address }) => new Client(address)) as [Client, Client]

/** One person alone, in a slot of its own unless one is named. */
async function heldIn(slot?: string, people = makePeople()): Promise<Held & { slot: string }> {
  const taken = slot ?? (await makeSlot(house))
  return { ...(await client.held({ slot: taken, people })), slot: taken }
}

test('a move takes the new seats, frees the old ones and is counted', async () => {
  const people = makePeople(5)
  const from = await makeSlot(house, { seats: 5 })
  const to = await makeSlot(house, { seats: 6, startsAt: Temporal.Instant.from('2026-12-10T00:20:00Z') })
  const held = await heldIn(from, people)
  const booked = ticketOf(await client.show(held))
  const moved = ticketOf(await client.move(held, to))
  const slot = { id: to, start: '2026-12-10T07:20:00+07:00', end: '2026-12-10T07:50:00+07:00' }
  assert.deepEqual(moved, { ...booked, slot, movesLeft: 1, changeUntil: '2026-12-09T16:00:00+07:00' })
  assert.deepEqual(await seatsTaken(database, from, to), [0, 5])
  assert.deepEqual(ticketOf(await elsewhere.show(held)), moved)
  await heldIn(from, makePeople(5))
  const { rows } = await database.pool.query(
    `select distinct ends_at::text from live_claim join booking using (office_id, booking_id) where code = $1`,
    [held.code.replaceAll('-', '')],
  )
  assert.deepEqual(rows.map((row) => Temporal.Instant.from(row.ends_at.replace(' ', 'T')).toString()), [
    '2026-12-10T17:00:00Z',
  ])
})

test('a move to where one is, or the same move again, is no move', async () => {
  const held = await heldIn()
  const to = await makeSlot(house)
  assert.equal(ticketOf(await client.move(held, held.slot)).movesLeft, 2)
  ticketOf(await client.move(held, to))
  const before = await contents(database)
  assert.equal(ticketOf(await elsewhere.move(held, to)).movesLeft, 1)
  const together = await Promise.all([client, elsewhere, client].map((one) => one.move(held, to)))
  for (const answer of together) assert.equal(ticketOf(answer).movesLeft, 1)
  assert.deepEqual(await contents(database), before)
})

test('the last move that is allowed, sent many times at once, is one move and no refusal', async () => {
  const held = await heldIn()
  ticketOf(await client.move(held, await makeSlot(house)))
  const to = await makeSlot(house)
  const answers = await Promise.all([client, elsewhere, client, elsewhere].map((one) => one.move(held, to)))
  for (const answer of answers) assert.equal(ticketOf(answer).movesLeft, 0)
  assert.deepEqual(await seatsTaken(database, held.slot, to), [0, 1])
})

test('a place that does not take the party leaves it where it is', async () => {
  const held = await heldIn(await makeSlot(house), makePeople(3))
  const full = await makeSlot(house, { seats: 5 })
  await heldIn(full, makePeople(3))
  const slots = {
    full,
    closed: await makeSlot(house, { closedReason: 'banjir' }),
    unreleased: await makeSlot(house, { opensAt: releaseHour }),
    past: await makeSlot(house, { startsAt: testNow.add({ minutes: 119 }) }),
    gone: await makeSlot(house, { startsAt: testNow.subtract({ hours: 30 }) }),
    priority: await makeSlot(house, { channel: 'priority' }),
    other: await makeSlot(house, { office: 'jayapura' }),
  }
  const before = await contents(database)
  problemOf(await client.move(held, slots.full), 'slot-full')
  assert.match(problemOf(await client.move(held, slots.closed), 'slot-closed').detail, /banjir/)
  const unreleased = problemOf(await client.move(held, slots.unreleased), 'slot-unreleased')
  assert.equal(unreleased.opensAt, '2026-11-30T09:00:00+07:00')
  for (const slot of [slots.past, slots.gone]) problemOf(await client.move(held, slot), 'slot-closed')
  for (const slot of [slots.priority, slots.other, '999999999', '0', 'x', "1' or '1'='1"]) {
    problemOf(await client.move(held, slot), 'not-found')
  }
  assert.deepEqual(await contents(database), before)
  assert.equal(ticketOf(await client.show(held)).movesLeft, 2)
})

test('a move stays where the services of the party are given', async () => {
  const from = await makeSlot(house, { office: 'jayapura' })
  const to = await makeSlot(house, { office: 'jayapura', site: 'magelang' })
  const [person] = makePeople()
  const held = await client.held({ office: 'jayapura', slot: from, people: [person!] })
  assert.deepEqual(faultsOf(problemOf(await client.move(held, to), 'invalid')), ['/slot service-not-at-site'])
  const child = makePeople(1, { service: 'new-child' })
  const family = await client.held({ office: 'jayapura', slot: from, people: child, companion: {} })
  assert.equal(ticketOf(await client.move(family, to)).site, 'magelang')
})

test('the office allows two moves, and cancelling after them', async () => {
  const held = await heldIn()
  for (const movesLeft of [1, 0]) {
    assert.equal(ticketOf(await client.move(held, await makeSlot(house))).movesLeft, movesLeft)
  }
  const further = await makeSlot(house)
  const before = await contents(database)
  problemOf(await client.move(held, further), 'too-many-moves')
  assert.deepEqual(await contents(database), before)
  assert.equal(ticketOf(await client.cancel(held)).state, 'cancelled')
})

test('changes are taken until their deadline, then refused with it', async () => {
  const [moved, cancelled, late] = [await heldIn(), await heldIn(), await heldIn()]
  const to = await makeSlot(house, { startsAt: Temporal.Instant.from('2026-12-11T02:00:20Z') })
  const until = Temporal.Instant.from(ticketOf(await client.show(late)).changeUntil)
  clock.set(until.subtract({ milliseconds: 1 }))
  ticketOf(await client.move(moved, to))
  ticketOf(await client.cancel(cancelled))
  clock.set(until)
  const before = await contents(database)
  const english = client.with({ 'accept-language': 'en' })
  assert.match(problemOf(await english.move(late, to), 'change-too-late').detail, /6 December 2026, 16:00 WIB/)
  assert.match(problemOf(await client.cancel(late), 'change-too-late').detail, /6 Desember 2026 pukul 16\.00 WIB/)
  assert.deepEqual(await contents(database), before)
  // Where it was moved to, another day's deadline counts.
  assert.equal(ticketOf(await client.cancel(moved)).state, 'cancelled')
  clock.set(testNow)
})

test('a cancelled turn gives its seats and its people free, once', async () => {
  const people = makePeople(4)
  const slot = await makeSlot(house, { seats: 4 })
  const held = await heldIn(slot, people)
  problemOf(await client.book({ slot, people: makePeople() }), 'slot-full')
  const cancelled = ticketOf(await client.cancel(held, 'sakit'))
  assert.equal(cancelled.state, 'cancelled')
  assert.deepEqual(await seatsTaken(database, slot), [0])
  const anew = await heldIn(slot, people)
  const before = await contents(database)
  for (const one of [client, elsewhere]) assert.deepEqual(ticketOf(await one.cancel(held)), cancelled)
  const together = await Promise.all([client, elsewhere, client].map((one) => one.cancel(held)))
  for (const answer of together) assert.equal(ticketOf(answer).state, 'cancelled')
  assert.deepEqual(await contents(database), before)
  problemOf(await client.move(held, await makeSlot(house)), 'change-too-late')
  assert.equal(ticketOf(await client.show(anew)).state, 'booked')
})

// Five guesses at once are allowed, right or wrong: they are counted before they are looked at.
test('cancelled four times at once, through two processes, frees its seats once', async () => {
  const slot = await makeSlot(house)
  await heldIn(slot, makePeople(2))
  const held = await heldIn(slot, makePeople(3))
  const answers = await Promise.all(Array.from({ length: 4 }, (_, i) => (i % 2 ? client : elsewhere).cancel(held)))
  for (const answer of answers) assert.equal(ticketOf(answer).state, 'cancelled')
  assert.deepEqual(await seatsTaken(database, slot), [2])
})

test('moves and a cancellation at once end in one state that adds up', async () => {
  const slots = await Promise.all(Array.from({ length: 4 }, () => makeSlot(house, { seats: 3 })))
  for (let round = 0; round < 5; round++) {
    const held = await heldIn(slots[0], makePeople(3))
    const answers = await Promise.all([
      client.move(held, slots[1]!),
      elsewhere.move(held, slots[2]!),
      elsewhere.cancel(held),
      client.move(held, slots[3]!),
    ])
    for (const { status, text } of answers) assert.ok([200, 409, 503].includes(status), text)
    const { state, slot, movesLeft } = ticketOf(await client.show(held))
    const seats = slots.map((one) => (state === 'booked' && one === slot.id ? 3 : 0))
    assert.deepEqual(await seatsTaken(database, ...slots), seats, `${state} in ${slot.id}, ${movesLeft} moves left`)
    if (state === 'booked') ticketOf(await client.cancel(held))
  }
})

test('the link alone changes nothing: a NIK of the party is asked for, of any of its people', async () => {
  const people = makePeople(3)
  const held = await heldIn(undefined, people)
  const to = await makeSlot(house)
  const before = await contents(database)
  for (const nik of [makePeople()[0]!.nik, '', '123', 'abc', `${held.nik}0`]) {
    for (const answer of [await client.move({ ...held, nik }, to), await client.cancel({ ...held, nik })]) {
      assert.deepEqual(faultsOf(problemOf(answer, 'not-found')), ['/nik nik-not-of-party'])
    }
    clock.set(clock.now().add({ minutes: 15 }))
  }
  assert.deepEqual(await contents(database), before)
  ticketOf(await client.move({ ...held, nik: people[2]!.nik.replaceAll(/(.{4})/g, '$1 ') }, to))
  ticketOf(await client.cancel({ ...held, nik: people[1]!.nik }))
  clock.set(testNow)
})

test('a key opens its own ticket and no other', async () => {
  const [one, two] = [await heldIn(), await heldIn()]
  const jayapura = await client.held({
    office: 'jayapura',
    slot: await makeSlot(house, { office: 'jayapura' }),
    people: makePeople(),
  })
  const to = await makeSlot(house)
  const before = await contents(database)
  const wrongKeys = [two.key, jayapura.key, one.key.slice(0, -1), `${one.key}A`, `JYP${one.key.slice(3)}`, 'WSB']
  for (const key of wrongKeys) {
    problemOf(await client.show({ ...one, key }), 'not-found')
    problemOf(await client.show({ ...one, key }, '/calendar.ics'), 'not-found')
    problemOf(await client.show({ ...one, key }, '/qr.svg'), 'not-found')
    problemOf(await client.move({ ...one, key }, to), 'not-found')
    problemOf(await client.cancel({ ...one, key }), 'not-found')
  }
  const path = `/api/v1/bookings/${one.code}`
  for (const authorization of [one.key, `Basic ${one.key}`, `Bearer  ${one.key}`, `Bearer ${one.key} `, 'Bearer']) {
    const trimmed = authorization.trim() === `Bearer ${one.key}`
    const answer = await client.ask(path, { headers: { authorization } })
    if (trimmed) ticketOf(answer)
    else problemOf(answer, 'not-found')
  }
  assert.deepEqual(faultsOf(problemOf(await client.ask(path), 'invalid')), ['/authorization missing'])
  ticketOf(await client.ask(path, { headers: { authorization: `bearer ${one.key}` } }))
  ticketOf(await client.show({ ...one, code: one.code.toLowerCase().replaceAll('-', '') }))
  assert.deepEqual(await contents(database), before)
})

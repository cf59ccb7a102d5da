import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { stringify } from 'yaml'
import { book, cancelBooking, moveBooking, releaseClaim } from '../../src/bookings/index.ts'
import { whoIsBooked } from '../../src/bookings/who.ts'
import { run as runBook } from '../../src/cli/book.ts'
import type { Actor } from '../../src/platform/audit.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { openHouse } from './app.ts'
import { Client, makePeople, problemOf, ticketOf } from './client.ts'
import { makeSlot, seatsTaken } from './slots.ts'

// Goal: at the desk the same rules hold, and the trace says who helped.
const house = await openHouse({ after })
const { app, database } = house
const client = new Client(app.address)
const staff: Actor = { kind: 'staff', name: 'rini' }

const atDesk = (slot: string, people = makePeople()) =>
  book(app.bookings.deps, { office: 'wonosobo', slot, people, locale: 'id', actor: staff })

/** Openings of all traces of a booking, in the order of what happened to it. */
async function tracesOf(bookingId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query<{ opening: string }>(
    `select opening from audit_opening where opening::jsonb ->> 'booking' = $1`,
    [bookingId],
  )
  return rows.map((row) => JSON.parse(row.opening) as Record<string, unknown>)
}

const bookingOf = async (code: string): Promise<{ booking_id: string; assisted: boolean }> => {
  const { rows } = await database.pool.query('select booking_id, assisted from booking where code = $1', [
    code.replaceAll('-', ''),
  ])
  return rows[0]
}

test('the trace of a booking says who booked, and nothing personal', async () => {
  const slot = await makeSlot(house)
  const ticket = await atDesk(slot, makePeople(2))
  const alone = makePeople()
  const own = ticketOf(await client.book({ slot, people: alone }), 201)
  const { booking_id: ownId, assisted } = await bookingOf(own.code)
  assert.deepEqual([assisted, (await bookingOf(ticket.code)).assisted], [false, true])
  // By the keyed hashes of their NIKs, which the log's readers have no key to.
  const whoOf = (bookingId: string, niks: string[]): string =>
    whoIsBooked(bookingId, niks.map((nik) => app.keys.lookup('nik', nik)))
  const who = whoOf(ticket.bookingId, ticket.people.map((one) => one.nik))
  const common = { v: 1, kind: 'booked', office: 'wonosobo', at: '2026-11-24T03:00:00Z', slot, channel: 'online' }
  assert.deepEqual(await tracesOf(ticket.bookingId), [
    { ...common, by: 'staff:rini', booking: ticket.bookingId, party: 2, who, assisted: true },
  ])
  assert.deepEqual(await tracesOf(ownId), [
    { ...common, by: 'applicant', booking: ownId, party: 1, who: whoOf(ownId, [alone[0]!.nik]), assisted: false },
  ])
})

test('a ticket from the desk is a ticket like any other', async () => {
  const people = makePeople()
  const ticket = await atDesk(await makeSlot(house), people)
  const found = ticketOf(await client.find(ticket.code, people[0]!.nik))
  assert.equal(found.key, ticket.key)
  ticketOf(await client.cancel({ code: found.code, key: found.key, nik: people[0]!.nik }))
})

test('staff may use the other channels, and are held to all other rules', async () => {
  const refuses = (slot: string, type: string, people = makePeople()) =>
    assert.rejects(atDesk(slot, people), (error) => error instanceof Refusal && error.type === type)
  assert.equal((await atDesk(await makeSlot(house, { channel: 'priority' }))).state, 'booked')
  const people = makePeople()
  await atDesk(await makeSlot(house), people)
  await refuses(await makeSlot(house), 'person-already-booked', people)
  await refuses(await makeSlot(house, { seats: 0 }), 'slot-full')
  await refuses(await makeSlot(house, { closedReason: 'banjir' }), 'slot-closed')
  await refuses(await makeSlot(house), 'invalid', makePeople(1, { nik: '1' }))
  await refuses(await makeSlot(house), 'same-person-twice', [people[0]!, people[0]!])
})

test('staff move and cancel without a NIK, having seen the person; the trace names them', async () => {
  const [from, to] = [await makeSlot(house), await makeSlot(house, { channel: 'priority' })]
  const booked = ticketOf(await client.book({ slot: from, people: makePeople() }), 201)
  const { booking_id: bookingId } = await bookingOf(booked.code)
  const { deps } = app.bookings
  const ticket = await atDesk(await makeSlot(house))
  const moved = await moveBooking(deps, { ticket, slot: to, nik: '', actor: staff })
  assert.deepEqual(await seatsTaken(database, to), [1])
  await cancelBooking(deps, { ticket: moved, nik: '', actor: staff })
  assert.deepEqual(
    (await tracesOf(ticket.bookingId)).map(({ kind, by }) => `${String(kind)} ${String(by)}`).toSorted(),
    ['booked staff:rini', 'cancelled staff:rini', 'moved staff:rini'],
  )
  assert.deepEqual((await tracesOf(bookingId)).map(({ by }) => by), ['applicant'], 'others are left alone')
})

test('a NIK that somebody else booked with is let go after the card was seen, and the trace says so', async () => {
  const people = makePeople()
  const held = await client.held({ slot: await makeSlot(house), people })
  const slot = await makeSlot(house)
  problemOf(await client.book({ slot, people }), 'person-already-booked')
  const request = { nik: people[0]!.nik, actor: staff }
  assert.equal(await releaseClaim({ database, clock: house.clock, keys: app.keys }, request), true)
  assert.equal(await releaseClaim({ database, clock: house.clock, keys: app.keys }, request), false)
  ticketOf(await client.book({ slot, people }), 201)
  const { booking_id: bookingId } = await bookingOf(held.code)
  const released = (await tracesOf(bookingId)).find(({ kind }) => kind === 'claim-released')
  assert.deepEqual(released, {
    v: 1,
    kind: 'claim-released',
    office: 'wonosobo',
    at: '2026-11-24T03:00:00Z',
    by: 'staff:rini',
    booking: bookingId,
    position: 0,
  })
})

test('`giliran book` does the same from a file', async (t) => {
  // The command goes by the machine's clock.
  const startsAt = Temporal.Now.instant().add({ hours: 24 * 10 })
  const slot = await makeSlot(house, { startsAt, opensAt: Temporal.Now.instant().subtract({ hours: 1 }) })
  const folder = mkdtempSync(join(temporaryFolder(), 'giliran-test-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'family.yaml')
  const people = makePeople(2)
  writeFileSync(file, stringify({ office: 'wonosobo', slot, people, contact: { whatsapp: '081234567890' } }))
  const said: string[] = []
  const terminal = { config: app.config, log: app.log, say: (line: string) => void said.push(line) }
  await runBook([file], terminal)
  assert.deepEqual(await seatsTaken(database, slot), [2])
  const code = /^(WSB-\S+) {2}/.exec(said[0]!)![1]!
  const key = /\/t\/(\S+)$/.exec(said[1]!)![1]!
  assert.equal(ticketOf(await client.show({ code, key })).people.length, 2)
  const { booking_id: bookingId, assisted } = await bookingOf(code)
  const [trace] = await tracesOf(bookingId)
  assert.deepEqual([assisted, trace!.assisted, trace!.by], [true, true, `staff:${userInfo().username}`])

  await assert.rejects(runBook([file], terminal), /NIK/, 'its people hold a turn now')
  writeFileSync(file, stringify({ office: 'wonosobo', slot, people: [], price: 1 }))
  await assert.rejects(runBook([file], terminal), /price|people/)
  writeFileSync(file, stringify({ office: 'wonosobo', at: '2026-13-45 09:00', people: makePeople() }))
  await assert.rejects(runBook([file], terminal), { name: 'OperatorError', message: /no such time as 2026-13-45/ })
  writeFileSync(file, `people: [${people[0]!.nik}`)
  await assert.rejects(runBook([file], terminal), (error) => {
    assert.match(String(error), /^OperatorError: the file is not YAML: \S+ in line 1$/)
    return true
  })
  assert.ok(!house.logged().includes(people[0]!.nik))
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { CheckedInAnswer } from '../../src/visits/wire.ts'
import { openHouse } from './app.ts'
import { Desk, strangersOf } from './hall.ts'

// Goal: a walk-in's seat and number are two commits (docs/visits.md says why); who is left between
// them loses neither, and takes no second seat.
// How: the number is refused by a trigger that the test plants, as if the process had died there.
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
await app.staff.seedDemonstration()
clock.set('2026-11-26T08:55:00+07:00')
const reception = new Desk(app.address, 'resepsionis')

const walkIn = (people: ReturnType<typeof strangersOf>, nonce: string) =>
  reception.post<CheckedInAnswer>('/walk-ins', { people, nonce })

async function breakOff(people: ReturnType<typeof strangersOf>, nonce: string): Promise<void> {
  await database.pool.query(`
    create function broken() returns trigger language plpgsql as $$ begin raise 'power cut'; end $$;
    create trigger broken before insert on visit for each row execute function broken()`)
  const { status } = await walkIn(people, nonce)
  await database.pool.query('drop trigger broken on visit; drop function broken')
  assert.equal(status, 500)
}

/** Seats of the walk-ins' own hours that are taken, live bookings of them, and visits. */
async function counts(): Promise<{ seats: number; bookings: number; visits: number }> {
  const { rows } = await database.pool.query<{ seats: number; bookings: number; visits: number }>(
    `select (select sum(taken)::int from slot where channel = 'walk-in') as seats,
       (select count(*)::int from booking join slot using (office_id, slot_id)
        where channel = 'walk-in' and state = 'booked') as bookings,
       (select count(*)::int from visit) as visits`,
  )
  return rows[0]!
}

test('the desk sends the same again: the seat that was taken, and a number', async () => {
  const people = strangersOf(2)
  await breakOff(people, 'broken-off-1')
  assert.deepEqual(await counts(), { seats: 2, bookings: 1, visits: 0 })
  const { status, body } = await walkIn(people, 'broken-off-1')
  assert.deepEqual([status, body.number, body.again], [200, 'C-001', false])
  assert.deepEqual(await counts(), { seats: 2, bookings: 1, visits: 1 })
})

test('the form was closed meanwhile: typed anew they are told of their turn, and a NIK finds it', async () => {
  const [person] = strangersOf(1)
  await breakOff([person!], 'broken-off-2')
  const anew = await walkIn([person!], 'broken-off-3')
  assert.deepEqual([anew.status, anew.type], [409, 'person-already-booked'])
  const { number } = await reception.checkIn(person!.nik)
  assert.equal(number, 'C-002')
  assert.deepEqual(await counts(), { seats: 3, bookings: 2, visits: 2 })
})

test('they have gone home: they count as who did not come, and may come another day', async () => {
  const people = strangersOf(1)
  await breakOff(people, 'broken-off-4')
  assert.deepEqual(await counts(), { seats: 4, bookings: 3, visits: 2 })
  clock.set('2026-11-27T08:55:00+07:00')
  const { status, body } = await walkIn(people, 'another-day')
  assert.deepEqual([status, body.number], [200, 'C-001'])
})

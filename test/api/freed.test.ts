import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { returnFreedSeats } from '../../src/schedule/index.ts'
import { heardAll, openHouse, testNow } from './app.ts'
import { Client, makePeople, problemOf, ticketOf } from './client.ts'
import { Desk, strangersOf } from './hall.ts'
import { makeSlot } from './slots.ts'

// Goal: to cancel and to book again hands nothing over (fairness.md): whoever waits for the
// moment, in whichever process, finds no seat until it returns, and then anybody has it.
const house = await openHouse({ after }, { count: 2, settings: { GILIRAN_DEMO: 'on' } })
const { app, apps, clock, database } = house
await app.staff.seedDemonstration()
const [client, elsewhere] = apps.map(({ address }) => new Client(address)) as [Client, Client]
const desk = new Desk(app.address, 'resepsionis')

/** As the job does each minute; `falls`: the lot. */
async function tick(falls = true): Promise<void> {
  await returnFreedSeats({ ...app, lot: (count) => (falls ? 0 : count - 1) })
  for (const one of apps) await heardAll(one)
}

test('a broker who cancels gets nothing back for the buyer: not at once, not elsewhere, not by a move', async () => {
  const slot = await makeSlot(house, { seats: 2 })
  const held = [
    await client.held({ slot, people: makePeople() }),
    await client.held({ slot, people: makePeople() }),
  ] as const
  const day = '/api/v1/offices/wonosobo/availability?service=new-adult&from=2026-12-07&to=2026-12-07'
  const full = (await client.ask(day)).text
  ticketOf(await client.cancel(held[0]))
  ticketOf(await client.move(held[1], await makeSlot(house)))
  for (const one of [client, elsewhere]) problemOf(await one.book({ slot, people: makePeople() }), 'slot-full')
  problemOf(await elsewhere.move(held[1], slot), 'slot-full')
  for (const minutes of [1, 9, 60]) {
    clock.set(testNow.add({ minutes }))
    await tick(false)
    problemOf(await elsewhere.book({ slot, people: makePeople() }), 'slot-full')
  }
  const seen = await client.ask(day)
  const freeIn = (text: string) =>
    (JSON.parse(text) as { days: { slots: { id: string }[] }[] }).days[0]!.slots.find(({ id }) => id === slot)
  assert.deepEqual(freeIn(seen.text), freeIn(full), 'an hour with seats that wait looks as full as any')
  await tick()
  for (const one of [client, elsewhere]) ticketOf(await one.book({ slot, people: makePeople() }), 201)
  problemOf(await elsewhere.book({ slot, people: makePeople() }), 'slot-full')
  clock.set(testNow)
})

test('what is given back on the day goes to who stands at the door, never to who books from home', async () => {
  await database.pool.query(
    `update office set definition = jsonb_set(definition, '{booking,changeUntilDaysBefore}', '0')
     where office_id = 'wonosobo'`,
  )
  for (const one of apps) await one.offices.refresh()
  // All seats of walk-ins are gone; somebody gives an hour of the afternoon back at eight.
  const startsAt = Temporal.Instant.from('2026-12-01T05:45:00Z')
  const slot = await makeSlot(house, { seats: 1, startsAt })
  const held = await client.held({ slot, people: makePeople() })
  await database.pool.query(
    `update slot set planned = taken, capacity = taken + withheld
     where office_id = 'wonosobo' and starts_at::date = '2026-12-01' and slot_id <> $1`,
    [slot],
  )
  clock.set('2026-12-01T08:00:00+07:00')
  ticketOf(await client.cancel(held))
  await tick()
  problemOf(await elsewhere.book({ slot, people: makePeople() }), 'slot-full')
  // Nobody books it from home any more, two hours before: the door has it.
  clock.set('2026-12-01T10:46:00+07:00')
  await tick()
  problemOf(await elsewhere.book({ slot, people: makePeople() }), 'slot-closed')
  const walkIn = (nonce: string) => desk.post('/walk-ins', { people: strangersOf(1), nonce })
  assert.equal((await walkIn('walk-in-first')).status, 200)
  assert.equal((await walkIn('walk-in-second')).type, 'slot-full')
  clock.set(testNow)
})

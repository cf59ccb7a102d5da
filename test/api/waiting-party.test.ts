import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { cancelBooking, readTicket } from '../../src/bookings/index.ts'
import { checkPromises } from '../../src/check.ts'
import {
  acceptOffer,
  enter,
  entryOfKey,
  freedCounts,
  leave,
  nodeSha256,
  offerFreedSeats,
  publicFile,
  readDraw,
  readEntry,
  verifyDraw,
} from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { closeAndDraw, drawParty, drawWish, giveByDraw } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { Client } from './client.ts'

// Goal: one member of a party that waits leaves alone: the others keep their place, what the
// closed list said of them stays, and an offer brings them no seat that nobody sits on.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
await giveByDraw(house)
const deps = app.draws
const drawId = 'wonosobo.uji'
const applicant = { kind: 'applicant' } as const
const niks = sampleNiks(60, 61_000)

async function theFile(): Promise<string> {
  return (await Array.fromAsync(publicFile(deps, (await readDraw(database.kysely, drawId))!))).join('')
}

test('a member leaves the waiting list alone, while the party is offered seats too', async () => {
  for (let i = 0; i < 60; i += 3) {
    const wishes = [drawWish('2026-12-14'), drawWish('2026-12-15')]
    await enter(deps, drawParty(niks.slice(i, i + 3), { wishes }))
  }
  await closeAndDraw(house)
  clock.set('2026-12-03T10:00:00+07:00')
  const { rows: [won] } = await database.pool.query<{ booking_id: string }>(
    `select booking_id from booking where booking_id in (select entry_id from draw_entry where state = 'won') limit 1`,
  )
  const ticket = (await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: won!.booking_id }))!
  await cancelBooking(app.bookings.deps, { ticket, nik: ticket.people[0]!.nik, actor: applicant })
  await offerFreedSeats(deps)
  const { rows: [offer] } = await database.pool.query<{ offer_id: string; entry_id: string; seats: number }>(
    `select offer_id, entry_id, seats from seat_offer where state = 'open'`,
  )
  assert.equal(offer!.seats, 3)
  const entry = (await readEntry(database.kysely, app.keys, 'wonosobo', { entryId: offer!.entry_id }))!
  const left = await new Client(app.address).post(
    `/api/v1/entries/${entry.code}/leave`, { nik: entry.people[1]!.nik }, { authorization: `Bearer ${entry.key}` })
  assert.equal(JSON.parse(left.text).state, 'waiting', left.text)
  const smaller = await entryOfKey(deps, entry.key)
  assert.deepEqual(smaller.people.map(({ nik }) => nik), [entry.people[0]!.nik, entry.people[2]!.nik])
  assert.equal(smaller.place, entry.place)
  // Whoever is left with an older answer in hand takes off nobody else.
  const again = leave(deps, { entry, nik: entry.people[1]!.nik, whole: false, actor: applicant })
  await assert.rejects(again, { type: 'not-now' })
  await acceptOffer(deps, { officeId: 'wonosobo', offerId: offer!.offer_id, actor: applicant })
  const turn = (await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: entry.entryId }))!
  assert.deepEqual([turn.state, turn.people], ['booked', smaller.people])
  const { rows: [slot] } = await database.pool.query<{ taken: number; withheld: number }>(
    'select taken, withheld from slot where slot_id = $1', [turn.slot.slotId])
  const { rows: [booked] } = await database.pool.query<{ seats: number }>(
    `select sum(party_size)::int as seats from booking where slot_id = $1 and state = 'booked'`, [turn.slot.slotId])
  assert.equal(slot!.taken, booked!.seats)
  assert.ok(slot!.withheld >= 1, 'the third seat waits for the next in the order')
})

test('the public file still computes to the same draw, and every promise holds', async () => {
  const text = await theFile()
  const { isRight, steps } = await verifyDraw([Buffer.from(text)], { sha256: nodeSha256 })
  assert.deepEqual(steps.filter(({ state }) => state === 'wrong'), [])
  assert.ok(isRight)
  const client = await database.pool.connect()
  const { checks } = await checkPromises(client, clock.now()).finally(() => client.release())
  assert.deepEqual(checks.filter(({ differences }) => differences > 0), [])
  const day = Temporal.PlainDate.from('2026-12-14')
  const span = { officeId: 'wonosobo', timeZone: 'Asia/Jakarta', from: day, to: day.add({ days: 1 }) }
  const counts = await freedCounts(database.kysely, span)
  assert.equal(counts.reduce((sum, one) => sum + one.accepted, 0), 2)
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { enter, entryOfKey } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { closeAndDraw, drawParty, giveByDraw } from '../drawn-office.ts'
import { openClient } from '../pages/client.ts'
import { openHouse } from './app.ts'
import { Client, makePeople, ticketOf } from './client.ts'
import { makeSlot } from './slots.ts'

// Goal: whoever is about to cancel reads what becomes of the seat, and that is what becomes of it.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
const client = new Client(app.address)
const ask = openClient(app)

const words = {
  'delay': /pada saat yang tidak diketahui siapa pun, juga petugas/,
  'order': /ditawarkan ke orang berikutnya menurut urutan undian/,
  'draw': /ikut dibagikan dalam undian hari itu/,
  'walk-ins': /untuk orang yang datang langsung ke kantor pada hari itu/,
  'off': /Kantor tidak lagi membuka tempat ini/,
}

async function said(key: string): Promise<string[]> {
  const { status, html } = await ask.get(`/t/${key}/cancel`)
  assert.equal(status, 200, html)
  assert.match(html, /Yang sudah batal tidak bisa dikembalikan/)
  return Object.entries(words).flatMap(([way, one]) => (one.test(html) ? [way] : []))
}

/** Cancels by the page, and reads what became of the seats. */
async function cancelled(key: string, nik: string): Promise<string> {
  const freed = async () =>
    (await database.pool.query<{ freed_id: string; way: string }>('select freed_id, way from freed_seat')).rows
  const before = new Set((await freed()).map((row) => row.freed_id))
  assert.equal((await ask.post(`/t/${key}/cancel`, { nik })).status, 303)
  const ways = (await freed()).filter((row) => !before.has(row.freed_id)).map(({ way }) => way)
  assert.equal(ways.length, 1)
  return ways[0]!
}

const people = () => {
  const [one] = makePeople()
  return { one: [one!], nik: one!.nik }
}

test('of an hour that is booked from home it comes back at a moment that nobody knows', async () => {
  const { one, nik } = people()
  const { key } = await client.held({ slot: await makeSlot(house), people: one })
  assert.deepEqual(await said(key), ['delay'])
  assert.equal(await cancelled(key, nik), 'delay')
})

test('of an hour that the office has taken back nobody gets it', async () => {
  const { one } = people()
  const slot = await makeSlot(house)
  const { key } = await client.held({ slot, people: one })
  await database.pool.query('update slot set planned = 0 where slot_id = $1', [slot])
  assert.deepEqual(await said(key), ['off'])
})

test('before a draw it is in the draw, after it goes down the order, and late to the walk-ins', async () => {
  const slots = (await app.slots.office('wonosobo')).slots
  const inDraw = slots.find(({ siteId, channel, startsAt }) =>
    siteId === 'kantor' && channel === 'online' && startsAt.toString() === '2026-12-14T01:00:00Z')!
  const { one, nik } = people()
  clock.set('2026-11-23T01:00:00Z')
  const early = ticketOf(await client.book({ slot: inDraw.slotId, people: one }), 201)
  clock.set('2026-11-24T03:00:00Z')
  await giveByDraw(house, { change: ({ booking }) => (booking.changeUntilDaysBefore = 0) })
  assert.deepEqual(await said(early.key), ['draw'])
  assert.equal(await cancelled(early.key, nik), 'draw')

  const entries: { key: string; nik: string }[] = []
  for (const of of sampleNiks(4, 95_000)) entries.push({ key: (await enter(app.draws, drawParty([of]))).key, nik: of })
  await closeAndDraw(house)
  for (const { key } of entries) assert.equal((await entryOfKey(app.draws, key)).state, 'won')
  const [first, second] = entries as [(typeof entries)[0], (typeof entries)[0]]
  assert.deepEqual(await said(first.key), ['order'])
  assert.equal(await cancelled(first.key, first.nik), 'order')
  clock.set('2026-12-13T11:30:00Z')
  assert.deepEqual(await said(second.key), ['walk-ins'])
  assert.equal(await cancelled(second.key, second.nik), 'walk-ins')
})

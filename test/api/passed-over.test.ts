import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, cancelBooking, readTicket, releaseClaim } from '../../src/bookings/index.ts'
import { enter, type Entry, entryNow, freedCounts, offerFreedSeats, readEntry } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { closeAndDraw, drawParty, giveByDraw } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { page } from './draw-pages.ts'

// Goal: who books the leaked NIK of somebody in front on the waiting list moves up by that only in the
// open: the party is told once, keeps its place, and is next again when the NIK is let go.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
await giveByDraw(house)
const deps = app.draws
const applicant = { kind: 'applicant' } as const
const niks = sampleNiks(30, 64_000)

for (const [at, nik] of niks.entries()) {
  await enter(deps, drawParty([nik], { contact: { whatsapp: `+62812${50_000_000 + at}` } }))
}
await closeAndDraw(house)
clock.set('2026-12-03T10:00:00+07:00')

async function waiting(): Promise<Entry[]> {
  const { rows } = await database.pool.query<{ entry_id: string }>(
    `select entry_id from draw_entry where state = 'waiting' order by place`)
  return Promise.all(rows.map(async ({ entry_id: entryId }) =>
    (await readEntry(database.kysely, app.keys, 'wonosobo', { entryId }))!))
}

/** One who won gives the seat back, and it goes down the order. */
async function freeOne(): Promise<void> {
  const { rows } = await database.pool.query<{ booking_id: string }>(
    `select booking_id from booking b join draw_entry e on e.entry_id = b.booking_id
     where b.state = 'booked' and e.drawn_slot_id is not null order by e.place limit 1`)
  const ticket = (await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: rows[0]!.booking_id }))!
  await cancelBooking(app.bookings.deps, { ticket, nik: ticket.people[0]!.nik, actor: applicant })
  await offerFreedSeats(deps)
}

async function offeredTo(): Promise<string[]> {
  const { rows } = await database.pool.query<{ entry_id: string }>('select entry_id from seat_offer order by made_at')
  return rows.map((row) => row.entry_id)
}

async function traces(kind: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ entry: string }>(
    `select opening::jsonb ->> 'entry' as entry from audit_opening where opening::jsonb ->> 'kind' = $1`, [kind])
  return rows.map(({ entry }) => entry)
}

async function bookElsewhere(nik: string): Promise<void> {
  const { slots } = await app.slots.office('wonosobo')
  const late = Temporal.Instant.from('2026-12-17T00:00:00Z')
  const slot = slots.find(
    (one) => one.siteId === 'magelang' && one.channel === 'online' && Temporal.Instant.compare(one.startsAt, late) > 0,
  )!
  const { people } = drawParty([nik])
  await book(app.bookings.deps, { office: 'wonosobo', slot: slot.slotId, people, locale: 'id', actor: applicant })
}

test('the first in the order, whose leaked NIK somebody booked, is told once and keeps the place', async () => {
  const [first, second, third, fourth] = (await waiting()) as [Entry, Entry, Entry, Entry]
  const nik = first.people[0]!.nik
  await bookElsewhere(nik)
  assert.doesNotMatch((await page(app.address, `/e/${first.key}`)).html, /Nomor urut Anda sudah tiba/)
  await freeOne()
  await freeOne()
  assert.deepEqual(await offeredTo(), [second.entryId, third.entryId])
  assert.deepEqual(await traces('party-passed-over'), [first.entryId])
  const { rows: messages } = await database.pool.query<{ about: string }>(
    `select about from message where kind = 'passed-over'`)
  assert.equal(messages.length, 1)
  const message = { kind: 'passed-over', about: messages[0]!.about } as const
  assert.equal((await entryNow(deps, 'wonosobo', message))!.contact.whatsapp, first.contact.whatsapp)
  assert.match((await page(app.address, `/e/${first.key}`)).html, /Nomor urut Anda sudah tiba/)

  assert.ok(await releaseClaim(app.bookings.deps, { nik, actor: { kind: 'staff', name: 'rina' } }))
  assert.equal(await entryNow(deps, 'wonosobo', message), undefined)
  await freeOne()
  assert.deepEqual(await offeredTo(), [second.entryId, third.entryId, first.entryId])
  assert.deepEqual(await traces('passed-over-ended'), [first.entryId])
  assert.doesNotMatch((await page(app.address, `/e/${first.key}`)).html, /Nomor urut Anda sudah tiba/)
  await freeOne()
  assert.equal((await offeredTo()).at(-1), fourth.entryId)
})

test('how many parties were passed over is counted by the day whose seats reached them', async () => {
  const day = Temporal.PlainDate.from('2026-12-14')
  const span = { officeId: 'wonosobo', timeZone: 'Asia/Jakarta', from: day, to: day }
  const counts = await freedCounts(database.kysely, span)
  assert.deepEqual(counts.map(({ passedOver }) => passedOver), [1])
})

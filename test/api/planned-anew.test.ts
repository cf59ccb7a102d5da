import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cancelBooking, readTicket } from '../../src/bookings/index.ts'
import { enter, freedCounts, offerFreedSeats, runDraws } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { countDays } from '../../src/reports/index.ts'
import { returnFreedSeats } from '../../src/schedule/index.ts'
import { drawParty, drawWish, giveByDraw, seenByWitness } from '../drawn-office.ts'
import { heardAll, openHouse } from './app.ts'
import { Client, makePeople, problemOf } from './client.ts'
import { Desk } from './hall.ts'

// Goal: whatever is planned anew for a day whose draw has closed its list, no seat of it comes
// to who books from home: it goes down the order, and late to the walk-ins (fairness.md).
// In the end `openHouse` counts every promise again.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
const client = new Client(app.address)

before(async () => {
  await app.staff.seedDemonstration()
  await giveByDraw(house)
  const days = ['2026-12-14', '2026-12-15']
  for (const [i, nik] of sampleNiks(60, 50_000).entries()) {
    await enter(app.draws, drawParty([nik], { wishes: [drawWish(days[i % 2])] }))
  }
})

async function press(date: string, form: { do: 'close' | 'reopen'; reason?: string }): Promise<void> {
  const response = await fetch(`${app.address}/en/staff/offices/wonosobo/sites/kantor/close-day?date=${date}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { authorization: `Bearer ${await new Desk(app.address, 'pengawas').token()}`, accept: 'text/html' },
    body: new URLSearchParams({ hour: '', words: '', wordsEn: '', ...form }),
  })
  assert.equal(response.status, 303)
  await heardAll(app)
}
const close = (date: string) => press(date, { do: 'close', reason: 'flood' })
const reopen = (date: string) => press(date, { do: 'reopen' })

/** More counters at the hours of the draw, or hours until another time. */
async function plan(counters: number, until = '10:00'): Promise<void> {
  const change: NonNullable<Parameters<typeof giveByDraw>[1]>['change'] = ({ templates }) => {
    for (const template of templates) {
      if (template.site !== 'kantor' || template.channel !== 'online') continue
      template.counters = counters
      template.week = Object.fromEntries(Object.keys(template.week).map((day) => [day, [`08:00-${until}`]]))
    }
  }
  await giveByDraw(house, { change })
}

interface Hour {
  slot_id: string
  planned: number
  taken: number
  withheld: number
  /** Seats that wait for somebody in the order, offered ones too. */
  in_order: number
  offered: number
}

async function hours(date: string): Promise<Hour[]> {
  const { rows } = await database.pool.query<Hour>(
    `select slot_id, planned, taken, withheld, offered, offered + (select coalesce(sum(held), 0) from freed_seat f
         where f.slot_id = s.slot_id and way = 'order')::int as in_order
     from (select *, (select coalesce(sum(seats), 0) from seat_offer o where o.slot_id = slot.slot_id
       and o.state = 'open')::int as offered from slot) s
     where draw_policy is not null and (starts_at at time zone 'Asia/Jakarta')::date::text = $1 order by starts_at`,
    [date],
  )
  return rows
}

async function noneFromHome(date: string): Promise<void> {
  for (const { slot_id: slot } of await hours(date)) {
    problemOf(await client.book({ slot, people: makePeople() }), 'slot-full')
  }
}

const seatsIn = async (date: string, what: 'planned' | 'taken' | 'withheld' | 'in_order' | 'offered') =>
  (await hours(date)).map((hour) => hour[what])

async function drawIt(): Promise<void> {
  await seenByWitness(app)
  clock.set('2026-12-02T12:00:03+07:00')
  await runDraws(app.draws)
  await seenByWitness(app)
  clock.set('2026-12-03T10:00:00+07:00')
}

test('a day that was closed with the list, and opens before the draw, goes down its order', async () => {
  await close('2026-12-14')
  clock.set('2026-12-01T16:00:00+07:00')
  await runDraws(app.draws)
  await reopen('2026-12-14')
  assert.deepEqual(await seatsIn('2026-12-14', 'in_order'), [5, 5])
  await drawIt()
  assert.deepEqual(await seatsIn('2026-12-14', 'taken'), [0, 0])
  assert.deepEqual(await seatsIn('2026-12-15', 'taken'), [5, 5])
  await noneFromHome('2026-12-14')
  await offerFreedSeats(app.draws)
  assert.deepEqual(await seatsIn('2026-12-14', 'offered'), [5, 5])
  const { rows } = await database.pool.query(`select e.place from seat_offer o join draw_entry e using (entry_id)
    order by 1`)
  const first = await database.pool.query(`select place from draw_entry where wishes ? 'kantor 2026-12-14 any'
    order by 1 limit 10`)
  assert.deepEqual(rows, first.rows)
})

test('what a winner gives back while the hour is closed goes down the order when it opens again', async () => {
  const { rows } = await database.pool.query<{ booking_id: string; slot_id: string }>(
    `select booking_id, slot_id from booking join slot s using (office_id, slot_id) where s.draw_policy is not null
       and state = 'booked' limit 1`,
  )
  const { booking_id: bookingId, slot_id: slot } = rows[0]!
  await close('2026-12-15')
  const ticket = (await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId }))!
  await cancelBooking(app.bookings.deps, { ticket, nik: ticket.people[0]!.nik, actor: { kind: 'applicant' } })
  await reopen('2026-12-15')
  await noneFromHome('2026-12-15')
  const mine = (await hours('2026-12-15')).find((hour) => hour.slot_id === slot)!
  assert.deepEqual([mine.taken, mine.withheld, mine.in_order], [4, 1, 1])
  await reopen('2026-12-15')
  assert.deepEqual((await hours('2026-12-15')).find((hour) => hour.slot_id === slot), mine)
})

test('more counters, or one more hour, after the draw: down the order', async () => {
  await plan(2)
  assert.deepEqual(await seatsIn('2026-12-15', 'planned'), [10, 10])
  assert.deepEqual((await seatsIn('2026-12-15', 'in_order')).toSorted((a, b) => a - b), [5, 6])
  await noneFromHome('2026-12-15')
  await plan(2, '11:00')
  assert.deepEqual(await seatsIn('2026-12-15', 'planned'), [10, 10, 10])
  assert.equal((await seatsIn('2026-12-15', 'in_order'))[2], 10)
  await noneFromHome('2026-12-15')
})

test('late they are the walk-ins’', async () => {
  clock.set('2026-12-14T19:00:00+07:00')
  const before = await seatsIn('2026-12-15', 'withheld')
  await plan(3, '11:00')
  assert.deepEqual(await seatsIn('2026-12-15', 'withheld'), before.map((seats) => seats + 5))
  await noneFromHome('2026-12-15')
  await offerFreedSeats(app.draws)
  await returnFreedSeats({ ...app, lot: () => 0 })
  assert.deepEqual(await seatsIn('2026-12-15', 'in_order'), [0, 0, 0])
  await noneFromHome('2026-12-15')
})

test('the record and the desk tell what was planned anew from what somebody gave back', async () => {
  const stretch = { officeId: 'wonosobo', timeZone: 'Asia/Jakarta' }
  const dayOf = (date: string) => Temporal.PlainDate.from(date)
  const counts = await freedCounts(database.kysely, { ...stretch, from: dayOf('2026-12-14'), to: dayOf('2026-12-15') })
  // One was given back while its hour was closed and gone with it: with the hour it is planned anew.
  assert.deepEqual(counts.map(({ freed, plannedAnew }) => [freed, plannedAnew]), [[0, 30], [1, 36]])
  clock.set('2026-12-16T12:00:00+07:00')
  await countDays(app)
  const { record } = JSON.parse((await client.ask('/api/v1/offices/wonosobo/record/days/2026-12-15')).text)
  assert.deepEqual([record.freed, record.plannedAnew], [null, 36])
  const page = await client.ask('/en/offices/wonosobo/record/2026-12-15', { headers: { accept: 'text/html' } })
  assert.match(page.text, /The office added 36 seats after the list of the draw was closed/)
  const csv = await client.ask('/offices/wonosobo/record/2026-12-15/figures.csv')
  assert.match(csv.text, /2026-12-15,given back,,\r?\n2026-12-15,planned anew,,36/)
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { checkPromises } from '../../src/check.ts'
import { cancelBooking, readTicket } from '../../src/bookings/index.ts'
import { drawsOfMonth, enter, readDraw } from '../../src/draws/index.ts'
import type { DrawPolicy } from '../../src/offices/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { makeView } from '../../src/web/index.ts'
import { closeAndDraw, drawParty, drawWish, giveByDraw, testPolicy } from '../drawn-office.ts'
import { heardAll, openHouse } from './app.ts'
import { Client, type PartyBody, problemOf, ticketOf } from './client.ts'
import { page } from './draw-pages.ts'

// Goal: a draw is of an office and of services: who may enter it waits for it, everybody else books
// the rest of the same hours at once, and no seat is both. In the end `openHouse` recounts all.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
const client = new Client(app.address)
const policy: DrawPolicy = { ...testPolicy, services: ['new-adult', 'new-child'], seats: { percent: 70 } }
await giveByDraw(house, { draws: [policy] })

const niks = sampleNiks(60, 70_000)
let used = 0
const people = (service: string): PartyBody['people'] =>
  [{ name: 'Siti', nik: niks[used++]!, service, purpose: 'umrah' }]

interface Part {
  slot_id: string
  draw_part: boolean
  capacity: number
  taken: number
  withheld: number
}

/** The two slots of the first hour of the first day: what is given at once, and what the draw gives. */
async function firstHour(): Promise<[Part, Part]> {
  const { rows } = await database.pool.query<Part>(
    `select slot_id, draw_part, capacity, taken, withheld from slot
     where office_id = 'wonosobo' and site_id = 'kantor' and channel = 'online'
       and starts_at = '2026-12-14T08:00:00+07:00' order by draw_part`,
  )
  return rows as [Part, Part]
}

const seen = async (service: string, date = '2026-12-14') => {
  const answer = await client.ask(
    `/api/v1/offices/wonosobo/availability?service=${service}&site=kantor&from=${date}&to=${date}&locale=en`,
  )
  interface Day {
    state: string
    reason?: string
    slots: { id: string }[]
  }
  const [day] = (JSON.parse(answer.text) as { days: Day[] }).days
  return { ...day!, ids: day!.slots.map(({ id }) => id) }
}

/** What `giliran check` names. */
async function differences(): Promise<string[]> {
  const connection = await database.pool.connect()
  try {
    return (await checkPromises(connection, clock.now())).differences.map(({ check }) => check)
  } finally {
    connection.release()
  }
}

test('who may enter is shown the draw and refused the rest, with the way in; others book it at once', async () => {
  const [rest, drawn] = await firstHour()
  assert.deepEqual([rest.capacity, rest.withheld, drawn.capacity, drawn.withheld], [2, 0, 3, 3])
  const drawnDay = await seen('new-adult')
  assert.equal(drawnDay.state, 'unreleased')
  assert.match(drawnDay.reason!, /draw; enter from .*24 November 2026/)
  const refused = problemOf(await client.book({ slot: rest.slot_id, people: people('new-adult') }), 'slot-unreleased')
  assert.match(refused.detail, /undian.*24 November 2026.*1 Desember 2026.*3 Desember 2026/s)
  assert.equal(refused.opensAt, '2026-12-03T09:00:00+07:00')
  const open = await seen('replace-full-adult')
  assert.ok(open.ids.includes(rest.slot_id) && !open.ids.includes(drawn.slot_id))
  const held = await client.held({ slot: rest.slot_id, people: people('replace-full-adult') })
  ticketOf(await client.book({ slot: rest.slot_id, people: people('replace-expired-adult') }), 201)
  problemOf(await client.book({ slot: rest.slot_id, people: people('replace-full-adult') }), 'slot-full')
  problemOf(await client.book({ slot: drawn.slot_id, people: people('replace-full-adult') }), 'slot-unreleased')
  assert.equal((await seen('replace-full-adult')).ids.length, 1, 'the other hour has its rest')
  // Nor by a move out of another day.
  const [other] = (await seen('new-adult', '2026-12-16')).ids
  const mover = await client.held({ slot: other!, people: people('new-adult') })
  problemOf(await client.move(mover, rest.slot_id), 'slot-unreleased')
  // What is given back of the rest is no seat of the draw's.
  ticketOf(await client.cancel(held))
  const { rows } = await database.pool.query(`select way, held from freed_seat where slot_id = $1`, [rest.slot_id])
  assert.deepEqual(rows, [{ way: 'delay', held: 1 }])
  assert.equal((await firstHour())[1].withheld, 3)
})

test('office and draw say to all why, by whose figures, where and for whom, and what holds elsewhere', async () => {
  const counted = { days: 22, daysFull: 20, seats: 4400, taken: 4312, hoursToFill: 2.5 }
  await database.pool.query(`insert into draw_demand values ('wonosobo', 'uji', $1, now())`, [counted])
  for (const path of ['/offices/wonosobo', '/draws/wonosobo.uji']) {
    const { html } = await page(app.address, path)
    assert.match(html, /Hanya di Kantor Imigrasi Wonosobo\. Di UKK Magelang tempat diambil langsung/, path)
    assert.match(html, /20 dari 22 hari penuh, 4\.312 dari 4\.400 tempat diambil\./, path)
    assert.match(html, /2,5 jam sejak dibuka\. Dihitung dari giliran yang diambil di kantor ini/, path)
    assert.match(html, /Paspor baru, dewasa dan Paspor baru, anak: 70% tempat tiap jam/, path)
    assert.match(html, /10 November 2026, 14 hari sebelum pendaftaran dibuka/, path)
  }
  const answer = async (): Promise<Record<string, unknown>> => {
    const response = await fetch(`${app.address}/api/v1/draws/wonosobo.uji?locale=en`)
    return (await response.json()) as Record<string, unknown>
  }
  const { sites, services, announcedOn, demand } = await answer()
  assert.deepEqual([sites, services, announcedOn], [['kantor'], policy.services, '2026-11-10'])
  assert.deepEqual(demand, { ...policy.demand, counted })
  const view = makeView({ locale: 'en', here: '/', demo: true, stylesheet: '' })
  const inMonth = (month: string) => drawsOfMonth(app, view, { officeId: 'wonosobo', month })
  assert.deepEqual((await inMonth('2026-12')).map(({ about }) => /Demand: .* 20 of 22 days/.test(about)), [true])
  assert.deepEqual(await inMonth('2026-11'), [])
  assert.deepEqual(await differences(), ['figures of demand are those that were announced'], 'no trace has them')
  // Nothing of it counted here, the office's own figures stand there as such; with neither, none is made up.
  await database.pool.query('delete from draw_demand')
  assert.match((await page(app.address, '/en/draws/wonosobo.uji')).html, /no figures of demand for this draw/)
  const stated = { people: 9412, seats: 1200, source: { id: 'catatan M-Paspor', en: 'records of M-Paspor' } }
  await giveByDraw(house, { draws: [{ ...policy, demand: { ...policy.demand, stated } }] })
  await database.pool.query(`update draw set policy = jsonb_set(policy, '{demand,stated}', $1)`, [stated])
  assert.match(
    (await page(app.address, '/en/draws/wonosobo.uji')).html,
    /9,412 people looked for 1,200 places\..*The office’s own figures; their source: records of M-Paspor/,
  )
  const own = { ...stated, source: stated.source.en }
  assert.deepEqual((await answer()).demand, { ...policy.demand, stated: own })
})

test('a day that is closed and opened again is the same two parts', async () => {
  const parts = async (): Promise<unknown[]> => {
    const { rows } = await database.pool.query(
      `select draw_part, taken, withheld, capacity, closed_reason from slot where office_id = 'wonosobo'
         and site_id = 'kantor' and channel = 'online' and (starts_at at time zone 'Asia/Jakarta')::date = '2026-12-14'
       order by starts_at, draw_part`,
    )
    return rows
  }
  const before = await parts()
  assert.equal(before.length, 4)
  const closed = { date: '2026-12-14', kind: 'closed' as const, reason: 'Banjir' }
  await giveByDraw(house, { draws: [policy], change: (definition) => (definition.exceptions = [closed]) })
  assert.deepEqual(
    (await parts()).map((one) => (one as { withheld: number; closed_reason: string | null }).closed_reason !== null),
    [true],
    'the hour that somebody holds is closed, the others are gone',
  )
  await giveByDraw(house, { draws: [policy] })
  assert.deepEqual(await parts(), before)
})

test('the draw gives its part only; what it leaves, and the rest, is everybody’s from the stated hour on', async () => {
  for (const nik of sampleNiks(4, 71_000)) {
    await enter(app.draws, drawParty([nik], { wishes: [drawWish('2026-12-14', '08:00')] }))
  }
  await closeAndDraw(house)
  const { frozen, drawn } = (await readDraw(database.kysely, 'wonosobo.uji'))!
  assert.deepEqual(frozen!.seats.map(({ seats }) => seats), [3, 3, 3, 3])
  assert.deepEqual(drawn!.left, [0, 3, 3, 3])
  await heardAll(app)
  // Drawn, and not yet released.
  const [rest] = await firstHour()
  const tooSoon = people('new-adult')
  const [later] = (await seen('replace-full-adult', '2026-12-15')).ids
  problemOf(await client.book({ slot: later!, people: tooSoon }), 'slot-unreleased')
  clock.set('2026-12-03T09:00:00+07:00')
  const free = await seen('new-adult', '2026-12-15')
  assert.equal(free.ids.length, 2, 'an hour in two parts is one hour to people')
  ticketOf(await client.book({ slot: later!, people: tooSoon }), 201)
  ticketOf(await client.book({ slot: free.ids[0]!, people: people('replace-full-adult') }), 201)
  assert.equal(rest.taken, 1)
})

test('a winner’s seat goes down the order, to the draw’s own people', async () => {
  const { rows: [won] } = await database.pool.query<{ booking_id: string }>(
    `select booking_id from booking b join slot s using (office_id, slot_id) where s.draw_part and b.state = 'booked'
       and exists (select from draw_entry e where e.entry_id = b.booking_id) limit 1`,
  )
  const ticket = (await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: won!.booking_id }))!
  await cancelBooking(app.draws.bookings, { ticket, nik: ticket.people[0]!.nik, actor: { kind: 'applicant' } })
  const { rows } = await database.pool.query(
    `select way, held from freed_seat where slot_id = $1`, [ticket.slot.slotId],
  )
  assert.deepEqual(rows, [{ way: 'order', held: 1 }])
})

test('giliran check names a seat of the rest that went to who was to be drawn', async () => {
  const plant = (to: string, from: string) =>
    database.pool.query(
      `update booking_person p set service_id = $1 from booking b join slot s using (office_id, slot_id)
       where p.booking_id = b.booking_id and p.service_id = $2 and b.state = 'booked' and not s.draw_part
         and s.starts_at = '2026-12-14T08:00:00+07:00'`,
      [to, from],
    )
  await plant('new-adult', 'replace-expired-adult')
  assert.deepEqual(await differences(), ['the rest of an hour goes to no service of its draw before the draw'])
  await plant('replace-expired-adult', 'new-adult')
  assert.deepEqual(await differences(), [])
})

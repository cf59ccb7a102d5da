import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, cancelBooking, readTicket } from '../../src/bookings/index.ts'
import { acceptOffer, declineOffer, enter, offerFreedSeats, offerNow, runDraws } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import type { Refusal } from '../../src/platform/errors.ts'
import { returnFreedSeats } from '../../src/schedule/index.ts'
import { giveByDraw } from '../drawn-office.ts'
import { heardAll, openHouse } from './app.ts'

// Goal: at an office that gives by draw a freed seat goes down the order, to the first party
// that it fits, once, and never back to booking from home.
const house = await openHouse({ after }, { count: 2, settings: { DRAND_URLS: 'local' } })
const { app, apps, clock, database } = house
await giveByDraw(house)
const [deps, elsewhere] = apps.map((one) => one.draws) as [typeof app.draws, typeof app.draws]
const applicant = { kind: 'applicant' } as const

let used = 0
async function enterParty(size: number, part = 'any', date = '2026-12-14'): Promise<void> {
  const niks = sampleNiks(size, 50_000 + used)
  used += size
  await enter(deps, {
    draw: 'wonosobo.uji',
    people: niks.map((nik) => ({ name: 'Siti', nik, service: 'new-adult', purpose: 'umrah' })),
    wishes: [{ site: 'kantor', date, part }],
    contact: { whatsapp: `0812${String(10_000_000 + used)}` },
    locale: 'id',
    actor: applicant,
    channel: 'home',
  })
}
for (let i = 0; i < 24; i++) await enterParty([1, 1, 2, 1, 3][i % 5]!, ['any', '08:00', 'morning'][i % 3])
// Ten seats of 15 December for whom the draw has room: two of them give theirs back late.
for (let i = 0; i < 3; i++) await enterParty(1, 'any', '2026-12-15')
clock.set('2026-12-01T16:00:00+07:00')
await runDraws(deps)
clock.set('2026-12-02T12:00:03+07:00')
await runDraws(deps)
clock.set('2026-12-03T10:00:00+07:00')

interface Offer {
  offer_id: string
  entry_id: string
  slot_id: string
  seats: number
  state: string
  place: number
}

async function offers(state = 'open'): Promise<Offer[]> {
  const { rows } = await database.pool.query<Offer>(
    `select o.*, e.place from seat_offer o join draw_entry e using (office_id, entry_id)
     where o.state = $1 order by o.made_at, e.place`,
    [state],
  )
  return rows
}

/** A winner's turn with so many people, of the hour if one is named. */
async function winner(size: number, { slot = '', date = '2026-12-14' } = {}) {
  const { rows } = await database.pool.query<{ booking_id: string }>(
    `select b.booking_id from booking b join slot s using (office_id, slot_id)
     where b.state = 'booked' and b.party_size = $1 and s.draw_policy is not null and ($2 = '' or slot_id::text = $2)
       and (s.starts_at at time zone 'Asia/Jakarta')::date::text = $3 order by 1 limit 1`,
    [size, slot, date],
  )
  assert.ok(rows[0], `no winner with ${size}`)
  return (await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: rows[0].booking_id }))!
}

async function giveBack(ticket: Awaited<ReturnType<typeof winner>>): Promise<void> {
  await cancelBooking(app.bookings.deps, { ticket, nik: ticket.people[0]!.nik, actor: applicant })
}

/** Who of the list should be asked for seats of this hour: told from the rows, by the rule in words. */
async function expected(slot: string, seats: number): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ entry_id: string; party_size: number; wishes: string[] }>(
    `select entry_id, party_size, wishes from draw_entry where state = 'waiting' order by place`,
  )
  const { rows: asked } = await database.pool.query<Offer>('select * from seat_offer')
  const { rows: [row] } = await database.pool.query<{ start: string }>(
    `select to_char(starts_at at time zone 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI') as start from slot where slot_id = $1`,
    [slot],
  )
  const [date, hour] = row!.start.split(' ')
  return rows.find(
    (one) =>
      one.party_size <= seats &&
      one.wishes.some((wish) => ['any', 'morning', hour].some((part) => wish === `kantor ${date} ${part}`)) &&
      !asked.some((offer) => offer.entry_id === one.entry_id && (offer.state === 'open' || offer.slot_id === slot)),
  )?.entry_id
}

const accept = (offer: Offer, at = deps) =>
  acceptOffer(at, { officeId: 'wonosobo', offerId: offer.offer_id, actor: applicant })
const decline = (offer: Offer, at = deps) =>
  declineOffer(at, { officeId: 'wonosobo', offerId: offer.offer_id, actor: applicant })

async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => assert.fail('it was taken'),
    (error: unknown) => (error as Refusal).say,
  )
}

async function slotRow(slot: string): Promise<{ taken: number; withheld: number }> {
  const { rows } = await database.pool.query('select taken, withheld from slot where slot_id = $1', [slot])
  return rows[0]
}

test('a seat that a winner gives back is offered to the first that it fits, and taken it is a turn', async () => {
  const ticket = await winner(2)
  const slot = ticket.slot.slotId
  const wanted = await expected(slot, 2)
  await giveBack(ticket)
  for (const one of apps) await heardAll(one)
  const home = { office: 'wonosobo', slot, locale: 'id', actor: applicant } as const
  const people = [{ name: 'Makelar', nik: sampleNiks(1, 60_000)[0]!, service: 'new-adult', purpose: 'umrah' }]
  assert.equal(await refusalOf(book(app.bookings.deps, { ...home, people })), 'bookings.errors.slotFull')
  await Promise.all([offerFreedSeats(deps), offerFreedSeats(elsewhere)])
  const [offer, ...more] = await offers()
  assert.equal(offer?.entry_id, wanted)
  // The second of two seats goes further down, where one fits who wants it.
  for (const one of more) assert.ok(offer!.seats + one.seats <= 2)
  const told = await offerNow(deps, 'wonosobo', offer!.offer_id)
  assert.match(told!.path, /^\/o\/WSB/)
  const { rows: messages } = await database.pool.query(`select about from message where kind = 'offer' order by made_at`)
  assert.equal(messages.length, 1 + more.length)
  await Promise.all([accept(offer!), accept(offer!, elsewhere), accept(offer!)])
  const turn = await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: offer!.entry_id })
  assert.deepEqual([turn!.state, turn!.slot.slotId, turn!.people.length], ['booked', slot, offer!.seats])
  assert.equal(await offerNow(deps, 'wonosobo', offer!.offer_id), undefined)
  assert.equal(await refusalOf(decline(offer!)), 'draws.errors.offerOver')
  for (const one of more) await decline(one)
})

test('what is declined or lapses goes to the next, and nobody is asked for the same hour twice', async () => {
  const ticket = await winner(1)
  await giveBack(ticket)
  const asked = new Set<string>()
  for (const how of ['decline', 'lapse', 'decline'] as const) {
    const held = (await slotRow(ticket.slot.slotId)).withheld
    await offerFreedSeats(deps)
    const open = await offers()
    assert.ok(open.length > 0)
    for (const one of open) {
      assert.ok(!asked.has(`${one.entry_id} ${one.slot_id}`), 'asked twice')
      asked.add(`${one.entry_id} ${one.slot_id}`)
    }
    if (how === 'decline') for (const one of open) await decline(one)
    else {
      clock.set(clock.now().add({ hours: 12 }))
      for (const one of open) assert.equal(await refusalOf(accept(one)), 'draws.errors.offerOver')
      await offerFreedSeats(deps)
      assert.deepEqual((await offers('lapsed')).map((one) => one.offer_id).sort(), open.map((one) => one.offer_id).sort())
      // It is night by then: nobody is asked until the morning.
      assert.deepEqual(await offers(), [])
      clock.set(clock.now().add({ hours: 12 }))
    }
    assert.equal((await slotRow(ticket.slot.slotId)).withheld, held, 'no seat is lost on the way down')
  }
})

test('an answer and the end of its time, or yes and no, at once: one of them holds', async () => {
  for (const against of ['lapse', 'decline'] as const) {
    await offerFreedSeats(deps)
    if ((await offers()).length === 0) await giveBack(await winner(1))
    await offerFreedSeats(deps)
    const [offer] = await offers()
    const before = await slotRow(offer!.slot_id)
    const rival = against === 'decline' ? decline(offer!, elsewhere) : lapse(offer!)
    const [taken] = await Promise.allSettled([accept(offer!), rival])
    const won = taken.status === 'fulfilled'
    assert.equal((await offers('accepted')).some((one) => one.offer_id === offer!.offer_id), won)
    const after = await slotRow(offer!.slot_id)
    assert.equal(after.taken - before.taken, won ? offer!.seats : 0)
    assert.equal(before.withheld - after.withheld, won ? offer!.seats : 0)
  }
})

/** As if its time had run out for the other process's clock. */
async function lapse({ offer_id: id }: Offer): Promise<void> {
  await database.pool.query('update seat_offer set until_at = made_at where offer_id = $1', [id])
  await offerFreedSeats(elsewhere)
}

test('who holds another turn by now is passed over, told why, and the seat goes on', async () => {
  for (const one of await offers()) await decline(one)
  await giveBack(await winner(1))
  await offerFreedSeats(deps)
  const [offer] = await offers()
  const { rows } = await database.pool.query(
    `insert into live_claim (nik_hash, office_id, booking_id, ends_at)
     select nik_hash, 'wonosobo', booking_id, '2026-12-20' from draw_person p,
       (select booking_id from booking where state = 'booked' limit 1) b
     where p.entry_id = $1 and position = 0 returning nik_hash`,
    [offer!.entry_id],
  )
  assert.equal(await refusalOf(accept(offer!)), 'bookings.errors.personAlreadyBooked')
  assert.deepEqual((await offers('passed')).map((one) => one.offer_id), [offer!.offer_id])
  await offerFreedSeats(deps)
  for (const one of await offers()) assert.notEqual(one.entry_id, offer!.entry_id)
  await database.pool.query('delete from live_claim where nik_hash = $1', [rows[0].nik_hash])
})

test('what nobody in the order took is the walk-ins’ when it is late, and never free from home', async () => {
  clock.set('2026-12-13T10:00:00+07:00')
  const ticket = await winner(1, { date: '2026-12-15' })
  await giveBack(ticket)
  const slot = ticket.slot.slotId
  for (const at of ['2026-12-13T10:01', '2026-12-14T17:59', '2026-12-14T18:00', '2026-12-15T05:59'] as const) {
    clock.set(`${at}:00+07:00`)
    await offerFreedSeats(deps)
    await returnFreedSeats({ ...app, lot: () => 0 })
    assert.equal((await slotRow(slot)).withheld, 1, at)
  }
  const { rows } = await database.pool.query(`select way, held from freed_seat where slot_id = $1`, [slot])
  assert.deepEqual(rows, [{ way: 'walk-ins', held: 1 }])
  // Two hours before the first hour of that day, and the minute for clocks that differ.
  clock.set(ticket.slot.startsAt.subtract({ minutes: 119 }))
  await returnFreedSeats({ ...app, lot: () => 0 })
  assert.equal((await slotRow(slot)).withheld, 0)
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { checkPromises } from '../../src/check.ts'
import { book, cancelBooking, readTicket } from '../../src/bookings/index.ts'
import {
  acceptOffer,
  declineOffer,
  enter,
  freedCounts,
  offerFreedSeats,
  offerNow,
  readEntry,
} from '../../src/draws/index.ts'
import { loadTexts, openNotifier } from '../../src/notify/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import type { Refusal } from '../../src/platform/errors.ts'
import { returnFreedSeats } from '../../src/schedule/index.ts'
import { closeAndDraw, drawParty, drawWish, giveByDraw } from '../drawn-office.ts'
import { openClient } from '../pages/client.ts'
import { heardAll, openHouse, testNow } from './app.ts'
import { Client, makePeople, problemOf, ticketOf } from './client.ts'
import { Desk, strangersOf } from './hall.ts'
import { nextByTheRule } from './order.ts'
import { makeSlot } from './slots.ts'

// Goal: to cancel and to book again hands nothing over (fairness.md): whoever waits for the
// moment, in whichever process, finds no seat until it returns, and then anybody has it. Where
// seats are given by draw a freed one goes down the order, to the first party that it fits,
// once, and never back to booking from home.
const house = await openHouse({ after }, { count: 2, settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, apps, clock, database } = house
await app.staff.seedDemonstration()
await giveByDraw(house)
const [deps, elsewhere] = apps.map((one) => one.draws) as [typeof app.draws, typeof app.draws]
const [client, elsewhereAsked] = apps.map(({ address }) => new Client(address)) as [Client, Client]
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
  for (const one of [client, elsewhereAsked]) problemOf(await one.book({ slot, people: makePeople() }), 'slot-full')
  problemOf(await elsewhereAsked.move(held[1], slot), 'slot-full')
  for (const minutes of [1, 9, 60]) {
    clock.set(testNow.add({ minutes }))
    await tick(false)
    problemOf(await elsewhereAsked.book({ slot, people: makePeople() }), 'slot-full')
  }
  const seen = await client.ask(day)
  const freeIn = (text: string) =>
    (JSON.parse(text) as { days: { slots: { id: string }[] }[] }).days[0]!.slots.find(({ id }) => id === slot)
  assert.deepEqual(freeIn(seen.text), freeIn(full), 'an hour with seats that wait looks as full as any')
  await tick()
  for (const one of [client, elsewhereAsked]) ticketOf(await one.book({ slot, people: makePeople() }), 201)
  problemOf(await elsewhereAsked.book({ slot, people: makePeople() }), 'slot-full')
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
  problemOf(await elsewhereAsked.book({ slot, people: makePeople() }), 'slot-full')
  // Nobody books it from home any more, two hours before: the door has it.
  clock.set('2026-12-01T10:46:00+07:00')
  await tick()
  problemOf(await elsewhereAsked.book({ slot, people: makePeople() }), 'slot-closed')
  const walkIn = (nonce: string) => desk.post('/walk-ins', { people: strangersOf(1), nonce })
  assert.equal((await walkIn('walk-in-first')).status, 200)
  assert.equal((await walkIn('walk-in-second')).type, 'slot-full')
  clock.set(testNow)
})

const applicant = { kind: 'applicant' } as const

let used = 0
async function enterParty(size: number, part = 'any', date = '2026-12-14'): Promise<void> {
  const niks = sampleNiks(size, 50_000 + used)
  used += size
  const contact = { whatsapp: `0812${String(10_000_000 + used)}` }
  await enter(deps, drawParty(niks, { wishes: [drawWish(date, part)], contact }))
}
test('a draw gives two days, and more wait in its order than it has seats', async () => {
  const sizes = [1, 1, 1, 2, 1, 1, 3]
  for (let i = 0; i < 40; i++) await enterParty(sizes[i % 7]!, ['any', 'any', '08:00', 'morning'][i % 4])
  // Seats of 15 December for whom the draw has room: one of them is given back late.
  for (let i = 0; i < 3; i++) await enterParty(1, 'any', '2026-12-15')
  await closeAndDraw(house)
  clock.set('2026-12-03T10:00:00+07:00')
  const { rows } = await database.pool.query(`select from draw_entry where state = 'waiting'`)
  assert.ok(rows.length > 5)
})

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

/** A winner's turn of that day. */
async function winner(date = '2026-12-14') {
  const { rows } = await database.pool.query<{ booking_id: string }>(
    `select b.booking_id from booking b join slot s using (office_id, slot_id)
     where b.state = 'booked' and s.draw_policy is not null
       and (s.starts_at at time zone 'Asia/Jakarta')::date::text = $1 order by b.party_size, 1 limit 1`,
    [date],
  )
  assert.ok(rows[0], `no winner of ${date}`)
  return (await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: rows[0].booking_id }))!
}

async function giveBack(ticket: Awaited<ReturnType<typeof winner>>): Promise<void> {
  await cancelBooking(app.bookings.deps, { ticket, nik: ticket.people[0]!.nik, actor: applicant })
}

/** An open offer, made after all others: of a seat that waits, else of one that a winner gives back now. */
async function anOffer(): Promise<Offer> {
  clock.set(clock.now().add({ seconds: 1 }))
  await offerFreedSeats(deps)
  if ((await offers()).length === 0) {
    await giveBack(await winner())
    await offerFreedSeats(deps)
  }
  const [offer] = await offers()
  assert.ok(offer, 'nobody is asked')
  return offer
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
  const ticket = await winner()
  const slot = ticket.slot.slotId
  const seats = ticket.people.length
  const wanted = await nextByTheRule(database, slot, seats)
  await giveBack(ticket)
  for (const one of apps) await heardAll(one)
  const home = { office: 'wonosobo', slot, locale: 'id', actor: applicant } as const
  const people = [{ name: 'Makelar', nik: sampleNiks(1, 60_000)[0]!, service: 'new-adult', purpose: 'umrah' }]
  assert.equal(await refusalOf(book(app.bookings.deps, { ...home, people })), 'bookings.errors.slotFull')
  await Promise.all([offerFreedSeats(deps), offerFreedSeats(elsewhere)])
  const [offer, ...more] = await offers()
  assert.equal(offer?.entry_id, wanted)
  // What is left of them goes further down, where one fits who wants it.
  assert.ok([offer!, ...more].reduce((sum, one) => sum + one.seats, 0) <= seats)
  const told = await offerNow(deps, 'wonosobo', offer!.offer_id)
  assert.match(told!.path, /^\/o\/WSB/)
  const { rows: messages } = await database.pool.query(`select about from message where kind = 'offer'`)
  assert.equal(messages.length, 1 + more.length)
  await Promise.all([accept(offer!), accept(offer!, elsewhere), accept(offer!)])
  const turn = await readTicket(database.kysely, app.keys, 'wonosobo', { bookingId: offer!.entry_id })
  assert.deepEqual([turn!.state, turn!.slot.slotId, turn!.people.length], ['booked', slot, offer!.seats])
  assert.equal(await offerNow(deps, 'wonosobo', offer!.offer_id), undefined)
  assert.equal(await refusalOf(decline(offer!)), 'draws.errors.offerOver')
  for (const one of more) await decline(one)
})

test('what is declined or lapses goes to the next, and nobody is asked for the same hour twice', async () => {
  const ticket = await winner()
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
      const ids = (all: Offer[]): string[] => all.map((one) => one.offer_id).sort()
      assert.deepEqual(ids(await offers('lapsed')), ids(open))
      // It is night by then: nobody is asked until the morning.
      assert.deepEqual(await offers(), [])
      clock.set(clock.now().add({ hours: 12 }))
    }
    assert.equal((await slotRow(ticket.slot.slotId)).withheld, held, 'no seat is lost on the way down')
  }
})

test('an answer and the end of its time, or yes and no, at once: one of them holds', async () => {
  for (const against of ['lapse', 'decline'] as const) {
    const offer = await anOffer()
    const before = await slotRow(offer.slot_id)
    const rival = against === 'decline' ? decline(offer, elsewhere) : lapse(offer)
    const [taken] = await Promise.allSettled([accept(offer), rival])
    const won = taken.status === 'fulfilled'
    assert.equal((await offers('accepted')).some((one) => one.offer_id === offer.offer_id), won)
    const after = await slotRow(offer.slot_id)
    assert.equal(after.taken - before.taken, won ? offer.seats : 0)
    assert.equal(before.withheld - after.withheld, won ? offer.seats : 0)
  }
})

/** As if its time had run out for the other process's clock. */
async function lapse({ offer_id: id }: Offer): Promise<void> {
  await database.pool.query('update seat_offer set until_at = made_at where offer_id = $1', [id])
  await offerFreedSeats(elsewhere)
}

test('who holds another turn by now is passed over, told why, and the seat goes on', async () => {
  const offer = await anOffer()
  const { rows } = await database.pool.query(
    `insert into live_claim (nik_hash, office_id, booking_id, ends_at)
     select nik_hash, 'wonosobo', booking_id, '2026-12-20' from draw_person p,
       (select booking_id from booking where state = 'booked' limit 1) b
     where p.entry_id = $1 and position = 0 returning nik_hash`,
    [offer.entry_id],
  )
  assert.equal(await refusalOf(accept(offer)), 'bookings.errors.personAlreadyBooked')
  assert.deepEqual((await offers('passed')).map((one) => one.offer_id), [offer.offer_id])
  await offerFreedSeats(deps)
  for (const one of await offers()) assert.notEqual(one.entry_id, offer.entry_id)
  await database.pool.query('delete from live_claim where nik_hash = $1', [rows[0].nik_hash])
})

test('the link shows the offer and answers nothing; one press takes it, a no takes a NIK', async () => {
  const ask = openClient(app)
  for (const how of ['decline', 'accept'] as const) {
    const offer = await anOffer()
    const { path } = (await offerNow(deps, 'wonosobo', offer.offer_id))!
    for (const shown of [path, path, path.replace('/o/', '/e/')]) {
      assert.match((await ask.get(shown)).html, /Ada tempat kembali untuk Anda/)
    }
    assert.match((await ask.get(`/en${path}`)).html, /Take this seat/)
    const press = (answer: string, more = {}) => ask.post(path, { offer: offer.offer_id, answer, ...more })
    assert.equal((await ask.post(path, {}, { headers: { origin: 'https://makelar.example' } })).status, 403)
    assert.equal((await offers()).length > 0, true, 'to look and to be led there answers nothing')
    const entry = (await readEntry(database.kysely, app.keys, 'wonosobo', { entryId: offer.entry_id }))!
    if (how === 'decline') {
      assert.equal((await press('decline', { nik: sampleNiks(1, 61_000)[0]! })).status, 422)
      assert.equal((await press('decline', { nik: entry.people[0]!.nik })).status, 303)
      assert.match((await ask.get(path)).html, /Anda tolak/)
      assert.equal((await press('accept')).status, 409)
    } else {
      assert.equal((await press('accept')).location, `/t/${entry.key}?news=booked`)
      assert.equal((await press('accept')).location, `/t/${entry.key}?news=booked`)
      assert.equal((await ask.get(path)).location, `/t/${entry.key}`)
    }
  }
})

test('who waits is told by message, with the link to answer at', async () => {
  const offer = await anOffer()
  const notifier = openNotifier({
    ...app,
    siteUrl: 'https://giliran.example',
    demo: true,
    texts: loadTexts(undefined),
    numberNow: async () => undefined,
    offerNow: (officeId, offerId) => offerNow(deps, officeId, offerId),
    random: () => 0,
  })
  await notifier.bringDue()
  const { rows } = await database.pool.query(`select state from message where kind = 'offer' and about = $1`, [
    offer.offer_id,
  ])
  assert.deepEqual(rows, [{ state: 'sent' }])
  const { path } = (await offerNow(deps, 'wonosobo', offer.offer_id))!
  const { html } = await openClient(app).get('/outbox')
  assert.ok(html.includes(`Ambil sebelum Jumat, 4 Desember 2026 pukul 22.00 WIB di `) && html.includes(path))
})

test('staff answer for who comes or calls, and see what became of all', async () => {
  await anOffer()
  const open = await offers()
  const headers = { authorization: `Bearer ${await desk.token()}` }
  const page = '/staff/offices/wonosobo/draws/offers'
  const ask = openClient(app)
  const { html } = await ask.get(page, { headers })
  for (const one of open) assert.ok(html.includes(one.offer_id))
  assert.match(html, /\+62812\d{8}/)
  assert.match((await ask.get(page)).location, /sign-in/)
  const answer = (form: Record<string, string>) => ask.post(page, form, { headers })
  assert.match((await answer({ accept: open[0]!.offer_id })).location, /news=accepted/)
  assert.match((await answer({ decline: open[0]!.offer_id })).location, /news=over/)
  const [day] = await freedCounts(database.kysely, {
    officeId: 'wonosobo',
    timeZone: 'Asia/Jakarta',
    from: Temporal.PlainDate.from('2026-12-14'),
    to: Temporal.PlainDate.from('2026-12-14'),
  })
  const { freed, online, offered, accepted, declined, lapsed, passed, waiting } = day!
  assert.equal(online, 0, 'none ever went back to booking from home')
  const asked = (await offers()).reduce((sum, one) => sum + one.seats, 0)
  assert.equal(offered, accepted + declined + lapsed + passed + asked)
  assert.equal(freed, accepted + waiting)
})

test('what nobody in the order took is the walk-ins’ when it is late, and never free from home', async () => {
  clock.set('2026-12-13T10:00:00+07:00')
  const ticket = await winner('2026-12-15')
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

test('giliran check names an offer that says it was taken and is no turn', async () => {
  const client = await database.pool.connect()
  const plant = (to: string, from: string) =>
    client.query('update seat_offer set state = $1 where state = $2 and answered_at is not null', [to, from])
  try {
    assert.deepEqual((await checkPromises(client, clock.now())).differences, [])
    await plant('accepted', 'lapsed')
    const { differences } = await checkPromises(client, clock.now())
    const found = [...new Set(differences.map(({ check }) => check))]
    assert.deepEqual(found.filter((one) => /offer/.test(one)), [
      'an offer that was taken is a turn',
      'every offer has its traces',
    ])
    await client.query(`update seat_offer o set state = 'lapsed' where state = 'accepted' and exists (
      select from audit_opening a where a.opening::jsonb ->> 'kind' = 'offer-lapsed'
        and a.opening::jsonb ->> 'offer' = o.offer_id::text)`)
  } finally {
    client.release()
  }
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { moveBooking, ticketOfKey } from '../../src/bookings/index.ts'
import type { Actor } from '../../src/platform/audit.ts'
import type { Refusal } from '../../src/platform/errors.ts'
import type { FloorAnswer } from '../../src/visits/wire.ts'
import { heardAll, openHouse } from './app.ts'
import { Client, problemOf, type TicketBody, ticketOf } from './client.ts'
import { bookAt, Desk } from './hall.ts'

// Goal: whoever is hit by a day that is closed is listed and told, chooses another hour whatever
// the limits, and nobody is dropped, also when people book and move while it is being closed.
// In the end `openHouse` counts every promise again.
const house = await openHouse({ after }, { count: 2, settings: { GILIRAN_DEMO: 'on' } })
const [app, other] = house.apps as [(typeof house.apps)[0], (typeof house.apps)[0]]
const { clock, database } = house
const page = '/en/staff/offices/wonosobo/sites/kantor/close-day'

before(() => app.staff.seedDemonstration())

const signedIn = async (name: string): Promise<string> => `Bearer ${await new Desk(app.address, name).token()}`

/** One press on the supervisor's page, or a look at it; signed in anew, since days go by. */
async function staff(path: string, form?: Record<string, string>, address = app.address) {
  const response = await fetch(address + path, {
    redirect: 'manual',
    headers: { authorization: await signedIn('pengawas'), accept: 'text/html' },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  return { status: response.status, html: await response.text(), location: response.headers.get('location') ?? '' }
}

const flood = { reason: 'flood', words: '', wordsEn: '' }

async function close(date: string, hour = '', address = app.address): Promise<void> {
  const done = await staff(`${page}?date=${date}`, { do: 'close', hour, ...flood }, address)
  assert.equal(done.status, 303)
  assert.equal(done.location, `${page}?date=${date}&news=closed`)
  for (const one of house.apps) await heardAll(one)
}

async function reopen(date: string): Promise<void> {
  assert.equal((await staff(`${page}?date=${date}`, { do: 'reopen' })).status, 303)
  for (const one of house.apps) await heardAll(one)
}

/** The list of everybody hit, as its CSV has it: code to state. */
async function listed(date: string): Promise<Map<string, string>> {
  const { html } = await staff(`${page}.csv?date=${date}`)
  const [head = '', ...lines] = html.trim().split('\r\n')
  const state = head.split(',').indexOf('state')
  return new Map(lines.map((line) => [line.split(',')[2]!, line.split(',')[state]!]))
}

const client = new Client(app.address)
type Held = TicketBody & { niks: string[] }
const holder = (ticket: Held) => ({ code: ticket.code, key: ticket.key, nik: ticket.niks[0]! })

async function freeSlot(date: string, hour: string): Promise<string> {
  const query = `service=new-adult&from=${date}&to=${date}&party=1&site=kantor`
  const { text } = await client.ask(`/api/v1/offices/wonosobo/availability?${query}`)
  const { days } = JSON.parse(text) as { days: { slots: { id: string; start: string }[] }[] }
  return days[0]?.slots.find((one) => one.start.includes(`T${hour}`))?.id ?? assert.fail(`no ${hour} on ${date}`)
}

async function auditKinds(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ kind: string; count: number }>(
    `select opening::jsonb ->> 'kind' as kind, count(*)::int as count from audit_opening group by 1`,
  )
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
}

test('a day with 30 bookings: a preview, then everybody is listed, told and moved without being counted', async () => {
  const date = '2026-12-01'
  const hours = ['08:00', '09:00', '10:00', '11:00', '13:00']
  const tickets: Held[] = []
  for (let i = 0; i < 30; i++) {
    tickets.push(await bookAt(app.address, { day: date, hour: hours[i % 5]!, size: 1 + (i % 2) }))
  }

  const preview = await staff(`${page}?date=${date}`, { do: 'preview', hour: '', ...flood })
  assert.match(preview.html, /30 tickets are hit, 45 people/)
  assert.match(preview.html, /<td>08:00<\/td><td>6<\/td><td>9<\/td>/)
  assert.equal((await listed(date)).size, 0, 'a preview changes nothing')

  await close(date)
  assert.deepEqual(await listed(date), new Map(tickets.map(({ code }) => [code, 'waiting'])))
  const [first, second, third] = tickets as [Held, Held, Held]
  const told = ticketOf(await client.show(holder(first)))
  assert.deepEqual([told.displaced, told.displacedReason, told.state, told.movesLeft], [true, 'banjir', 'booked', 2])
  const { text: calendar } = await client.ask(`/api/v1/bookings/${first.code}/calendar.ics`, {
    headers: { authorization: `Bearer ${first.key}` },
  })
  assert.match(calendar, /STATUS:CANCELLED/)
  assert.match(calendar.replaceAll('\r\n ', ''), /Jam ini ditutup kantor: banjir/)

  // The eve of the day, long after the cut-off: more moves than the office allows.
  clock.set('2026-11-30T12:00:00Z')
  const to = await freeSlot('2026-12-02', '08:30')
  const moved = ticketOf(await client.move(holder(first), to))
  assert.deepEqual([moved.slot.id, moved.movesLeft, moved.displaced], [to, 2, undefined])
  ticketOf(await client.cancel(holder(second)))
  const states = await listed(date)
  assert.deepEqual([states.get(first.code), states.get(second.code), states.get(third.code)], [
    'moved', 'cancelled', 'waiting',
  ])
  assert.equal(states.size, 30)

  await reopen(date)
  assert.equal(ticketOf(await client.show(holder(third))).displaced, undefined)
  assert.deepEqual(await listed(date), new Map([first, second].map(({ code }) => [code, states.get(code)])))
  assert.equal(problemOf(await client.move(holder(third), to), 'change-too-late').status, 409)
  const { 'day-closed': closed, 'day-reopened': opened, 'moved-displaced': counted, moved: usual } = await auditKinds()
  assert.deepEqual([closed, opened, counted, usual], [1, 1, 1, undefined])
})

test('the rest of a day: from its hour on, and earlier still; who was before it keeps the hour', async () => {
  const date = '2026-12-03'
  const early = await bookAt(app.address, { day: date, hour: '08:00' })
  const late = await bookAt(app.address, { day: date, hour: '10:00' })
  await close(date, '10:00')
  assert.deepEqual([...(await listed(date)).keys()], [late.code])
  assert.equal((await staff(`${page}?date=${date}`, { do: 'close', hour: '11:00', ...flood })).status, 422)
  await close(date, '08:00')
  assert.deepEqual(new Set((await listed(date)).keys()), new Set([early.code, late.code]))
  const again = await staff(`${page}?date=${date}`, { do: 'close', hour: '', ...flood })
  assert.equal(again.status, 303, 'from 08:00 is not the whole day')
  const { status, html } = await staff(`${page}?date=${date}`, { do: 'close', hour: '', ...flood })
  assert.equal(status, 409)
  assert.match(html, /closed already/)
  await reopen(date)
})

test('what cannot be a reason, an hour or a day is said, and nothing is closed', async () => {
  const post = (form: Record<string, string>) =>
    staff(`${page}?date=2026-12-08`, { do: 'close', hour: '', reason: 'own', words: 'x', wordsEn: '', ...form })
  const wrong = [
    ['words', ''],
    ['words', '\0'],
    ['words', 'a\u202eb'],
    ['wordsEn', '\0'],
    ['reason', 'constructor'],
    ['hour', '99:99'],
  ] as const
  for (const [field, value] of wrong) {
    const { status, html } = await post({ [field]: value })
    assert.equal(status, 422)
    assert.match(html, /<title>[^<]*1[^<]*: Close a day.*class="errors"/)
  }
  assert.equal((await staff(`${page}?date=2026-13-45`)).status, 200, 'a day that is none is today')
  assert.equal((await staff(`${page}?date=2026-11-02`, { do: 'close', hour: '', ...flood })).status, 409)
  const { rows } = await database.pool.query(`select from slot where (starts_at at time zone 'Asia/Jakarta')::date
    = '2026-12-08' and closed_reason is not null`)
  assert.equal(rows.length, 0)
})

test('after the closed day the turn is still not lost, unless its people hold another', async () => {
  const date = '2026-12-04'
  const at = { day: date, hour: '08:00' }
  const [one, two] = [await bookAt(app.address, at), await bookAt(app.address, at)]
  await close(date)
  clock.set('2026-12-06T03:00:00Z')
  const to = await freeSlot('2026-12-09', '09:00')
  const people = [{ name: 'Orang Lain', nik: two.niks[0]!, service: 'new-adult', purpose: 'umrah' }]
  const body = { office: 'wonosobo', slot: to, people }
  ticketOf(await client.ask('/api/v1/bookings', { method: 'POST', body }), 201)
  assert.deepEqual(problemOf(await client.move(holder(two), to), 'person-already-booked').people, [0])
  assert.equal(ticketOf(await client.move(holder(one), to)).slot.id, to)
  const { rows } = await database.pool.query(`select from live_claim where ends_at > $1`, ['2026-12-09T00:00:00Z'])
  assert.equal(rows.length, 2)
})

// Goal: no order of booking, moving and closing leaves somebody in a closed hour unlisted.
// How: all at once, over two app processes; then whoever was answered as booked or moved is in
// the list, and whoever was refused has what they had.
test('closing while people book and move: whoever was told of a closed hour is listed', async () => {
  const [closing, aside] = ['2026-12-10', '2026-12-11']
  const waiting = await Promise.all(
    Array.from({ length: 6 }, () => bookAt(app.address, { day: aside, hour: '09:00' })),
  )
  const into = await freeSlot(closing, '09:00')
  const clients = [client, new Client(other.address)]
  const hours = ['08:00', '09:00', '10:00', '13:00']
  const bookAll = () =>
    hours.flatMap((hour) => [app, other].map((one) => bookAt(one.address, { day: closing, hour })))
  const first = bookAll()
  // As soon as one has an answer: that one is hit in any case.
  await Promise.any(first)
  const [moves, bookings, closed] = await Promise.all([
    Promise.all(waiting.map((ticket, i) => clients[i % 2]!.move(holder(ticket), into))),
    Promise.allSettled([...first, ...bookAll()]),
    staff(`${page}?date=${closing}`, { do: 'close', hour: '', ...flood }, other.address),
  ])
  assert.equal(closed.status, 303)
  for (const one of house.apps) await heardAll(one)

  const booked = bookings.flatMap((one) => (one.status === 'fulfilled' ? [one.value.code] : []))
  const refusals = bookings.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  // An hour that nobody had is gone, the others are closed.
  assert.deepEqual(refusals.filter((text) => !/no hour|slot-closed|not-found/.test(text)), [])
  const moved = waiting.filter((_, i) => moves[i]!.status === 200)
  for (const [i, ticket] of waiting.entries()) {
    if (moved.includes(ticket)) continue
    assert.match(moves[i]!.text, /slot-closed|not-found/)
    assert.equal(ticketOf(await client.show(holder(ticket))).slot.id, ticket.slot.id, 'neither here nor there')
  }
  const hit = [...booked, ...moved.map(({ code }) => code)]
  assert.deepEqual(await listed(closing), new Map(hit.map((code) => [code, 'waiting'])))
  const { rows } = await database.pool.query(
    `select from slot where office_id = 'wonosobo' and site_id = 'kantor' and closed_reason is null
     and (starts_at at time zone 'Asia/Jakarta')::date = $1::date`,
    [closing],
  )
  assert.equal(rows.length, 0, 'every hour of the day is closed')
})

test('a closing that breaks off leaves nothing: no revision, no trace, no closed hour', async () => {
  const date = '2026-12-14'
  const ticket = await bookAt(app.address, { day: date, hour: '08:00' })
  const standing = async () => {
    const { rows } = await database.pool.query(
      `select (select revision from office where office_id = 'wonosobo') as revision,
         (select count(*)::int from audit) as traces,
         (select count(*)::int from slot where closed_reason is not null) as closed,
         (select count(*)::int from slot) as slots`,
    )
    return rows[0]
  }
  const was = await standing()
  // The very last row that the transaction writes is refused, as if the process had died there.
  await database.pool.query(
    `create function broken() returns trigger language plpgsql as $$ begin raise 'power cut'; end $$;
     create trigger broken before insert on leaf_pending for each row execute function broken()`,
  )
  const { status } = await staff(`${page}?date=${date}`, { do: 'close', hour: '', ...flood })
  await database.pool.query('drop trigger broken on leaf_pending; drop function broken')
  assert.equal(status, 500)
  assert.deepEqual(await standing(), was)
  await close(date)
  assert.deepEqual([...(await listed(date))], [[ticket.code, 'waiting']])
})

test('the rest of today: who is here keeps the number, who comes to a closed hour is told', async () => {
  clock.set('2026-12-15T00:40:00Z')
  const day = '2026-12-16'
  const here = await bookAt(app.address, { day, hour: '08:30' })
  const away = await bookAt(app.address, { day, hour: '09:00', size: 2 })
  clock.set('2026-12-16T01:05:00Z')
  const desk = new Desk(app.address, 'resepsionis')
  const { number } = await desk.checkIn(here.code)
  await close(day)
  const states = await listed(day)
  assert.deepEqual([states.get(here.code), states.get(away.code)], ['here', 'waiting'])
  clock.set('2026-12-16T01:50:00Z')
  const found = await desk.lookUp(away.code)
  assert.match(found.checkIn.refusal ?? '', /ditutup kantor: banjir/)
  const floor = await desk.get<FloorAnswer>('/floor')
  assert.deepEqual(floor.visits.map((one) => [one.number, one.state]), [[number, 'waiting']])
  const alert = floor.alerts.find(({ kind }) => kind === 'displaced')
  assert.match(alert?.text ?? '', /\d+ tiket menunggu jam lain/)
  // By the desk, for somebody who stands there: no cut-off, and it does not count.
  ticketOf(await client.move(holder(away), await freeSlot('2026-12-17', '09:00')))
})

test('a hall that is stopped: its people may take another hour from the phone, and their number is over', async () => {
  clock.set('2026-12-17T00:40:00Z')
  const day = '2026-12-18'
  const at = { day, hour: '08:30' }
  const [waits, served] = [await bookAt(app.address, at), await bookAt(app.address, at)]
  const away = await bookAt(app.address, { day, hour: '10:00' })
  const movesOn = async (): Promise<boolean> => {
    const { text } = await client.ask(`/en/t/${away.key}`, { headers: { accept: 'text/html' } })
    return text.includes(`href="/en/t/${away.key}/move"`) && text.includes('This change does not count')
  }
  clock.set('2026-12-18T01:20:00Z')
  const desk = new Desk(app.address, 'pengawas')
  const first = await desk.checkIn(served.code)
  await desk.checkIn(waits.code)
  await desk.act('k1', 'open', { stages: ['verification'] })
  await desk.act('k1', 'call', { visit: first.visit, outOfTurn: 'health' })
  const to = await freeSlot('2026-12-21', '09:00')
  problemOf(await client.move(holder(waits), to), 'change-too-late')
  assert.equal(await movesOn(), false)
  await desk.post('/hall', { pause: 'system-down' })
  assert.equal(await movesOn(), true, 'who is still at home is shown the same way')
  ticketOf(await client.move(holder(away), to))
  const moved = ticketOf(await client.move(holder(waits), to))
  assert.deepEqual([moved.slot.id, moved.movesLeft], [to, 2])
  problemOf(await client.move(holder(served), to), 'change-too-late')
  const { visits } = await desk.floor()
  assert.equal(visits.find((one) => one.id !== first.visit)?.state, 'left')
  assert.equal((await auditKinds())['moved-by-fault'], 2)

  clock.set('2026-12-21T01:55:00Z')
  const { number } = await desk.checkIn(waits.code, { nonce: 'a-new-day' })
  assert.equal(number, 'A-001', 'the new day takes them like anybody else')
})

test('staff may say that it is the office\'s fault, on the day itself; nobody else may', async () => {
  clock.set('2026-12-20T03:00:00Z')
  const held = await bookAt(app.address, { day: '2026-12-21', hour: '10:00' })
  const { deps } = app.bookings
  const to = await freeSlot('2026-12-22', '10:00')
  const staffMember = { kind: 'staff', name: 'resepsionis' } as const
  const ask = async (actor: Actor) => {
    const request = { ticket: await ticketOfKey(deps, held.key), nik: held.niks[0]!, slot: to, actor }
    return moveBooking(deps, { ...request, officeFault: true })
  }
  clock.set('2026-12-21T03:30:00Z')
  await assert.rejects(ask({ kind: 'applicant' }), ({ type }: Refusal) => type === 'change-too-late')
  assert.equal((await ask(staffMember)).moves, 0)
  assert.equal((await ask(staffMember)).moves, 0, 'again is no second move')
  const back = await freeSlot('2026-12-23', '10:00')
  const ticket = await ticketOfKey(deps, held.key)
  const usual = await moveBooking(deps, { ticket, nik: '', slot: back, actor: staffMember, officeFault: true })
  assert.equal(usual.moves, 1, 'on another day it is a move like any other')
})

test('only who may close a day sees the page', async () => {
  const response = await fetch(`${app.address}${page}`, { redirect: 'manual' })
  assert.equal(response.status, 303)
  const authorization = await signedIn('resepsionis')
  const seen = await fetch(`${app.address}${page}.csv?date=2026-12-01`, { headers: { authorization } })
  assert.equal(seen.status, 403)
})

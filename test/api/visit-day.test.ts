import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sweepVisits } from '../../src/visits/index.ts'
import type { ExpectedAnswer } from '../../src/visits/wire.ts'
import type { DisplayAnswer, LiveTicketAnswer } from '../../src/visits/wire-public.ts'
import { openHouse } from './app.ts'
import { Client } from './client.ts'
import { bookAt, Desk, strangersOf } from './hall.ts'

// Goal: the day from check-in to the last stamp, as people and staff live it.
// How: a real app and database with a driven clock; everything goes through the API.
const DAY = '2026-11-26'
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
const { app, clock } = house
await app.staff.seedDemonstration()
const at = (hour: string): void => clock.set(`${DAY}T${hour}:00+07:00`)

const tickets = {
  early: await bookAt(app.address, { day: DAY, hour: '08:00' }),
  pair: await bookAt(app.address, { day: DAY, hour: '08:30', size: 2 }),
  five: await bookAt(app.address, { day: DAY, hour: '09:00', size: 5 }),
  late: await bookAt(app.address, { day: DAY, hour: '08:00' }),
  other: await bookAt(app.address, { day: DAY, hour: '08:00', site: 'magelang' }),
}
at('06:50')
const reception = new Desk(app.address, 'resepsionis')
const counter = new Desk(app.address, 'loket-1')
const supervisor = new Desk(app.address, 'pengawas')

const live = async (key: string): Promise<LiveTicketAnswer> =>
  JSON.parse((await new Client(app.address).ask(`/t/${key}/live`)).text) as LiveTicketAnswer
const display = async (): Promise<DisplayAnswer> =>
  JSON.parse((await new Client(app.address).ask('/api/v1/offices/wonosobo/sites/kantor/display')).text) as DisplayAnswer

test('before the door opens one is told when to come, and another site is named', async () => {
  const early = await reception.lookUp(tickets.early.code)
  assert.equal(early.checkIn.may, false)
  assert.match(early.checkIn.refusal!, /07\.00/)
  const refused = await reception.post('/check-ins', {
    booking: early.booking,
    people: [{ position: 0, card: 'same' }],
    nonce: 'too-early-1',
  })
  assert.deepEqual([refused.status, refused.type], [409, 'not-now'])
  const other = await reception.lookUp(tickets.other.code)
  assert.match(other.checkIn.refusal!, /UKK Magelang/)
  assert.equal((await live(tickets.early.key)).state, 'not-yet')
})

test('desks that cannot hear of each other have numbers of their own', async () => {
  const from = (desk: Desk): Promise<{ numbersFrom: number }> => desk.get('/offline-day')
  const [first, second] = [await from(reception), await from(supervisor)]
  assert.deepEqual([first.numbersFrom, second.numbersFrom], [501, 601])
})

test('a scan gives a number, and the same scan gives the same', async () => {
  at('07:40')
  const first = await reception.checkIn(tickets.early.code)
  assert.deepEqual([first.number, first.again, first.before], ['A-001', false, 0])
  const again = await reception.checkIn(tickets.early.code)
  assert.deepEqual([again.number, again.again], ['A-001', true])
  const rescanned = await reception.checkIn(tickets.early.code, { nonce: 'another-scan' })
  assert.deepEqual([rescanned.number, rescanned.again], ['A-001', true])
})

test('a party comes in part, is joined by the rest, and keeps its number', async () => {
  at('08:10')
  const found = await reception.lookUp(tickets.pair.niks[1]!)
  assert.equal(found.people.length, 2)
  const half = await reception.post<{ number: string; people: number }>('/check-ins', {
    booking: found.booking,
    people: [{ position: 0, card: 'same' }, { position: 1, card: 'not-here' }],
    nonce: 'pair-first-half',
  })
  assert.deepEqual([half.body.number, half.body.people], ['A-002', 1])
  const rest = await reception.post<{ number: string; people: number }>('/check-ins', {
    booking: found.booking,
    people: [{ position: 1, card: 'typing-error', nik: '3307 0112 0588 0002' }],
    nonce: 'pair-second-half',
  })
  assert.deepEqual([rest.status, rest.body.number, rest.body.people], [200, 'A-002', 2])
  const byCard = await reception.lookUp('3307 0112 0588 0002')
  assert.equal(byCard.booking, found.booking, 'the card is asked for again, not what was typed at home')
})

test('somebody else with the ticket gets no number', async () => {
  const found = await reception.lookUp(tickets.late.code)
  const refused = await reception.post('/check-ins', {
    booking: found.booking,
    people: [{ position: 0, card: 'other-person' }],
    nonce: 'not-the-person',
  })
  assert.deepEqual([refused.status, refused.type], [422, 'invalid'])
})

test('the counter calls, serves and sends on; everybody sees it', async () => {
  await counter.act('k1', 'open', { stages: ['verification'] })
  const called = await counter.act('k1', 'next')
  assert.equal(called.visit?.number, 'A-001')
  const phone = await live(tickets.early.key)
  assert.deepEqual([phone.state, phone.counter], ['called', '1'])
  const screen = await display()
  assert.deepEqual([screen.called?.number, screen.called?.counter], ['A-001', '1'])
  await counter.act('k1', 'start')
  at('08:15')
  const next = await counter.act('k1', 'finish-next')
  assert.equal(next.visit?.number, 'A-002')
  const sentOn = await live(tickets.early.key)
  assert.deepEqual([sentOn.state, sentOn.stageName, sentOn.place], ['waiting', 'Wawancara, foto, sidik jari', 1])
  // The same press again, its answer lost: the screen still shows who was there before.
  const again = await counter.post('/counters/k1/finish-next', { at: called.visit?.id })
  assert.deepEqual([again.status, again.type], [409, 'not-now'])
  const names = await counter.get<{ people: { name: string; nik: string }[] }>(`/visits/${next.visit?.id}`)
  assert.equal(names.people.length, 2)
  assert.match(names.people[1]!.nik, /^3307 0112 •••• 0002$/)
})

test('a counter whose screen lives is not told to be silent; one that has gone is', async () => {
  const isSilent = async () => (await supervisor.floor()).counters.find(({ id }) => id === 'k1')?.silent
  at('08:17')
  assert.equal((await counter.act('k1', 'seen')).counter.silent, false)
  assert.equal(await isSilent(), false)
  at('08:19')
  assert.equal(await isSilent(), true)
  assert.ok((await supervisor.floor()).alerts.some(({ kind }) => kind === 'counter-silent'))
  at('08:15')
})

test('a counter is paused and closed by who sits there, or by a supervisor who leaves it to them', async () => {
  const other = new Desk(app.address, 'loket-2')
  for (const verb of ['pause', 'close'] as const) {
    const refused = await other.post<{ detail: string }>(`/counters/k1/${verb}`, {})
    assert.deepEqual([refused.status, refused.type], [409, 'not-now'])
    assert.match(refused.body.detail, /Rina Wulandari/)
  }
  await supervisor.act('k1', 'pause', { minutes: 5 })
  const { counter: k1 } = await supervisor.act('k1', 'open', { stages: ['verification'] })
  assert.deepEqual([k1.state, k1.staffName], ['paused', 'Rina Wulandari'])
  assert.equal((await counter.act('k1', 'resume')).counter.state, 'open')
})

test('undo takes back the last key, as long as nothing else happened', async () => {
  const undone = await counter.act('k1', 'undo')
  assert.equal(undone.visit, undefined)
  assert.equal((await live(tickets.pair.key)).state, 'waiting')
  const again = await counter.act('k1', 'next')
  assert.equal(again.visit?.number, 'A-002')
})

test('a no-show needs calls and minutes; who comes back is called after the next person', async () => {
  const soon = await counter.post('/counters/k1/no-show', {})
  assert.deepEqual([soon.status, soon.type], [409, 'not-now'])
  await counter.act('k1', 'recall')
  at('08:19')
  await counter.act('k1', 'no-show')
  assert.equal((await live(tickets.pair.key)).state, 'absent')
  const back = await reception.post<{ state: string }>(`/visits/${(await visitOf('A-002')).id}/return`, {})
  assert.deepEqual([back.status, back.body.state], [200, 'waiting'])
})

test('the late are slotted in with the reason, walk-ins bind to a NIK and a seat', async () => {
  at('08:55')
  const late = await reception.checkIn(tickets.late.code)
  assert.equal(late.number, 'A-003')
  assert.equal((await visitOf('A-003')).lateMinutes, 25)
  assert.match((await visitOf('A-003')).why!, /Terlambat 25 menit/)
  const people = strangersOf(1)
  const walkIn = await reception.post<{ number: string }>('/walk-ins', { people, nonce: 'walk-in-1' })
  assert.deepEqual([walkIn.status, walkIn.body.number], [200, 'C-001'])
  const same = await reception.post<{ number: string }>('/walk-ins', { people, nonce: 'walk-in-1' })
  assert.deepEqual([same.status, same.body.number], [200, 'C-001'])
  const twice = await reception.post('/walk-ins', { people, nonce: 'walk-in-2' })
  assert.deepEqual([twice.status, twice.type], [409, 'not-now'])
  assert.match((twice.body as { detail: string }).detail, /dengan nomor C-001/)
  const elder = await reception.post<{ number: string }>('/walk-ins', {
    people: strangersOf(1),
    priority: 'elderly',
    help: ['wheelchair'],
    nonce: 'walk-in-3',
  })
  assert.equal(elder.body.number, 'B-001')
  // Ten of their own, one of them taken, and what is left of hours that nobody can book from home any more.
  const left = (await display()).walkInsLeft
  const { rows } = await house.database.pool.query<{ free: number }>(
    `select sum(capacity - taken)::int as free from slot where site_id = 'kantor' and starts_at::date = $1
       and (channel = 'walk-in' or (channel = 'online' and starts_at <= $2::timestamptz + interval '2 hours'))`,
    [DAY, clock.now().toString()],
  )
  assert.equal(left, rows[0]!.free)
  assert.ok(left > 9)
})

test('who collects a passport has a letter, a queue and no name', async () => {
  const first = await reception.post<{ number: string; before: number }>('/collections', { nonce: 'collect-1' })
  assert.deepEqual([first.status, first.body.number, first.body.before], [200, 'D-001', 0])
  const again = await reception.post<{ number: string }>('/collections', { nonce: 'collect-1' })
  assert.equal(again.body.number, 'D-001')
  const second = await reception.post<{ number: string; before: number }>('/collections', { nonce: 'collect-2' })
  assert.deepEqual([second.body.number, second.body.before], ['D-002', 1])
  await counter.act('k6', 'open', { stages: ['collection'] })
  assert.equal((await counter.act('k6', 'next')).visit?.number, 'D-001')
  assert.deepEqual((await counter.get<{ people: unknown[] }>(`/visits/${(await visitOf('D-001')).id}`)).people, [])
  await counter.act('k6', 'finish')
  assert.equal((await visitOf('D-001')).state, 'finished')
})

test('out of turn needs a supervisor and a reason, and names who ordered it', async () => {
  const asked = { visit: (await visitOf('C-001')).id, outOfTurn: 'flight' }
  const own = await counter.post('/counters/k1/call', asked)
  assert.deepEqual([own.status, own.type], [403, 'not-allowed'])
  const missing = await supervisor.post('/counters/k1/call', { visit: (await visitOf('C-001')).id })
  assert.deepEqual([missing.status, missing.type], [422, 'invalid'])
  const called = await supervisor.act('k1', 'call', { visit: (await visitOf('C-001')).id, outOfTurn: 'flight' })
  assert.equal(called.visit?.number, 'C-001')
  const { rows } = await house.database.pool.query<{ opening: string }>(
    `select opening from audit_opening where opening::jsonb ->> 'kind' = 'visit-out-of-turn'`,
  )
  assert.equal(rows.length, 1)
  assert.match(rows[0]!.opening, /"by":"staff:pengawas".*"reason":"flight"/)
})

test('who lacks a paper is told so on the phone, and comes back with the place kept', async () => {
  await counter.act('k1', 'finish', { to: 'end' })
  await supervisor.act('k1', 'call', { visit: (await visitOf('A-002')).id, outOfTurn: 'office-fault' })
  await counter.act('k1', 'send-back', { reason: 'document-missing' })
  const told = await live(tickets.pair.key)
  assert.deepEqual([told.state, told.sentBack], ['parked', 'berkas kurang'])
  await reception.post(`/visits/${(await visitOf('A-002')).id}/return`, {})
  const back = await live(tickets.pair.key)
  assert.deepEqual([back.state, back.sentBack], ['waiting', undefined])
})

test('while the national system is down nobody is called, and everybody is told', async () => {
  const told = await counter.post('/hall', { pause: 'system-down', notices: [{ id: 'Uji', en: 'Test' }] })
  assert.deepEqual([told.status, told.type], [403, 'not-allowed'], 'what the display says is for who leads')
  const down = await counter.post('/hall', { pause: 'system-down' })
  assert.equal(down.status, 200)
  const refused = await counter.post('/counters/k1/next', {})
  assert.deepEqual([refused.status, refused.type], [409, 'not-now'])
  assert.equal((await live(tickets.pair.key)).pause?.reason, 'system-down')
  assert.equal((await display()).pause?.reason, 'system-down')
  assert.equal((await supervisor.post('/hall', { resume: true })).status, 200)
})

test('the lists know who is where', async () => {
  const { tickets: list } = await reception.get<ExpectedAnswer>('/expected')
  assert.deepEqual(
    list.map(({ code, state }) => `${code} ${state}`).toSorted(byText),
    [
      `${tickets.early.code} arrived`,
      `${tickets.late.code} arrived`,
      `${tickets.pair.code} arrived`,
      `${tickets.five.code} not-arrived`,
      ...list.filter(({ number }) => /^[BC]/.test(number ?? '')).map(({ code, state }) => `${code} ${state}`),
    ].toSorted(byText),
  )
  const floor = await supervisor.floor()
  assert.equal(floor.counts.notArrived, 1)
  assert.ok(floor.counters.find((one) => one.id === 'k1')?.served === 2)
})

test('help wished for is erased after the visit, a mended NIK is kept', async () => {
  const kept = async () => {
    const { rows } = await house.database.pool.query(
      'select count(help)::int as help, count(corrections)::int as mended from visit',
    )
    return rows[0]
  }
  await sweepVisits(app)
  assert.deepEqual(await kept(), { help: 1, mended: 1 }, 'who wished for it still waits')
  const elder = await visitOf('B-001')
  assert.equal((await reception.post(`/visits/${elder.id}/leave`, {})).status, 200)
  await sweepVisits(app)
  assert.deepEqual(await kept(), { help: 0, mended: 1 })
})

test('a stream ends with the session of who opened it', async () => {
  const token = await supervisor.token()
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${app.address}/api/v1/offices/wonosobo/sites/kantor/floor/events`, { headers })
  const reader = response.body!.getReader()
  assert.match(Buffer.from((await reader.read()).value!).toString(), /^event: floor\ndata: \{/)
  await new Client(app.address).ask('/api/v1/staff/sign-out', { method: 'POST', headers })
  // The next change of the hall is not for them any more.
  await reception.post('/collections', { nonce: 'after-sign-out' })
  await assert.rejects(async () => {
    while (!(await reader.read()).done);
    throw new Error('ended')
  })
})

test('nothing personal is in the log or the traces', async () => {
  const { rows } = await house.database.pool.query<{ opening: string }>('select opening from audit_opening')
  const said = house.logged() + rows.map((row) => row.opening).join('\n')
  for (const nik of [...tickets.early.niks, ...tickets.pair.niks, '3307011205880002']) assert.ok(!said.includes(nik))
  assert.doesNotMatch(said, /Orang (Satu|Dua)/)
})

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

async function visitOf(number: string) {
  const visit = (await supervisor.floor()).visits.find((one) => one.number === number)
  assert.ok(visit, `no ${number}`)
  return visit
}

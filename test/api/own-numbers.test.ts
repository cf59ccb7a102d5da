import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ExpectedAnswer, VisitAnswer } from '../../src/visits/wire.ts'
import type { LiveTicketAnswer } from '../../src/visits/wire-public.ts'
import { openHouse } from './app.ts'
import { Client } from './client.ts'
import { bookAt, Desk } from './hall.ts'

// Goal: a party that asks not to be called together is not; everything else stays as it was.
// How: a party of four through the API on a real app. In the end `openHouse` counts every promise again.
const DAY = '2026-11-26'
const { app, clock, database } = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
await app.staff.seedDemonstration()
const party = await bookAt(app.address, { day: DAY, hour: '08:30', size: 4 })
const elderly = await bookAt(app.address, { day: DAY, hour: '09:00', size: 2 })
clock.set(`${DAY}T08:10:00+07:00`)

const desk = new Desk(app.address, 'resepsionis')
const counter = new Desk(app.address, 'pengawas')
const live = async (): Promise<LiveTicketAnswer> =>
  JSON.parse((await new Client(app.address).ask(`/t/${party.key}/live`)).text) as LiveTicketAnswer
const visits = async (): Promise<VisitAnswer[]> =>
  (await desk.floor()).visits.toSorted((a, b) => (a.number < b.number ? -1 : 1))
const split = (visit: string) =>
  desk.post<VisitAnswer & { detail: string }>(`/visits/${visit}/split`, {})
const listed = async (): Promise<string | undefined> =>
  (await desk.get<ExpectedAnswer>('/expected')).tickets.find(({ code }) => code === party.code)?.number

test('three of four are here on one number; at their wish each has one, by the same fair place', async () => {
  const { booking } = await desk.lookUp(party.code)
  const people = [
    { position: 0, card: 'same' },
    { position: 1, card: 'typing-error', nik: '3307 0112 0588 0002' },
    { position: 2, card: 'same' },
    { position: 3, card: 'not-here' },
  ]
  const body = { booking, people, help: ['wheelchair'], nonce: 'three-of-four' }
  const together = await desk.post<{ visit: string; number: string }>('/check-ins', body)
  assert.deepEqual([together.status, together.body.number, (await live()).others], [200, 'A-001', undefined])
  // Pressed at two desks at once: the hall is one, and nobody has two numbers.
  const pressed = await Promise.all([split(together.body.visit), split(together.body.visit)])
  assert.deepEqual(new Set(pressed.map(({ status }) => status)), new Set([200, 409]))
  const answer = pressed.find(({ status }) => status === 200)!
  assert.deepEqual([answer.status, answer.body.number, answer.body.people], [200, 'A-001', 1])
  assert.deepEqual(answer.body.party, ['A-002', 'A-003'])
  const all = await visits()
  assert.deepEqual(all.map(({ number, people: count, appointment }) => [number, count, appointment?.slice(11, 16)]),
    ['A-001', 'A-002', 'A-003'].map((number) => [number, 1, '08:30']))
  assert.equal(await listed(), 'A-001, A-002, A-003')
})

test('who serves one of them sees that person alone: the mended NIK, the help wished for', async () => {
  const [, second] = await visits()
  const seen = await desk.get<{ people: { position: number; state: string; nik: string }[]; help: string[] }>(
    `/visits/${second!.id}`,
  )
  assert.deepEqual(seen.people.filter(({ state }) => state === 'present').map(({ position }) => position), [1])
  assert.match(seen.people[1]!.nik, /^3307 0112 •••• 0002$/)
  assert.equal(seen.help.length, 1)
})

test('pressed again, alone, or of who goes first: refused, and nothing is changed', async () => {
  const [first] = await visits()
  const again = await split(first!.id)
  assert.deepEqual([again.status, again.type], [409, 'not-now'])
  const { visit } = await desk.checkIn(elderly.code, { priority: 'elderly' } as object)
  const before = await visits()
  const refused = await split(visit)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /B-001/)
  assert.deepEqual(await visits(), before)
})

test('the fourth comes, and has a number as well; whoever scans again has the own one', async () => {
  const { booking } = await desk.lookUp(party.code)
  const body = { booking, people: [{ position: 3, card: 'same' }], nonce: 'the-fourth' }
  const came = await desk.post<{ number: string; people: number; party: string[] }>('/check-ins', body)
  assert.deepEqual([came.body.number, came.body.people], ['A-004', 1])
  assert.deepEqual(came.body.party, ['A-001', 'A-002', 'A-003'])
  assert.equal((await desk.post<{ number: string }>('/check-ins', body)).body.number, 'A-004')
  const scanned = { booking, people: [{ position: 2, card: 'same' }], nonce: 'the-third-again' }
  const again = await desk.post<{ number: string; again: boolean }>('/check-ins', scanned)
  assert.deepEqual([again.body.number, again.body.again], ['A-003', true])
})

test('the phone shows first what matters most, and the others; two counters call two of them at once', async () => {
  await counter.act('k1', 'open', { stages: ['verification'] })
  await counter.act('k2', 'open', { stages: ['verification'] })
  const called = [await counter.act('k1', 'next'), await counter.act('k2', 'next')].map(({ visit }) => visit?.number)
  assert.deepEqual(called, ['A-001', 'A-002'])
  const { number, state, whose, counter: at, others } = await live()
  assert.deepEqual([number, state, whose, at], ['A-001', 'called', [0], '1'])
  assert.deepEqual(others?.map((one) => [one.number, one.state, one.whose, one.counter]), [
    ['A-002', 'called', [1], '2'],
    ['A-003', 'waiting', [2], undefined],
    ['A-004', 'waiting', [3], undefined],
  ])
})

test('more time is asked for by all who are called; who goes home is whose NIK it is', async () => {
  const phone = new Client(app.address)
  const form = (path: string, fields: Record<string, string>) =>
    phone.send(`/t/${party.key}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
  assert.equal((await form('more-time', {})).status, 303)
  const asked = (await visits()).filter(({ moreTimeAt }) => moreTimeAt).map(({ number }) => number)
  assert.deepEqual(asked, ['A-001', 'A-002'])
  assert.equal((await form('leave', { nik: party.niks[3]! })).status, 303)
  const left = (await visits()).filter(({ state }) => state === 'left').map(({ number }) => number)
  assert.deepEqual(left, ['A-004'])
})

test('one is served to the end, another missed the call and is back by a scan of the own card', async () => {
  await counter.act('k1', 'start')
  await counter.act('k1', 'finish', { to: 'end' })
  assert.equal((await live()).number, 'A-002')
  for (let i = 0; i < 3; i++) await counter.post('/counters/k2/recall', {})
  clock.set(`${DAY}T08:30:00+07:00`)
  await counter.act('k2', 'no-show')
  const { booking } = await desk.lookUp(party.code)
  const scan = async (position: number, nonce: string) => {
    const body = { booking, people: [{ position, card: 'same' }], nonce }
    return (await desk.post<{ number: string; state: string }>('/check-ins', body)).body
  }
  const other = await scan(2, 'not-the-second')
  assert.deepEqual([other.number, other.state], ['A-003', 'waiting'])
  assert.equal((await visits()).find((one) => one.number === 'A-002')?.state, 'absent')
  const back = await scan(1, 'the-second')
  assert.deepEqual([back.number, back.state], ['A-002', 'waiting'])
})

test('each number is traced, and the steps name who split it', async () => {
  const { rows } = await database.pool.query<{ staff: string; steps: number; traces: number }>(
    `select min(staff) as staff, count(*)::int as steps, (select count(*)::int from audit_opening
       where opening::jsonb ->> 'kind' = 'visit-split') as traces from visit_step where kind = 'split'`,
  )
  assert.deepEqual(rows, [{ staff: 'resepsionis', steps: 3, traces: 3 }])
})

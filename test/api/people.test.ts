import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { book as bookParty, releaseClaim } from '../../src/bookings/index.ts'
import { sweepNoShows } from '../../src/people/index.ts'
import { countNoShows } from '../../src/visits/index.ts'
import { codeSent, otherCode } from '../messages/codes.ts'
import { openClient, whoForm } from '../pages/client.ts'
import { openHouse, testNow } from './app.ts'
import { type Answer, Client, faultsOf, makePeople, problemOf, ticketOf } from './client.ts'
import { Desk } from './hall.ts'
import { makeSlot, readAgain, seatsTaken } from './slots.ts'

// Goal: people, not names for sale: what stands between a broker and many seats, and who is told of brokers.
const house = await openHouse({ after }, { settings: { GILIRAN_DEMO: 'on' } })
await house.app.staff.seedDemonstration()
const { app, database } = house
const client = new Client(app.address)

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  client.send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html', ...headers } })

const staffAt = async (name: string): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await new Desk(app.address, name).token()}`,
  accept: 'text/html',
})

test('a report goes to headquarters, without the network or the hour, and nobody else reads it', async () => {
  const words = 'Di depan pintu, Rp500.000.'
  const told = { about: 'both', office: 'wonosobo', words, contact: 'saksi@contoh.id' }
  const sent = await form('/report-brokers', told, { 'x-forwarded-for': '203.0.113.77' })
  assert.equal(sent.headers.get('location'), '/report-brokers?news=thanks')
  assert.match((await client.ask('/en/report-brokers?news=thanks')).text, /your report has arrived/)
  const { rows } = await database.pool.query<{ row: string }>(`
    select r::text as row from broker_report r
    union all select o.opening from audit_opening o where o.opening like '%broker-reported%'`)
  assert.equal(rows.length, 2)
  for (const { row } of rows) assert.doesNotMatch(row, /203\.0\.113|saksi|pintu/)
  assert.doesNotMatch(rows[0]!.row, /:/)
  assert.doesNotMatch(house.logged(), /saksi|Rp500/)

  const [pusat, kepala] = [await staffAt('pusat'), await staffAt('kepala')]
  const read = await client.ask('/staff/broker-reports', { headers: pusat })
  assert.match(read.text, /Di depan pintu, Rp500\.000\.[\s\S]*saksi@contoh\.id/)
  assert.equal((await client.ask('/staff/broker-reports', { headers: kepala })).status, 403)
  const seen = /name="seen" value="([^"]+)"/.exec(read.text)![1]!
  assert.equal((await form('/staff/broker-reports', { seen }, kepala)).status, 403)
  assert.equal((await form('/staff/broker-reports', { seen }, pusat)).status, 303)
  assert.equal((await form('/staff/broker-reports', { seen }, pusat)).status, 303)
  const again = await client.ask('/staff/broker-reports', { headers: pusat })
  assert.match(again.text, /Sudah dibaca oleh pusat/)
})

test('a report with a fault is not kept, a flood is refused, another site cannot send one', async () => {
  const headers = { 'x-forwarded-for': '198.51.100.78' }
  const right = { about: 'broker', words: 'Calo.' }
  const wrong = await form('/report-brokers', { ...right, words: 'a\u0000b' }, headers)
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /href="#words"/)
  assert.equal((await form('/report-brokers', right, { ...headers, origin: 'https://jahat.example' })).status, 403)
  for (let nth = 1; nth <= 10; nth++) assert.equal((await form('/report-brokers', right, headers)).status, 303)
  const over = await form('/report-brokers', right, headers)
  assert.equal(over.status, 429)
  assert.ok(Number(over.headers.get('retry-after')) > 0)
  const { rows } = await database.pool.query('select from broker_report')
  assert.equal(rows.length, 11)
})

/** From here on the library, which goes by the machine's own time, stands at the house's. */
const atHouseTime = (t: TestContext): void =>
  t.mock.timers.enable({ apis: ['Date'], now: house.clock.now().epochMilliseconds })

/** From a network where 1,000 seats were booked this hour. */
const busy = client.from('192.0.2.9')
const subject = app.keys.lookup('network', '192.0.2.0/24')
await app.limits.take({ scope: 'booking-network', subject, max: 9_999, windowSeconds: 3_600, cost: 1_000 })

async function solved(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey })
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
}

const challengeIn = (answer: Answer): Challenge =>
  (problemOf(answer, 'work-needed') as unknown as { challenge: Challenge }).challenge

const faultsIn = (answer: Answer): string[] => (problemOf(answer, 'work-needed').errors ?? []).map(({ code }) => code)

test('one answer pays for one booking, whatever hour it gets, and is not taken again', async (t) => {
  atHouseTime(t)
  const [slot, full] = [await makeSlot(house), await makeSlot(house, { seats: 0 })]
  const people = makePeople()
  const work = await solved(challengeIn(await busy.book({ slot, people })))
  const other = { slot, people: makePeople(), work }
  assert.deepEqual(faultsIn(await busy.book(other)), ['work-other'])
  // Paid, and the hour is full: the next one is tried without paying again.
  problemOf(await busy.book({ slot: full, people, work }), 'slot-full')
  const held = ticketOf(await busy.book({ slot, people }), 201)
  const nik = people[0]!.nik
  assert.equal((await busy.cancel({ ...held, nik })).status, 200)
  assert.deepEqual(faultsIn(await busy.book({ slot, people, work })), ['work-replayed'])
  house.clock.advance({ minutes: 11 })
  t.after(() => house.clock.set(testNow))
  assert.deepEqual(faultsIn(await busy.book({ slot, people, work })), ['work-expired'])
})

test('of many who send one answer at once, one books; the same request twice is one booking', async (t) => {
  atHouseTime(t)
  const slot = await makeSlot(house)
  const [people, key] = [makePeople(), 'work-race']
  const work = await solved(challengeIn(await busy.book({ slot, people }, key)))
  const answers = await Promise.all(Array.from({ length: 5 }, () => busy.book({ slot, people, work }, key)))
  const codes = answers.filter(({ status }) => status === 201).map((one) => ticketOf(one, 201).code)
  assert.ok(codes.length > 0)
  assert.equal(new Set(codes).size, 1)
  assert.equal(ticketOf(await busy.book({ slot, people }, key), 201).code, codes[0])
})

test('a busy network pays, its neighbours do not', async (t) => {
  atHouseTime(t)
  const slot = await makeSlot(house)
  problemOf(await busy.book({ slot, people: makePeople() }), 'work-needed')
  assert.equal((await client.from('203.0.113.9').book({ slot, people: makePeople() })).status, 201)
})

test('without script the page asks for a code by message, or names the desk', async (t) => {
  atHouseTime(t)
  const slot = await makeSlot(house)
  const pages = openClient(app)
  const typed = whoForm(makePeople(), { contact: 'siti@contoh.id' })
  const key = /book.([^/]+)/.exec((await pages.post('/offices/wonosobo/book', typed)).location)![1]!
  const from = { headers: { 'x-forwarded-for': '192.0.2.10' } }
  const press = (fields: Record<string, string>) => pages.post(`/book/${key}/hour`, { slot, ...fields }, from)
  const bare = await press({})
  assert.equal(bare.status, 403)
  assert.match(bare.html, /data-island="booking-work"[\s\S]*Kirim kode[\s\S]*meja depan/)
  assert.match(bare.headers.get('content-security-policy')!, /worker-src 'self'/)
  const asked = await press({ do: 'send' })
  const proof = /name="proof" value="([^"]+)"/.exec(asked.html)![1]!
  const { code } = await codeSent(app, proof)
  const wrong = await press({ proof, code: otherCode(code) })
  assert.equal(wrong.status, 422)
  assert.match(wrong.html, /href="#code"/)
  const taken = await press({ proof, code: `${code.slice(0, 3)} ${code.slice(3)}` })
  assert.equal(taken.status, 303, taken.html)
})

test('whom a firm has entered leaves by the own NIK; nobody undoes it, nobody else loses a seat', async () => {
  const slot = await makeSlot(house, { seats: 4 })
  const people = makePeople(4)
  const key = 'firm'
  const { code, key: ticketKey } = ticketOf(await client.book({ slot, people }, key), 201)
  const by = { kind: 'staff', name: 'resepsionis' } as const
  assert.ok(await releaseClaim(app, { nik: people[3]!.nik, actor: by }))
  const path = `/t/${ticketKey}/leave-party`
  assert.match((await client.ask(`/t/${ticketKey}`)).text, /leave-party/)
  assert.equal((await client.ask(path)).status, 200)
  const stranger = await form(path, { nik: makePeople()[0]!.nik })
  assert.equal(stranger.status, 422)
  const gone = await form(path, { nik: people[1]!.nik })
  assert.match(gone.headers.get('location')!, /\/leave-party\?left=\d{13}$/)
  assert.equal((await form(path, { nik: people[1]!.nik })).status, 422)
  const names = (answer: Answer) => ticketOf(answer).people.map(({ name }) => name)
  const rest = [people[0]!, people[2]!, people[3]!].map(({ name }) => name)
  assert.deepEqual(names(await client.show({ code, key: ticketKey })), rest)
  // The firm sends its booking once more, and tries to change it: the ticket stays as it is.
  const again = ticketOf(await client.book({ slot, people }, key), 201)
  assert.deepEqual(again.people.map(({ name }) => name), rest)
  const bearer = { authorization: `Bearer ${ticketKey}` }
  for (const method of ['PUT', 'PATCH']) {
    const changed = { method, headers: bearer, body: { people } }
    assert.equal((await client.ask(`/api/v1/bookings/${code}`, changed)).status, 405, method)
  }
  assert.deepEqual(await seatsTaken(database, slot), [3])
  ticketOf(await client.book({ slot: await makeSlot(house), people: [people[1]!] }), 201)
  // All the rest at once: each leaves, or is told to ask again.
  const left = await Promise.all([0, 2, 3].map((i) => form(path, { nik: people[i]!.nik })))
  assert.ok(left.every(({ status }) => [303, 503].includes(status)))
  assert.ok(left.some(({ status }) => status === 303))
})

test('who misses two turns waits two weeks; who cancelled, was excused, or is not to blame does not', async (t) => {
  t.after(() => house.clock.set(testNow))
  const desk = new Desk(app.address, 'resepsionis')
  const [missing, prevented, cancelling, shutOut, named] = makePeople(5)
  const book = async (slot: string, one = makePeople()[0]!) =>
    ticketOf(await client.book({ slot, people: [one] }), 201)
  const days = [['2026-11-24T03:00:00Z', '2026-11-25'], ['2026-11-26T01:00:00Z', '2026-11-27']] as const
  for (const [bookedAt, day] of days) {
    house.clock.set(bookedAt)
    const [slot, shut] = [
      await makeSlot(house, { startsAt: Temporal.Instant.from(`${day}T03:00:07Z`) }),
      await makeSlot(house, { startsAt: Temporal.Instant.from(`${day}T05:00:07Z`) }),
    ]
    const came = await book(slot)
    await client.cancel({ ...(await book(slot, cancelling)), nik: cancelling!.nik })
    for (const one of [missing, prevented]) await book(slot, one)
    await book(shut, shutOut)
    if (day === '2026-11-25') {
      await book(slot, named)
      const by = { kind: 'staff', name: 'resepsionis' } as const
      assert.ok(await releaseClaim(app, { nik: named!.nik, actor: by }))
    }
    await database.pool.query(`update slot set closed_reason = 'banjir' where slot_id = $1`, [shut])
    await readAgain(house)
    house.clock.set(`${day}T02:30:00Z`)
    await desk.checkIn(came.code)
  }
  house.clock.set('2026-11-29T03:00:00Z')
  await Promise.all([countNoShows(app), countNoShows(app)])
  const { rows } = await database.pool.query(
    `select excused from no_show where day < '2026-12-01' order by excused nulls first`,
  )
  assert.deepEqual(rows, [null, null, null, null, 'not-theirs'].map((excused) => ({ excused })))

  const slot = await makeSlot(house)
  const refused = await client.with({ 'accept-language': 'en' }).book({ slot, people: [makePeople()[0]!, missing!] })
  const problem = problemOf(refused, 'cooling-off')
  assert.deepEqual([problem.people, faultsOf(problem)], [[1], ['/people/1/nik cooling-off']])
  assert.match(problem.detail, /until Saturday, 12 December 2026/)
  assert.doesNotMatch(refused.text, /wonosobo|2026-11|WSB/)
  const page = '/staff/offices/wonosobo/sites/kantor/desk/excuse'
  const by = await staffAt('resepsionis')
  const excuse = { nik: prevented!.nik, reason: 'ill', seen: 'on' }
  assert.equal((await form(page, { ...excuse, seen: '' }, by)).status, 422)
  assert.equal((await form(page, { ...excuse, reason: 'bored' }, by)).status, 422)
  assert.match((await form(page, excuse, by)).text, /boleh mengambil giliran sekarang/)
  for (const one of [prevented, cancelling, shutOut, named]) await book(slot, one)
  // Whoever stands at the office today is not sent home.
  const today = { office: 'wonosobo', slot, people: [missing!], locale: 'id', actor: { kind: 'applicant' } } as const
  await bookParty(app.bookings.deps, { ...today, people: [...today.people], isForNow: true })
  house.clock.set('2026-12-12T03:00:00Z')
  await sweepNoShows(database.kysely, house.clock.now())
  assert.equal((await database.pool.query('select from cooling')).rows.length, 0)
})

import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { codeSent, otherCode } from '../messages/codes.ts'
import { openClient, whoForm } from '../pages/client.ts'
import { openHouse, testNow } from './app.ts'
import { type Answer, Client, makePeople, problemOf, ticketOf } from './client.ts'
import { makeSlot } from './slots.ts'
import { openStaffMember } from './staff.ts'

// Goal: people, not names for sale: what stands between a broker and many seats, and who is told of brokers.
// Nobody listens there: no job runs, so no letter goes.
const house = await openHouse({ after }, { settings: { SMTP_URL: 'smtp://127.0.0.1:1' } })
const { app, database } = house
const client = new Client(app.address)

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  client.send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html', ...headers } })

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
  for (const { row } of rows) assert.doesNotMatch(row, /203\.0\.113|saksi|pintu|T\d\d:\d\d:[1-9]/)
  assert.match(rows[1]!.row, /"at":"2026-11-24T00:00:00Z"/)
  assert.doesNotMatch(house.logged(), /saksi|Rp500/)

  const [pusat, kepala] = [await openStaffMember(app, 'headquarters'), await openStaffMember(app, 'office-head')]
  const by = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}`, accept: 'text/html' })
  const read = await client.ask('/staff/broker-reports', { headers: by(pusat) })
  assert.match(read.text, /Di depan pintu, Rp500\.000\.[\s\S]*saksi@contoh\.id/)
  assert.equal((await client.ask('/staff/broker-reports', { headers: by(kepala) })).status, 403)
  const seen = /name="seen" value="([^"]+)"/.exec(read.text)![1]!
  assert.equal((await form('/staff/broker-reports', { seen }, by(kepala))).status, 403)
  assert.equal((await form('/staff/broker-reports', { seen }, by(pusat))).status, 303)
  assert.equal((await form('/staff/broker-reports', { seen }, by(pusat))).status, 303)
  const again = await client.ask('/staff/broker-reports', { headers: by(pusat) })
  assert.match(again.text, new RegExp(`Sudah dibaca oleh ${pusat.name}`))
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

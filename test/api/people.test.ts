import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openHouse } from './app.ts'
import { Client } from './client.ts'
import { openStaffMember } from './staff.ts'

// Goal: people, not names for sale: what stands between a broker and many seats, and who is told of brokers.
const house = await openHouse({ after })
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

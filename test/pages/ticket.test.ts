import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type MessageKey, translator } from '../../src/platform/i18n/index.ts'
import { startTestApp, testNow } from '../browser/app.ts'
import { family } from '../browser/steps.ts'
import { freeSlot, openClient } from './client.ts'

// Goal: who has a ticket's link sees the ticket; only who knows a NIK of it changes it.
const app = await startTestApp({ after })
const client = openClient(app)
await app.slots.office('wonosobo')

let used = 100
const people = (count: number) => family(++used).slice(0, count)
const stranger = family(99)[0]!.nik

const headed = (key: MessageKey): RegExp => new RegExp(`<h1>${translator('id')(key)}</h1>`)

beforeEach(() => app.clock.set(testNow))

async function startOf(key: string): Promise<string> {
  return /DTSTART;TZID=[^:]+:(\d+T\d+)/.exec((await client.get(`/t/${key}/calendar.ics`)).html)![1]!
}

test('moving asks for a NIK of the party, keeps what was chosen, and says when it is done', async () => {
  const [one] = people(1)
  const key = await client.book([one!], freeSlot(app, 0))
  const before = await startOf(key)
  const form = { slot: freeSlot(app, 20) }
  const path = `/t/${key}/move?day=2026-12-10`
  for (const nik of [stranger, '', '12', 'abc']) {
    const { status, html } = await client.post(path, { ...form, nik })
    assert.equal(status, 422, nik)
    assert.match(html, /href="#nik"/)
  }
  assert.equal(await startOf(key), before)
  const missing = await client.post(path, { nik: one!.nik })
  assert.equal(missing.status, 422)
  assert.match(missing.html, /href="#slot-\d+"/)
  const { status, location } = await client.post(path, { ...form, nik: one!.nik })
  assert.deepEqual({ status, location }, { status: 303, location: `/t/${key}?news=moved` })
  assert.notEqual(await startOf(key), before)
  assert.equal((await client.post(path, { ...form, nik: one!.nik })).status, 303, 'pressed twice it is moved once')
  assert.match((await client.get(`/t/${key}`)).html, /Masih bisa 1 kali/)
})

test('a new hour that went meanwhile leaves the old one in place', async () => {
  const [one] = people(1)
  const key = await client.book([one!], freeSlot(app, 1))
  const before = await startOf(key)
  const slot = freeSlot(app, 21)
  await app.database.pool.query('update slot set capacity = taken + withheld where slot_id = $1', [slot])
  const { starts_at: startsAt } = await app.database.kysely.selectFrom('slot').select('starts_at')
    .where('office_id', '=', 'wonosobo').where('slot_id', '=', slot).executeTakeFirstOrThrow()
  const day = startsAt.toZonedDateTimeISO('Asia/Jakarta').toPlainDate()
  const { status, html } = await client.post(`/t/${key}/move?day=${day}`, { slot, nik: one!.nik })
  assert.equal(status, 409)
  assert.match(html, /baru saja penuh/)
  assert.equal(await startOf(key), before)
})

test('two moves are enough, and the page says so before anybody fills it in', async () => {
  const [one] = people(1)
  const key = await client.book([one!], freeSlot(app, 2))
  for (const skip of [30, 31]) {
    const moved = await client.post(`/t/${key}/move?day=2026-12-10`, { slot: freeSlot(app, skip), nik: one!.nik })
    assert.equal(moved.status, 303)
  }
  const { status, html } = await client.get(`/t/${key}/move`)
  assert.equal(status, 409)
  assert.match(html, /class="errors"/)
  assert.equal((await client.post(`/t/${key}/move`, { slot: freeSlot(app, 32), nik: one!.nik })).status, 409)
  assert.ok(!(await client.get(`/t/${key}`)).html.includes(`href="/t/${key}/move"`))
  assert.equal((await client.get(`/t/${key}/cancel`)).status, 200, 'cancelling is still possible')
})

test('after the last moment a turn is neither moved nor cancelled, and then its day is over', async () => {
  const [one] = people(1)
  const key = await client.book([one!], freeSlot(app, 3))
  const start = Temporal.PlainDateTime.from(await startOf(key)).toZonedDateTime('Asia/Jakarta')
  const deadline = start.subtract({ days: 1 }).withPlainTime('16:00')
  app.clock.set(deadline.subtract({ seconds: 1 }).toInstant())
  assert.equal((await client.get(`/t/${key}/cancel`)).status, 200)
  app.clock.set(deadline.toInstant())
  for (const what of ['move', 'cancel']) {
    assert.equal((await client.get(`/t/${key}/${what}`)).status, 409)
    assert.equal((await client.post(`/t/${key}/${what}`, { slot: freeSlot(app, 40), nik: one!.nik })).status, 409)
  }
  assert.match((await client.get(`/en/t/${key}`)).html, /call the office/)
  app.clock.set(start.startOfDay().add({ days: 1 }).toInstant())
  const { html } = await client.get(`/t/${key}?news=booked`)
  assert.match(html, headed('bookings.pages.ticket.past'))
  assert.ok(!html.includes('class="qr"'))
  assert.equal((await client.get(`/t/${key}/print`)).location, `/t/${key}`)
})

test('cancelling asks for a NIK; pressed twice it shows the cancelled ticket, and the NIK is free again', async () => {
  const party = people(2)
  const key = await client.book(party, freeSlot(app, 4))
  assert.equal((await client.post(`/t/${key}/cancel`, { nik: stranger })).status, 422)
  assert.match((await client.get(`/t/${key}`)).html, /class="qr"/)
  for (const nik of [party[1]!.nik, party[1]!.nik]) {
    const { status, location } = await client.post(`/t/${key}/cancel`, { nik })
    assert.deepEqual({ status, location }, { status: 303, location: `/t/${key}` })
  }
  assert.match((await client.get(`/t/${key}?news=moved`)).html, headed('bookings.pages.ticket.cancelled'))
  assert.equal((await client.get(`/t/${key}/move`)).location, `/t/${key}`)
  await client.book(party, freeSlot(app, 5))
})

test('wrong NIKs on one ticket are told five times, then with 429 and when to come back', async () => {
  const [one] = people(1)
  const key = await client.book([one!], freeSlot(app, 6))
  const statuses: number[] = []
  for (let i = 0; i < 6; i++) statuses.push((await client.post(`/t/${key}/cancel`, { nik: stranger })).status)
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429])
  const { status, headers } = await client.post(`/en/t/${key}/cancel`, { nik: one!.nik })
  assert.equal(status, 429, 'also for the right one: else it could be guessed')
  assert.ok(Number(headers.get('retry-after')) > 0)
})

test('a code and a NIK open the ticket, never saying which half is wrong', async () => {
  const party = people(2)
  const key = await client.book(party, freeSlot(app, 7))
  const code = /[A-Z]{3}-\w{3}-\w{4}/.exec((await client.get(`/t/${key}`)).html)![0]
  const found = await client.post('/find', { code: code.toLowerCase().replaceAll('-', ''), nik: party[1]!.nik })
  assert.deepEqual([found.status, found.location], [303, `/t/${key}`])
  const [other] = people(1)
  const otherKey = await client.book([other!], freeSlot(app, 8))
  const otherCode = /[A-Z]{3}-\w{3}-\w{4}/.exec((await client.get(`/t/${otherKey}`)).html)![0]
  const wrongNik = await client.post('/find', { code, nik: stranger })
  const wrongCode = await client.post('/find', { code: otherCode, nik: party[1]!.nik })
  assert.deepEqual([wrongNik.status, wrongCode.status], [404, 404])
  const said = (html: string): string => html.replaceAll(/ value="[^"]*"/g, '')
  assert.equal(said(wrongNik.html), said(wrongCode.html))
  for (const form of [{}, { code: 'x', nik: '1' }, { code: `${code.slice(0, -1)}!`, nik: 'abc' }]) {
    const { status, html } = await client.post('/en/find', form as Record<string, string>)
    assert.equal(status, 422)
    assert.ok(html.includes('href="#code"') && html.includes('href="#nik"'))
  }
})

test('the ticket goes with its people: short names, the whole address for WhatsApp, one sheet of paper', async () => {
  const party = people(5)
  const key = await client.book(party, freeSlot(app, 9))
  const { html } = await client.get(`/en/t/${key}`)
  assert.ok(html.includes(encodeURIComponent(`${app.address}/en/t/${key}`)))
  assert.match(html, /https:\/\/wa\.me\/\?text=/)
  for (const { nik } of party) assert.ok(!html.includes(nik))
  const print = await client.get(`/en/t/${key}/print`)
  assert.ok(print.html.includes(new URL(app.address).host) && print.html.includes('class="a4"'))
  const calendar = await client.get(`/t/${key}/calendar.ics`)
  assert.match(calendar.headers.get('content-disposition')!, /^attachment; filename="giliran-WSB-\w{3}-\w{4}\.ics"$/)
  assert.equal(calendar.headers.get('content-type'), 'text/calendar; charset=utf-8')
})

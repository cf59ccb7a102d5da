import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { makeKey } from '../../src/bookings/code.ts'
import { translator } from '../../src/platform/i18n/index.ts'
import { startTestApp, testNow } from '../browser/app.ts'
import { family, fillSlot } from '../browser/steps.ts'
import { freeSlot, openClient, whoForm } from './client.ts'

// Goal: each thing that can go wrong on the way to a ticket has its page, and nothing else changes.
const app = await startTestApp({ after })
const client = openClient(app)
await app.slots.office('wonosobo')

let used = 0
const people = (count: number) => family(++used).slice(0, count)

const countOf = async (table: 'booking' | 'draft'): Promise<number> => {
  const { count } = await app.database.kysely
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

beforeEach(() => app.clock.set(testNow))

test('pressed five times at once, one draft is one booking and all are led to its ticket', async () => {
  const key = await client.draft(people(3))
  const before = await countOf('booking')
  const slot = freeSlot(app)
  const answers = await Promise.all(Array.from({ length: 5 }, () => client.post(`/book/${key}/hour`, { slot })))
  const tickets = new Set(answers.map(({ location }) => location.split('?')[0]))
  assert.equal(tickets.size, 1)
  assert.match([...tickets][0]!, /^\/t\/WSB/)
  assert.equal(await countOf('booking'), before + 1)
})

test('what a caller of the API names its request by opens no ticket as a draft would', async () => {
  const key = makeKey('WSB')
  const answer = await client.post('/api/v1/bookings', {}, {
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ office: 'wonosobo', slot: freeSlot(app), people: people(1) }),
  })
  assert.equal(answer.status, 201, answer.html)
  const { status, location } = await client.get(`/book/${key}/who`)
  assert.deepEqual([status, location], [410, ''])
})

test('two hours pressed at once with one draft are one booking', async () => {
  const key = await client.draft(people(2))
  const before = await countOf('booking')
  const answers = await Promise.all([1, 2].map((n) => client.post(`/book/${key}/hour`, { slot: freeSlot(app, n) })))
  assert.equal(new Set(answers.map(({ location }) => location.split('?')[0])).size, 1)
  assert.equal(await countOf('booking'), before + 1)
})

test('booking erases the draft, and every step of it leads to the ticket', async () => {
  const key = await client.draft(people(1))
  const drafts = await countOf('draft')
  await client.post(`/book/${key}/hour`, { slot: freeSlot(app) })
  assert.equal(await countOf('draft'), drafts - 1)
  for (const step of ['who', 'check', 'day', 'hour']) {
    assert.match((await client.get(`/en/book/${key}/${step}`)).location, /^\/en\/t\/WSB/, step)
  }
  assert.match((await client.post(`/book/${key}/who`, whoForm(people(1)))).location, /^\/t\/WSB/)
  assert.equal(await countOf('draft'), drafts - 1, 'the key is not brought back to life')
})

test('somebody who holds a turn is told at their field, and nothing of the other turn', async () => {
  const [first, second] = people(2)
  const other = await client.book([second!], freeSlot(app, 3))
  const key = await client.draft([first!, second!])
  const { status, html } = await client.post(`/book/${key}/hour`, { slot: freeSlot(app, 4) })
  assert.equal(status, 409)
  assert.match(html, /<a href="#nik-1">Orang ke-2: NIK ini sudah memegang giliran/)
  assert.match(html, /id="nik-1-error"/)
  assert.match(html, /href="#not-me"/)
  assert.ok(html.includes(`value="${first!.name}"`), 'what was typed is kept')
  assert.ok(!html.includes(other))
  const { code } = await app.database.kysely.selectFrom('booking').select('code').orderBy('booked_at', 'desc')
    .executeTakeFirstOrThrow()
  assert.ok(!html.includes(code.slice(-4)))
  // Without that person the others go on with the same draft.
  assert.equal((await client.post(`/book/${key}/who`, whoForm([first!]))).location, `/book/${key}/check`)
  assert.match((await client.post(`/book/${key}/hour`, { slot: freeSlot(app, 4) })).location, /^\/t\//)
})

test('a full hour says so before anything of a person', async () => {
  const [holder] = people(1)
  await client.book([holder!], freeSlot(app, 5))
  const key = await client.draft([holder!])
  const slot = freeSlot(app, 6)
  await fillSlot(app, slot, 1)
  const { status, html } = await client.post(`/en/book/${key}/hour`, { slot })
  assert.equal(status, 409)
  assert.match(html, /\d\d:\d\d just became full/)
  assert.ok(!html.includes('already'))
})

test('an hour that was closed meanwhile is said to be gone, and the nearest is named', async () => {
  const key = await client.draft(people(2))
  const slot = freeSlot(app, 7)
  await app.database.pool.query(`update slot set closed_reason = 'listrik padam' where slot_id = $1`, [slot])
  const { status, html } = await client.post(`/book/${key}/hour`, { slot })
  assert.equal(status, 409)
  assert.match(html, /\d\d\.\d\d tidak bisa dipilih lagi/)
  assert.match(html, /Paling dekat/)
  assert.ok(!html.includes(`id="slot-${slot}"`))
})

test('an hour that is not open yet or over is gone; one that is none has to be chosen again', async () => {
  const { slots } = app.slots.current('wonosobo')!
  const closedYet = slots.find((one) => one.channel === 'online' && one.siteId === 'kantor' &&
    Temporal.Instant.compare(one.opensAt, app.clock.now()) > 0)!
  const over = slots.find((one) => one.channel === 'online' && one.siteId === 'kantor')!
  const priority = slots.find((one) => one.channel === 'priority' &&
    Temporal.Instant.compare(one.startsAt, app.clock.now().add({ hours: 240 })) > 0)!
  const day = '2026-12-10'
  const key = await client.draft(people(1))
  const before = await countOf('booking')
  for (const { slotId } of [closedYet, over]) {
    const answer = await client.post(`/book/${key}/hour?day=${day}`, { slot: slotId })
    assert.equal(answer.status, 409, slotId)
    assert.match(answer.html, /tidak bisa dipilih lagi/)
  }
  for (const slot of [priority.slotId, '0', '-1', '9'.repeat(30), "1' or 1=1", '1e3', ' ', '\u0000', '../../t']) {
    const answer = await client.post(`/book/${key}/hour?day=${day}`, { slot })
    assert.equal(answer.status, 422, slot)
    assert.match(answer.html, /class="errors"/)
  }
  assert.equal(await countOf('booking'), before)
})

test('wrong answers are all named at once, beside their fields, and what was typed stays', async () => {
  const { status, html } = await client.post('/en/offices/wonosobo/book', whoForm(
    [
      { name: '', nik: '12', service: '', purpose: '' },
      { name: 'a\u202eb', nik: '3307013002900001', service: 'lost', purpose: 'moon' },
    ],
    { contact: 'nobody@', companion: 'yes', companionName: 'A\u0000' },
  ))
  assert.equal(status, 422)
  const fields = ['name-0', 'nik-0', 'service-0', 'purpose-0', 'name-1', 'nik-1', 'service-1', 'purpose-1']
  for (const field of [...fields, 'companionName', 'contact']) {
    assert.ok(html.includes(`href="#${field}"`) && html.includes(`id="${field}-error"`), field)
  }
  assert.ok(html.includes(`<title>${translator('en')('web.errors.count', { count: 10 })}`))
  assert.ok(html.includes('value="nobody@"') && html.includes('value="12"'))
  assert.match(html, /name="nikAsPrinted-1"/, 'an impossible date is asked about once more')
})

test('the language switch of a page with faults leads to what was typed', async () => {
  const faulty = { ...people(1)[0]!, name: 'Kartini', nik: '1' }
  const { html } = await client.post('/offices/wonosobo/book', whoForm([faulty]))
  const switched = /class="lang" href="([^"]+)"/.exec(html)![1]!
  assert.match(switched, /^\/en\/book\/WSB/)
  const english = await client.get(switched)
  assert.ok(english.html.includes('Who is coming?') && english.html.includes('value="Kartini"'))
  // Not yet to be booked with: every later step leads back, and says what is wrong.
  const check = await client.get(switched.replace('/who', '/check'))
  assert.equal(check.location, switched.replace('/who', '/who?view=faults'))
  assert.match((await client.get(check.location)).html, /href="#nik-0"/)
})

test('the same person twice, nobody, and a sixth person', async () => {
  const [one] = people(1)
  const twice = await client.post('/offices/wonosobo/book', whoForm([one!, one!]))
  assert.equal(twice.status, 422)
  assert.match(twice.html, /href="#nik-1"/)
  assert.equal((await client.post('/offices/wonosobo/book', {})).status, 422)
  const six = [...people(5), ...people(1)]
  const key = await client.draft(six)
  const { html } = await client.get(`/book/${key}/who`)
  assert.ok(html.includes('id="name-4"') && !html.includes('id="name-5"'))
})

test('an impossible date passes once it is said to stand so; a child comes with somebody', async () => {
  const [one] = people(1)
  const odd = { ...one!, nik: '3307013002900001' }
  assert.equal((await client.post('/offices/wonosobo/book', whoForm([odd]))).status, 422)
  assert.equal((await client.post('/offices/wonosobo/book', whoForm([odd], { 'nikAsPrinted-0': 'yes' }))).status, 303)
  const child = { ...one!, service: 'new-child' }
  const alone = await client.post('/offices/wonosobo/book', whoForm([child]))
  assert.equal(alone.status, 422)
  assert.match(alone.html, /href="#companion"/)
  assert.equal((await client.post('/offices/wonosobo/book', whoForm([child], { companion: 'yes' }))).status, 303)
})

test('people are added and removed without loss, one at a time', async () => {
  const [first, second] = people(2)
  const added = await client.post('/offices/wonosobo/book', whoForm([first!, second!], { action: 'add' }))
  assert.equal(added.status, 200)
  assert.match(added.html, /id="name-2"[^>]* autofocus|autofocus[^>]* id="name-2"/)
  const action = /<form[^>]* action="(\/book\/[^"]+)"/.exec(added.html)![1]!
  const removed = await client.post(action, whoForm([first!, second!], { action: 'remove-0' }))
  assert.equal(removed.status, 200)
  assert.ok(removed.html.includes(`value="${second!.name}"`) && !removed.html.includes(`value="${first!.name}"`))
  for (const odd of ['remove-9', 'remove--1', '__proto__']) {
    assert.equal((await client.post(action, whoForm([second!], { action: odd }))).status, 303, odd)
  }
})

test('after 60 idle minutes a draft is gone: no step, no booking, and a way to start again', async () => {
  const key = await client.draft(people(1))
  const slot = freeSlot(app)
  const before = await countOf('booking')
  app.clock.advance({ minutes: 60 })
  for (const step of ['who', 'check', 'day', 'hour']) {
    const { status, html } = await client.get(`/book/${key}/${step}`)
    assert.equal(status, 410)
    assert.match(html, /href="\/offices\/wonosobo\/book"/)
  }
  assert.equal((await client.post(`/book/${key}/hour`, { slot })).status, 410)
  assert.equal((await client.post(`/book/${key}/who`, whoForm(people(1)))).status, 410)
  assert.equal(await countOf('booking'), before)
})

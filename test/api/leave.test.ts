import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { enter, entryNow, leave } from '../../src/draws/index.ts'
import { loadTexts, openNotifier } from '../../src/notify/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { drawParty, giveByDraw } from '../drawn-office.ts'
import { openClient } from '../pages/client.ts'
import { openHouse } from './app.ts'
import { Client, faultsOf, makePeople, problemOf, ticketOf } from './client.ts'
import { makeSlot } from './slots.ts'

// Goal: whoever leaves a ticket or an entry has it on paper, the others hear of it, no child is left alone.
// How: pages and API as people use them; messages as a demonstration's outbox shows them.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, database } = house
const client = new Client(app.address)
const pages = openClient(app)
const notifier = openNotifier({
  ...app,
  siteUrl: 'https://giliran.example',
  demo: true,
  texts: loadTexts(undefined),
  numberNow: async () => undefined,
  entryNow: (officeId, entryId) => entryNow(app.draws, officeId, entryId),
  random: () => 0,
})

/** Does the jobs that tell of tickets, then all messages that are due. */
async function tellAll(): Promise<void> {
  const { rows } = await database.pool.query<{ payload: unknown }>(
    `with done as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = 'send-ticket' returning j.payload, j.id)
     select payload from done order by id`,
  )
  for (const { payload } of rows) await notifier.tellOfTicket(payload)
  await notifier.bringDue()
}

const outbox = async (code: string): Promise<string> => (await pages.get(`/en/outbox?code=${code}`)).html
const kindsOf = async (about: string): Promise<string[]> => {
  const text = `select kind, state from message where booking_id::text = $1 or about like $1 || ' %' order by made_at`
  const { rows } = await database.pool.query<{ kind: string; state: string }>(text, [about])
  return rows.map(({ kind, state }) => `${kind} ${state}`)
}

interface Family {
  adult: string
  child: string
  code: string
  key: string
  id: string
}

async function bookFamily(companion?: object): Promise<Family> {
  const [adult, child] = makePeople(2)
  const people = [adult!, { ...child!, service: 'new-child' }]
  const body = { slot: await makeSlot(house), people, contact: { email: 'ibu@contoh.id' }, ...companion }
  const { code, key } = ticketOf(await client.book(body), 201)
  const plain = code.replaceAll('-', '')
  const { rows } = await database.pool.query('select booking_id as id from booking where code = $1', [plain])
  return { adult: adult!.nik, child: child!.nik, code, key, id: rows[0].id }
}

before(() => giveByDraw(house))

test('the page says that it is done and when, also on a reload, and an address alone says nothing', async () => {
  const { adult, child, key, id } = await bookFamily({ companion: {} })
  await tellAll()
  const path = `/en/t/${key}/leave-party`
  const { location } = await pages.post(path, { nik: child })
  const [, epochMs] = /leave-party\?left=(\d{13})$/.exec(location) ?? []
  assert.ok(epochMs, location)
  for (let reload = 0; reload < 2; reload++) {
    const { html } = await pages.get(location)
    assert.match(html, /You have left that ticket/)
    assert.match(html, /Done on Tuesday, 24 November 2026, \d\d:\d\d WIB/)
    assert.match(html, /The one other person on it keeps the seat and the hour/)
    assert.match(html, /told that somebody has left it, without your name/)
    for (const personal of [adult, child, 'NIK"']) assert.ok(!html.includes(personal))
  }
  const forged = await pages.get(`${path}?left=${Number(epochMs) - 1}`)
  assert.match(forged.html, /Leave this ticket\?/)
  await tellAll()
  assert.deepEqual(await kindsOf(id), ['booked sent', 'left-party sent'])
})

test('the contact is told once for each who leaves, without a name; the last one cancels', async () => {
  const people = makePeople(3)
  const contact = { whatsapp: '081234567890' }
  const { code, key } = ticketOf(await client.book({ slot: await makeSlot(house), people, contact }), 201)
  await tellAll()
  for (const { nik } of people.slice(0, 2)) await pages.post(`/t/${key}/leave-party`, { nik })
  await tellAll()
  const told = await outbox(code)
  assert.equal([...told.matchAll(/Seseorang keluar dari WSB-[^<]*Masih ada 1 orang, tempatnya tetap/g)].length, 2)
  for (const { name } of people) assert.ok(!told.includes(name))
  const last = await pages.post(`/t/${key}/leave-party`, { nik: people[2]!.nik })
  assert.equal(last.location, `/t/${key}`)
})

test('who is the only adult beside a child is told how to go, and a companion is enough', async () => {
  const { adult, child, key, code } = await bookFamily()
  const path = `/en/t/${key}/leave-party`
  assert.match((await pages.get(path)).html, /Who is the only adult cannot leave alone/)
  const refused = await pages.post(path, { nik: adult })
  assert.equal(refused.status, 422)
  assert.match(refused.html, /only children would be left[^<]*Cancel it for all of you, or come to the front desk/)
  const asked = await client.post(`/api/v1/bookings/${code}/leave`, { nik: adult })
  assert.deepEqual(faultsOf(problemOf(asked, 'invalid')), ['/nik child-left-alone'])
  assert.equal((await pages.post(path, { nik: child })).status, 303)

  const accompanied = await bookFamily({ companion: {} })
  assert.equal((await pages.post(`/t/${accompanied.key}/leave-party`, { nik: accompanied.adult })).status, 303)
})

test('a program leaves by code and own NIK, with the limits of finding', async () => {
  const people = makePeople(2)
  const { code, key } = ticketOf(await client.book({ slot: await makeSlot(house), people }), 201)
  const other = client.from('203.0.113.61')
  const leaveBy = (by: Client, nik: string) => by.post(`/api/v1/bookings/${code}/leave`, { nik, locale: 'en' })
  const [stranger] = makePeople(1)
  problemOf(await leaveBy(client, stranger!.nik), 'not-found')
  const { status, text } = await leaveBy(client, people[0]!.nik)
  assert.equal(status, 200, text)
  const left = JSON.parse(text) as { code: string; leftAt: string; others: number }
  assert.deepEqual([left.code, left.others], [code, 1])
  assert.match(left.leftAt, /^2026-11-24T\d\d:\d\d:\d\d\+07:00$/)
  assert.ok(!text.includes(key))
  problemOf(await leaveBy(client, people[0]!.nik), 'not-found')
  for (let tries = 0; tries < 5; tries++) await leaveBy(other, makePeople(1)[0]!.nik)
  problemOf(await leaveBy(other, people[1]!.nik), 'too-many-requests')
  assert.equal(JSON.parse((await leaveBy(client, people[1]!.nik)).text).others, 0)
  assert.equal(ticketOf(await client.show({ code, key })).state, 'cancelled')
})

test('an entry is left alike: confirmed, told, no child alone but at the desk, by code and NIK too', async () => {
  const [adult, child, friend] = sampleNiks(3, 70_000) as [string, string, string]
  const contact = { email: 'undian@contoh.id' }
  const party = drawParty([adult, child, friend], { contact })
  party.people[1]!.service = 'new-child'
  const entry = await enter(app.draws, party)
  const path = `/en/e/${entry.key}/leave`
  const { location } = await pages.post(path, { nik: friend, who: 'one' })
  assert.match(location, /\/leave\?left=\d{13}$/)
  const { html } = await pages.get(location)
  assert.match(html, /You have left the draw[\s\S]*Done on Tuesday, 24 November[\s\S]*The 2 others/)
  const again = await pages.post(path, { nik: friend, who: 'one' })
  assert.equal(again.status, 422)

  const refused = await pages.post(path, { nik: adult, who: 'one' })
  assert.equal(refused.status, 422)
  assert.match(refused.html, /only children would be left/)
  await tellAll()
  assert.deepEqual(await kindsOf(entry.entryId), ['left-party sent'])
  const guess = (nik: string, body: object) => client.post(`/api/v1/entries/${entry.code}/leave`, { nik, ...body })
  problemOf(await guess(friend, { whole: true }), 'not-found')
  const byCode = await guess(child, {})
  assert.equal(byCode.status, 200, byCode.text)
  assert.equal(JSON.parse(byCode.text).people.length, 1)

  const other = sampleNiks(2, 71_000)
  const second = drawParty(other)
  second.people[1]!.service = 'new-child'
  const entered = await enter(app.draws, second)
  const staff = { kind: 'staff', name: 'resepsionis' } as const
  const { entry: rest } = await leave(app.draws, { entry: entered, nik: other[0]!, whole: false, actor: staff })
  assert.equal(rest.people.length, 1)
  const gone = await pages.post(`/en/e/${entered.key}/leave`, { nik: other[1]!, who: 'all' })
  assert.match((await pages.get(gone.location)).html, /Nobody of that entry is in it any more/)
})

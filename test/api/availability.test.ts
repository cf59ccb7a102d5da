import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Static } from 'typebox'
import type { OfficeDefinition } from '../../src/offices/index.ts'
import type { availabilityAnswer } from '../../src/schedule/answer.ts'
import { heardAll, openHouse, openOffice, releaseHour, testNow } from './app.ts'
import { type Answer, Client, makePeople, problemOf, ticketOf } from './client.ts'
import { readAgain } from './slots.ts'

type Days = Static<typeof availabilityAnswer>['days']

// Goal: what is shown can be had, what cannot be had is not shown, and both change at once.
// How: an office whose day is one hour of ten seats at each of two sites, seen by two apps.
const house = await openHouse({ after }, { count: 2 })
function oneHourADay(definition: OfficeDefinition): void {
  const [template] = definition.templates
  const hour = ['08:00-08:30']
  const week = { monday: hour, tuesday: hour, wednesday: hour, thursday: hour, friday: hour }
  definition.templates = ['kantor', 'magelang'].map((site) => ({ ...template!, site, week }))
  definition.sites[1]!.services = ['new-child']
  delete definition.seasons
  definition.booking.freedSeatsReturn = { minMinutes: 0, maxMinutes: 0 }
}
await openOffice(house, 'jayapura', oneHourADay)
const { database, clock, apps } = house
const [client, elsewhere] = apps.map(({ address }) => new Client(address)) as [Client, Client]

const path = (query: string): string =>
  `/api/v1/offices/jayapura/availability?${query.includes('service=') ? query : `service=new-adult&${query}`}`

async function daysOf(query: string, from: Client = client): Promise<Days> {
  const { status, text } = await from.ask(path(query))
  assert.equal(status, 200, text)
  return (JSON.parse(text) as Static<typeof availabilityAnswer>).days
}

async function dayOf(date: string, query = '', from: Client = client): Promise<Days[number]> {
  const days = await daysOf(`from=${date}&to=${date}${query}`, from)
  assert.equal(days.length, 1)
  return days[0]!
}

const book = (slot: string, count = 1, from: Client = client): Promise<Answer> =>
  from.book({ office: 'jayapura', slot, people: makePeople(count) })

test('a day goes from free to few to full and back as people come and go', async () => {
  const date = '2026-12-14'
  const start = '2026-12-14T08:00:00+09:00'
  const seen = async () => {
    const { state, reason, slots } = await dayOf(date)
    return { state, ...(reason !== undefined && { reason }), free: slots.map(({ free }) => free) }
  }
  const [slot] = (await dayOf(date)).slots
  assert.deepEqual(slot, { id: slot!.id, site: 'kantor', start, end: start.replace('08:00', '08:30'), free: 10 })
  assert.deepEqual(await seen(), { state: 'free', free: [10] })
  await book(slot.id, 5)
  assert.deepEqual(await seen(), { state: 'free', free: [5] })
  const held = await client.held({ office: 'jayapura', slot: slot.id, people: makePeople(3) })
  assert.deepEqual(await seen(), { state: 'few', free: [2] })
  const last = await client.held({ office: 'jayapura', slot: slot.id, people: makePeople(2) })
  assert.deepEqual(await seen(), { state: 'full', reason: 'Semua tempat sudah diambil', free: [] })
  ticketOf(await client.cancel(last))
  assert.deepEqual(await seen(), { state: 'few', free: [2] })
  const { slots } = await dayOf('2026-12-15')
  ticketOf(await client.move(held, slots[0]!.id))
  assert.deepEqual(await seen(), { state: 'free', free: [5] })
  assert.equal((await dayOf('2026-12-15')).slots[0]!.free, 7)
})

test('a day opens at its hour of release, and is past when its notice has begun', async () => {
  const opens = '2026-11-30T09:00:00+09:00'
  const release = Temporal.Instant.from(opens)
  const closed = await dayOf('2026-12-28')
  assert.deepEqual([closed.state, closed.opensAt, closed.slots], ['unreleased', opens, []])
  assert.match(closed.reason!, /Senin, 30 November 2026 pukul 09\.00 WIT/)
  clock.set(release.subtract({ milliseconds: 1 }))
  assert.equal((await dayOf('2026-12-28')).state, 'unreleased')
  clock.set(release)
  const open = await dayOf('2026-12-28')
  assert.equal(open.state, 'free')
  ticketOf(await book(open.slots[0]!.id), 201)
  assert.equal((await dayOf('2027-01-04')).state, 'unreleased')

  const [hour] = (await dayOf('2026-12-01')).slots
  const notice = Temporal.Instant.from(hour!.start).subtract({ minutes: 120 })
  clock.set(notice.subtract({ milliseconds: 1 }))
  assert.equal((await dayOf('2026-12-01')).state, 'free')
  clock.set(notice)
  const over = await dayOf('2026-12-01')
  assert.deepEqual([over.state, over.slots], ['past', []])
  problemOf(await book(hour!.id), 'slot-closed')
  assert.equal((await dayOf('2026-11-30')).state, 'past')
  clock.set(testNow)
})

test('closed days say why, in the language asked for', async () => {
  const christmas = await dayOf('2026-12-25')
  assert.deepEqual([christmas.state, christmas.slots], ['closed', []])
  assert.match(christmas.reason!, /Hari Raya Natal/)
  const sunday = [await dayOf('2026-12-13'), await dayOf('2026-12-13', '&locale=en')]
  assert.deepEqual(sunday.map(({ state }) => state), ['closed', 'closed'])
  assert.notEqual(sunday[0]!.reason, sunday[1]!.reason)
  const elsewhereOnly = await dayOf('2026-12-16', '&site=magelang')
  assert.deepEqual([elsewhereOnly.state, elsewhereOnly.slots], ['closed', []])
  assert.ok(elsewhereOnly.reason)
})

test('an hour is shown only where all the services are given', async () => {
  const sitesFor = async (...services: string[]): Promise<string[]> => {
    const query = services.map((one) => `service=${one}`).join('&')
    return (await dayOf('2026-12-16', `&${query}`)).slots.map(({ site }) => site)
  }
  assert.deepEqual(await sitesFor('new-adult'), ['kantor'])
  assert.deepEqual(await sitesFor('new-child'), ['kantor', 'magelang'])
  assert.deepEqual(await sitesFor('new-child', 'new-adult'), ['kantor'])
  assert.deepEqual((await dayOf('2026-12-16', '&service=new-child&site=magelang')).slots.map(({ site }) => site), [
    'magelang',
  ])
})

test('what is committed in one process is seen there at once, and in the other as soon as it hears', async () => {
  const query = 'from=2026-12-21&to=2026-12-23'
  const [first] = (await daysOf(query)).flatMap(({ slots }) => slots)
  const ask = async (from: Client, etag?: string): Promise<Answer> =>
    from.ask(path(query), etag === undefined ? {} : { headers: { 'if-none-match': etag } })
  const etagOf = ({ headers }: Answer): string => headers.get('etag')!
  for (const [writer, reader, app] of [
    [client, elsewhere, apps[1]!],
    [elsewhere, client, apps[0]!],
  ] as const) {
    const before = { writer: etagOf(await ask(writer)), reader: etagOf(await ask(reader)) }
    assert.equal(before.writer, before.reader, 'both made the same answer')
    assert.equal((await ask(reader, before.reader)).status, 304)
    const held = await writer.held({ office: 'jayapura', slot: first!.id, people: makePeople(2) })
    const booked = await ask(writer, before.writer)
    assert.equal(booked.status, 200, 'stale at once')
    await heardAll(app)
    const heard = await ask(reader, before.reader)
    assert.deepEqual([heard.status, heard.text], [200, booked.text])
    ticketOf(await reader.cancel(held))
    const freed = await ask(reader, etagOf(heard))
    assert.deepEqual([freed.status, etagOf(freed)], [200, before.reader], 'as it was')
    for (const one of apps) await heardAll(one)
    assert.equal((await ask(writer, before.writer)).status, 304)
  }
})

test('who has the answer already is sent nothing', async () => {
  const address = path('from=2026-12-14&to=2026-12-18')
  const answer = await client.ask(address)
  const etag = answer.headers.get('etag')!
  assert.match(etag, /^"[\w-]+"$/)
  assert.equal(answer.headers.get('cache-control'), 'no-cache')
  assert.match(answer.headers.get('vary') ?? '', /accept-language/i)
  for (const known of [etag, `W/${etag}`, `"a", ${etag}`, '*']) {
    const { status, text, headers } = await client.ask(address, { headers: { 'if-none-match': known } })
    assert.deepEqual([status, text, headers.get('etag')], [304, '', etag], known)
  }
  const english = await client.ask(address, { headers: { 'accept-language': 'en', 'if-none-match': '"other"' } })
  assert.equal(english.status, 200)
  const reasons = await client.ask(path('from=2026-12-13&to=2026-12-13'))
  const inEnglish = await client.with({ 'accept-language': 'en' }).ask(path('from=2026-12-13&to=2026-12-13'))
  assert.notEqual(reasons.headers.get('etag'), inEnglish.headers.get('etag'))
})

test('an office that changes its file changes what is shown, in every process', async () => {
  const date = '2026-12-17'
  const [slot] = (await dayOf(date)).slots
  const held = await client.held({ office: 'jayapura', slot: slot!.id, people: makePeople() })
  await openOffice(house, 'jayapura', (definition) => {
    oneHourADay(definition)
    definition.exceptions = [{ date, kind: 'closed', reason: 'Listrik padam' }]
  })
  for (const from of [client, elsewhere]) {
    const { state, reason, slots } = await dayOf(date, '', from)
    assert.deepEqual([state, slots], ['closed', []])
    assert.match(reason!, /Listrik padam/)
    problemOf(await book(slot!.id, 1, from), 'slot-closed')
  }
  assert.equal(ticketOf(await client.show(held)).state, 'booked', 'what was given stands')
})

test('a day of the schedule opens for booking at the very hour, though it was asked about before', async () => {
  const query = 'service=new-adult&from=2026-12-28&to=2026-12-28'
  const ask = (): Promise<Answer> => client.ask(`/api/v1/offices/wonosobo/availability?${query}`)
  clock.set(releaseHour.subtract({ seconds: 1 }))
  assert.match((await ask()).text, /"state":"unreleased"/)
  clock.set(releaseHour)
  const days = (JSON.parse((await ask()).text) as { days: Days }).days
  ticketOf(await elsewhere.book({ slot: days[0]!.slots[0]!.id, people: makePeople(5) }), 201)
  clock.set(testNow)
})

/** Every online hour of the office, by whether a party of this size is shown it. */
async function everyHour(party: number): Promise<Record<string, 'shown' | 'hidden'>> {
  const query = `service=new-child&party=${party}`
  const spans = ['from=2026-11-20&to=2027-01-31', 'from=2027-02-01&to=2027-04-30']
  const days = (await Promise.all(spans.map((span) => daysOf(`${query}&${span}`)))).flat()
  const shown = new Set(days.flatMap(({ slots }) => slots.map(({ id }) => id)))
  const { rows } = await database.pool.query<{ slot_id: string }>(
    `select slot_id from slot where office_id = 'jayapura' and channel = 'online' and starts_at > '2026-11-20'`,
  )
  return Object.fromEntries(rows.map(({ slot_id: id }) => [id, shown.has(id) ? 'shown' : 'hidden']))
}

test('every hour that is shown can be booked, and every one that is not is refused', async () => {
  // Hours of every kind: full, nearly full, closed, withheld, taken back, and past at the office.
  const spoil = [
    `update slot set taken = 0, withheld = capacity where starts_at::date = '2026-12-01'`,
    `update slot set withheld = capacity - 3 where starts_at::date = '2026-12-02'`,
    `update slot set closed_reason = 'banjir' where starts_at::date = '2026-12-03'`,
    `update slot set opens_at = '2026-12-24' where starts_at::date = '2026-12-07'`,
    `update slot set capacity = 0, planned = 0 where starts_at::date = '2026-12-08'`,
  ]
  for (const sql of spoil) await database.pool.query(`${sql} and office_id = 'jayapura'`)
  await readAgain(house, 'jayapura')
  clock.set('2026-11-25T21:30:00Z')
  for (const party of [5, 4, 1]) {
    const hours = Object.entries(await everyHour(party))
    const counts = { shown: 0, hidden: 0 }
    const tries = hours.map(async ([slot, what]) => {
      const people = makePeople(party, { service: 'new-child' })
      const { status, text } = await elsewhere.book({ office: 'jayapura', slot, people, companion: {} })
      assert.equal(status, what === 'shown' ? 201 : 409, `${what} for ${party}, slot ${slot}: ${text}`)
      counts[what]++
    })
    await Promise.all(tries)
    assert.ok(counts.shown > 10 && counts.hidden > 50, JSON.stringify(counts))
    await heardAll(house.app)
  }
  // No seats were given back for these.
  await database.pool.query(`update slot set withheld = 0 where office_id = 'jayapura'`)
  clock.set(testNow)
})

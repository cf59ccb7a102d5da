import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openHouse, releaseHour, testNow } from './app.ts'
import { type Answer, Client, makePeople, type PersonBody, problemOf, ticketOf } from './client.ts'
import { makeSlot, seatsTaken } from './slots.ts'

// Goal: at the hour of release all who come at once from behind one address are served, as a
// mobile operator or an internet shop puts them there; one who abuses an address is stopped.
// How: an app with its own limits, as it is started; hours that open when the clock is moved.
const house = await openHouse({ after })
const { app, clock, database } = house
const client = new Client(app.address)
const village = client.from('203.0.113.7')

const PEOPLE = 500
const WALKERS = 40
const SLOTS = 25

/** Of the first day that opens: Monday, 28 December, early in the morning. */
const opening = Array.from({ length: SLOTS }, (_, nth) =>
  Temporal.Instant.from('2026-12-27T22:00:00Z').add({ seconds: nth }),
)
const slots: string[] = []
for (const startsAt of opening) {
  // More than are booked in it, so that nobody is turned away for want of a seat.
  slots.push(await makeSlot(house, { startsAt, opensAt: releaseHour, seats: 40 }))
}

const parties = Array.from({ length: PEOPLE }, (_, nth) => ({ slot: slots[nth % SLOTS]!, people: makePeople() }))
const walkers = Array.from({ length: WALKERS }, (_, nth) => ({ slot: slots[nth % SLOTS]!, people: makePeople() }))

const post = (one: Client, path: string, form: Record<string, string>): Promise<Answer> =>
  one.send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })

const formOf = ({ name, nik, service, purpose }: PersonBody): Record<string, string> => ({
  'name-0': name,
  'nik-0': nik,
  'service-0': service,
  'purpose-0': purpose,
})

/** The way over the pages up to the hours, as who waits for them to open has gone it; returns the draft's key. */
async function walkToDay(person: PersonBody): Promise<string> {
  const pages = ['/', '/offices/wonosobo', '/offices/wonosobo/book']
  for (const page of pages) assert.equal((await village.ask(page)).status, 200, page)
  const { status, headers, text } = await post(village, '/offices/wonosobo/book', formOf(person))
  assert.equal(status, 303, text)
  const key = headers.get('location')!.split('/')[2]!
  for (const step of ['check', 'day']) {
    assert.equal((await village.ask(`/book/${key}/${step}`)).status, 200)
  }
  return key
}

test('before the hour each is told when to come back, and nobody is limited for having asked', async () => {
  clock.set(releaseHour.subtract({ seconds: 1 }))
  const answers = await Promise.all(parties.map((party) => village.book(party)))
  for (const answer of answers) {
    assert.equal(problemOf(answer, 'slot-unreleased').opensAt, '2026-11-30T09:00:00+07:00')
  }
  assert.ok((await seatsTaken(database, ...slots)).every((taken) => taken === 0))
})

test('at the hour 500 people and 40 who walk the pages book at once from one address, and all are served', async () => {
  clock.set(releaseHour.subtract({ seconds: 1 }))
  const toDay = async ({ people, slot }: (typeof walkers)[0]) => ({ key: await walkToDay(people[0]!), slot })
  const drafts = await Promise.all(walkers.map(toDay))
  clock.set(releaseHour)
  const walk = async ({ key, slot }: { key: string; slot: string }): Promise<Answer> => {
    const hours = await village.ask(`/book/${key}/hour?day=2026-12-28`)
    assert.equal(hours.status, 200)
    assert.ok(hours.text.includes(`value="${slot}"`), 'the hour is offered')
    return post(village, `/book/${key}/hour?day=2026-12-28`, { slot })
  }
  const [booked, walked] = await Promise.all([
    Promise.all(parties.map((party, nth) => village.book(party, `release-${nth}`))),
    Promise.all(drafts.map(walk)),
  ])
  const codes = new Set(booked.map((answer) => ticketOf(answer, 201).code))
  assert.equal(codes.size, PEOPLE)
  for (const { status, headers, text } of walked) {
    assert.equal(status, 303, text)
    const ticket = headers.get('location')!
    assert.match(ticket, /^\/t\/[^/]+\?news=booked$/)
    assert.equal((await village.ask(ticket)).status, 200)
  }
  const taken = await seatsTaken(database, ...slots)
  assert.equal(taken.reduce((sum, seats) => sum + seats, 0), PEOPLE + WALKERS)
})

// The control: the same app with the same limits makes it dear for who goes on without end.
test('one who goes on and on from one address pays by work, and his neighbours do not', async () => {
  clock.set(releaseHour)
  const slot = await makeSlot(house, { seats: 20 })
  const people = makePeople()
  await client.held({ slot, people })
  const broker = client.from('203.0.114.7')
  const asked = await Promise.all(Array.from({ length: PEOPLE }, () => broker.book({ slot, people })))
  const limited = asked.filter(({ status }) => status === 429)
  assert.equal(limited.length, PEOPLE - 300, 'the same NIK is tried in vain 300 times an hour')
  for (const answer of limited) {
    problemOf(answer, 'too-many-requests')
    assert.ok(Number(answer.headers.get('retry-after')) > 0)
  }
  problemOf(await broker.book({ slot, people }), 'work-needed')
  ticketOf(await village.book({ slot, people: makePeople() }), 201)

  // Seats by the thousand: what counts is told to all processes before the next is let in.
  const sold = await makeSlot(house, { seats: 2_000 })
  const hoarder = client.from('203.0.115.7')
  let seats = 0
  let charge: Answer | undefined
  while (!charge && seats <= 2_000) {
    const round = Array.from({ length: 40 }, () => hoarder.book({ slot: sold, people: makePeople(5) }))
    const answers = await Promise.all(round)
    await app.limits.close()
    seats += 5 * answers.filter(({ status }) => status === 201).length
    charge = answers.find(({ status }) => status !== 201)
  }
  assert.ok(charge, 'nobody charged it')
  problemOf(charge, 'work-needed')
  // Rounds that are under way when it becomes dear are let through to their end.
  assert.ok(seats >= 1_000 && seats <= 1_200, `${seats}`)
  ticketOf(await village.book({ slot: sold, people: makePeople() }), 201)
  clock.set(testNow)
})

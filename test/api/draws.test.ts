import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, releaseClaim, ticketOfKey } from '../../src/bookings/index.ts'
import {
  changeWishes,
  enter,
  type EnterRequest,
  entryOfKey,
  leave,
  nodeSha256,
  publicFile,
  readDraw,
  readEntry,
  runDraws,
  verifyDraw,
  verifyEntry,
} from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import type { Refusal } from '../../src/platform/errors.ts'
import { giveByDraw } from '../drawn-office.ts'
import { openHouse } from './app.ts'

// Goal: entering, proof, the close and the draw do what they say, and each promise still holds in the end.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local' } })
const { app, clock, database } = house
await giveByDraw(house)
const deps = app.draws
const drawId = 'wonosobo.uji'

let used = 0
const someNiks = (count: number): string[] => {
  used += count
  return sampleNiks(count, 40_000 + used - count)
}

function party(niks: string[], change: Partial<EnterRequest> = {}): EnterRequest {
  return {
    draw: drawId,
    people: niks.map((nik) => ({ name: 'Siti', nik, service: 'new-adult', purpose: 'umrah' })),
    wishes: [{ site: 'kantor', date: '2026-12-14', part: 'any' }],
    locale: 'id',
    actor: { kind: 'applicant' },
    channel: 'home',
    ...change,
  }
}

const desk = { channel: 'desk', cardSeen: true, actor: { kind: 'staff', name: 'rina' } } as const

async function refusalOf(work: Promise<unknown>): Promise<string[]> {
  const refusal = await work.then(
    () => assert.fail('it was taken'),
    (error: unknown) => error as Refusal,
  )
  return [refusal.say, ...(refusal.extras.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`)]
}

test('a party enters whole, once for the same request, and nobody is in two entries or also has a turn', async () => {
  const niks = someNiks(2)
  const request = party(niks, { idempotencyKey: 'one' })
  const [entry, again] = await Promise.all([enter(deps, request), enter(deps, request)])
  assert.equal(again.entryId, entry.entryId)
  assert.deepEqual(await refusalOf(enter(deps, party([someNiks(1)[0]!, niks[1]!]))), [
    'draws.errors.proveOrCome',
    '/people/1/nik person-already-booked',
  ])
  const { slots } = await app.slots.office('wonosobo')
  const soon = Temporal.Instant.from('2026-12-01T00:00:00Z')
  const slot = slots.find(
    (one) => one.siteId === 'magelang' && one.channel === 'online' && Temporal.Instant.compare(one.startsAt, soon) > 0,
  )!
  const { people } = party([niks[0]!])
  const turn = { office: 'wonosobo', slot: slot.slotId, people, locale: 'id', actor: { kind: 'applicant' } } as const
  assert.equal((await refusalOf(book(app.bookings.deps, turn)))[0], 'bookings.errors.personAlreadyBooked')
  const [other] = someNiks(1)
  await book(app.bookings.deps, { ...turn, people: party([other!]).people })
  assert.equal((await refusalOf(enter(deps, party([other!], desk))))[0], 'draws.errors.personHeld')
  assert.deepEqual(await refusalOf(enter(deps, { ...request, wishes: [] })), [
    'bookings.errors.idempotencyConflict',
  ])
})

test('wishes that cannot be are named one by one', async () => {
  const wish = (date: string, part = 'any', site = 'kantor') => ({ site, date, part })
  const wishes = [
    wish('2026-12-14'),
    wish('2026-12-14'),
    wish('2026-12-16'),
    wish('2026-12-14', 'afternoon'),
    wish('2026-12-14', '25:00'),
  ]
  assert.deepEqual(await refusalOf(enter(deps, party(someNiks(1), { wishes }))), [
    'platform.invalid',
    '/wishes/1 wish-twice',
    '/wishes/2 wish-unknown',
    '/wishes/3 wish-unknown',
    '/wishes/4 wish-unknown',
  ])
  const six = [...wishes, wish('2026-12-15')]
  assert.deepEqual((await refusalOf(enter(deps, party(someNiks(1), { wishes: six }))))[1], '/wishes wishes-too-many')
  assert.deepEqual((await refusalOf(enter(deps, party(someNiks(1), { wishes: [] }))))[1], '/wishes wishes-none')
  const mixed = party(someNiks(1))
  mixed.people[0]!.service = 'lost'
  assert.match((await refusalOf(enter(deps, mixed)))[1]!, /^\/people\/0\/service/)
})

test('who is verified takes over from who is not, and a whole squatted entry is struck and says so', async () => {
  const [victim, bystander] = someNiks(2)
  const squatted = await enter(deps, party([victim!, bystander!]))
  const entry = await enter(deps, party([victim!], desk))
  assert.equal(entry.verifiedBy, 'card')
  const struck = await entryOfKey(deps, squatted.key)
  assert.deepEqual([struck.state, struck.struckReason], ['struck', 'outranked'])
  // Whom it had named beside is free again.
  const own = await enter(deps, party([bystander!]))
  await verifyEntry(deps, { ...own, by: 'contact', actor: { kind: 'applicant' } })
  assert.equal((await refusalOf(enter(deps, party([bystander!], desk))))[0], 'draws.errors.personHeld')
})

test('a card that is seen elsewhere ends the entry that somebody made with that NIK', async () => {
  const niks = someNiks(2)
  const squatted = await enter(deps, party(niks))
  const released = await releaseClaim(app.bookings.deps, { nik: niks[1]!, actor: { kind: 'staff', name: 'rina' } })
  assert.ok(released)
  assert.equal((await entryOfKey(deps, squatted.key)).struckReason, 'released')
  await leave(deps, { entry: await enter(deps, party(niks)), nik: niks[0]!, whole: true, actor: { kind: 'applicant' } })
})

test('one member leaves by the own NIK, whoever entered them; wishes change, names do not', async () => {
  const niks = someNiks(3)
  const entry = await enter(deps, party(niks))
  const applicant = { kind: 'applicant' } as const
  const smaller = await leave(deps, { entry, nik: niks[1]!, whole: false, actor: applicant })
  assert.deepEqual(smaller.people.map(({ nik }) => nik), [niks[0], niks[2]])
  assert.equal((await refusalOf(leave(deps, { entry: smaller, nik: niks[1]!, whole: false, actor: applicant })))[0],
    'bookings.errors.nikNotOfParty')
  const alone = await enter(deps, party([niks[1]!]))
  assert.equal((await leave(deps, { entry: alone, nik: niks[1]!, whole: false, actor: applicant })).state, 'left')
  const wishes = [{ site: 'kantor', date: '2026-12-15', part: '08:00' }]
  await changeWishes(deps, { entry: smaller, nik: niks[2]!, wishes, actor: applicant })
  const stored = await entryOfKey(deps, entry.key)
  assert.deepEqual([stored.wishes, stored.people.map(({ nik }) => nik)], [wishes, [niks[0], niks[2]]])
})

async function states(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ state: string; count: number }>(
    `select state, count(*)::int from draw_entry group by 1 order by 1`,
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

async function drawRow() {
  const { rows } = await database.pool.query(`select * from draw where draw_id = $1`, [drawId])
  return rows[0]
}

test('the list closes at its hour, waits for its round, and is drawn once by any number of processes', async () => {
  for (let i = 0; i < 12; i++) await enter(deps, party(someNiks(2)))
  clock.set('2026-12-01T09:00:00Z')
  assert.equal((await refusalOf(enter(deps, party(someNiks(1)))))[0], 'draws.errors.closed')
  await Promise.all([runDraws(deps), runDraws(deps)])
  const frozen = await drawRow()
  assert.equal(frozen.state, 'frozen')
  const before = await states()
  assert.equal(frozen.list_size, before.entered)
  await runDraws(deps)
  assert.deepEqual(await states(), before)
  clock.set('2026-12-02T05:00:03Z')
  await Promise.all([runDraws(deps), runDraws(deps)])
  const { won, waiting, entered } = await states()
  assert.doesNotMatch(house.logged(), /could not go on/)
  assert.equal(entered, undefined)
  assert.ok(won! > 0 && waiting! > 0)
  const { rows } = await database.pool.query<{ seats: number; given: number; left: number; withheld: number }>(
    `select sum(s.capacity)::int as seats, sum(s.taken)::int as given, sum(s.withheld)::int as withheld,
       (select sum(n::int)::int from draw d, jsonb_array_elements_text(d.left_seats) n) as left
     from slot s where s.draw_policy = 'uji'`,
  )
  const [{ seats, given, left, withheld }] = rows as [(typeof rows)[0]]
  assert.deepEqual([seats, given + left, withheld], [20, 20, 0])
})

test('a winner holds the turn under the same key, and who waits may enter or book elsewhere', async () => {
  const { rows } = await database.pool.query<{ entry_id: string; state: string }>(
    `select distinct on (state) entry_id, state from draw_entry where state in ('won', 'waiting') order by state desc`,
  )
  const [winner, loser] = rows as [(typeof rows)[0], (typeof rows)[0]]
  const { rows: claims } = await database.pool.query<{ booking_id: string; ends_at: Temporal.Instant }>(
    'select booking_id, ends_at from live_claim where booking_id = any($1)',
    [[winner.entry_id, loser.entry_id]],
  )
  assert.ok(claims.length > 0 && claims.every(({ booking_id }) => booking_id === winner.entry_id))
  assert.match(claims[0]!.ends_at.toString(), /^2026-12-1[45]T17:00:00Z$/)
  const { kysely } = database
  const won = await readEntry(kysely, app.keys, 'wonosobo', { entryId: winner.entry_id })
  const ticket = await ticketOfKey(app.bookings.deps, won!.key)
  assert.deepEqual([ticket.code, ticket.slot.slotId, ticket.people], [won!.code, won!.slotId, won!.people])
  const lost = await readEntry(kysely, app.keys, 'wonosobo', { entryId: loser.entry_id })
  const change = { entry: lost!, nik: lost!.people[0]!.nik, whole: true, actor: { kind: 'applicant' } } as const
  assert.equal((await leave(deps, change)).state, 'left')
})

test('the public file computes to the same draw, names nobody, and lacks only what a log would add', async () => {
  const draw = (await readDraw(database.kysely, drawId))!
  const text = (await Array.fromAsync(publicFile(deps, draw))).join('')
  assert.doesNotMatch(text, /Siti|33070\d{11}/)
  const verdict = await verifyDraw([Buffer.from(text)], { sha256: nodeSha256 })
  const wrong = verdict.steps.filter(({ state }) => state === 'wrong').map(({ step }) => step)
  assert.deepEqual(wrong, ['log', 'witness'])
})

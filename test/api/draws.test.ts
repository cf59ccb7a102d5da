import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { book, formatCode, releaseClaim, ticketOfKey } from '../../src/bookings/index.ts'
import {
  changeWishes,
  enter,
  entryNow,
  entryNumber,
  entryOfKey,
  entryOfNik,
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
import { logAt } from '../../src/platform/tlog/read-log.ts'
import { byContact, drawParty, giveByDraw, seenByWitness } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { checkPromises } from '../../src/check.ts'
import { Client } from './client.ts'
import { page, whoForm } from './draw-pages.ts'
import { Desk } from './hall.ts'

// Goal: entering, proof, the close and the draw do what they say, and each promise still holds in the end.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
await house.app.staff.seedDemonstration()
const { app, clock, database } = house
await giveByDraw(house)
const deps = app.draws
const drawId = 'wonosobo.uji'

let used = 0
const someNiks = (count: number): string[] => {
  used += count
  return sampleNiks(count, 40_000 + used - count)
}

/** How often `giliran check` finds a promise broken. */
async function brokenTimes(promise: string): Promise<number> {
  const client = await database.pool.connect()
  const { checks } = await checkPromises(client, clock.now()).finally(() => client.release())
  return checks.find(({ name }) => name === promise)!.differences
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
  const request = drawParty(niks, { idempotencyKey: 'one' })
  const [entry, again] = await Promise.all([enter(deps, request), enter(deps, request)])
  assert.equal(again.entryId, entry.entryId)
  assert.deepEqual(await refusalOf(enter(deps, drawParty([someNiks(1)[0]!, niks[1]!]))), [
    'draws.errors.proveOrCome',
    '/people/1/nik person-already-booked',
  ])
  const { slots } = await app.slots.office('wonosobo')
  const soon = Temporal.Instant.from('2026-12-01T00:00:00Z')
  const slot = slots.find(
    (one) => one.siteId === 'magelang' && one.channel === 'online' && Temporal.Instant.compare(one.startsAt, soon) > 0,
  )!
  const { people } = drawParty([niks[0]!])
  const turn = { office: 'wonosobo', slot: slot.slotId, people, locale: 'id', actor: { kind: 'applicant' } } as const
  assert.equal((await refusalOf(book(app.bookings.deps, turn)))[0], 'bookings.errors.proveOrCome')
  const [other] = someNiks(1)
  await book(app.bookings.deps, { ...turn, people: drawParty([other!]).people })
  assert.equal((await refusalOf(enter(deps, drawParty([other!], desk))))[0], 'draws.errors.personHeld')
  assert.deepEqual(await refusalOf(enter(deps, { ...request, wishes: [] })), [
    'bookings.errors.idempotencyConflict',
  ])
})

test('who waits for having missed turns does not enter either, at the desk neither', async () => {
  const niks = someNiks(2)
  const waiting = app.keys.lookup('nik', niks[1]!)
  const until = clock.now().add({ hours: 24 })
  await database.pool.query('insert into cooling (nik_hash, ends_at) values ($1, $2)', [waiting, until])
  const refused = ['bookings.errors.coolingOff', '/people/1/nik cooling-off']
  assert.deepEqual(await refusalOf(enter(deps, drawParty(niks))), refused)
  assert.deepEqual(await refusalOf(enter(deps, drawParty(niks, desk))), refused)
  await database.pool.query('delete from cooling where nik_hash = $1', [waiting])
  await enter(deps, drawParty(niks))
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
  assert.deepEqual(await refusalOf(enter(deps, drawParty(someNiks(1), { wishes }))), [
    'platform.invalid',
    '/wishes/1 wish-twice',
    '/wishes/2 wish-unknown',
    '/wishes/3 wish-unknown',
    '/wishes/4 wish-unknown',
  ])
  const six = [...wishes, wish('2026-12-15')]
  const ofSix = await refusalOf(enter(deps, drawParty(someNiks(1), { wishes: six })))
  assert.deepEqual(ofSix[1], '/wishes wishes-too-many')
  assert.deepEqual((await refusalOf(enter(deps, drawParty(someNiks(1), { wishes: [] }))))[1], '/wishes wishes-none')
  const mixed = drawParty(someNiks(1))
  mixed.people[0]!.service = 'lost'
  assert.match((await refusalOf(enter(deps, mixed)))[1]!, /^\/people\/0\/service/)
})

test('who is verified takes over from who is not, and a whole squatted entry is struck and says so', async () => {
  const [victim, bystander] = someNiks(2)
  const squatted = await enter(deps, drawParty([victim!, bystander!]))
  const entry = await enter(deps, drawParty([victim!], desk))
  assert.equal(entry.verifiedBy, 'card')
  const struck = await entryOfKey(deps, squatted.key)
  assert.deepEqual([struck.state, struck.struckReason], ['struck', 'outranked'])
  // Whom it had named beside is free again.
  const own = await enter(deps, drawParty([bystander!]))
  await verifyEntry(deps, { ...own, proof: byContact(app, '+62812345678'), actor: { kind: 'applicant' } })
  assert.equal((await refusalOf(enter(deps, drawParty([bystander!], desk))))[0], 'draws.errors.personHeld')
})

test('a card that is seen elsewhere ends the entry that somebody made with that NIK', async () => {
  const niks = someNiks(2)
  const squatted = await enter(deps, drawParty(niks))
  const released = await releaseClaim(app.bookings.deps, { nik: niks[1]!, actor: { kind: 'staff', name: 'rina' } })
  assert.ok(released)
  assert.equal((await entryOfKey(deps, squatted.key)).struckReason, 'released')
  const entry = await enter(deps, drawParty(niks))
  await leave(deps, { entry, nik: niks[0]!, whole: true, actor: { kind: 'applicant' } })
})

test('one member leaves by the own NIK, whoever entered them; wishes change, names do not', async () => {
  const niks = someNiks(3)
  const entry = await enter(deps, drawParty(niks))
  const applicant = { kind: 'applicant' } as const
  const { entry: smaller } = await leave(deps, { entry, nik: niks[1]!, whole: false, actor: applicant })
  assert.deepEqual(smaller.people.map(({ nik }) => nik), [niks[0], niks[2]])
  assert.equal((await refusalOf(leave(deps, { entry: smaller, nik: niks[1]!, whole: false, actor: applicant })))[0],
    'bookings.errors.nikNotOfParty')
  const alone = await enter(deps, drawParty([niks[1]!]))
  assert.equal((await leave(deps, { entry: alone, nik: niks[1]!, whole: false, actor: applicant })).entry.state, 'left')
  const wishes = [{ site: 'kantor', date: '2026-12-15', part: '08:00' }]
  await changeWishes(deps, { entry: smaller, nik: niks[2]!, wishes, actor: applicant })
  const stored = await entryOfKey(deps, entry.key)
  assert.deepEqual([stored.wishes, stored.people.map(({ nik }) => nik)], [wishes, [niks[0], niks[2]]])
})

test('by pages alone: who, wishes, check, the entry; what is wrong is said where it is typed', async () => {
  const [nik] = someNiks(1) as [string]
  const shown = await page(app.address, '/offices/wonosobo')
  assert.match(shown.html, /\/draws\/wonosobo\.uji/)
  assert.match((await page(app.address, '/draws/wonosobo.uji')).html, /Tempat habis dalam menit/)
  const who = await page(app.address, '/draws/wonosobo.uji/enter', { form: whoForm([nik]) })
  const key = /^\/enter\/([^/]+)\/wishes$/.exec(who.location)?.[1]
  assert.ok(key, who.html)
  const step = `/enter/${key}`
  const none = await page(app.address, `${step}/wishes`, { form: { 'day-0': '' } })
  assert.match(none.html, /Pilih sedikitnya satu hari/)
  const wishes = { 'day-1': 'kantor 2026-12-14', 'part-1': 'morning', 'day-3': 'kantor 2026-12-15' }
  const typed = await page(app.address, `${step}/wishes`, { form: wishes })
  assert.equal(typed.location, `${step}/check`)
  assert.match((await page(app.address, `${step}/check`)).html, /Senin, 14 Desember 2026, pagi/)
  const entered = await page(app.address, `${step}/check`, { form: {} })
  const entry = /^\/e\/([^?]+)\?news=entered$/.exec(entered.location)?.[1]
  assert.ok(entry, entered.html)
  const own = await page(app.address, `/en/e/${entry}`)
  assert.match(own.html, /You are in the draw/)
  const wrong = await page(app.address, `/e/${entry}/leave`, { form: { nik: someNiks(1)[0]!, who: 'one' } })
  assert.equal(wrong.status, 422)
  // Nobody holds a ticket yet, and who changes wishes does not leave.
  for (const html of [wrong.html, (await page(app.address, `/e/${entry}/wishes`)).html]) {
    assert.match(html, /NIK salah satu orang di pendaftaran ini/)
    assert.doesNotMatch(html, /di tiket|keluar sendiri/)
  }
  const left = await page(app.address, `/e/${entry}/leave`, { form: { nik, who: 'one' } })
  assert.match(left.location, /\/leave\?left=\d{13}$/)
  assert.match((await page(app.address, `/e/${entry}`)).html, /Anda sudah keluar dari undian/)
})

test('at the desk: entered with the cards seen, found by NIK, and nothing without signing in', async () => {
  const headers = { authorization: `Bearer ${await new Desk(app.address, 'resepsionis').token()}` }
  const [nik] = someNiks(1) as [string]
  const path = '/staff/offices/wonosobo/draws/wonosobo.uji/enter'
  const form = whoForm([nik], { 'day-0': 'kantor 2026-12-15', token: 'abc' })
  const unseen = await page(app.address, path, { form, headers })
  assert.match(unseen.html, /Centang sesudah melihat KTP/)
  const seen = await page(app.address, path, { form: { ...form, cards: 'on' }, headers })
  const again = await page(app.address, path, { form: { ...form, cards: 'on' }, headers })
  assert.equal(seen.location, '/staff/offices/wonosobo/draws?news=abc')
  assert.equal(again.location, seen.location)
  const entry = (await entryOfNik(deps, nik, 'wonosobo'))!
  const slip = (await page(app.address, seen.location, { headers })).html
  for (const words of [
    `Nomor undian <b>${entryNumber(entry.entryId)}</b>`, 'Nomor ini yang tercetak di papan pengumuman',
    `Kode pendaftaran <b>${formatCode(entry.code)}</b>`, 'Kode ini seperti kunci',
  ]) assert.ok(slip.includes(words), words)
  // A public number, or the entry's id, opens no slip: who has seen the board knows both.
  for (const known of [entryNumber(entry.entryId), entry.entryId]) {
    const { html } = await page(app.address, `/staff/offices/wonosobo/draws?news=${known}`, { headers })
    assert.ok(!html.includes(formatCode(entry.code)))
  }
  const found = await page(app.address, '/staff/offices/wonosobo/draws', { form: { nik, do: 'look' }, headers })
  assert.match(found.html, /Budi Santoso/)
  const gone = await page(app.address, '/staff/offices/wonosobo/draws', { form: { nik, do: 'leave-all' }, headers })
  assert.match(gone.html, /Sudah dikeluarkan/)
  assert.equal((await page(app.address, '/staff/offices/wonosobo/draws')).status, 303)
})

test('the API enters, shows, changes and leaves; six wishes are too many, not broken', async () => {
  const client = new Client(app.address)
  const [nik] = someNiks(1) as [string]
  const { people } = drawParty([nik])
  const wish = { site: 'kantor', date: '2026-12-14', part: 'any' }
  const six = [wish, wish, wish, wish, wish, wish]
  const many = await client.post('/api/v1/draws/wonosobo.uji/entries', { people, wishes: six })
  assert.equal(many.status, 422)
  assert.equal(JSON.parse(many.text).errors[0].code, 'wishes-too-many')
  const made = await client.post('/api/v1/draws/wonosobo.uji/entries', { people, wishes: [wish] })
  assert.equal(made.status, 201, made.text)
  const { code, key, number } = JSON.parse(made.text) as { code: string; key: string; number: string }
  assert.equal(number, entryNumber((await entryOfKey(deps, key)).entryId))
  const headers = { authorization: `Bearer ${key}` }
  const shown = await client.ask(`/api/v1/entries/${code}`, { headers })
  assert.equal(JSON.parse(shown.text).state, 'entered')
  const other = { nik, wishes: [{ ...wish, date: '2026-12-15' }] }
  assert.equal((await client.post(`/api/v1/entries/${code}/wishes`, other, headers)).status, 200)
  const left = await client.post(`/api/v1/entries/${code}/leave`, { nik }, headers)
  assert.equal(JSON.parse(left.text).state, 'left')
  assert.equal(JSON.parse((await client.ask('/api/v1/offices/wonosobo/draws')).text).draws.length, 1)
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
  for (let i = 0; i < 12; i++) {
    const contact = i < 4 ? { whatsapp: '0812345678' } : {}
    await enter(deps, drawParty(someNiks(2), { contact }))
  }
  clock.set('2026-12-01T09:00:00Z')
  assert.equal((await refusalOf(enter(deps, drawParty(someNiks(1)))))[0], 'draws.errors.closed')
  await Promise.all([runDraws(deps), runDraws(deps)])
  await seenByWitness(app)
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
  assert.equal((await leave(deps, change)).entry.state, 'left')
})

test('somebody put in the place of a winner, claim and all, is found', async () => {
  const promise = 'whoever is booked is whom it was booked for'
  const found = (): Promise<number> => brokenTimes(promise)
  const swap = (from: Buffer, to: Buffer): Promise<unknown> =>
    database.pool.query(
      `with claim as (update live_claim set nik_hash = $2 where nik_hash = $1),
         entry as (update draw_person set nik_hash = $2 where nik_hash = $1)
       update booking_person set nik_hash = $2 where nik_hash = $1`, [from, to])
  const { rows } = await database.pool.query<{ nik_hash: Buffer }>(
    `select p.nik_hash from draw_entry e join booking_person p on p.booking_id = e.entry_id
     where e.state = 'won' limit 1`,
  )
  const winner = rows[0]!.nik_hash
  const buyer = app.keys.lookup('nik', someNiks(1)[0]!)
  assert.equal(await found(), 0)
  await swap(winner, buyer)
  assert.equal(await found(), 1)
  await swap(buyer, winner)
  assert.equal(await found(), 0)
})

test('the public file computes to the same draw, with log and witness, and names nobody', async () => {
  const draw = (await readDraw(database.kysely, drawId))!
  const text = (await Array.fromAsync(publicFile(deps, draw))).join('')
  assert.doesNotMatch(text, /Siti|33070\d{11}/)
  await seenByWitness(app)
  const files = logAt(`${app.address}/log/`)
  const verdict = await verifyDraw([Buffer.from(text)], { sha256: nodeSha256, files })
  const wrong = verdict.steps.filter(({ state }) => state === 'wrong').map(({ step }) => step)
  assert.deepEqual(wrong, [])
  assert.equal(verdict.steps.find(({ step }) => step === 'once')!.code, 'once-only')
})

test('everybody sees the result: own page, order, numbers for the notice board, file', async () => {
  const { rows } = await database.pool.query<{ entry_id: string; state: string }>(
    `select distinct on (state) entry_id, state from draw_entry where state in ('won', 'waiting') order by state desc`,
  )
  for (const { entry_id: entryId, state } of rows) {
    const { key, place, code } = (await readEntry(database.kysely, app.keys, 'wonosobo', { entryId }))!
    const { html } = await page(app.address, `/e/${key}`)
    assert.match(html, state === 'won' ? /Anda mendapat tempat/ : /Anda di daftar tunggu/)
    assert.match(html, new RegExp(`Nomor urut Anda <span class="t-code">${place}</span>`))
    for (const name of [entryNumber(entryId), formatCode(code)]) assert.ok(html.includes(name))
    assert.match(html, /tercetak di papan pengumuman.*seperti kunci/s)
    const board = (await page(app.address, '/draws/wonosobo.uji/print')).html
    assert.match(board, new RegExp(`<td class="nw">${entryNumber(entryId)}</td><td>${place}</td>`))
  }
  const whole = (await page(app.address, '/en/draws/wonosobo.uji')).html
  assert.match(whole, /Chi-square test|Too few entries/)
  const file = await page(app.address, '/draws/wonosobo.uji/file')
  assert.match(file.html, /^\{"format":"giliran-draw\/1"/)
})

test('whoever gave a contact is told once, what it brought them', async () => {
  const { rows } = await database.pool.query<{ about: string }>(`select about from message where kind = 'drawn'`)
  const { rows: contacts } = await database.pool.query<{ entry_id: string }>(
    `select entry_id from draw_entry where contact_hash is not null and place is not null and state <> 'left'`,
  )
  assert.ok(contacts.length > 0)
  const asked = new Set(contacts.map((row) => row.entry_id))
  assert.deepEqual(asked.difference(new Set(rows.map(({ about }) => about))), new Set())
  const told = await entryNow(deps, 'wonosobo', { kind: 'drawn', about: contacts[0]!.entry_id })
  assert.match(told!.values.result!, /Anda mendapat tempat|nomor urut \d/)
  assert.equal(told!.values.entry, entryNumber(contacts[0]!.entry_id))
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { cancelBooking, formatCode, ticketOfKey } from '../../src/bookings/index.ts'
import { enter, entryNumber, runDraws } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { drawMoments, drawParty, giveByDraw, seenByWitness } from '../drawn-office.ts'
import { openClient } from '../pages/client.ts'
import { openHouse } from './app.ts'
import { page } from './draw-pages.ts'
import { Desk } from './hall.ts'

// Goal: whoever entered a draw and closed the page finds the entry again by what they were told
// to keep, and the page says how it stands.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
await house.app.staff.seedDemonstration()
await giveByDraw(house)
const { app, clock } = house
const niks = sampleNiks(14, 80_000)
const entries: Awaited<ReturnType<typeof enter>>[] = []
for (const nik of niks) entries.push(await enter(app.draws, drawParty([nik])))
const ask = openClient(app)
const find = (code: string, nik: string) => ask.post('/find', { code: formatCode(code), nik })

test('by code and NIK, and by nothing less', async () => {
  const [first] = entries
  // More often than anybody may guess: who is right pays nothing.
  for (let i = 0; i < 12; i++) assert.equal((await find(first!.code, niks[0]!)).location, `/e/${first!.key}`)
  const wrong = await find(first!.code, niks[1]!)
  assert.equal(wrong.status, 404)
  assert.ok(!wrong.html.includes(first!.key))
})

test('who waits without a contact is told to look; who gave a place back has none', async () => {
  clock.set(drawMoments.closes)
  await runDraws(app.draws)
  await seenByWitness(app)
  // From the close until the draw nobody can leave, so no form says so.
  assert.equal((await ask.get(`/e/${entries[0]!.key}/leave`)).location, `/e/${entries[0]!.key}`)
  clock.set(drawMoments.draws)
  await runDraws(app.draws)
  const pages = await Promise.all(entries.map(async (entry) => ({ entry, ...(await ask.get(`/e/${entry.key}`)) })))
  const waiting = pages.find(({ html }) => html.includes('daftar tunggu'))
  assert.match(waiting!.html, /Tanpa kontak kami tidak bisa mengabari/)
  const won = pages.find(({ html }) => html.includes('Anda mendapat tempat'))
  const ticket = await ticketOfKey(app.bookings.deps, won!.entry.key)
  await cancelBooking(app.bookings.deps, { ticket, nik: ticket.people[0]!.nik, actor: { kind: 'applicant' } })
  const { html } = await ask.get(`/e/${won!.entry.key}`)
  assert.match(html, /Tempat Anda sudah dilepaskan/)
  assert.doesNotMatch(html, /Anda mendapat tempat/)

  // At the desk as well, by the card; and the result is there to be printed, marked as a demonstration's.
  const headers = { authorization: `Bearer ${await new Desk(app.address, 'resepsionis').token()}` }
  const nik = niks[entries.indexOf(waiting!.entry)]!
  const desk = await page(app.address, '/staff/offices/wonosobo/draws', { form: { nik, do: 'look' }, headers })
  assert.match(desk.html, /Di daftar tunggu, nomor urut \d+/)
  const print = /href="([^"]+\/print)"/.exec(desk.html)![1]!
  const board = await page(app.address, print)
  assert.ok(board.html.includes(entryNumber(waiting!.entry.entryId)))
  assert.match(board.html, /angka acaknya dibuat sendiri/)
})

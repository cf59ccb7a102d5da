import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { formatCode } from '../../src/bookings/index.ts'
import { readTicketQr } from '../../src/bookings/qr.ts'
import { seatsFree } from '../../src/schedule/index.ts'
import { type Locale, translator } from '../../src/platform/i18n/index.ts'
import { inLanguage } from '../../src/web/index.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { family, fillPerson, fillSlot, type Person, scanQr } from './steps.ts'
import { Visitor } from './visitor.ts'

// Goal: a family of five gets its turn without script, and loses nothing when an hour is lost.
// How: walk the whole way on a real app, in both languages, on a telephone and on a desk;
// Visitor looks over every page on the way.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())

// The gallery's test holds every state against axe, in Indonesian on a telephone.
const walks = [
  { locale: 'id', width: 360, withoutAxe: true, isShown: true },
  { locale: 'en', width: 360, withoutAxe: false, isShown: false },
  { locale: 'id', width: 1280, withoutAxe: false, isShown: true },
  { locale: 'en', width: 1280, withoutAxe: true, isShown: false },
] as const

for (const [number, { locale, width, ...about }] of walks.entries()) {
  test(`a family of five, from home to a ticket and back, in ${locale} at ${width} px`, async () => {
    const name = `${width}-${locale}`
    const visitor = await Visitor.arrive(browser, { address: app.address, width, name, ...about })
    try {
      const walk = { visitor, locale, people: family(number), say: translator(locale) }
      await toOffice(walk)
      await sayWhoComes(walk)
      const hourUrl = await chooseHour(walk)
      await pressTwice(walk, hourUrl)
      await keepTicket(walk)
      await moveIt(walk)
      await findIt(walk)
      await cancelIt(walk)
    } finally {
      await visitor.leave()
    }
  })
}

interface Walk {
  visitor: Visitor
  locale: Locale
  people: Person[]
  say: ReturnType<typeof translator>
}

async function toOffice({ visitor, locale, say }: Walk): Promise<void> {
  await visitor.open(inLanguage('/', locale))
  await visitor.look(say('offices.pages.home.heading'), 'home')
  await visitor.page.locator('#q').fill('magelang')
  assert.equal(await visitor.press('.find button'), 200)
  await visitor.look(say('offices.pages.list.found', { count: 1, query: 'magelang' }), 'offices')
  await visitor.press('.rows a[href$="/offices/wonosobo"]')
  await visitor.look('Kantor Imigrasi Wonosobo', 'office')
}

async function sayWhoComes({ visitor, people, say }: Walk): Promise<void> {
  const { page } = visitor
  await visitor.press('a.btn')
  await visitor.look(say('bookings.pages.who.heading'), 'who')
  await fillPerson(visitor, 0, people[0]!)
  for (let index = 1; index < people.length; index++) {
    assert.equal(await visitor.press('.btn[value=add]'), 200)
    assert.equal(await page.locator(`#name-${index}:focus`).count(), 1, 'the person who was added has the focus')
    const { nik } = people[index]!
    await fillPerson(visitor, index, { ...people[index]!, nik: index === 2 ? nik.slice(0, 15) : nik })
  }
  assert.equal(await page.locator('.btn[value=add]').count(), 0, 'no more than five')
  assert.equal(await page.locator('#name-0').inputValue(), people[0]!.name)

  assert.equal(await visitor.press('.btn[value=continue]'), 422)
  await visitor.look(say('bookings.pages.who.heading'), 'who-wrong')
  assert.equal(await page.locator('.errors:focus').count(), 1, 'the summary has the focus')
  assert.match(await page.title(), new RegExp(`^${say('web.errors.count', { count: 1 })}`))
  assert.equal(await page.locator('.errors a[href="#nik-2"]').count(), 1)
  await page.locator('#nik-2').fill(people[2]!.nik)
  assert.equal(await visitor.press('.btn[value=continue]'), 200)

  await visitor.look(say('bookings.pages.check.title'), 'check')
  for (const person of people) assert.ok((await page.locator('main').innerText()).includes(person.name), person.name)
}

/** Loses the hour that was chosen first, takes the nearest. Returns the address of the hours. */
async function chooseHour({ visitor, people, say, locale }: Walk): Promise<string> {
  const { page } = visitor
  const days = say('bookings.pages.day.heading', { office: say('web.officeName', { place: 'Wonosobo' }) })
  await visitor.press('a.btn')
  await visitor.look(days, 'day')
  await visitor.press('a[href*="view=list"]')
  await visitor.look(days, 'day-list')
  // The days furthest away are the emptiest: there is another hour to lose.
  await visitor.press(page.locator('.days li:has(.st.many) a').last())
  await visitor.look(say('bookings.pages.hour.title'), 'hour')
  const hourUrl = page.url()

  assert.equal(await visitor.press('main form .btn'), 422, 'pressed without choosing')
  await visitor.look(say('bookings.pages.hour.title'), 'hour-missing')
  const first = page.locator('input[name=slot]').first()
  const lost = await first.inputValue()
  await first.check()
  await fillSlot(app, lost, people.length)
  assert.equal(await visitor.press('main form .btn'), 409)
  await visitor.look(say('bookings.pages.hour.title'), 'hour-taken')
  const hour = /\d\d[.:]\d\d/.exec(await page.locator('.errors h2').innerText())?.[0]
  const why = seatsFree(app.slots.peek('wonosobo', lost)!) > 0 ? 'tooFew' : 'taken'
  assert.equal(await page.locator('.errors h2').innerText(), say(`bookings.pages.hour.${why}`, { hour: hour! }))
  assert.equal(await page.locator(`#slot-${lost}`).count(), 0, 'the lost hour cannot be chosen again')

  const nearest = await page.locator('.errors a').getAttribute('href')
  await page.locator('.errors a').click()
  await page.locator(nearest!).check()
  assert.equal(await visitor.press('main form .btn'), 200)
  await visitor.look(say('bookings.pages.ticket.booked'), 'ticket')
  assert.ok(page.url().startsWith(`${app.address}${inLanguage('/t/WSB', locale)}`))
  return hourUrl
}

/** The same form again, another hour of it, and a look back: all show the ticket that there is. */
async function pressTwice({ visitor: { page } }: Walk, hourUrl: string): Promise<void> {
  const key = keyIn(page.url())
  for (const slot of ['1', '2']) {
    const again = await page.request.post(hourUrl, { form: { slot } })
    assert.equal(keyIn(again.url()), key)
  }
  await page.goto(hourUrl)
  assert.equal(keyIn(page.url()), key)
}

async function keepTicket({ visitor, say }: Walk): Promise<void> {
  const { page } = visitor
  const key = keyIn(page.url())
  const code = await codeShown(visitor)
  const scanned = await scanQr(visitor)
  const reading = readTicketQr(app.keys.ticketKeys, scanned)
  assert.ok(reading.ok)
  assert.equal(formatCode(reading.code), code)
  assert.ok(!scanned.includes(key))
  await visitor.open(new URL(page.url()).pathname)
  await visitor.look(say('bookings.pages.ticket.heading'), 'ticket-again')
  const answer = await page.request.get(page.url())
  assert.equal(answer.headers()['referrer-policy'], 'no-referrer')
  assert.equal(answer.headers()['cache-control'], 'no-store')
  await visitor.press('a[href$="/print"]')
  await visitor.look(/./, 'print')
  await visitor.press('a.back')
  const calendar = await page.request.get(`${page.url()}/calendar.ics`)
  assert.match(await calendar.text(), /^BEGIN:VCALENDAR\r\n[^]*BEGIN:VALARM/)
  assert.equal((await page.request.get(`${page.url()}/qr.svg`)).headers()['content-type'], 'image/svg+xml')
}

async function moveIt({ visitor, people, say }: Walk): Promise<void> {
  const { page } = visitor
  const before = await page.locator('#ticket-hour').innerText()
  await visitor.press('.rows a[href$="/move"]')
  await visitor.look(say('bookings.pages.move.dayHeading'), 'move-day')
  await visitor.press('.cal a.free')
  await visitor.look(say('bookings.pages.move.hourHeading'), 'move-hour')
  const last = page.locator('input[name=slot]').last()
  const wanted = await last.inputValue()
  await last.check()
  await page.locator('#nik').fill(family(40)[0]!.nik)
  assert.equal(await visitor.press('main form .btn'), 422, 'a NIK that is not on the ticket')
  await visitor.look(say('bookings.pages.move.hourHeading'), 'move-wrong')
  assert.ok(await page.locator(`#slot-${wanted}`).isChecked(), 'the choice is kept')
  await page.locator('#nik').fill(people[4]!.nik)
  assert.equal(await visitor.press('main form .btn'), 200)
  await visitor.look(say('bookings.pages.ticket.moved'), 'ticket-moved')
  assert.notEqual(await page.locator('#ticket-hour').innerText(), before)
}

async function findIt({ visitor, locale, people, say }: Walk): Promise<void> {
  const { page } = visitor
  const key = keyIn(page.url())
  const code = await codeShown(visitor)
  await visitor.open(inLanguage('/find', locale))
  await visitor.look(say('bookings.pages.find.heading'), 'find')
  await page.locator('#code').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.locator('#nik').fill(family(40)[0]!.nik)
  assert.equal(await visitor.press('main form .btn'), 404)
  await visitor.look(say('bookings.pages.find.heading'), 'find-none')
  await page.locator('#nik').fill(people[1]!.nik)
  assert.equal(await visitor.press('main form .btn'), 200)
  assert.equal(keyIn(page.url()), key)
}

async function cancelIt({ visitor, people, say }: Walk): Promise<void> {
  const { page } = visitor
  const key = keyIn(page.url())
  await visitor.press('.rows a[href$="/cancel"]')
  await visitor.look(say('bookings.pages.cancel.heading'), 'cancel')
  await page.locator('#nik').fill(people[0]!.nik)
  assert.equal(await visitor.press('main form .btn'), 200)
  await visitor.look(say('bookings.pages.ticket.cancelled'), 'ticket-cancelled')
  assert.equal(await page.locator('.qr').count(), 0)
  const calendar = await page.request.get(`${app.address}/t/${key}/calendar.ics`)
  assert.match(await calendar.text(), /METHOD:CANCEL/)
}

const keyIn = (url: string): string => /\/t\/([^/?#]+)/.exec(url)?.[1] ?? `no ticket's key in ${url}`

async function codeShown({ page }: Visitor): Promise<string> {
  return /[A-Z]{3}-\w{3}-\w{4}/.exec(await page.locator('.t-stub').innerText())![0]
}

test('no key, NIK or name was written to the log', () => {
  const logged = app.logged()
  assert.doesNotMatch(logged, /WSB[A-Za-z0-9_-]{22}/)
  for (const { nik, name } of [0, 1, 2, 3].flatMap(family)) {
    assert.ok(!logged.includes(nik) && (name === 'Budi' || !logged.includes(name)))
  }
})

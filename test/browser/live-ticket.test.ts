import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContextOptions, Page, Request } from 'playwright-core'
import { bookAt, Desk } from '../api/hall.ts'
import { violationsIn } from '../axe.ts'
import { launchBrowser } from '../chromium.ts'
import { keepPicture } from '../pictures.ts'
import { startTestApp } from './app.ts'
import { Visitor, WEIGHT_MAX } from './visitor.ts'

// Goal: whoever holds a ticket knows on the phone, at any moment of the day, where they stand.
// How: a real hall moved through the API; phones with script and without look at their tickets.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())

const DAY = '2026-12-15'

const at = (time: string): void => app.clock.set(`${DAY}T${time}:00+07:00`)
const desk = new Desk(app.address, 'pengawas')
const bookOn = (hour: string, size = 1) => bookAt(app.address, { day: DAY, hour, size })
type Booked = Awaited<ReturnType<typeof bookAt>>

/** Checks in as reception does, and opens a counter for the first stage. */
const checkIn = (ticket: Booked) => desk.checkIn(ticket.code)

async function withPhone(
  path: string,
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    reducedMotion: 'reduce',
    ...options,
  })
  try {
    const page = await context.newPage()
    await page.goto(app.address + path)
    await use(page)
  } finally {
    await context.close()
  }
}

async function withVisitor(
  name: string,
  options: { width?: number; textSize?: number; forcedColors?: 'active' },
  use: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const visitor = await Visitor.arrive(browser, { address: app.address, width: 360, name, ...options })
  try {
    await use(visitor)
  } finally {
    await visitor.leave()
  }
}

const headingOf = (page: Page): Promise<string> => page.locator('h1').innerText()
const says = (page: Page, heading: string): Promise<void> =>
  page.locator('h1', { hasText: heading }).waitFor()

const before = await Promise.all(['08:00', '08:00', '08:30'].map((hour) => bookOn(hour)))
const mine = await bookOn('08:30', 2)
const behind = await bookOn('09:00')
const pair = await bookOn('10:30', 2)
const last = await bookOn('11:00')
const trio = await bookOn('09:00', 3)
const page = (ticket: Booked): string => `/t/${ticket.key}`

test('in the morning the ticket says how to check in; the door opens an hour before', async () => {
  at('07:00')
  await withVisitor('live-early', {}, async (visitor) => {
    await visitor.open(page(mine))
    await visitor.look('Tiket Anda', 'early')
    assert.match(await visitor.page.locator('main').innerText(), /Lapor hadir dibuka pukul 07\.30 WIB/)
    assert.equal(await visitor.page.locator('a:has-text("Lewat ponsel ini")').count(), 0)
    at('08:10')
    await visitor.open(page(mine))
    assert.ok(await visitor.page.locator('.qr').isVisible())
    await visitor.look('Tiket Anda', 'arrive')
  })
})

test('the door\'s code and a NIK of the party check in by phone; a wrong one says so', async () => {
  at('08:10')
  for (const ticket of before) await checkIn(ticket)
  const { code } = await desk.get<{ code: string }>('/day-code')
  const wrong = code === '0000' ? '1111' : '0000'
  await withVisitor('live-check-in', {}, async (visitor) => {
    await visitor.open(page(mine))
    assert.equal(await visitor.press('a:has-text("Lewat ponsel ini")'), 200)
    await visitor.look('Lapor hadir lewat ponsel', 'form')
    assert.equal(await visitor.press('button'), 422)
    await visitor.look('Lapor hadir lewat ponsel', 'empty')
    await visitor.page.fill('#code', wrong)
    await visitor.page.fill('#nik', mine.niks[1]!)
    assert.equal(await visitor.press('button'), 422)
    assert.match(await visitor.page.locator('#code-error').innerText(), /Bukan kode hari ini/)
    await visitor.page.fill('#code', code)
    await visitor.page.fill('#nik', before[0]!.niks[0]!)
    assert.equal(await visitor.press('button'), 422)
    assert.equal(await visitor.page.locator('#nik-error').count(), 1)
    await visitor.page.fill('#nik', mine.niks[1]!)
    assert.equal(await visitor.press('button'), 200)
    await visitor.look('Anda giliran ke-4', 'waiting')
  })
  const { visits } = await desk.floor()
  assert.equal(visits.filter((one) => one.people === 2).length, 1)
})

test('a phone follows the line by itself, and keeps to 40 KB', async () => {
  await checkIn(behind)
  await withPhone(page(mine), async (phone) => {
    await phone.locator('[data-sound]').waitFor()
    assert.equal(await headingOf(phone), 'Anda giliran ke-4')
    assert.deepEqual(await phone.locator('.line li').allInnerTexts(), ['A-001', 'A-002', 'A-003', 'Anda', 'A-005'])
    await keepPicture(phone, 'live-waiting', { fullPage: true })
    assert.deepEqual(await violationsIn(phone), [])
    await desk.act('k1', 'open')
    await desk.act('k1', 'next')
    await says(phone, 'Anda giliran ke-3')
    // The title follows the page once it is drawn.
    await phone.waitForFunction(() => document.title === 'Anda giliran ke-3 · Giliran')
    await desk.act('k1', 'finish-next')
    await says(phone, 'Anda giliran ke-2')
    assert.deepEqual(await phone.context().cookies(), [])
  })
  let bytes = 0
  await withPhone('/', async (phone) => {
    const loaded: Request[] = []
    phone.on('request', (request) => {
      if (!/\/(events|live)$/.test(request.url())) loaded.push(request)
    })
    const session = await phone.context().newCDPSession(phone)
    await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    await phone.goto(app.address + page(mine))
    await phone.locator('[data-sound]').waitFor()
    await phone.waitForFunction(() => document.readyState === 'complete')
    const sizes = await Promise.all(loaded.map((request) => request.sizes()))
    bytes = sizes.reduce((sum, one) => sum + one.responseBodySize + one.responseHeadersSize, 0)
  })
  assert.ok(bytes > 10_000 && bytes <= WEIGHT_MAX, `a first visit takes ${bytes} bytes`)
})

test('the call: the counter, by when, a sound that was allowed; more time is told to the counter', async () => {
  await desk.act('k1', 'finish-next')
  await withPhone(
    page(mine),
    async (phone) => {
      await phone.locator('button:has-text("Nyalakan bunyi")').click()
      await phone.locator('[data-sound=on]').waitFor()
      await phone.evaluate(() => {
        const heard = { tones: 0, vibrations: 0 }
        Object.assign(globalThis, { heard })
        const start = OscillatorNode.prototype.start
        OscillatorNode.prototype.start = function (when?: number) {
          heard.tones++
          return start.call(this, when)
        }
        navigator.vibrate = () => heard.vibrations++ >= 0
      })
      at('08:12')
      await desk.act('k1', 'finish-next')
      await says(phone, 'Silakan ke loket')
      await phone.waitForFunction(() => document.title === 'Silakan ke loket 1 · Giliran')
      assert.match(await phone.locator('.t-call').innerText(), /Dipanggil 08\.12 WIB\. Mohon tiba sebelum 08\.15 WIB\./)
      const heard = () => phone.evaluate(() => (globalThis as unknown as { heard: object }).heard)
      assert.deepEqual(await heard(), { tones: 9, vibrations: 1 })
      await keepPicture(phone, 'live-called', { fullPage: true })
      assert.deepEqual(await violationsIn(phone), [])
      await desk.act('k1', 'recall')
      await phone.waitForFunction(() => (globalThis as unknown as { heard: { tones: number } }).heard.tones === 18)

      await phone.locator('button:has-text("Saya perlu waktu lebih")').click()
      await phone.locator('.note', { hasText: 'Petugas sudah diberi tahu pukul 08.12 WIB' }).waitFor()
      const { visits } = await desk.floor()
      assert.ok(visits.find((one) => one.people === 2)?.moreTimeAt)
    },
    { viewport: { width: 360, height: 780 } },
  )
})

test('served, set aside, back in the line: each state says what to do', async () => {
  await withPhone(page(mine), async (phone) => {
    await desk.act('k1', 'start')
    await says(phone, 'Sedang dilayani di loket 1')
    await desk.act('k1', 'send-back', { reason: 'document-missing' })
    await says(phone, 'Ditunda, tempat Anda disimpan')
    assert.deepEqual(await violationsIn(phone), [])
    const { visits } = await desk.floor()
    const visit = visits.find((one) => one.people === 2)!
    assert.equal((await desk.post(`/visits/${visit.id}/return`, {})).status, 200)
    await says(phone, 'Anda giliran ke-1')
    await desk.post('/hall', { pause: 'system-down' })
    await phone.locator('.halt', { hasText: 'Sistem nasional sedang berhenti' }).waitFor()
    assert.equal(await phone.locator('.halt a').getAttribute('href'), `${page(mine)}/move`)
    await keepPicture(phone, 'live-paused', { fullPage: true })
    assert.deepEqual(await violationsIn(phone), [])
    await desk.post('/hall', { resume: true })
    await phone.locator('.halt').waitFor({ state: 'detached' })
  })
})

test('where each of a party has a number, the phone shows all and rings for each', async () => {
  const { visit } = await checkIn(trio)
  assert.equal((await desk.post(`/visits/${visit}/split`, {})).status, 200)
  await withPhone(page(trio), async (phone) => {
    await phone.locator('button:has-text("Nyalakan bunyi")').click()
    await phone.locator('[data-sound=on]').waitFor()
    await phone.evaluate(() => {
      const rung = { calls: 0 }
      Object.assign(globalThis, { rung })
      navigator.vibrate = () => rung.calls++ >= 0
    })
    const own = (await desk.floor()).visits.filter(({ services, party }) => services && party?.length === 2)
    const [first, second, third] = own.toSorted((a, b) => (a.number < b.number ? -1 : 1))
    const listed = phone.locator('.points > li')
    assert.deepEqual((await listed.allInnerTexts()).map((text) => text.slice(0, 5)), [second!.number, third!.number])
    await keepPicture(phone, 'live-own-numbers', { fullPage: true })
    assert.deepEqual(await violationsIn(phone), [])
    await desk.act('k2', 'open', { stages: ['verification'] })
    for (const [counter, called] of [['k2', second], ['k1', third]] as const) {
      await desk.act(counter, 'call', { visit: called!.id, outOfTurn: 'flight' })
    }
    await says(phone, 'Silakan ke loket 2')
    await listed.filter({ hasText: 'Silakan ke loket 1' }).waitFor()
    await phone.waitForFunction(() => (globalThis as unknown as { rung: { calls: number } }).rung.calls === 2)
    await keepPicture(phone, 'live-own-called', { fullPage: true })
    assert.deepEqual(await violationsIn(phone), [])
    for (const counter of ['k2', 'k1']) {
      await desk.act(counter, 'start')
      await desk.act(counter, 'finish', { to: 'end' })
    }
    await desk.act('k2', 'close')
    await says(phone, 'Anda giliran ke-')
    await listed.filter({ hasText: 'Selesai untuk hari ini' }).first().waitFor()
    assert.equal(await phone.locator('.in-hall').innerText(), first!.number)
    assert.equal((await desk.post(`/visits/${first!.id}/leave`, {})).status, 200)
  })
})

test('missed: called twice and not come; whoever leaves says so with a NIK', async () => {
  await desk.act('k1', 'next')
  await desk.act('k1', 'recall')
  at('08:16')
  await desk.act('k1', 'no-show')
  await withVisitor('live-missed', {}, async (visitor) => {
    await visitor.open(page(mine))
    await visitor.look('Nomor Anda sudah dipanggil', 'absent')
    assert.equal(await visitor.press('a:has-text("Saya tidak jadi menunggu")'), 200)
    await visitor.look('Tidak jadi menunggu?', 'leave')
    await visitor.page.fill('#nik', behind.niks[0]!)
    assert.equal(await visitor.press('button'), 422)
    await visitor.page.fill('#nik', mine.niks[0]!)
    assert.equal(await visitor.press('button'), 200)
    await visitor.look('Anda tidak lagi menunggu', 'left')
  })
})

test('done: the last stage ends the page\'s waiting', async () => {
  await desk.act('k1', 'next')
  await desk.act('k1', 'finish', { to: 'end' })
  await withVisitor('live-finished', { width: 320 }, async (visitor) => {
    await visitor.open(page(behind))
    await visitor.look('Selesai untuk hari ini', 'finished')
  })
})

test('narrow, with large text and with the user\'s own colours all of it can be read', async () => {
  at('09:40')
  await checkIn(pair)
  for (const [name, options] of [
    ['live-320', { width: 320 }],
    ['live-200', { textSize: 32 }],
    ['live-forced', { forcedColors: 'active' }],
  ] as const) {
    await withVisitor(name, options, async (visitor) => {
      await visitor.open(`/en${page(pair)}`)
      await visitor.look(/You are number \d in line/, 'waiting')
    })
  }
  await desk.act('k1', 'next')
  for (const [name, options] of [
    ['live-call-320', { width: 320 }],
    ['live-call-200', { textSize: 32 }],
    ['live-call-forced', { forcedColors: 'active' }],
  ] as const) {
    await withVisitor(name, options, async (visitor) => {
      await visitor.open(`/en${page(pair)}`)
      await visitor.look(/Please go to counter/, 'called')
    })
  }
})

test('without script the page asks for itself again', async () => {
  const html = await (await fetch(app.address + page(behind))).text()
  assert.match(html, /<noscript><meta http-equiv="refresh" content="30"/)
})

test('a lost line is said, and mended by asking', async () => {
  at('10:50')
  await checkIn(last)
  await withPhone(page(last), async (phone) => {
    await phone.locator('[data-sound]').waitFor()
    await phone.context().setOffline(true)
    await phone.locator('.stale', { hasText: 'Sambungan putus' }).waitFor()
    await phone.context().setOffline(false)
    await phone.locator('.stale').waitFor({ state: 'detached' })
  })
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { formatCode, type Ticket } from '../../src/bookings/index.ts'
import type { CheckedInAnswer } from '../../src/visits/wire.ts'
import { launchBrowser } from '../chromium.ts'
import { keptIn, readKept } from './kept-there.ts'
import { api, isReady, look, morning, openReception, place, ReceptionDay, waitForSealed } from './reception-day.ts'

// Goal: the network goes before the doors open, and everybody gets a number all the same, once.
// How: a real browser is cut off from the real app; its screen is reloaded; the network comes back.
const day = await ReceptionDay.open({ after })
let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

async function atDesk(use: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await day.browse(browser)
  try {
    const page = await openReception(context, day.house.app.address)
    await page.evaluate(() => navigator.serviceWorker.ready)
    await use(page, context)
  } finally {
    await context.close()
  }
}

/** One person with one card: scanned by a scanner that types, compared, given a number. */
async function checkInByKeys(page: Page, ticket: Ticket): Promise<string> {
  // Every other one has a phone to scan, the rest read out their code.
  await page.keyboard.type(ticket.code < 'WSBG' ? day.qrOf(ticket) : formatCode(ticket.code))
  await page.keyboard.press('Enter')
  await page.locator('.t-band', { hasText: ticket.code.slice(3, 6) }).waitFor()
  for (let person = 0; person < ticket.people.length; person++) await page.keyboard.press(String(person * 3 + 1))
  await page.keyboard.press('Enter')
  const number = page.locator('h2.t-code', { hasText: /[AB]-\d{3}/ })
  await number.waitFor()
  const shown = /[AB]-\d{3}/.exec(await number.innerText())![0]
  await page.keyboard.press('Space')
  // The field has the focus before the screen is another, and Escape would still be this one's.
  await number.waitFor({ state: 'detached' })
  await page.locator('#scan:focus').waitFor()
  return shown
}

/** At another desk, which has a network; returns the number. */
async function checkInElsewhere({ bookingId }: Ticket): Promise<string> {
  const elsewhere = await day.browse(browser)
  const answer = await elsewhere.request.post(`${day.house.app.address}${api}/check-ins`, {
    data: { booking: bookingId, people: [{ position: 0, card: 'same' }], nonce: `elsewhere-${bookingId}` },
  })
  assert.equal(answer.status(), 200)
  const { number } = (await answer.json()) as { number: string }
  await elsewhere.close()
  return number
}

test('thirty people at half past seven without a network, a reload in between, then once each', () =>
  atDesk(async (page, context) => {
    const tickets: Ticket[] = []
    for (let i = 0; i < 30; i++) tickets.push(await day.book(i < 15 ? '08:00' : '08:30', 1 + (i % 5 === 4 ? 1 : 0)))
    const kept = page.waitForResponse((answer) => answer.url().includes('/offline-day'))
    await page.reload()
    await (await kept).finished()
    await page.getByText('9 dari 30').waitFor()
    await isReady(page)

    await context.setOffline(true)
    await page.getByRole('alert').filter({ hasText: 'Tanpa jaringan: 0 hadir menunggu dikirim.' }).waitFor()
    const given = new Map<string, string>()
    for (const ticket of tickets.slice(0, 15)) given.set(ticket.bookingId, await checkInByKeys(page, ticket))
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'Tanpa jaringan: 15 hadir menunggu dikirim.' }).waitFor()
    await look(page, 'offline')
    for (const ticket of tickets.slice(15)) given.set(ticket.bookingId, await checkInByKeys(page, ticket))
    // Who is scanned again is told the number that there is.
    await page.keyboard.type(day.qrOf(tickets[3]!))
    await page.keyboard.press('Enter')
    await page.locator('.seen', { hasText: 'sudah hadir' }).waitFor()
    await page.keyboard.press('Escape')
    assert.deepEqual([...given.values()], Array.from({ length: 30 }, (_, i) => `A-${501 + i}`))
    assert.equal((await day.visits()).length, 0, 'nothing was sent')

    await page.keyboard.press('Escape')
    await page.keyboard.press('o')
    await heading(page, 'Urutan setempat').waitFor()
    await look(page, 'offline-order')
    await page.getByRole('button', { name: 'Panggil A-501' }).press('Enter')
    await page.getByRole('button', { name: 'Panggil A-502' }).waitFor()
    await page.keyboard.press('Escape')

    await context.setOffline(false)
    await page.locator('.banner').waitFor({ state: 'detached' })
    const visits = await day.visits()
    assert.equal(visits.length, 30)
    assert.deepEqual(new Map(visits.map(({ booking, number }) => [booking, number])), given)
    await page.getByText('Dipanggil dengan suara tanpa jaringan: A-501').waitFor()
    await look(page, 'offline-after')

    // Sent once: a reload and another return of the network send nothing more.
    await page.reload()
    await page.locator('table.q').waitFor()
    await context.setOffline(true)
    await page.getByRole('alert').waitFor()
    await context.setOffline(false)
    await page.getByRole('alert').waitFor({ state: 'detached' })
    assert.equal((await day.visits()).length, 30)
  }))

test('the English page opens without the network as well', () =>
  atDesk(async (page, context) => {
    await page.goto(`${day.house.app.address}/en${place}/reception`)
    await page.locator('table.q').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForFunction(async (path) => (await caches.match(path)) !== undefined, `/en${place}/reception`)
    await page.reload()
    await page.locator('table.q').waitFor()
    await context.setOffline(true)
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'No network: 0 check-ins wait to be sent.' }).waitFor()
    await page.locator('table.q').waitFor()
  }))

test('the first opening after a deployment is kept too, by the new build', () =>
  atDesk(async (page, context) => {
    await isReady(page)
    await context.route('**/staff/service-worker.js', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replace('"name":"', '"name":"next-') })
    })
    await page.reload()
    await page.waitForFunction(async (path) => {
      const names = await caches.keys()
      const isNext = names.length > 0 && names.every((name) => /-next-/.test(name))
      return isNext && (await caches.match(path)) !== undefined
    }, `${place}/reception`)
    await context.setOffline(true)
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'Tanpa jaringan' }).waitFor()
  }))

test('somebody who was checked in elsewhere meanwhile: one visit, and the officer is told the other number', () =>
  atDesk(async (page, context) => {
    const ticket = await day.book('08:30', 1, 'Bambang Dua Meja')
    await page.reload()
    await page.getByText('dari 31').waitFor()
    await isReady(page)
    await context.setOffline(true)
    await page.getByRole('alert').waitFor()
    const local = await checkInByKeys(page, ticket)
    const number = await checkInElsewhere(ticket)
    assert.notEqual(number, local)

    await context.setOffline(false)
    await page.getByText(`diberi ${local} tanpa jaringan, tetapi tercatat ${number}`).waitFor()
    await look(page, 'offline-conflict')
    assert.equal((await day.visits()).filter(({ booking }) => booking === ticket.bookingId).length, 1)
    await page.getByRole('button', { name: 'Sudah dilihat' }).click()
    await page.locator('.conflicts').waitFor({ state: 'detached' })
  }))

test('an answer that is lost after the number was written: sent again it is the same, and no conflict', () =>
  atDesk(async (page, context) => {
    const ticket = await day.book('08:30', 1, 'Yuni Terkirim')
    await isReady(page)
    await context.setOffline(true)
    await page.getByRole('alert').waitFor()
    const number = await checkInByKeys(page, ticket)
    const written = async () => (await day.visits()).filter(({ booking }) => booking === ticket.bookingId)
    const answers: CheckedInAnswer[] = []
    const lost = Promise.withResolvers<void>()
    await context.route('**/check-ins', async (route) => {
      const response = await route.fetch()
      if (answers.push((await response.json()) as CheckedInAnswer) > 1) return route.fulfill({ response })
      await route.abort()
      lost.resolve()
    })
    await context.setOffline(false)
    await lost.promise
    assert.deepEqual(await written(), [{ number, booking: ticket.bookingId, state: 'waiting' }])
    await page.getByRole('status').filter({ hasText: '1 hadir' }).waitFor()
    await page.keyboard.press('F9')
    await page.locator('.banner').waitFor({ state: 'detached' })
    assert.deepEqual(answers.map((one) => [one.number, one.again]), [[number, false], [number, true]])
    assert.equal((await written()).length, 1)
    assert.equal(await page.locator('.conflicts').count(), 0)
  }))

test('a number given without the network and sent meanwhile is taken back at the office', () =>
  atDesk(async (page, context) => {
    const [asked, later] = [await day.book('08:30', 1, 'Gito Salah'), await day.book('08:30', 1, 'Gendis Salah')]
    await isReady(page)
    const stateOf = async ({ bookingId }: Ticket) =>
      (await day.visits()).find(({ booking }) => booking === bookingId)?.state
    const cutOff = async (): Promise<void> => {
      await context.setOffline(true)
      await page.getByRole('alert').filter({ hasText: 'Tanpa jaringan' }).waitFor()
    }
    const sent = async (): Promise<void> => {
      await context.setOffline(false)
      await page.locator('.banner').waitFor({ state: 'detached' })
    }
    const undo = async (): Promise<void> => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('z')
      await heading(page, /^Tarik nomor A-[5-8]\d\d\?$/).waitFor()
    }
    // Sent while the desk is being asked whether it is meant so.
    await cutOff()
    await checkInByKeys(page, asked)
    await undo()
    await page.getByText('Belum dikirim, jadi hilang tanpa bekas.').waitFor()
    await sent()
    await page.getByText('Nomornya hangus dan tercatat').waitFor()
    await page.keyboard.press('y')
    await page.getByText(/^A-[5-8]\d\d ditarik\.$/).waitFor()
    assert.equal(await stateOf(asked), 'left')

    await cutOff()
    await checkInByKeys(page, later)
    await sent()
    await undo()
    await page.keyboard.press('y')
    await page.getByText(/^A-[5-8]\d\d ditarik\.$/).waitFor()
    assert.equal(await stateOf(later), 'left')
  }))

test('a server without its database: reception goes on here, and nobody is told to sign in', () =>
  atDesk(async (page, context) => {
    await isReady(page)
    const unavailable = { type: 'about:blank', title: 'Gangguan', status: 503, detail: 'Coba lagi nanti.' }
    await context.route('**/api/**', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(unavailable) }),
    )
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'Tanpa jaringan: 0 hadir menunggu dikirim.' }).waitFor()
    await page.keyboard.type('siapa saja')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'Tidak ditemukan di daftar hari ini' }).waitFor()
    await context.unroute('**/api/**')
    await page.locator('.banner').waitFor({ state: 'detached' })
  }))

test('what nobody has seen stays over the days: another number, and what was never sent', () =>
  atDesk(async (page, context) => {
    const [conflict, unsent] = [await day.book('08:30', 1, 'Kartini Lain'), await day.book('08:30', 1, 'Endang Telat')]
    await isReady(page)
    await context.setOffline(true)
    await page.getByRole('alert').waitFor()
    const local = await checkInByKeys(page, conflict)
    const number = await checkInElsewhere(conflict)
    await context.setOffline(false)
    await page.getByText(`diberi ${local} tanpa jaringan, tetapi tercatat ${number}`).waitFor()
    await context.setOffline(true)
    await page.getByRole('alert').waitFor()
    await checkInByKeys(page, unsent)
    try {
      for (const later of ['2026-11-26T00:30:00Z', '2026-11-28T00:30:00Z']) {
        await page.goto('about:blank')
        day.house.clock.set(Temporal.Instant.from(later))
        await day.signIn(context)
        await context.setOffline(false)
        await page.goto(`${day.house.app.address}${place}/reception`)
        await page.getByText('Tidak ada tiket untuk hari ini').waitFor()
        await page.getByText(`diberi ${local} tanpa jaringan, tetapi tercatat ${number}`).waitFor()
        const tooLate = page.locator('.conflicts li', { hasText: 'Endang Telat' })
        await tooLate.filter({ hasText: 'Rabu, 25 November 2026 berakhir' }).waitFor()
        await context.setOffline(true)
      }
      await page.getByRole('button', { name: 'Sudah dilihat' }).first().click()
      await page.locator('.conflicts li').nth(1).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Sudah dilihat' }).click()
      await page.locator('.conflicts').waitFor({ state: 'detached' })
    } finally {
      day.house.clock.set(morning)
    }
  }))

test('what the browser keeps: nothing readable, a key that cannot be taken out, and gone after the day', () =>
  atDesk(async (page, context) => {
    await day.book('08:30', 1, 'Menur Terbaca')
    await isReady(page)
    const { extractable, text } = await readKept(page)
    assert.deepEqual([...new Set(extractable)], [false])
    assert.ok(!text.includes('Menur'), 'a name can be read')
    await page.evaluate(async () => {
      const open = indexedDB.open('giliran-reception')
      await new Promise((done) => (open.onsuccess = done))
      const bytes = new TextEncoder().encode('Menur')
      const asked = open.result.transaction('sealed', 'readwrite').objectStore('sealed').put({ bytes }, ['bare', 'day'])
      await new Promise((done) => (asked.onsuccess = done))
    })
    assert.ok((await readKept(page)).text.includes('Menur'), 'the reading would not see it')

    // The next morning: another day's list, and nothing of this one.
    day.house.clock.set(Temporal.Instant.from('2026-11-26T00:30:00Z'))
    await day.signIn(context)
    await page.reload()
    await page.getByText('Tidak ada tiket untuk hari ini').waitFor()
    await waitForSealed(page, 'day')
    await page.waitForFunction(async () => {
      const open = indexedDB.open('giliran-reception')
      await new Promise((done) => (open.onsuccess = done))
      const asked = open.result.transaction('keys').objectStore('keys').getAllKeys()
      await new Promise((done) => (asked.onsuccess = done))
      return !(asked.result as string[]).some((scope) => scope.endsWith('2026-11-25'))
    })
    await context.setOffline(true)
    await page.getByRole('alert').waitFor()
    await page.keyboard.type('menur')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'Tidak ditemukan' }).waitFor()
  }))

const signOut = (page: Page) => page.locator('.sbar').getByRole('button', { name: 'Keluar' })

test('signing out forgets the day, also what is told while it goes', () =>
  atDesk(async (page, context) => {
    day.house.clock.set(morning)
    await day.signIn(context)
    const ticket = await day.book('08:30', 1, 'Sri Terakhir')
    await isReady(page)
    const witness = await context.newPage()
    await witness.goto(`${day.house.app.address}/robots.txt`)
    assert.ok((await keptIn(witness)) > 0)
    const asked = Promise.withResolvers<() => Promise<void>>()
    await page.route('**/expected?*', (route) => asked.resolve(() => route.continue()))
    await checkInElsewhere(ticket)
    const letAnswer = await asked.promise
    const left = Promise.withResolvers<() => Promise<void>>()
    await page.route('**/staff/sign-out', (route) => left.resolve(() => route.continue()))
    await signOut(page).click({ noWaitAfter: true })
    const letGo = await left.promise
    assert.equal(await keptIn(witness), 0)
    const answered = page.waitForResponse('**/expected?*')
    await letAnswer()
    await (await answered).finished()
    await letGo()
    await page.waitForURL('**/staff/sign-in*')
    assert.equal(await keptIn(witness), 0)
  }))

test('signing out on another staff page forgets the day too, but nothing that was not sent', () =>
  atDesk(async (page, context) => {
    const ticket = await day.book('08:30', 1, 'Warsih Menunggu')
    await isReady(page)
    await context.setOffline(true)
    await page.getByRole('alert').waitFor()
    await checkInByKeys(page, ticket)
    await page.goto('about:blank')
    await context.setOffline(false)
    await page.goto(`${day.house.app.address}${place}/day-list`)
    await signOut(page).click()
    await page.waitForURL('**/staff/sign-in*')
    assert.ok((await keptIn(page)) > 0)

    await day.signIn(context)
    await page.goto(`${day.house.app.address}${place}/reception`)
    await waitForSealed(page, 'scan ')
    await page.goto(`${day.house.app.address}${place}/day-list`)
    await signOut(page).click()
    await page.waitForURL('**/staff/sign-in*')
    assert.equal(await keptIn(page), 0)
  }))

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { formatCode } from '../../src/bookings/index.ts'
import { readTicketQr } from '../../src/bookings/qr.ts'
import { qrSvg } from '../../src/web/index.ts'
import { readQr } from '../qr-reader.ts'
import { launchBrowser } from '../chromium.ts'
import { look, openReception, place, ReceptionDay, scan } from './reception-day.ts'

// Goal: reception works by keyboard alone, on the real app.
const day = await ReceptionDay.open({ after })
let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

async function atDesk(use: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await day.browse(browser)
  const complaints: string[] = []
  try {
    await context.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', 'yes')
    })
    const page = await openReception(context, day.house.app.address)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (/Content Security Policy|Uncaught/.test(message.text())) complaints.push(message.text())
    })
    await use(page, context)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

test('a party of two by scanner: cards compared, one mended, number, slip that is seen to come', () =>
  atDesk(async (page, context) => {
    for (const hour of ['08:00', '08:00', '08:30', '08:30', '09:00', '09:00', '09:30']) await day.book(hour)
    const ticket = await day.book('08:30', 2, 'Siti Aminah')
    await page.getByRole('cell', { name: 'belum hadir' }).first().waitFor()
    await page.keyboard.type(day.qrOf(ticket))
    await page.keyboard.press('Enter')
    await heading(page, /08\.30/).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'Belum dicocokkan: Siti Aminah' }).waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('5')
    await page.keyboard.type('3307 0112 0588 0002')
    await look(page, 'reception-ticket')
    await page.getByRole('button', { name: 'Hadir 2 orang, beri nomor A-001' }).waitFor()
    await page.keyboard.press('Enter')
    await heading(page, /A-001/).waitFor()
    await look(page, 'reception-number')

    const opened = context.waitForEvent('page')
    await page.keyboard.press('Enter')
    const slip = await opened
    await slip.locator('html[data-printed]').waitFor()
    await page.getByText('Struk keluar?').waitFor()
    await look(page, 'reception-printed')
    await page.keyboard.press('t')
    await page.getByText('Tulis di kertas').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('#scan:focus').waitFor()
    await page.getByRole('cell', { name: /hadir 07\.30, A-001/ }).waitFor()
    await look(page, 'reception')
    assert.equal((await day.visits()).length, 1)

    // Scanned again: nothing new.
    await page.keyboard.type(day.qrOf(ticket))
    await page.keyboard.press('Enter')
    await page.getByText('Sudah hadir dengan nomor A-001').waitFor()
    await page.keyboard.press('Escape')
    assert.equal((await day.visits()).length, 1)
  }))

test('the slip on paper of 80 mm: its QR is the ticket’s', () =>
  atDesk(async (page) => {
    const ticket = await day.book('08:00')
    await page.keyboard.type(formatCode(ticket.code))
    await page.keyboard.press('Enter')
    await heading(page, /08\.00/).waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await heading(page, /A-00\d/).waitFor()
    const [visit] = (await day.house.database.pool.query<{ visit_id: string }>(
      'select visit_id from visit where booking_id = $1', [ticket.bookingId])).rows
    await page.goto(`${day.house.app.address}${place}/slip/${visit!.visit_id}`)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 320, height: 640 })
    assert.match(await page.locator('.n').innerText(), /^A-\d{3}$/)
    assert.equal(await page.locator('.mm80 a').isVisible(), false)
    const scanned = readTicketQr(day.house.app.keys.ticketKeys, await readQr(await page.screenshot()))
    assert.ok(scanned.ok && scanned.code === ticket.code)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, 'more than one slip of paper')
    await page.emulateMedia({ media: 'screen' })
    await look(page, 'slip', { fits: false })
  }))

test('a party that asks has a number each, and a slip each', () =>
  atDesk(async (page, context) => {
    const ticket = await day.book('08:30', 3, 'Endang Lestari')
    await page.keyboard.type(day.qrOf(ticket))
    await page.keyboard.press('Enter')
    await heading(page, /08\.30/).waitFor()
    for (const key of ['1', '4', '7', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('button', { name: 'Nomor sendiri-sendiri' }).waitFor()
    await page.keyboard.press('s')
    await page.getByText('Nomor lain rombongan ini').waitFor()
    const own = (await day.visits()).filter(({ booking }) => booking === ticket.bookingId)
    const [first, ...others] = own.map(({ number }) => number)
    await heading(page, first!).waitFor()
    await page.getByText(`Nomor lain rombongan ini: ${others.join(', ')}`).waitFor()
    await look(page, 'reception-own-numbers')
    const opened = context.waitForEvent('page')
    await page.keyboard.press('Enter')
    const slips = await opened
    await slips.locator('html[data-printed]').waitFor()
    assert.deepEqual(await slips.locator('.n').allInnerTexts(), [first, ...others])
    const paper = await context.newPage()
    await paper.goto(slips.url().replace('print=now&', ''))
    const pdf = await paper.pdf({ preferCSSPageSize: true })
    assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 3, 'one slip of paper each')
    await paper.close()
    await page.bringToFront()
    await page.keyboard.press('y')

    // Scanned again all three are there, each with what may be done.
    await page.keyboard.type(day.qrOf(ticket))
    await page.keyboard.press('Enter')
    for (const number of [first, ...others]) {
      await page.locator('.acts', { hasText: `${number} menunggu dipanggil` }).waitFor()
    }
    await look(page, 'reception-own-again')
    await page.getByRole('button', { name: `Pulang ${others[0]}` }).click()
    await page.locator('#scan:focus').waitFor()
    const left = (await day.visits()).filter(({ state }) => state === 'left').map(({ number }) => number)
    assert.deepEqual(left, [others[0]])
  }))

test('a name that several have, a NIK, and what is not found', () =>
  atDesk(async (page) => {
    const first = await day.book('09:30', 1, 'Dewi Kembar')
    await day.book('09:30', 1, 'Dewi Kembar')
    await page.keyboard.type('dewi kem')
    await page.keyboard.press('Enter')
    await heading(page, 'Yang mana?').waitFor()
    await look(page, 'reception-choose')
    await page.keyboard.press('1')
    await heading(page, /09\.30/).waitFor()
    await page.getByText('Terlalu awal.').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.type(first.people[0]!.nik)
    await page.keyboard.press('Enter')
    await heading(page, /09\.30/).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.type('tidak ada orangnya')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'tidak ditemukan' }).waitFor()
  }))

test('a scan while another ticket is on the desk presses none of its keys', () =>
  atDesk(async (page) => {
    const [one, other] = [await day.book('08:00'), await day.book('08:30')]
    await scan(page, day.qrOf(one))
    await heading(page, /08\.00/).waitFor()
    const before = (await day.visits()).length
    await scan(page, day.qrOf(other))
    await heading(page, /08\.30/).waitFor()
    assert.equal((await day.visits()).length, before)
  }))

test('where the network has no certificate: a number all the same, and the form of those without a booking', () =>
  atDesk(async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(Crypto.prototype, 'randomUUID', { value: undefined })
      Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })
    })
    await page.reload()
    const ticket = await day.book('08:30', 1, 'Murni Tanpa Kunci')
    await page.getByText('tidak dapat disimpan di perangkat ini').waitFor()
    await scan(page, day.qrOf(ticket))
    await heading(page, /08\.30/).waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await heading(page, /A-00\d/).waitFor()
    await page.keyboard.press('d')
    await heading(page, 'Datang langsung').waitFor()
  }))

test('without a booking: what lacks is said beside its field; before the draw only who goes first gets a number', () =>
  atDesk(async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('d')
    await heading(page, 'Datang langsung').waitFor()
    await page.getByLabel('Nama menurut kartu').fill('Joko')
    await page.keyboard.press('Enter')
    await page.locator('#service-0-error').waitFor()
    await look(page, 'reception-walk-in')
    await page.getByLabel('NIK', { exact: true }).fill('3307 0112 0588 0019')
    await page.getByLabel('Layanan').selectOption('new-adult')
    await page.getByLabel('Tujuan').selectOption('tourism')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'undian' }).waitFor()
    await page.getByLabel('Didahulukan').selectOption('elderly')
    await page.keyboard.press('Enter')
    await heading(page, /B-001/).waitFor()
    await page.keyboard.press('Space')
    await page.locator('#scan:focus').waitFor()

    await page.keyboard.press('Escape')
    await page.keyboard.press('z')
    await heading(page, 'Tarik nomor B-001?').waitFor()
    await look(page, 'reception-undo')
    await page.keyboard.press('y')
    await page.getByText('B-001 ditarik.').waitFor()
    assert.equal((await day.visits()).find(({ number }) => number === 'B-001')?.state, 'left')
  }))

test('two who collect their passports: a number of its own letter, a slip without a ticket', () =>
  atDesk(async (page, context) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('p')
    await heading(page, 'Ambil paspor').waitFor()
    await look(page, 'reception-collection')
    await page.getByLabel('2 orang').check()
    await page.keyboard.press('Enter')
    await heading(page, /D-001/).waitFor()
    const opened = context.waitForEvent('page')
    await page.keyboard.press('Enter')
    const slip = await opened
    await slip.getByText('ambil paspor').waitFor()
    assert.equal(await slip.locator('.n').innerText(), 'D-001')
    assert.equal(await slip.locator('.qr').count(), 0)
    await look(slip, 'slip-collection', { fits: false })
    await slip.close()
    await page.keyboard.press('y')
    await page.locator('#scan:focus').waitFor()
    const { rows } = await day.house.database.pool.query(`select kind, people from visit where letter = 'D'`)
    assert.deepEqual(rows, [{ kind: 'collection', people: 2 }])
  }))

test('a slip of somebody who waits: the number is looked at, and goes', () =>
  atDesk(async (page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await page.locator('#number:focus').waitFor()
    await page.keyboard.type('a1')
    await page.keyboard.press('Enter')
    await page.getByText('A-001: menunggu dipanggil').waitFor()
    await look(page, 'reception-back')
    await page.getByRole('button', { name: 'Pulang, tidak dilanjutkan' }).press('Enter')
    await page.locator('#scan:focus').waitFor()
    assert.equal((await day.visits())[0]?.state, 'left')
  }))

test('the camera of a machine without a reader of its own: our own reader, from our own server', () =>
  atDesk(async (page) => {
    const ticket = await day.book('08:30', 1, 'Tini Kamera')
    const picture = `data:image/svg+xml,${encodeURIComponent(qrSvg(day.qrOf(ticket), 'tiket'))}`
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).host))
    // Instead of a camera: a picture of the ticket, as a stream.
    await page.evaluate((address) => {
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement('canvas')
        canvas.width = canvas.height = 480
        const image = new Image()
        image.src = address
        await image.decode()
        setInterval(() => canvas.getContext('2d')!.drawImage(image, 0, 0, 480, 480), 50)
        return canvas.captureStream()
      }
    }, picture)
    await page.getByRole('button', { name: 'Kamera' }).press('Enter')
    await heading(page, /08\.30/).waitFor()
    await page.getByText('Tini Kamera').first().waitFor()
    assert.deepEqual([...hosts], [new URL(day.house.app.address).host])
  }))

test('the day list, on paper and as CSV', () =>
  atDesk(async (page) => {
    await page.goto(`${day.house.app.address}${place}/day-list`)
    await heading(page, 'Daftar Rabu, 25 November 2026').waitFor()
    await look(page, 'day-list', { fits: false })
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.sbar').isVisible(), false)
    const csv = await page.request.get(`${day.house.app.address}${place}/day-list.csv`)
    assert.match(csv.headers()['content-type']!, /^text\/csv/)
    assert.match(await csv.text(), /Siti Aminah,\d{4} \d{4} •••• \d{4}/)
    const other = await page.request.get(`${day.house.app.address}${place}/day-list?day=2026-12-30`)
    assert.equal(other.status(), 422)
  }))

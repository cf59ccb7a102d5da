import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bookAt } from '../api/hall.ts'
import { untilRows } from '../api/rows.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { Visitor } from './visitor.ts'

// Goal: in a real browser without script, somebody finds what they are told and stops it, and
// staff see what became of it, what it says, and send again what no channel took.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())
const day = '2026-12-01'
let ticket: Awaited<ReturnType<typeof bookAt>>
let bare: typeof ticket

const untilMessages = (state: string, count: number) =>
  untilRows(app.database, 'select from message where state = $1', { values: [state], count })

before(async () => {
  ticket = await bookAt(app.address, { day, hour: '09:00', contact: { whatsapp: '081234564471' } })
  await bookAt(app.address, { day, hour: '10:30', contact: { email: 'siti@contoh.id' } })
  bare = await bookAt(app.address, { day, hour: '10:30', size: 2 })
  await untilMessages('sent', 2)
})

interface Visit {
  width: number
  isStaff?: boolean
}

async function visit(name: string, { width, isStaff = false }: Visit, use: (visitor: Visitor) => Promise<void>) {
  const visitor = await Visitor.arrive(browser, { address: app.address, width, name, isStaff })
  try {
    await use(visitor)
  } finally {
    await visitor.leave()
  }
}

test('from the ticket, by keyboard on a small phone, messages are stopped and taken up again', () =>
  visit('messages-stops', { width: 320 }, async (visitor) => {
    const { page } = visitor
    await visitor.open(`/t/${ticket.key}`)
    await visitor.press('a:has-text("Pesan tentang tiket ini")')
    await visitor.look('Pesan tentang tiket ini', 'told')
    assert.match(await page.locator('.ways').innerText(), /WhatsApp[\s\S]*\+6281•••471[\s\S]*SMS/)
    await visitor.tabTo('button[name=stop][value=whatsapp]')
    assert.equal(await visitor.strike('Enter'), 200)
    await visitor.look('Pesan tentang tiket ini', 'stopped')
    assert.match(await page.locator('[role=status]').innerText(), /WhatsApp sudah dihentikan/)
    await visitor.press('button:has-text("Hentikan SMS")')
    assert.match(await page.locator('main').innerText(), /Semua pesan dihentikan/)
    await visitor.tabTo('button[name=resume][value=whatsapp]')
    await visitor.strike('Enter')
    assert.match(await page.locator('[role=status]').innerText(), /WhatsApp dikirim lagi/)
    await visitor.press('a:has-text("Kembali ke tiket")')
    await visitor.look('Tiket Anda', 'ticket')
  }))

test('a ticket without a contact says what that means', () =>
  visit('messages-bare', { width: 360 }, async (visitor) => {
    await visitor.open(`/en/t/${bare.key}/messages`)
    await visitor.look('Messages about this ticket', 'no-contact')
    assert.equal(await visitor.page.locator('main button').count(), 0)
  }))

test('a demonstration shows what would have been sent, also for one ticket, and its link opens it', () =>
  visit('messages-outbox', { width: 360 }, async (visitor) => {
    const { page } = visitor
    await visitor.open('/simulated-day')
    await visitor.press('a:has-text("Pesan yang akan terkirim")')
    await visitor.look('Pesan yang akan terkirim', 'all')
    assert.equal(await page.locator('.kept > li').count(), 2)
    await page.fill('#code', 'WSB-1')
    assert.equal(await visitor.press('button:has-text("Tampilkan")'), 422)
    await visitor.look('Pesan yang akan terkirim', 'wrong')
    await page.fill('#code', ticket.code)
    assert.equal(await visitor.press('button:has-text("Tampilkan")'), 200)
    await visitor.look('Pesan yang akan terkirim', 'one')
    assert.equal(await page.locator('.kept > li').count(), 1)
    await visitor.press('.kept .block a')
    await visitor.look('Tiket Anda', 'ticket')
  }))

test('a supervisor finds messages from the start page, reads them all, and sends dead letters again', () =>
  visit('messages-staff', { width: 1280, isStaff: true }, async (visitor) => {
    const { page } = visitor
    await app.database.pool.query(
      `update message set state = 'dead', reason = 'refused', refused = '{email}' where channel = 'email'`,
    )
    await visitor.open('/staff')
    await visitor.press('button:has-text("Pengawas")')
    await visitor.press('.rows a:has-text("Pesan:")')
    await visitor.look('Pesan', 'dead')
    assert.equal(await page.locator('h2').first().innerText(), '1 pesan tidak sampai')
    assert.equal(await visitor.press('.q button:has-text("Kirim lagi")'), 200)
    assert.match(await page.locator('[role=status]').innerText(), /1 pesan dikirim lagi/)
    await untilMessages('sent', 2)
    await visitor.press('a:has-text("30 hari")')
    await visitor.look('Pesan', 'figures')
    assert.match(await page.locator('.strip').innerText(), /terkirim\s*2/)
    await visitor.press('a:has-text("Contoh semua pesan")')
    await visitor.look('Contoh pesan', 'texts')
    assert.equal(await page.locator('.previews').count(), 16)
    await page.locator('summary').first().click()
    await visitor.look('Contoh pesan', 'letter')
    assert.match(await page.locator('.previews details').first().innerText(), /Atur atau hentikan pesan/)
  }))

test('on a phone each figure says what it counts', () =>
  visit('messages-staff-phone', { width: 360, isStaff: true }, async (visitor) => {
    await visitor.open('/en/staff')
    await visitor.press('button:has-text("Headquarters")')
    await visitor.open('/en/staff/offices/wonosobo/messages?days=7')
    await visitor.look('Messages', 'headquarters')
    assert.match(await visitor.page.locator('.sums').first().innerText(), /turn booked\s+sent 2/)
    assert.equal(await visitor.page.locator('main form').count(), 0, 'headquarters changes nothing')
  }))

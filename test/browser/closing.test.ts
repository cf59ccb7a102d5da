import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bookAt } from '../api/hall.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { Visitor } from './visitor.ts'

// Goal: a supervisor closes a day and somebody hit by it takes another hour, both in a real
// browser without script, at a desk and on a telephone.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())
const day = '2026-12-01'
const page = '/staff/offices/wonosobo/sites/kantor/close-day'
let ticket: Awaited<ReturnType<typeof bookAt>>

before(async () => {
  ticket = await bookAt(app.address, { day, hour: '09:00', size: 2 })
  await bookAt(app.address, { day, hour: '10:30' })
})

async function visit(name: string, width: number, use: (visitor: Visitor) => Promise<void>, isStaff = false) {
  const visitor = await Visitor.arrive(browser, { address: app.address, width, name, isStaff })
  try {
    await use(visitor)
  } finally {
    await visitor.leave()
  }
}

test('a supervisor checks who is hit, closes the day and sees the list', () =>
  visit('closing-staff', 1280, async (visitor) => {
    await visitor.open('/staff')
    await visitor.press('button:has-text("Pengawas")')
    await visitor.open(page)
    await visitor.look('Tutup hari', 'today')
    await visitor.page.selectOption('#date', day)
    assert.equal(await visitor.press('button:has-text("Lihat hari ini")'), 200)
    assert.equal(await visitor.press('button:has-text("Periksa dulu")'), 422)
    await visitor.look('Tutup hari', 'no-reason')
    await visitor.page.selectOption('#hour', '09:00')
    await visitor.page.selectOption('#reason', 'own')
    await visitor.page.fill('#words', 'jalan ke kantor terputus')
    assert.equal(await visitor.press('button:has-text("Periksa dulu")'), 200)
    await visitor.look('Periksa sebelum menutup', 'preview')
    const [, hit] = /^(\d+) tiket kena, \d+ orang$/.exec(await visitor.page.locator('h2').innerText()) ?? []
    assert.ok(Number(hit) >= 2)
    assert.equal(await visitor.press('button:has-text("Tutup dan beri tahu")'), 200)
    await visitor.look('Tutup hari', 'closed')
    const rows = await visitor.page.locator('.day-list tbody tr').allInnerTexts()
    assert.equal(rows.length, Number(hit))
    assert.ok(rows.some((row) => row.includes(ticket.code)))
    assert.ok(rows.every((row) => row.includes('belum memilih')))
  }, true))

test('on a telephone the ticket says why, and another hour is two presses and a NIK away', () =>
  visit('closing-ticket', 360, async (visitor) => {
    await visitor.open(`/t/${ticket.key}`)
    await visitor.look('Jam Anda ditutup kantor', 'displaced')
    assert.match(await visitor.page.locator('.errors').innerText(), /jalan ke kantor terputus/)
    assert.equal(await visitor.page.locator('.qr').count(), 0, 'nobody is let in at an hour that is off')
    const nearest = visitor.page.locator('.rows a').first()
    const [, hour = ''] = /pukul (\d\d\.\d\d) WIB/.exec(await nearest.innerText()) ?? []
    await visitor.press(nearest)
    await visitor.look('Pilih jam yang baru', 'hour-chosen')
    assert.equal(await visitor.page.locator('input[name=slot]:checked').count(), 1)
    await visitor.page.fill('#nik', ticket.niks[0]!)
    assert.equal(await visitor.press('button:has-text("Pindah ke jam ini")'), 200)
    await visitor.look('Giliran Anda sudah dipindah', 'moved')
    assert.ok((await visitor.page.locator('.t-code').innerText()).includes(hour))
  }))

test('the list says who has moved where, also on a narrow screen; the day is opened again', () =>
  visit('closing-list', 360, async (visitor) => {
    await visitor.open('/en/staff')
    await visitor.press('button:has-text("Supervisor")')
    await visitor.open(`/en${page}?date=${day}`)
    await visitor.look('Close a day', 'list')
    const row = visitor.page.locator('.day-list tbody tr', { hasText: ticket.code })
    assert.match(await row.innerText(), /moved to \w+, \d+ \w+ 2026, \d\d:\d\d WIB/)
    assert.equal(await visitor.press('button:has-text("Open again")'), 200)
    assert.match(await visitor.page.locator('[role=status]').innerText(), /is open again/)
  }, true))

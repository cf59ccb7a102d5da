import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { formatCode } from '../../src/bookings/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { openStaffMember } from '../api/staff.ts'
import { launchBrowser } from '../chromium.ts'
import { api, look, place, ReceptionDay } from './reception-day.ts'

// Goal: staff do for somebody without a telephone what the site does, by the same rules, and the trace says so.
const day = await ReceptionDay.open({ after })
let browser: Browser
before(async () => {
  browser = await launchBrowser()
})
after(() => browser.close())

async function atDesk(use: (page: Page) => Promise<void>): Promise<void> {
  const context = await day.browse(browser)
  try {
    const page = await context.newPage()
    await page.goto(`${day.house.app.address}${place}/desk`)
    await use(page)
  } finally {
    await context.close()
  }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

/** What the ledger will say of such changes by reception's staff; it keeps no order. */
async function traces(kind: string): Promise<Record<string, unknown>[]> {
  const { rows } = await day.house.database.pool.query<{ opening: string }>('select opening from audit_opening')
  return rows
    .map(({ opening }) => JSON.parse(opening) as Record<string, unknown>)
    .filter((one) => one['kind'] === kind && String(one['by']).startsWith('staff:reception'))
}

async function fillPerson(page: Page, index: number, name: string, nik: string): Promise<void> {
  await page.locator(`#name-${index}`).fill(name)
  await page.locator(`#nik-${index}`).fill(nik)
  await page.locator(`input[name=service-${index}][value=new-adult]`).check()
  await page.locator(`#purpose-${index}`).selectOption('tourism')
}

test('two people at the desk: who, day, hour, ticket, moved, cancelled', () =>
  atDesk(async (page) => {
    await look(page, 'desk', { fits: false })
    await page.getByRole('link', { name: 'Ambilkan giliran' }).click()
    await heading(page, 'Siapa yang datang').waitFor()
    const [nik, other] = sampleNiks(2, 9_000) as [string, string]
    await fillPerson(page, 0, 'Mbah Karto', nik.slice(0, 15))
    await press(page, 'Lanjut pilih hari')
    await page.getByRole('alert').waitFor()
    await look(page, 'desk-who-wrong', { fits: false })
    await page.locator('#nik-0').fill(nik)
    await page.locator('button[value=add]:visible').click()
    await fillPerson(page, 1, 'Mbok Sri', other)
    await press(page, 'Lanjut pilih hari')
    await heading(page, 'Pilih hari').waitFor()
    await look(page, 'desk-day', { fits: false })
    await page.locator('.cal a').last().click()
    await heading(page, 'Pilih jam').waitFor()
    await press(page, 'Ambil giliran ini')
    await page.getByText('Pilih satu jam.').first().waitFor()
    await page.locator('input[name=slot]').first().check()
    await look(page, 'desk-hour', { fits: false })
    await press(page, 'Ambil giliran ini')
    await page.getByText('Giliran diambil.').waitFor()
    await look(page, 'desk-ticket', { fits: false })
    assert.partialDeepStrictEqual(await traces('booked'), [{ assisted: true, party: 2 }])

    await page.getByRole('link', { name: 'Ubah hari atau jam' }).click()
    await page.locator('.cal a').nth(4).click()
    await page.locator('input[name=slot]').last().check()
    await press(page, 'Pindahkan ke jam ini')
    await page.getByText('Jam sudah diubah.').waitFor()
    assert.equal((await traces('moved')).length, 1)
    await page.getByRole('link', { name: 'Batalkan giliran' }).click()
    await look(page, 'desk-cancel', { fits: false })
    await press(page, 'Ya, batalkan')
    await page.getByText('Giliran dibatalkan.').waitFor()
    assert.equal((await traces('cancelled')).length, 1)
  }))

test('by the office’s fault a turn of today goes to another day, uncounted, once somebody says so', () =>
  atDesk(async (page) => {
    const ticket = await day.book('10:00', 1, 'Bu Wagiyem')
    await page.goto(`${day.house.app.address}${place}/desk/tickets/${ticket.bookingId}`)
    await page.getByText('Hari ini masih dapat dipindah bila kantor yang salah.').waitFor()
    assert.equal(await page.getByRole('link', { name: 'Batalkan giliran' }).count(), 0)
    await page.getByRole('link', { name: 'Ubah hari atau jam' }).click()
    await page.locator('.cal a').last().click()
    await page.locator('input[name=slot]').first().check()
    await press(page, 'Pindahkan ke jam ini')
    await page.getByRole('alert').filter({ hasText: 'hanya sampai' }).waitFor()
    await page.locator('input[name=slot]').first().check()
    await page.getByLabel('Salah kantor').check()
    await look(page, 'desk-move-fault', { fits: false })
    await press(page, 'Pindahkan ke jam ini')
    await page.getByText('Jam sudah diubah.').waitFor()
    assert.partialDeepStrictEqual(await traces('moved-by-fault'), [{ booking: ticket.bookingId }])
    await page.getByRole('link', { name: 'Ubah hari atau jam' }).click()
    await page.locator('.cal a').nth(4).click()
    await page.locator('input[name=slot]').first().waitFor()
    assert.equal(await page.getByLabel('Salah kantor').count(), 0, 'of another day it is a move like any other')
  }))

test('found by code and by NIK, whose digits are in no address', () =>
  atDesk(async (page) => {
    const ticket = await day.book('09:00', 1, 'Pak Darmo')
    for (const q of [formatCode(ticket.code), ticket.people[0]!.nik]) {
      await page.goto(`${day.house.app.address}${place}/desk`)
      await page.locator('#q').fill(q)
      await page.keyboard.press('Enter')
      await heading(page, `Tiket ${formatCode(ticket.code)}`).waitFor()
      assert.ok(!page.url().includes(ticket.people[0]!.nik))
    }
    assert.ok(!(await page.locator('main').innerText()).includes(ticket.people[0]!.nik), 'the NIK is masked')
    await page.goto(`${day.house.app.address}${place}/desk`)
    await page.locator('#q').fill('WSB-000-0000')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'Tiket tidak ditemukan' }).waitFor()
  }))

test('a NIK is let go after its card was seen, and only then', () =>
  atDesk(async (page) => {
    const ticket = await day.book('09:30', 1, 'Bu Tini')
    await page.getByRole('link', { name: /Lepaskan NIK/ }).click()
    await page.locator('#nik').fill(ticket.people[0]!.nik)
    await press(page, 'Lepaskan NIK ini')
    await page.locator('#seen-error').waitFor()
    await look(page, 'desk-release', { fits: false })
    await page.locator('#seen').check()
    await press(page, 'Lepaskan NIK ini')
    await page.getByText('NIK dilepas.').waitFor()
    assert.partialDeepStrictEqual(await traces('claim-released'), [{ booking: ticket.bookingId }])
    await page.locator('#nik').fill(ticket.people[0]!.nik)
    await page.locator('#seen').check()
    await press(page, 'Lepaskan NIK ini')
    await page.getByText('tidak memegang giliran').waitFor()
  }))

test('a form of another site changes nothing; a counter’s officer has no desk', async () => {
  const { address } = day.house.app
  const context = await day.browse(browser)
  const answer = await context.request.post(`${address}${place}/desk/release`, {
    form: { nik: '3307014506900003', seen: 'yes' },
    headers: { origin: 'https://elsewhere.example' },
  })
  assert.equal(answer.status(), 403)
  await context.close()
  const { token } = await openStaffMember(day.house.app, 'counter')
  const officer = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${token}` } })
  assert.equal((await officer.request.get(`${address}${place}/desk`)).status(), 403)
  assert.equal((await officer.request.get(`${address}${api}/offline-day`)).status(), 403)
  await officer.close()
  const stranger = await browser.newContext()
  const refused = await stranger.request.get(`${address}${place}/desk`, { maxRedirects: 0 })
  assert.equal(refused.status(), 303)
  assert.match(refused.headers()['location']!, /^\/staff\/sign-in/)
  await stranger.close()
})

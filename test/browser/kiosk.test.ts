import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { ticketOfKey, ticketQrSvg } from '../../src/bookings/index.ts'
import { bookAt, Desk } from '../api/hall.ts'
import { readQr } from '../qr-reader.ts'
import { violationsIn } from '../axe.ts'
import { launchBrowser } from '../chromium.ts'
import { keepPicture } from '../pictures.ts'
import { startTestApp } from './app.ts'

// Goal: whoever comes with a ticket gets a number at the kiosk, with or without paper.
// How: a real hall; a browser as large as the kiosk's screen, signed in as reception.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())

const DAY = '2026-12-15'
const KIOSK = '/staff/offices/wonosobo/sites/kantor/kiosk'

const desk = new Desk(app.address, 'pengawas')
const bookOn = (hour: string, size = 1) => bookAt(app.address, { day: DAY, hour, size })
const one = await bookOn('08:30')
const family = await bookOn('08:30', 3)
const second = await bookOn('09:00')
const third = await bookOn('09:00')
const late = await bookOn('14:00')
app.clock.set(`${DAY}T08:14:00+07:00`)

interface Kiosk {
  page: Page
  context: BrowserContext
  /** Until the browser was told to print so often; not more often. */
  printed(times: number): Promise<void>
}

/** A kiosk as staff leave it: signed in, open. `printer`: what the browser does when it is told to print. */
async function withKiosk(
  use: (kiosk: Kiosk) => Promise<void>,
  { printer = 'works', ...options }: BrowserContextOptions & { printer?: 'works' | 'dead' } = {},
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1080, height: 1920 },
    reducedMotion: 'reduce',
    ...options,
  })
  try {
    const page = await context.newPage()
    await page.addInitScript((works) => {
      Object.assign(globalThis, { prints: 0 })
      globalThis.print = () => {
        if (!works) return
        ;(globalThis as unknown as { prints: number }).prints++
        dispatchEvent(new Event('beforeprint'))
        dispatchEvent(new Event('afterprint'))
      }
    }, printer === 'works')
    await page.goto(`${app.address}/staff/sign-in?next=${encodeURIComponent(KIOSK)}`)
    await page.locator('button:has-text("(resepsionis)")').first().click()
    await page.locator('.k[data-at]').waitFor()
    const printed = async (times: number): Promise<void> => {
      const enough = (wanted: number) => {
        const { prints } = globalThis as unknown as { prints: number }
        return prints >= wanted && prints
      }
      const prints = await page.waitForFunction(enough, times)
      assert.equal(await prints.jsonValue(), times)
    }
    await use({ page, context, printed })
  } finally {
    await context.close()
  }
}

const says = (page: Page, heading: string | RegExp): Promise<void> =>
  page.locator('h1', { hasText: heading }).waitFor()
const button = (page: Page, name: string) => page.locator(`button:has-text("${name}")`).first()

async function typeCode(page: Page, code: string): Promise<void> {
  await button(page, 'Ketik kode').click()
  for (const key of code.replaceAll('-', '').slice(3)) {
    await page.locator('.k-keys').getByRole('button', { name: key, exact: true }).click()
  }
  await button(page, 'Lanjut').click()
}

/** A scanner is a keyboard that is faster than fingers. */
async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((characters) => {
    for (const key of [...characters, 'Enter']) {
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }
  }, text)
}

async function qrOf(ticket: { key: string }): Promise<string> {
  const svg = ticketQrSvg(app.bookings.deps, await ticketOfKey(app.bookings.deps, ticket.key))
  const page = await browser.newPage({ viewport: { width: 400, height: 400 } })
  await page.setContent(`<div style="width:360px">${svg}</div>`)
  const text = await readQr(await page.locator('svg').screenshot())
  await page.close()
  return text
}

/** When the server has heard what the kiosk wants of staff. */
function told(page: Page, wants: { help?: boolean; noPaperFor?: string }): Promise<unknown> {
  return page.waitForResponse((response) => {
    const body = response.url().endsWith('/kiosk') && response.ok() ? response.request().postDataJSON() : undefined
    return body?.help === (wants.help ?? false) && body.noPaperFor === wants.noPaperFor
  })
}

async function sidewaysOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

test('the kiosk opens for who may check people in, and shows the three ways', async () => {
  const stranger = await fetch(app.address + KIOSK, { redirect: 'manual' })
  assert.equal(stranger.status, 303)
  await withKiosk(async ({ page }) => {
    await says(page, 'Selamat datang. Lapor hadir di sini.')
    assert.equal(await page.locator('.k-ways button').count(), 3)
    const { code } = await desk.get<{ code: string }>('/day-code')
    assert.ok((await page.locator('.k-door').innerText()).includes(code))
    await keepPicture(page, 'kiosk-start')
    assert.deepEqual(await violationsIn(page), [])
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    assert.ok(height <= 1920, `it scrolls: ${height}`)
    await button(page, 'Datang langsung').click()
    await says(page, 'Datang langsung: ke meja depan')
    await keepPicture(page, 'kiosk-walk-in')
    assert.deepEqual(await violationsIn(page), [])
  })
})

test('a typed code gives a number and one slip; the same again tells the same number', async () => {
  await withKiosk(async ({ page, printed }) => {
    await button(page, 'Ketik kode').click()
    await button(page, 'Lanjut').click()
    await page.locator('.k-wrong').waitFor()
    await keepPicture(page, 'kiosk-type')
    assert.deepEqual(await violationsIn(page), [])
    await button(page, 'Kembali').click()
    await typeCode(page, one.code)
    await says(page, 'Nomor giliran Anda')
    assert.equal(await page.locator('.k-number').innerText(), 'A-001')
    // It prints once the number is drawn.
    await printed(1)
    await keepPicture(page, 'kiosk-done')
    assert.deepEqual(await violationsIn(page), [])
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.locator('.k-slip .no').isVisible())
    assert.equal(await page.locator('main').isVisible(), false)
    await keepPicture(page, 'kiosk-slip', { clip: { x: 0, y: 0, width: 300, height: 560 } })
    await page.emulateMedia({ media: 'screen' })
    await button(page, 'Selesai').click()
    await typeCode(page, one.code)
    await says(page, 'Nomornya tetap')
    assert.equal(await page.locator('.k-number').innerText(), 'A-001')
    await printed(2)
  })
  assert.equal((await desk.floor()).visits.length, 1)
})

test('a scanner that types: a party is asked whether all are here', async () => {
  await withKiosk(async ({ page }) => {
    const text = await qrOf(family)
    await scan(page, text)
    await says(page, '3 orang di tiket ini. Semua sudah di sini?')
    await keepPicture(page, 'kiosk-party')
    assert.deepEqual(await violationsIn(page), [])
    await button(page, 'Belum semua').click()
    await says(page, 'Lapor ke meja depan')
    await button(page, 'Kembali').click()
    await scan(page, text)
    await button(page, 'Ya, semua sudah di sini').click()
    await says(page, 'Nomor giliran Anda')
    assert.equal(await page.locator('.k-number').innerText(), 'A-002')
  })
})

test('what cannot be says why: too early, a wrong code, no network', async () => {
  await withKiosk(async ({ page, context }) => {
    await typeCode(page, late.code)
    await says(page, 'Belum bisa lapor hadir di sini')
    assert.match(await page.locator('.k-text').innerText(), /Terlalu awal\. Dapat lapor hadir mulai pukul 13\.00/)
    assert.deepEqual(await violationsIn(page), [])
    await button(page, 'Kembali').click()
    await context.setOffline(true)
    await typeCode(page, second.code)
    await page.locator('.k-text', { hasText: 'Jaringan sedang putus' }).waitFor()
    await context.setOffline(false)
    await button(page, 'Coba lagi').click()
    await says(page, 'Nomor giliran Anda')
  })
  const { visits } = await desk.floor()
  assert.equal(visits.length, 3)
})

test('no paper: the number is to be written down, and staff see it here and in the hall', async () => {
  await withKiosk(
    async ({ page }) => {
      await typeCode(page, third.code)
      await says(page, 'Catat nomor ini:')
      assert.equal(await page.locator('.k-number').innerText(), 'A-004')
      await page.locator('.k-banner', { hasText: 'kertas tidak keluar sejak pukul 08.14. Terakhir A-004.' }).waitFor()
      await keepPicture(page, 'kiosk-no-paper')
      assert.deepEqual(await violationsIn(page), [])
      const remembered = told(page, { noPaperFor: 'A-004' })
      await page.reload()
      await page.locator('.k-banner').waitFor()
      await remembered
      const alerts = async () => (await desk.floor()).alerts.map((alert) => alert.kind)
      assert.ok((await alerts()).includes('kiosk-printer'))
      const mended = told(page, {})
      await button(page, 'Sudah beres').click()
      await mended
      await page.locator('.k-banner').waitFor({ state: 'detached' })
      assert.ok(!(await alerts()).includes('kiosk-printer'))
    },
    { printer: 'dead' },
  )
})

test('an officer is called, and the kiosk says so until they came', async () => {
  await withKiosk(async ({ page }) => {
    const called = told(page, { help: true })
    await button(page, 'Panggil petugas').click()
    await called
    await page.locator('.k-banner', { hasText: 'Petugas dipanggil pukul 08.14' }).waitFor()
    const { alerts } = await desk.floor()
    assert.equal(alerts[0]?.kind, 'kiosk-help')
    await button(page, 'Sudah dibantu').click()
    await page.locator('.k-banner').waitFor({ state: 'detached' })
  })
})

test('whoever calls an officer and then reads on in another language is still waited for', async () => {
  await withKiosk(async ({ page }) => {
    await page.clock.install()
    await page.locator('a:has-text("English")').click()
    await says(page, 'Welcome. Check in here.')
    const called = told(page, { help: true })
    await button(page, 'Call an officer').click()
    await called
    await page.locator('.k-banner', { hasText: 'An officer was called at 08:14' }).waitFor()
    // Half a minute without a touch loads the page of the house's own language, which says anew what it wants.
    const saidAgain = told(page, { help: true })
    await page.clock.fastForward(31_000)
    await says(page, 'Selamat datang. Lapor hadir di sini.')
    await saidAgain
    await page.locator('.k-banner', { hasText: 'Petugas dipanggil pukul 08.14' }).waitFor()
    const helped = told(page, {})
    await button(page, 'Sudah dibantu').click()
    await helped
    await page.reload()
    await page.locator('.k[data-at]').waitFor()
    assert.equal(await page.locator('.k-banner').count(), 0)
  })
})

test('a name or a NIK finds nobody here: only a ticket does', async () => {
  const before = (await desk.floor()).visits.length
  const asked = (q: string) => desk.post<unknown>('/look-up', { q, ticketOnly: true })
  assert.equal((await asked(second.niks[0]!)).status, 404)
  assert.equal((await asked('Orang Satu')).status, 404)
  const byCode = await asked(second.code)
  assert.equal(byCode.status, 200)
  assert.doesNotMatch(JSON.stringify(byCode.body), /Orang|33\d\d \d{4}/, 'the kiosk is told whose ticket it is')
  await withKiosk(async ({ page }) => {
    for (const scanned of ['Orang Satu'.padStart(24), second.niks[0]!.padStart(24)]) {
      await scan(page, scanned)
      await page.locator('.k-text', { hasText: 'Ini bukan kode tiket dari kantor ini.' }).waitFor()
      await button(page, 'Kembali').click()
    }
  })
  assert.equal((await desk.floor()).visits.length, before)
})

test('half a minute without a touch leads back to the start, in Indonesian', async () => {
  await withKiosk(async ({ page }) => {
    await page.clock.install()
    await page.reload()
    await page.locator('.k[data-at]').waitFor()
    await page.locator('a:has-text("English")').click()
    await says(page, 'Welcome. Check in here.')
    assert.deepEqual(await violationsIn(page), [])
    await button(page, 'Large letters').click()
    await button(page, 'Type the code').click()
    await says(page, 'Type the ticket code')
    await page.clock.fastForward(29_000)
    assert.equal(await page.locator('.k').getAttribute('data-at'), 'type')
    await page.clock.fastForward(2_000)
    await says(page, 'Selamat datang. Lapor hadir di sini.')
  })
})

test('on other screens, with large letters and the user\'s own colours nothing is lost', async () => {
  for (const [name, options] of [
    ['320', { viewport: { width: 320, height: 640 } }],
    ['768', { viewport: { width: 768, height: 1024 } }],
    ['wide', { viewport: { width: 1280, height: 800 } }],
    ['forced', { forcedColors: 'active' }],
  ] as const) {
    await withKiosk(async ({ page }) => {
      await button(page, 'Huruf besar').click()
      assert.ok((await sidewaysOf(page)) <= 0, name)
      await keepPicture(page, `kiosk-${name}`, { fullPage: true })
      await button(page, 'Ketik kode').click()
      assert.ok((await sidewaysOf(page)) <= 0, name)
    }, options)
  }
})

test('the paper for the door carries the day\'s code', async () => {
  const { code } = await desk.get<{ code: string }>('/day-code')
  await withKiosk(async ({ page }) => {
    await page.goto(app.address + KIOSK.replace('/kiosk', '/door'))
    assert.ok((await page.locator('main').innerText()).includes(code))
    await page.emulateMedia({ media: 'print' })
    await keepPicture(page, 'kiosk-door')
  })
})

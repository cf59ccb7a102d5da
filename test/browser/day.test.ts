import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { bookAt } from '../api/hall.ts'
import { launchBrowser } from '../chromium.ts'
import { keepPicture } from '../pictures.ts'
import { startTestApp } from './app.ts'

// Goal: all screens of a day at once, each moved by what is done at the others.
// How: one real app; reception, kiosk, two counters, the supervisor, the display and two
// phones, each in a browser of its own, as in an office. They leave the pictures of README.
const app = await startTestApp({ after })
const browser: Browser = await launchBrowser()
after(() => browser.close())

const DAY = '2026-12-15'
const at = (hour: string): void => app.clock.set(`${DAY}T${hour}:00+07:00`)

const pair = await bookAt(app.address, { day: DAY, hour: '08:30', size: 2 })
const single = await bookAt(app.address, { day: DAY, hour: '08:30' })
const others = await Promise.all(
  ['09:00', '09:00', '09:00', '09:00'].map((hour) => bookAt(app.address, { day: DAY, hour })),
)
at('08:14')

const below = '/staff/offices/wonosobo/sites/kantor'
const complaints: string[] = []

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  await context.addInitScript(() => {
    window.print = () => undefined
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
  await page.goto(app.address + path)
  return page
}

async function openAs(account: string, screen: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const page = await open(`/staff/sign-in?next=${encodeURIComponent(`${below}/${screen}`)}`, { viewport })
  await page.locator(`button:has-text("(${account})")`).first().click()
  await page.waitForURL(`**/${screen}`)
  return page
}

const phone = (key: string): Promise<Page> => open(`/t/${key}`, { viewport: { width: 360, height: 780 } })
const keep = (page: Page, name: string) => keepPicture(page, `day-${name}`, { isShown: true })
const shows = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor()

/** Presses a key of the screen by its name, once it can be pressed. */
const button = (page: Page, name: RegExp): Promise<void> => page.getByRole('button', { name }).first().click()

/** Checks in by the keyboard: the code, each card as the ticket says, the number. */
async function receive(reception: Page, code: string, people: number): Promise<void> {
  await reception.locator('#scan').fill(code)
  await reception.keyboard.press('Enter')
  await shows(reception, 'Cocokkan dengan kartu asli')
  for (let person = 0; person < people; person++) await reception.keyboard.press(String(person * 3 + 1))
  if (code === pair.code) await keep(reception, 'reception')
  await reception.keyboard.press('Enter')
}

test('one day on every screen at once', async () => {
  const [reception, kiosk, first, second, supervisor, display, mine, alone] = await Promise.all([
    openAs('resepsionis', 'reception'),
    openAs('resepsionis', 'kiosk', { width: 1080, height: 1920 }),
    openAs('loket-1', 'counter'),
    openAs('loket-2', 'counter'),
    openAs('pengawas', 'floor'),
    open('/offices/wonosobo/sites/kantor/display', { viewport: { width: 1920, height: 1080 } }),
    phone(pair.key),
    phone(single.key),
  ])
  await keep(kiosk, 'kiosk')

  // Reception scans a pair; the number is on the phone at once.
  await receive(reception, pair.code, 2)
  await reception.getByRole('heading', { name: 'A-001' }).waitFor()
  await shows(mine, 'A-001')
  // The kiosk gives the next.
  await kiosk.getByText('Ketik kode').click()
  for (const key of single.code.replaceAll('-', '').slice(3)) {
    await kiosk.locator('.k-keys').getByRole('button', { name: key, exact: true }).click()
  }
  await kiosk.getByText('Lanjut').first().click()
  await shows(kiosk, 'A-002')
  await shows(alone, 'A-002')
  for (const { code } of others) {
    await reception.keyboard.press('Escape')
    await receive(reception, code, 1)
    await reception.getByRole('heading', { name: /A-00\d/ }).waitFor()
  }
  await shows(supervisor, 'belum hadir')
  await shows(mine, /Anda giliran ke-1/)
  await keep(alone, 'phone-waiting')

  // Two counters, a stage each.
  await first.keyboard.press('1')
  await shows(first, 'Berikutnya untuk loket ini')
  await first.keyboard.press('Space')
  await shows(display, 'A-001')
  await shows(mine, /Silakan ke loket/)
  await keep(mine, 'phone-called')
  await button(first, /Mulai melayani/)
  await shows(first, 'Sedang dilayani')
  at('08:22')
  await second.keyboard.press('3')
  await shows(second, 'Berikutnya untuk loket ini')
  await button(first, /Selesai, panggil A-002/)
  await first.locator('#current', { hasText: 'A-002' }).waitFor()
  await shows(display, 'A-002')
  await keep(display, 'display')
  await shows(alone, /Silakan ke loket/)
  await shows(mine, /Wawancara/)
  await second.keyboard.press('Space')
  await second.locator('#current', { hasText: 'A-001' }).waitFor()
  await button(second, /Mulai melayani/)
  await shows(second, 'Sedang dilayani')
  await keep(first, 'counter')
  await keep(supervisor, 'floor')

  // The last stamp.
  at('08:38')
  await button(second, /^Selesai/)
  await shows(mine, /selesai/i)

  // The national system fails: one key, and everybody is told.
  await button(first, /Sistem pusat mati/)
  await button(first, /Ya, hentikan/)
  await shows(display, /Semua panggilan berhenti sementara/)
  await keep(display, 'display-paused')
  assert.deepEqual(complaints, [])
})

import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { book, type Ticket } from '../../src/bookings/index.ts'
import { ticketQrText } from '../../src/bookings/qr.ts'
import { sampleNiks } from '../../src/people/index.ts'
import type { Afterwards } from '../../src/platform/database/testing.ts'
import { seatsFree } from '../../src/schedule/index.ts'
import { openHouse, openOffice, type TestHouse } from '../api/app.ts'
import { openStaffMember } from '../api/staff.ts'
import { violationsIn } from '../axe.ts'
import { keepPicture } from '../pictures.ts'

/** Wednesday, 25 November 2026, 07.30 WIB: half an hour before the first window. */
export const morning = Temporal.Instant.from('2026-11-25T00:30:00Z')
export const place = '/staff/offices/wonosobo/sites/kantor'
export const api = '/api/v1/offices/wonosobo/sites/kantor'

const names = [
  'Hendra Gunawan', 'Rukmini', 'Tono Saputra', 'Siti Aminah', 'Nur Hidayah', 'Wahyudi', 'Lestari Ningsih',
  'Eko Prasetyo', 'Fitri Handayani', 'Agus Salim',
]
let niks = 5_000

/** An app with a morning wide enough for many. */
export class ReceptionDay {
  readonly house: TestHouse

  private constructor(house: TestHouse) {
    this.house = house
  }

  static async open(afterwards: Afterwards): Promise<ReceptionDay> {
    const house = await openHouse(afterwards)
    await openOffice(house, 'wonosobo', ({ templates }) => {
      for (const one of templates) if (one.site === 'kantor' && one.channel === 'online') one.counters = 16
    })
    house.clock.set(morning)
    return new ReceptionDay(house)
  }

  /** Books a party for the window that begins at `hour` today. */
  async book(hour: string, people = 1, first?: string): Promise<Ticket> {
    const { app } = this.house
    const { slots } = await app.slots.office('wonosobo')
    const at = Temporal.Instant.from(`2026-11-25T${hour}:00+07:00`)
    const slot = slots.find(
      (one) =>
        one.siteId === 'kantor' && one.channel === 'online' && one.startsAt.equals(at) && seatsFree(one) >= people,
    )
    assert.ok(slot, `no room at ${hour}`)
    const persons = sampleNiks(people, niks).map((nik, i) => ({
      name: (i === 0 && first) || names[(niks + i) % names.length]!,
      nik,
      service: i === 1 ? 'replace-expired-adult' : 'new-adult',
      purpose: 'umrah',
    }))
    niks += people
    return book(app.bookings.deps, {
      office: 'wonosobo',
      slot: slot.slotId,
      people: persons,
      locale: 'id',
      // The hour is too near for anybody but who stands at the desk.
      actor: { kind: 'staff', name: 'test' },
      isForNow: true,
    })
  }

  /** What a scanner that types sends for a ticket. */
  qrOf({ code, slot }: Ticket): string {
    return ticketQrText(this.house.app.keys.ticketKeys, { code, startsAt: slot.startsAt })
  }

  /** A browser in which reception is signed in. */
  async browse(browser: Browser): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    await this.signIn(context)
    return context
  }

  /** Somebody of reception; a session of yesterday is over. */
  async signIn(context: BrowserContext): Promise<void> {
    const { token } = await openStaffMember(this.house.app, 'reception')
    await context.addCookies([{ name: 'giliran-staff', value: token, url: this.house.app.address }])
  }

  /** Visits of the day: number and booking, by number. */
  async visits(): Promise<{ number: string; booking: string; state: string }[]> {
    const { rows } = await this.house.database.pool.query<{ number: string; booking: string; state: string }>(
      `select letter || '-' || lpad(number::text, 3, '0') as number, booking_id as booking, state
       from visit order by letter, number`,
    )
    return rows
  }
}

/** Reception's screen with its script running and its list there. */
export async function openReception(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address + `${place}/reception`)
  await page.locator('#scan').waitFor()
  return page
}

/** From the page's next load on, keeps the names of the records that have been sealed since. */
async function watchSealing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sealed: string[] = []
    Object.assign(globalThis, { sealed })
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (value: unknown, key?: string | [scope: string, name: string]) {
      const [, name] = Array.isArray(key) ? key : []
      if (name) this.transaction.addEventListener('complete', () => sealed.push(name))
      return put.call(this, value, key)
    }
  })
}

/** Until a record whose name begins so has been sealed. */
export const waitForSealed = (page: Page, name: string) =>
  page.waitForFunction(
    (begins) => (globalThis as unknown as { sealed: string[] }).sealed.some((one) => one.startsWith(begins)),
    name,
  )

/** Until the browser has this page, and has sealed today's list as it now is: what a morning does by itself. */
export async function isReady(page: Page): Promise<void> {
  await page.waitForFunction(async (path) => {
    const kept = await caches.match(path)
    return kept !== undefined
  }, `${place}/reception`)
  await watchSealing(page)
  await page.reload()
  await waitForSealed(page, 'day')
  await page.locator('table.q').waitFor()
}

/** As scanners type: Shift is held for each capital, which `keyboard.type` leaves out; Enter at the end. */
export async function scan(page: Page, text: string): Promise<void> {
  for (const sign of text) {
    const isCapital = /[A-Z]/.test(sign)
    if (isCapital) await page.keyboard.down('Shift')
    await page.keyboard.press(sign)
    if (isCapital) await page.keyboard.up('Shift')
  }
  await page.keyboard.press('Enter')
}

/** Axe in both themes, no scroll of the page, and its picture in .shots. */
export async function look(page: Page, picture: string, { fits = true } = {}): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => void (document.documentElement.dataset.theme = name), theme)
    const found = await violationsIn(page, theme === 'dark' ? { only: 'colours' } : {})
    assert.deepEqual(found, [], `axe at ${picture}, ${theme}`)
    await keepPicture(page, `${picture}-${theme}`)
  }
  await page.evaluate(() => void (document.documentElement.dataset.theme = 'light'))
  const { width, height } = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return { width: scrollWidth - clientWidth, height: scrollHeight - clientHeight }
  })
  assert.ok(width <= 0, `sideways scroll at ${picture}`)
  if (fits) assert.ok(height <= 0, `${picture} is ${height} px too high`)
}

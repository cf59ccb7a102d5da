import assert from 'node:assert/strict'
import { after, mock, test } from 'node:test'
import { launchBrowser } from '../chromium.ts'
import { freeSlot, openClient } from '../pages/client.ts'
import { startTestApp } from './app.ts'
import { family } from './steps.ts'

// Goal: where work is asked for, a browser with script does it in the page and holds the ticket;
// nobody presses anything more. Without script: test/api/people.test.ts.
const app = await startTestApp({ after }, { settings: { GILIRAN_WORK: 'always' } })
const browser = await launchBrowser()
after(() => browser.close())

test('the device works for a moment, and the turn is taken by itself', async () => {
  const client = openClient(app)
  await app.slots.office('wonosobo')
  const key = await client.draft(family(7).slice(0, 1))
  // The library goes by the machine's own time.
  mock.timers.enable({ apis: ['Date'], now: app.clock.now().epochMilliseconds })
  const page = await browser.newPage()
  const slot = freeSlot(app)
  const day = app.slots.peek('wonosobo', slot)!.startsAt.toZonedDateTimeISO('Asia/Jakarta').toPlainDate()
  await page.goto(`${app.address}/book/${key}/hour?day=${day}`)
  await page.locator(`input[name=slot][value="${slot}"]`).check()
  await page.locator('form button.btn').click()
  await page.waitForURL(/\/t\/[^/]+\?news=booked$/)
  assert.match(await page.locator('h1').innerText(), /giliran/i)
  const { rows } = await app.database.pool.query('select from work_spent')
  assert.equal(rows.length, 1, 'the answer is spent')
})

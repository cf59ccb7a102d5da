import assert from 'node:assert/strict'
import type { CDPSession, Page } from 'playwright-core'

/** What the browser has when nobody has chosen. */
const USUAL = { standard: 16, fixed: 13 }
const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** The browser's own text size in px, as people set it, while `use` looks: media queries in em follow it. */
export async function withTextOf(page: Page, standard: number, use: () => Promise<void>): Promise<void> {
  const opening = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, opening)
  const session = await opening
  await session.send('Page.setFontSizes', { fontSizes: { standard, fixed: Math.round(standard * 0.8) } })
  const root = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
  assert.equal(root, standard, 'the page does not follow the size of text')
  await use()
  await session.send('Page.setFontSizes', { fontSizes: USUAL })
}

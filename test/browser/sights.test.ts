import { after, test } from 'node:test'
import { freeSlot, openClient } from '../pages/client.ts'
import { launchBrowser } from '../chromium.ts'
import { startTestApp } from './app.ts'
import { family } from './steps.ts'
import { Visitor } from './visitor.ts'

// Goal: real pages, with what real offices and a party of five bring, hold in any sight. The
// gallery's test does the same for every state of every page with made-up matter.
const app = await startTestApp({ after })
const browser = await launchBrowser()
after(() => browser.close())
const client = openClient(app)
await app.slots.office('wonosobo')
const ticketKey = await client.book(family(310), freeSlot(app))
const draftKey = await client.draft(family(311))

const pages: Record<string, string> = {
  home: '/',
  offices: '/offices',
  office: '/offices/wonosobo',
  'office-not-yet': '/offices/soekarno-hatta',
  'how-seats': '/how-seats-are-given',
  help: '/help',
  privacy: '/privacy',
  report: '/report-brokers',
  who: `/book/${draftKey}/who`,
  check: `/book/${draftKey}/check`,
  day: `/book/${draftKey}/day`,
  hour: `/book/${draftKey}/hour?day=2026-12-10`,
  ticket: `/t/${ticketKey}`,
  'move-hour': `/t/${ticketKey}/move?day=2026-12-10`,
  cancel: `/t/${ticketKey}/cancel`,
  find: '/find',
  'not-found': '/nowhere',
}

// Axe knows neither the size of the text nor the user's colours.
const sights = [
  { what: '320 px', name: '320', width: 320 },
  { what: 'text at 200%', name: 'large', width: 360, textSize: 32, withoutAxe: true },
  { what: "the user's own colours", name: 'forced', width: 360, forcedColors: 'active', withoutAxe: true },
] as const

for (const { what, ...sight } of sights) {
  test(`every page holds at ${what}`, async () => {
    const visitor = await Visitor.arrive(browser, { address: app.address, ...sight })
    try {
      for (const [name, path] of Object.entries(pages)) {
        await visitor.open(path)
        await visitor.look(/./, name)
      }
    } finally {
      await visitor.leave()
    }
  })
}

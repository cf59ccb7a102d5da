import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { enter } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { drawParty, giveByDraw } from '../drawn-office.ts'
import { openHouse } from './app.ts'
import { page, whoForm } from './draw-pages.ts'
import { readAgain } from './slots.ts'

// Goal: whoever ranks wishes, entering or later, is offered what their party could get and nothing else.
const house = await openHouse({ after }, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, database } = house
// On Tuesdays the last hour is an hour earlier, as on Fridays elsewhere.
await giveByDraw(house, {
  change({ templates }) {
    const online = templates.filter(({ site, channel }) => site === 'kantor' && channel === 'online')
    for (const template of online) template.week = { ...template.week, tuesday: ['08:00-09:00'] }
  },
})

const niks = sampleNiks(11, 87_000)

/** What the form's first list of hours offers. */
function hoursIn(html: string): string[] {
  const [, list] = /<select[^>]*name="part-0"[^>]*>(.*?)<\/select>/s.exec(html) ?? assert.fail(html)
  return [...list!.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, words]) => words!)
}

async function offered(party: readonly string[]): Promise<{ entering: string[]; later: string[] }> {
  const { location } = await page(app.address, '/draws/wonosobo.uji/enter', { form: whoForm(party) })
  const entering = hoursIn((await page(app.address, location)).html)
  const entry = await enter(app.draws, drawParty(party))
  return { entering, later: hoursIn((await page(app.address, `/e/${entry.key}/wishes`)).html) }
}

test('hours that no day has are not there, one that a day lacks says so, none is too small for the party', async () => {
  const all = ['Jam berapa pun', 'pagi', '08.00', '09.00, hanya Senin']
  assert.deepEqual(await offered(niks.slice(0, 1)), { entering: all, later: all })
  await database.pool.query(
    `update slot set planned = 4, capacity = 4, withheld = least(withheld, 4)
     where draw_policy = 'uji' and starts_at = '2026-12-14T02:00:00Z'`,
  )
  await readAgain(house)
  const whole = ['Jam berapa pun', 'pagi', '08.00']
  assert.deepEqual(await offered(niks.slice(1, 6)), { entering: whole, later: whole })
})

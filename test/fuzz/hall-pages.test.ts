import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { locales } from '../../src/platform/i18n/index.ts'
import { inLanguage } from '../../src/web/index.ts'
import { testNow } from '../api/app.ts'
import { makePeople } from '../api/client.ts'
import { makeSlot } from '../api/slots.ts'
import {
  asMeant,
  type HallPage,
  type HallPageRequest,
  hallPageRequests,
  hallPages,
  type HallSituation,
} from './hall-pages.ts'
import { seed } from './seed.ts'
import { openWorld } from './world.ts'

// Goal: whatever is sent to a page of a hall's staff, it answers in the language of its
// address; who is not of its staff sees nothing and changes nothing. In the end every promise
// still holds (openHouse counts again).
// How: every address below a site that src/web/paths.ts knows, in both languages.
const RUNS = 80
const AT_ONCE = 4
const SITUATIONS = 40

const world = await openWorld({ after })
const { hall, sender } = world
/** Where nobody else books. */
const later = await makeSlot(world.house, { seats: 500 })
const desk = '/staff/offices/wonosobo/sites/kantor/desk'

/** What is changed at the desk is of a day to come: today is too late. */
const ofLater = ['staffDeskMove', 'staffDeskCancel']
const usedUp = new Set([
  ...ofLater,
  ...['staffDeskRelease', 'staffDeskDraft who', 'staffDeskDraft day', 'staffDeskDraft hour'],
])

/** Its own for a page that uses them up; the others share theirs. */
async function makeSituations(name: string): Promise<HallSituation[]> {
  const tickets = await hall.newTickets(SITUATIONS, ofLater.includes(name) ? later : undefined)
  const slots = [world.slot, ...Object.values(world.slots)]
  const made: HallSituation[] = []
  for (const { booking, code, niks } of tickets) {
    made.push({ booking, code, nik: niks[0]!, visit: visitWith(made.length), deskKey: await newDraft(), slots })
  }
  return made
}

async function newDraft(): Promise<string> {
  const [one] = makePeople()
  const form = { 'name-0': one!.name, 'nik-0': one!.nik, 'service-0': one!.service, 'purpose-0': one!.purpose }
  const { status, headers, text } = await sender.send({
    method: 'POST',
    path: `${desk}/book`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: hall.head },
    body: new URLSearchParams(form).toString(),
  })
  assert.equal(status, 303, text)
  return String(headers.location).split('/').at(-2)!
}

/** Somebody with a ticket: of a passport that is collected there is no slip. */
const visitWith = (nth: number): string => hall.visits[nth % 12]!

const places = /^(\/en)?\/staff(\/|$|\?)/

async function ask(page: HallPage, { sent, locale, isHead }: HallPageRequest): Promise<number> {
  const { status, headers, text } = await sender.send(sent)
  const what = `${sent.method} ${sent.path.slice(0, 300)} -> ${status} ${text.slice(0, 300)}`
  if (status >= 500) assert.fail(`${what}\n${world.house.logged().slice(-1_000)}`)
  if (!isHead) {
    assert.ok(status >= 300, `somebody else was let in: ${what}`)
    if (sent.method === 'POST') assert.ok(status >= 400, `somebody else was let change: ${what}`)
    return status
  }
  assert.equal(headers['set-cookie'], undefined, what)
  if (status >= 300 && status < 400) {
    assert.equal(status, 303, what)
    assert.match(String(headers.location), places, what)
    assert.equal(String(headers.location).startsWith('/en/'), locale === 'en', what)
    return status
  }
  if (sent.method === 'HEAD') return status
  if (page.name.endsWith('Csv') && status === 200) {
    assert.equal(headers['content-type'], 'text/csv; charset=utf-8', what)
    return status
  }
  assert.match(text, new RegExp(`^<!doctype html><html lang="${locale}"`), what)
  assert.doesNotMatch(text.replaceAll(ours, ''), /<script|<svg onload|javascript:/i, what)
  return status
}

/** As islands and the staff's bar are written: data that is no script, and scripts of this site. */
const ours = new RegExp(
  [
    '<script type="application/json" id="data-[\\w-]+">[^<]*</script>',
    '<script (?:type="module" )?src="/assets/[\\w.-]+"></script>',
  ].join('|'),
  'g',
)

/** Looks at the page, and sends its form as it is meant and with all left out: it shows, takes and refuses. */
async function askAsMeant(page: HallPage, situations: readonly HallSituation[]): Promise<void> {
  const answered: string[] = []
  for (const [nth, locale] of locales.entries()) {
    const ways = [{ method: 'GET' }, { method: 'POST', isWhole: false }, { method: 'POST', isWhole: true }]
    for (const { method, isWhole } of ways) {
      const sent = asMeant(world, page, { situation: situations[nth]!, nth, method, isWhole })
      if (!sent) continue
      const request = { locale, isHead: true, sent: { ...sent, path: inLanguage(sent.path, locale) } }
      answered.push(`${locale} ${method} ${await ask(page, request)}`)
    }
  }
  const { taken, refused } = page.form ?? {}
  const wanted = locales.flatMap((locale) => [
    `${locale} GET 200`,
    ...[refused, taken].flatMap((status) => (status === undefined ? [] : [`${locale} POST ${status}`])),
  ])
  assert.deepEqual(answered, wanted)
}

/** Half past seven: the list at the door is open. By ten it is closed, and drawn. */
const atTheDoor = Temporal.Instant.from('2026-11-24T00:30:00Z')
const shared = await makeSituations('')

test('the table of addresses names the pages', (t) => {
  t.diagnostic(`seed ${seed}`)
  assert.ok(hallPages.length >= 20)
})

for (const page of hallPages) {
  test(`${page.name} answers with a page, whatever is sent`, async () => {
    const situations = usedUp.has(page.name) ? await makeSituations(page.name) : shared
    const requests = hallPageRequests(world, page, situations.slice(locales.length))
    const some = fc.array(requests, { minLength: 1, maxLength: AT_ONCE, size: 'max' })
    const hours = page.name === 'staffDoorDraw' ? [atTheDoor, testNow] : [testNow]
    world.house.clock.set(hours[0]!)
    await askAsMeant(page, situations)
    for (const hour of hours) {
      world.house.clock.set(hour)
      await fc.assert(
        fc.asyncProperty(some, async (all) => {
          await Promise.all(all.map((request) => ask(page, request)))
        }),
        { seed, numRuns: page.form ? 2 * RUNS : RUNS },
      )
    }
  })
}

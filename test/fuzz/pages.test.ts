import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { locales } from '../../src/platform/i18n/index.ts'
import { type Client, makePeople } from '../api/client.ts'
import { entered, openDraw } from './draw-scenarios.ts'
import { SITE } from './hall.ts'
import type { Received } from './http.ts'
import { type PageRequest, pageRequests, type SitePage, sitePages, type Situation } from './page-requests.ts'
import { seed } from './seed.ts'
import { openWorld, type World } from './world.ts'

// Goal: whatever is asked of a page or sent to its form, a page answers in the language of its
// address, without cookie or foreign script, and leads nowhere else. In the end every promise still
// holds (openHouse counts again).
// How: every address that src/web/paths.ts knows, in both languages.
const RUNS = 120
const AT_ONCE = 6
const SITUATIONS = 25

const world = await openWorld({ after })
const seen = new Set<string>()
const { dayCode } = await dayCodeOf(world)

async function dayCodeOf({ client, hall }: World): Promise<{ dayCode: string }> {
  const { text } = await client.ask(`${SITE}/day-code`, { headers: { authorization: hall.head } })
  return { dayCode: (JSON.parse(text) as { code: string }).code }
}

/** Pages of which the ticket is for now: not yet here, waiting, called. */
const ofToday = new Set(['ticketCheckIn', 'ticketLeave', 'ticketMoreTime', 'ticket', 'ticketLive', 'ticketEvents'])

/** Where situations are made from: hundreds from one network would have to work for it. */
let networks = 0
const somewhere = (client: Client): Client => client.from(`10.${200 + (networks >> 8)}.${networks++ & 255}.1`)

/** What is only looked at can be looked at again; by whether the ticket is for now. */
const shared = new Map<boolean, Promise<Situation[]>>()

/** New ones for each form: it leaves its tickets and drafts as no other could use them. */
function situationsFor(page: SitePage): Promise<Situation[]> {
  if (page.form || isOfDraw(page)) return makeSituations(world, page)
  const isOfToday = ofToday.has(page.name)
  const made = shared.get(isOfToday) ?? makeSituations(world, page)
  shared.set(isOfToday, made)
  return made
}

async function makeSituations({ client, sender, slot, slots, hall }: World, page: SitePage): Promise<Situation[]> {
  const made: Situation[] = []
  const today = ofToday.has(page.name) ? await hall.newTickets(SITUATIONS) : []
  for (const one of page.name === 'ticketCheckIn' ? [] : today) {
    const visit = await hall.checkIn(one)
    if (page.name === 'ticketMoreTime' && one === today[0]) {
      await hall.post('/counters/k5/call', { visit, outOfTurn: 'health' })
    }
  }
  for (let nth = 0; nth < SITUATIONS; nth++) {
    const here = today[nth]
    const ticket = here
      ? { code: here.code, key: here.key, nik: here.niks[0]! }
      : await somewhere(client).held({ slot, people: makePeople(1 + (nth % 3)), ...contactFor(page, nth) })
    const [one] = makePeople()
    const form = { 'name-0': one!.name, 'nik-0': one!.nik, 'service-0': one!.service, 'purpose-0': one!.purpose }
    const { status, headers, text } = await sender.send({
      method: 'POST',
      path: '/offices/wonosobo/book',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `10.0.${nth}.1` },
      body: new URLSearchParams(form).toString(),
    })
    assert.equal(status, 303, text)
    const draftKey = String(headers.location).split('/')[2]!
    const ofDraw = isOfDraw(page) ? await drawn(page, nth) : { entry: ticket, entryDraftKey: draftKey }
    made.push({ ticket, draftKey, ...ofDraw, slots: [slot, ...Object.values(slots)], dayCode })
  }
  return made
}

const isOfDraw = ({ name }: SitePage): boolean => name.startsWith('entry')

/** An entry, and one on its way; with all that its step needs. */
async function drawn(page: SitePage, nth: number): Promise<Pick<Situation, 'entry' | 'entryDraftKey'>> {
  const contact = { whatsapp: `0813 3456 ${1_000 + nth}` }
  const entry = await entered(world, page.name === 'entryCode' ? { contact } : {})
  const [one] = makePeople()
  const who = { 'name-0': one!.name, 'nik-0': one!.nik, 'service-0': one!.service, 'purpose-0': one!.purpose }
  const type = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `10.0.${nth}.2` }
  const post = (path: string, form: Record<string, string>) =>
    world.sender.send({ method: 'POST', path, headers: type, body: new URLSearchParams(form).toString() })
  const { headers } = await post(`/draws/${openDraw}/enter`, who)
  const entryDraftKey = String(headers.location).split('/')[2]!
  await post(`/enter/${entryDraftKey}/wishes`, { 'day-0': 'kantor 2026-12-14' })
  return { entry, entryDraftKey }
}

async function ask(page: SitePage, { sent, locale }: PageRequest): Promise<void> {
  const received = await world.sender.send(sent)
  const { status, headers, text } = received
  const what = `${sent.method} ${sent.path.slice(0, 300)} -> ${status} ${text.slice(0, 300)}`
  seen.add(`${locale} ${sent.method} ${page.name} ${status}`)
  if (status >= 500) assert.fail(`${what}\n${world.house.logged().slice(-1_000)}`)
  assert.equal(headers['set-cookie'], undefined, what)
  if (status >= 300 && status < 400) {
    assert.equal(status, 303, what)
    const location = String(headers.location)
    assert.ok(location.startsWith(locale === 'id' ? '/' : '/en/') && !/^\/[/\\]|^\/en\/.*\/\//.test(location), location)
    if (locale === 'id') assert.doesNotMatch(location, /^\/en(\/|$)/)
    return
  }
  if (sent.method !== 'HEAD') checkPage(page, { received, locale, what })
}

/** Only what a contact has can be proved; too many turns on one would be refused. */
const contactFor = ({ name }: SitePage, nth: number) =>
  name === 'ticketCode' ? { contact: { whatsapp: `0812 3456 ${1_000 + nth}` } } : {}

interface Answered {
  received: Received
  locale: PageRequest['locale']
  what: string
}

const files: Record<string, RegExp> = {
  ticketCalendar: /^text\/calendar/,
  ticketQr: /^image\/svg\+xml/,
  ticketLive: /^application\/json/,
  ticketEvents: /^text\/event-stream/,
  drawVerifier: /^text\/x-python/,
  drawRules: /^text\/plain/,
  recordCsv: /^text\/csv/,
  recordTurns: /^text\/plain/,
}

/** As islands are written: data that is no script, and scripts of this site. */
const islandData = /<script type="application\/json" id="data-[\w-]+">[^<]*<\/script>/
const islandScript = /<script type="module" src="\/assets\/[\w.-]+"><\/script>/
const islands = new RegExp(`${islandData.source}|${islandScript.source}`, 'g')

function checkPage(page: SitePage, { received: { status, headers, text }, locale, what }: Answered): void {
  const type = String(headers['content-type'])
  const file = files[page.name]
  if (file && status === 200) {
    assert.match(type, file, what)
    return
  }
  assert.match(type, /^text\/html; charset=utf-8$/, what)
  assert.match(text, new RegExp(`^<!doctype html><html lang="${locale}"`), what)
  assert.doesNotMatch(text.replaceAll(islands, ''), /<script|<svg onload|javascript:/i, what)
}

for (const page of sitePages) {
  test(`${page.name} answers with a page, whatever is sent`, async () => {
    const situations = await situationsFor(page)
    const some = fc.array(pageRequests(page, situations), { minLength: 1, maxLength: AT_ONCE, size: 'max' })
    await fc.assert(
      fc.asyncProperty(some, async (requests) => {
        await Promise.all(requests.map((request) => ask(page, request)))
      }),
      { seed, numRuns: page.form ? 2 * RUNS : RUNS },
    )
  })
}

test('each page was shown in each language, and each form was taken and refused', (t) => {
  t.diagnostic(`seed ${seed}`)
  // Nobody looks at the page of a button, only a demonstration has a simulated day and an outbox, and
  // nobody appends to the log of this house, so its receipts are still being made.
  const special: Record<string, string[]> = {
    ticketMoreTime: ['POST 303'],
    ticketMessages: ['GET 200', 'POST 303', 'POST 200'],
    ticketReceipt: ['GET 202'],
    simulatedDay: ['GET 404', 'POST 404'],
    outbox: ['GET 404', 'POST 404'],
    // Before its list is closed a draw has nothing to download, to look for or to print.
    draw: ['GET 200', 'POST 303'],
    drawFile: [],
    drawPrint: ['GET 303'],
    'entryDraft check': ['GET 200', 'POST 303'],
    // Files, the same in both languages; and an offer that nobody has been made.
    drawVerifier: [],
    drawRules: [],
    seatOffer: [],
  }
  const wanted = sitePages.flatMap(({ name, form }) =>
    locales.flatMap((locale) =>
      (special[name] ?? ['GET 200', ...(form ? ['POST 303', 'POST 422'] : [])]).map((one) => {
        const [method, status] = one.split(' ')
        return `${locale} ${method} ${name} ${status}`
      }),
    ),
  )
  assert.deepEqual(wanted.filter((one) => !seen.has(one)), [], `seed ${seed}`)
})

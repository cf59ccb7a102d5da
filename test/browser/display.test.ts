import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { HallServer } from './hall-server.ts'
import { heardBy, launchHallBrowser, listenIn, piecesHeard, piecesOf, shownTo, spokenBy } from './hall-listener.ts'

// Goal: a hall sees and hears each call once, and never takes an old one for a new one.
// How: a real browser before a server whose hall, line and cable the test holds. What is
// spoken is read from the browser's own audio schedule.
let server: HallServer
let kiosk: Browser
let page: Page

before(async () => {
  kiosk = await launchHallBrowser({ mayPlay: true })
})
after(() => kiosk.close())
beforeEach(async () => {
  server = await HallServer.start()
})
afterEach(async () => {
  await page.context().close()
  await server.close()
})

const screen = { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' } as const

interface OpenOptions extends BrowserContextOptions {
  browser?: Browser
  prefix?: string
}

async function open(query = '', { browser = kiosk, prefix = '', ...options }: OpenOptions = {}): Promise<void> {
  page = await (await browser.newContext({ ...screen, ...options })).newPage()
  // On a busy machine a browser's sound comes in late.
  page.setDefaultTimeout(90_000)
  await listenIn(page)
  await page.goto(server.address(query, prefix))
}

/** Until the screen follows the hall: then what is told now is seen, and heard where sound is on. */
async function follow(query = '', options: OpenOptions = {}): Promise<void> {
  await open(query, options)
  const sound = options.browser || query.includes('none') ? 'off' : 'on'
  await page.locator(`.hall[data-sound=${sound}]`).waitFor()
  server.set({ waiting: 99 })
  await shows('dl', /99/)
}

const shows = (where: string, text: string | RegExp): Promise<void> =>
  page.locator(where).filter({ hasText: text }).first().waitFor()
const spoken = (seq: number): Promise<void> => page.locator(`.hall[data-spoken="${seq}"]`).waitFor()
const textOf = (where: string): Promise<string> => page.locator(where).first().innerText()

test('a call appears and is spoken once, in Indonesian and then in English', async () => {
  await follow()
  assert.deepEqual(await heardBy(page), [], 'what was called before is not spoken')
  const seq = server.call('A-018', '12')
  await shows('.no', 'A-018')
  assert.equal(await textOf('.lk'), '12')
  await spoken(seq)
  const sentence = ['number', 'letter-a', 'digit-0', 'digit-1', 'digit-8', 'go-to-counter', 'counter-12']
  const both = ['id chime', ...sentence.map((piece) => `id ${piece}`), ...sentence.map((piece) => `en ${piece}`)]
  assert.deepEqual(await heardBy(page), both)
  assert.deepEqual(await spokenBy(page), [seq])
  server.set({ waiting: 3 })
  await shows('dl', /3 nomor/)
  assert.equal((await heardBy(page)).length, both.length, 'said once, however often the hall is told')
  assert.deepEqual(await page.context().cookies(), [])
})

test('calls that come together are spoken in order, never two at once, each shown while it is heard', async () => {
  await follow('?lang=en')
  const first = server.call('A-018', '2')
  const second = server.call('B-007', '4')
  const again = server.call('A-018', '2', true)
  await spoken(again)
  assert.deepEqual(await spokenBy(page), [first, second, again])
  assert.deepEqual(await shownTo(page), [
    `${first} Silakan, nomor A-018`,
    `${second} Silakan, nomor B-007`,
    `${again} Panggilan ulang, nomor A-018`,
  ])
  const heard = await heardBy(page)
  assert.deepEqual(
    heard.filter((piece) => /chime|again|counter-/.test(piece)),
    ['en chime', 'en counter-2', 'en chime', 'en counter-4', 'en chime', 'en again', 'en counter-2'],
  )
})

test('pieces that would sound into one another are noticed', () => {
  const [first, second] = piecesOf('en')
  const seconds = piecesOf('en').at(-1)!.endMs / 1000
  const lasts = (first!.endMs - first!.startMs) / 1000
  const played = (secondAt: number) =>
    piecesHeard([
      { seconds, offset: first!.startMs / 1000, at: 1 },
      { seconds, offset: second!.startMs / 1000, at: secondAt },
    ])
  assert.deepEqual(played(1 + lasts), [`en ${first!.name}`, `en ${second!.name}`])
  assert.throws(() => played(1 + lasts - 0.01), new RegExp(`^Error: ${second!.name} begins`))
})

test('while another call waits, one is spoken in the first language alone', async () => {
  await follow()
  // Told of both at once.
  server.isCut = true
  const first = server.call('A-018', '2')
  server.isCut = false
  const second = server.call('B-007', '4')
  await spoken(second)
  assert.deepEqual(await spokenBy(page), [first, second])
  assert.deepEqual(
    (await heardBy(page)).filter((piece) => /counter-\d/.test(piece)),
    ['id counter-2', 'id counter-4', 'en counter-4'],
  )
})

test('a call that is undone before its turn stays unspoken, and is no longer shown as one of now', async () => {
  await follow('?lang=id')
  const first = server.call('A-018', '2')
  server.call('B-007', '4')
  server.set({ counters: server.hall.counters.map((one) => (one.name === '4' ? { name: '4', state: 'open' } : one)) })
  await spoken(first)
  await shows('.big.old .no', 'B-007')
  const next = server.call('A-019', '5')
  await spoken(next)
  assert.deepEqual(await spokenBy(page), [first, next])
})

test('after the line was broken only the newest call is spoken', async () => {
  await follow('?lang=id')
  server.cut()
  server.call('A-018', '2')
  server.call('A-019', '4')
  const newest = server.call('B-007', '5')
  server.mend()
  await shows('.no', 'B-007')
  await spoken(newest)
  assert.deepEqual(await spokenBy(page), [newest])
  const next = server.call('A-020', '1')
  await spoken(next)
  assert.deepEqual(await spokenBy(page), [newest, next])
})

for (const [how, lose] of [
  ['breaks', () => server.cut()],
  ['falls silent', () => server.fallSilent()],
] as const) {
  test(`a screen whose line ${how} says since when, shows no call as now, and recovers by itself`, async () => {
    await open()
    await page.clock.install()
    await page.reload()
    await shows('.big:not(.old) .no', 'A-017')
    assert.equal(await page.locator('.me').count(), 1)
    lose()
    server.call('A-018', '2')
    for (let seconds = 0; seconds < 24; seconds += 4) await page.clock.fastForward(4_000)
    await shows('.stale', 'Tertunda sejak 09.14')
    await shows('.big.old .k', 'Terakhir dipanggil pukul 09.14')
    assert.equal(await page.locator('.me').count(), 0, 'no counter is marked as called')
    server.mend()
    for (let seconds = 0; seconds < 20; seconds += 4) await page.clock.fastForward(4_000)
    await shows('.big:not(.old) .no', 'A-018')
    assert.equal(await page.locator('.stale').count(), 0)
  })
}

test('a quiet hall is not stale: the server is asked', async () => {
  await open()
  await page.clock.install()
  await page.reload()
  await page.locator('[data-sound]').waitFor({ state: 'attached' })
  for (let seconds = 0; seconds < 120; seconds += 4) {
    const answered = seconds % 12 === 8 ? page.waitForResponse(/display$/) : undefined
    await page.clock.fastForward(4_000)
    await answered
  }
  assert.equal(await page.locator('.stale').count(), 0)
  await shows('.hd time', '09.16')
})

test('without leave to play, a press turns sound on, and the next call is spoken', async () => {
  const browser = await launchHallBrowser({ mayPlay: false })
  try {
    await follow('?lang=id', { browser })
    server.call('A-018', '2')
    await shows('.no', 'A-018')
    assert.equal(await page.locator('.hall').getAttribute('data-sound'), 'off')
    await page.locator('button', { hasText: 'Nyalakan suara' }).click()
    await page.locator('.hall[data-sound=on]').waitFor()
    const seq = server.call('A-019', '4')
    await spoken(seq)
    assert.deepEqual(await spokenBy(page), [seq], 'what was called in silence stays unspoken')
    await page.locator('button', { hasText: 'Matikan' }).click()
    await page.locator('.hall[data-sound=off]').waitFor()
    // The switch has the focus: the key presses it, and does not count a second time as any key.
    await page.keyboard.press('Space')
    await page.locator('.hall[data-sound=on]').waitFor()
    await spoken(server.call('A-020', '1'))
  } finally {
    await page.context().close()
    await browser.close()
  }
})

test('any key of a remote control turns sound on', async () => {
  const browser = await launchHallBrowser({ mayPlay: false })
  try {
    await follow('?lang=id', { browser })
    assert.equal(await page.locator('.hall').getAttribute('data-sound'), 'off')
    await page.keyboard.press('ArrowDown')
    await page.locator('.hall[data-sound=on]').waitFor()
  } finally {
    await page.context().close()
    await browser.close()
  }
})

test('a screen before two counters shows and speaks these alone; a silent one has no switch', async () => {
  await follow('?counters=1,%202&lang=none')
  assert.deepEqual(await page.locator('.counters .cn').allInnerTexts(), ['Loket 1', 'Loket 2'])
  assert.equal(await textOf('.no'), 'A-016')
  server.call('A-018', '4')
  server.call('A-019', '2')
  await shows('.no', 'A-019')
  assert.deepEqual(await page.locator('.recent li').allInnerTexts(), ['A-016\nloket\n1'])
  assert.equal(await page.locator('button').count(), 0)
  assert.deepEqual(await heardBy(page), [])
})

test('all calls are paused: said plainly, and no number is called', async () => {
  await follow('?lang=none')
  server.set({ pause: { reason: 'system-down', since: server.hall.now } })
  await shows('.big h2', 'Semua panggilan berhenti sementara')
  await shows('.big .k', 'Sistem nasional terganggu sejak pukul 09.14')
  assert.equal(await page.locator('.no, .me').count(), 0)
})

test("notices change as a whole every 12 seconds: the hall's own, or the two that are always true", async () => {
  const notices = ['Counter 2 opens again at 09:30.', 'Coffee is on the first floor.', 'We close at 15:00.']
  server.set({ notices: notices.map((en) => ({ id: `(${en})`, en })) })
  await open('?lang=none', { prefix: '/en' })
  await page.clock.install()
  await page.reload()
  await page.locator('[data-sound]').waitFor({ state: 'attached' })
  const turns = async (count: number): Promise<Set<string>> => {
    const seen = new Set<string>()
    for (let turn = 0; turn < count; turn++) {
      seen.add(await textOf('.notice p'))
      await page.clock.fastForward(12_000)
    }
    return seen
  }
  assert.deepEqual(await turns(3), new Set(notices))
  server.set({ notices: [], waiting: 98 })
  await shows('dl', /98/)
  assert.equal((await turns(2)).size, 2)
})

test('a newer build on the server is loaded', async () => {
  await open('?lang=none')
  await page.clock.install()
  await page.reload()
  await page.locator('[data-sound]').waitFor({ state: 'attached' })
  const asked = page.waitForResponse((response) => response.request().method() === 'HEAD')
  await page.clock.fastForward(121_000)
  assert.match((await asked).headers()['giliran-build']!, /^[0-9a-f]{12}$/)
  await page.route(server.address('?lang=none'), async (route) => {
    if (route.request().method() !== 'HEAD') return route.continue()
    await route.fulfill({ headers: { 'giliran-build': 'another' } })
  })
  const loaded = page.waitForEvent('load')
  await page.clock.fastForward(121_000)
  await loaded
})

test('without script the page shows the same facts and loads itself again', async () => {
  await open('?theme=light', { javaScriptEnabled: false })
  // As it is, each ten seconds.
  await page.route(server.address('?theme=light'), async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replace('http-equiv="refresh" content="10"', 'http-equiv="refresh" content="1"')
    await route.fulfill({ response: answer, body })
  })
  await page.reload()
  assert.equal(await page.locator('meta[http-equiv=refresh][content="1"]').count(), 1)
  assert.equal(await textOf('.no'), 'A-017')
  assert.equal(await textOf('.hd time'), '09.14')
  assert.equal(await page.locator('.counters li').count(), 6)
  server.call('A-018', '2')
  // No script runs here, so nothing but the page itself can ask again.
  await shows('.no', 'A-018')
})

test('a screen that runs for days does not grow', async () => {
  await follow('?lang=none')
  const session = await page.context().newCDPSession(page)
  const weigh = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number }
    return { heap: usedSize, nodes: await page.locator('*').count() }
  }
  const callMany = async (from: number): Promise<void> => {
    for (let n = from; n < from + 400; n++) server.call(`A-${n}`, String((n % 6) + 1))
    await shows('.no', `A-${from + 399}`)
  }
  await callMany(100)
  const before = await weigh()
  await callMany(500)
  const after = await weigh()
  assert.equal(after.nodes, before.nodes)
  assert.ok(after.heap - before.heap < 400_000, `${after.heap - before.heap} bytes more after 400 calls`)
})

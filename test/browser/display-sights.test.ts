import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { DisplayAnswer } from '../../src/visits/wire-public.ts'
import { violationsIn } from '../axe.ts'
import { keepPicture } from '../pictures.ts'
import { launchHallBrowser } from './hall-listener.ts'
import { HallServer, sampleHall } from './hall-server.ts'

// Goal: whatever a hall holds can be read on any television set, in both themes.
// How: each state at each size; axe, the size of the text, and what reaches over its edge.
let server: HallServer
let browser: Browser

beforeEach(() => server.mend())
before(async () => {
  server = await HallServer.start({ demo: true })
  browser = await launchHallBrowser({ mayPlay: false })
})
after(async () => {
  await browser.close()
  await server.close()
})

const { called: _, ...nobody } = sampleHall()
const now = sampleHall().now
const called = sampleHall().called!

function manyCounters(count: number): DisplayAnswer['counters'] {
  const states = ['open', 'open', 'paused', 'open', 'closed'] as const
  return Array.from({ length: count }, (_, index) => {
    const state = states[index % states.length]!
    const number = index % 4 === 1 ? undefined : `A-${100 + index}`
    return {
      name: String(index + 1),
      state,
      ...(state === 'open' && number && { number }),
      ...(state === 'paused' && { pausedUntil: now }),
    }
  })
}

const halls: Record<string, DisplayAnswer> = {
  calls: sampleHall(),
  again: {
    ...sampleHall(),
    called: { ...called, again: true, counter: '12' },
    counters: [...sampleHall().counters.slice(0, 5), { name: '12', state: 'open', number: 'A-017' }],
  },
  'last-call-done': { ...sampleHall(), counters: sampleHall().counters.map(({ name }) => ({ name, state: 'open' })) },
  'nobody-yet': { ...nobody, recent: [], next: [], waiting: 0, walkInsLeft: 0 },
  'system-down': { ...sampleHall(), pause: { reason: 'system-down', since: now } },
  paused: { ...sampleHall(), pause: { reason: 'supervisor', since: now } },
  'twelve-counters': {
    ...sampleHall(),
    counters: manyCounters(12),
    called: { ...called, number: 'A-100', counter: '1' },
  },
  'thirty-counters': {
    ...sampleHall(),
    counters: manyCounters(30),
    called: { ...called, number: 'A-127', counter: '28' },
  },
  'named-counters': {
    ...sampleHall(),
    // When the first of the three notices has its turn.
    now: new Date(Math.ceil(Date.parse(now) / 36_000) * 36_000).toISOString(),
    called: { ...called, number: 'D-888', counter: 'Biometrik 12' },
    recent: [{ ...called, seq: 22, number: 'D-999', counter: 'Lantai 2 BAP' }],
    counters: ['BAP', 'Lantai 2', 'Biometrik 12', 'A1'].map((name) => ({ name, state: 'open', number: 'D-888' })),
    next: ['A-018', 'D-888', 'C-888', 'A-020', 'B-008', 'A-021'],
    notices: [
      {
        id: 'Siapkan KTP, KK, dan akta asli sebelum dipanggil, supaya tidak ada yang perlu kembali ke antrean.',
        en: 'Please have your identity card, family card and birth certificate ready before you are called.',
      },
    ],
  },
}

const sizes = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [1280, 1024],
] as const

async function open(address: string, [width, height]: readonly [number, number], options = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('.hall[data-sound]').waitFor()
  return page
}

/** Puts another hall on the screen, told from everything before by its count of those who wait. */
async function show(page: Page, hall: DisplayAnswer): Promise<void> {
  waiting += 1
  server.set({ pause: undefined, called: undefined, ...hall, waiting })
  await page.locator('dd', { hasText: new RegExp(`^${waiting} `) }).waitFor()
}
let waiting = 140

/** What does not fit where it stands, or reaches over the screen's edge. */
function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = document.documentElement
    const isTooLarge = scrollWidth > clientWidth || scrollHeight > clientHeight
    const found = isTooLarge ? [`page ${scrollWidth} x ${scrollHeight}`] : []
    for (const element of document.querySelectorAll<HTMLElement>('.display *:not(script)')) {
      if (element.closest('.cw, svg')) continue
      const box = element.getBoundingClientRect()
      const isInner = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline'
      const isOuter = box.right > clientWidth + 0.5 || box.bottom > clientHeight + 0.5
      if (box.width > 0 && (isInner || isOuter)) found.push(element.outerHTML.slice(0, 100))
    }
    // What stands in one column must not lie over what comes below.
    for (const column of document.querySelectorAll('.l, .side')) {
      const bottom = column.getBoundingClientRect().bottom
      const last = column.lastElementChild
      if (last && last.getBoundingClientRect().bottom > bottom + 1) found.push(`below: ${last.outerHTML.slice(0, 100)}`)
    }
    for (const whole of document.querySelectorAll('.big, .counters li, .recent li')) {
      const { top, bottom } = whole.getBoundingClientRect()
      for (const part of whole.querySelectorAll('*')) {
        const box = part.getBoundingClientRect()
        const isOut = !part.matches('.cw') && (box.top < top - 1 || box.bottom > bottom + 1)
        if (isOut) found.push(`high: ${part.outerHTML.slice(0, 100)}`)
      }
    }
    return found
  })
}

/** The smallest text on the screen, as a share of a screen of 16:9. */
function smallestTextOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const unit = Math.min(innerWidth, (innerHeight * 16) / 9)
    const sizes = [...document.querySelectorAll<HTMLElement>('.display *:not(script)')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim()))
      .map((one) => Number.parseFloat(getComputedStyle(one).fontSize) / unit)
    return Math.min(...sizes)
  })
}

for (const size of sizes) {
  for (const prefix of ['', '/en']) {
    test(`every hall fits ${size.join(' x ')} and can be read from 8 m, language ${prefix || '/'}`, async () => {
      const page = await open(server.address('', prefix), size)
      for (const [name, hall] of Object.entries(halls)) {
        await show(page, hall)
        assert.deepEqual(await overflowOf(page), [], name)
        assert.ok((await smallestTextOf(page)) >= 0.0169, name)
      }
      await page.context().close()
    })
  }
}

test('1280, 1920 and 3840 wide look the same', async () => {
  server.hall = sampleHall()
  const places: number[][] = []
  for (const size of sizes.slice(0, 3)) {
    const page = await open(server.address(), size)
    const edges = await page.evaluate(() =>
      ['.no', '.lk', '.recent', '.counters', '.nx', '.notice'].flatMap((where) => {
        const { left, top, right } = document.querySelector(where)!.getBoundingClientRect()
        return [left, top, right].map((edge) => (edge / innerWidth) * 100)
      }),
    )
    places.push(edges)
    await page.context().close()
  }
  const [small, ...others] = places
  for (const edges of others) for (const [n, edge] of edges.entries()) assert.ok(Math.abs(edge - small![n]!) < 0.5)
})

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async () => {
    const page = await open(server.address(`?theme=${theme}`), [1920, 1080])
    for (const [name, hall] of Object.entries(halls)) {
      await show(page, hall)
      await keepPicture(page, `hall-${theme}-${name}`)
      assert.deepEqual(await violationsIn(page), [], name)
    }
    await page.context().close()
  })

  test(`axe finds nothing in a stale hall, ${theme} theme`, async () => {
    server.hall = sampleHall()
    const page = await open(server.address(`?theme=${theme}`), [1920, 1080])
    await page.clock.install()
    await page.reload()
    await page.locator('.hall[data-sound]').waitFor()
    server.cut()
    for (let seconds = 0; seconds < 24; seconds += 4) await page.clock.fastForward(4_000)
    await page.locator('.stale').waitFor()
    assert.deepEqual(await overflowOf(page), [])
    await keepPicture(page, `hall-${theme}-stale`)
    assert.deepEqual(await violationsIn(page), [])
    await page.context().close()
  })
}

test("with the user's own colours the called counter still stands out", async () => {
  server.hall = sampleHall()
  const page = await open(server.address(), [1920, 1080], { forcedColors: 'active' })
  await keepPicture(page, 'hall-forced')
  const [stub, number, mine, other] = await page.evaluate(() =>
    ['.big .b', '.big .a', '.me b', '.counters li:not(.me) b'].map(
      (where) => getComputedStyle(document.querySelector(where)!).backgroundColor,
    ),
  )
  assert.notEqual(stub, number)
  assert.notEqual(mine, other)
  await page.context().close()
})

test('the one motion is left out for those who want none', async () => {
  server.hall = sampleHall()
  for (const [reducedMotion, expected] of [['reduce', 'none'], ['no-preference', 'called']] as const) {
    const page = await open(server.address(), [1280, 720], { reducedMotion })
    const motions = await page.evaluate(() =>
      [...document.querySelectorAll('*')].map((one) => getComputedStyle(one).animationName),
    )
    assert.deepEqual(new Set(motions.filter((name) => name !== 'none')), new Set(expected === 'none' ? [] : [expected]))
    await page.context().close()
  }
})

test('on a phone held upright nothing scrolls sideways', async () => {
  server.hall = halls['named-counters']!
  const page = await open(server.address(), [360, 780])
  const sideways = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  assert.ok(sideways <= 0, `${sideways} px`)
  await keepPicture(page, 'hall-phone', { fullPage: true })
  await page.context().close()
})

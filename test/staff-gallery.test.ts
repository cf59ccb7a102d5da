import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { gallery, screens } from '../src/gallery.tsx'
import { loadIslands, loadStylesheet, makeView, splitLocale } from '../src/web/index.ts'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './chromium.ts'
import { withTextOf } from './text-size.ts'

/** More stops than the longest screen has. */
const TABS_MAX = 120

const staff = loadStylesheet('staff')
const islands = await loadIslands()
const assets = new Map([staff, ...islands.assets].map((asset) => [asset.path, asset]))
let browser: Browser
let server: Server
let base: string

const viewOf = (url: string) =>
  makeView({ ...splitLocale(url), demo: true, stylesheet: '/none.css', staffStylesheet: staff.path, islands })

before(async () => {
  server = createServer(({ url = '/' }, response) => {
    const asset = assets.get(url)
    response.setHeader('content-type', asset?.contentType ?? 'text/html; charset=utf-8')
    response.end(asset?.plain ?? gallery(viewOf(url), splitLocale(url).here.split('/')[2]) ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser.close()
  server.close()
})

interface Window {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  javaScriptEnabled?: boolean
  forcedColors?: 'active'
}

async function withPage({ width = 1280, height = 800, ...rest }: Window, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...rest })
  try {
    await use(await context.newPage())
  } finally {
    await context.close()
  }
}

const open = (page: Page, name: string) => page.goto(`${base}/_gallery/${name}`)

/** How far the page reaches past the window, in CSS pixels. */
const overflowOf = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
    return { sideways: scrollWidth - clientWidth, down: scrollHeight - clientHeight }
  })

/** Questions that look like others: the same parts with other words. */
const alike = new Set([
  ...['counter-transfer', 'counter-pause', 'counter-system-down', 'counter-five'],
  ...['floor-stop', 'floor-move'],
])

/** Between them they hold every part: the themes differ in colours and in nothing else. */
const partsInDark = [
  'counter-called', 'counter-offline', 'counter-out-of-turn', 'floor-everyone', 'floor-counter', 'door-drawn',
  'messages',
]

/** What is pressed and is less than 44 px high. */
const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.act, .sbar a, .sbar button, .checks label, .stages label, summary, select.in')]
      .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.9)
      .map((one) => one.outerHTML.slice(0, 120)),
  )

// Each is opened once for all, with the ribbon of a trial: to open it, and its islands, is most of the time.
test('in each screen axe finds nothing, and all fits 1280 by 800, 320 px and text at 200%', async () => {
  await withPage({ colorScheme: 'light' }, async (page) => {
    for (const { name } of screens) {
      await open(page, name)
      assert.equal(await page.locator('html').getAttribute('data-theme'), 'light')
      if (!alike.has(name.slice('page-'.length))) assert.deepEqual(await violationsIn(page), [], name)
      const { sideways, down } = await overflowOf(page)
      assert.equal(sideways, 0, name)
      // A form with its list is a page to be read, as long as it is.
      if (!/^page-(close-day|door|draw|messages|offers)/.test(name)) assert.equal(down, 0, name)
      assert.deepEqual(await smallTargets(page), [], name)
      await withTextOf(page, 32, async () => assert.equal((await overflowOf(page)).sideways, 0, `${name} at 200%`))
      await page.setViewportSize({ width: 320, height: 800 })
      assert.equal((await overflowOf(page)).sideways, 0, `${name} at 320 px`)
      await page.setViewportSize({ width: 1280, height: 800 })
    }
  })
})

test('who was entered in a draw at the desk gets a slip with number and code, alone on its paper', async () => {
  await withPage({}, async (page) => {
    await open(page, 'page-draw-entered')
    const shown = () => page.locator('main :is(h1, h2, p, a, input, button)').filter({ visible: true }).allInnerTexts()
    assert.ok((await shown()).includes('Undian di meja depan'))
    await page.emulateMedia({ media: 'print' })
    const printed = (await shown()).join(' ')
    for (const words of ['7K4M-2PXA', 'papan pengumuman', 'WSB-7K4-M2PX', 'seperti kunci']) {
      assert.ok(printed.includes(words), printed)
    }
    assert.equal(await page.locator('main :is(h1, a, input, button)').filter({ visible: true }).count(), 0)
  })
})

test('axe finds nothing in any part in the dark', async () => {
  await withPage({ colorScheme: 'dark' }, async (page) => {
    for (const part of partsInDark) {
      await open(page, `page-${part}`)
      assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
      assert.deepEqual(await violationsIn(page, { only: 'colours' }), [], part)
    }
  })
})

test('as usual no part of a screen scrolls', async () => {
  await withPage({}, async (page) => {
    for (const name of ['page-counter-serving', 'page-counter-called', 'page-counter-free', 'page-floor-busy']) {
      await open(page, name)
      const inner = await page.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowY))
          .filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)
          .map(({ className }) => className),
      )
      assert.deepEqual(inner, [], name)
    }
  })
})

test('Tab reaches every control, and each shows that it has the focus', async () => {
  await withPage({}, async (page) => {
    for (const part of ['counter-choose', 'counter-serving', 'counter-out-of-turn', 'floor-everyone', 'messages']) {
      const name = `page-${part}`
      await open(page, name)
      const wanted = await page.locator(':is(a:not(.skip), button, input, select, summary):visible').count()
      const reached = new Set<string>()
      for (let presses = 0; presses < TABS_MAX && reached.size < wanted; presses++) {
        await page.keyboard.press('Tab')
        const { html, seen } = await page.evaluate(() => {
          const focused = document.activeElement!
          const all = [...document.querySelectorAll('*')]
          const { outlineStyle, outlineWidth } = getComputedStyle(focused)
          const seen = outlineStyle !== 'none' && outlineWidth !== '0px'
          return { html: `${all.indexOf(focused)} ${focused.outerHTML}`, seen }
        })
        if (html.includes('class="skip"')) continue
        assert.ok(seen, `${name}: no focus to be seen on ${html.slice(0, 150)}`)
        reached.add(html)
      }
      assert.equal(reached.size, wanted, name)
    }
  })
})

test('the theme is the one that was chosen, else the machine’s', async () => {
  await withPage({ colorScheme: 'dark' }, async (page) => {
    await open(page, 'page-floor-busy')
    const themeOf = () => page.locator('html').getAttribute('data-theme')
    assert.equal(await themeOf(), 'dark')
    await page.getByRole('button', { name: 'Terang' }).click()
    assert.equal(await themeOf(), 'light')
    await open(page, 'page-counter-serving')
    assert.equal(await themeOf(), 'light')
    await page.getByRole('button', { name: 'Gelap' }).click()
    assert.equal(await themeOf(), 'dark')
  })
})

test('without script nothing is offered that would not work', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await open(page, 'page-counter-serving')
    assert.equal(await page.locator('.acts, .keys, .theme').filter({ visible: true }).count(), 0)
    assert.equal(await page.getByRole('rowheader', { name: 'A-018' }).isVisible(), true)
  })
})

test("with the user's own colours the marks of the order stay", async () => {
  await withPage({ forcedColors: 'active' }, async (page) => {
    await open(page, 'page-counter-serving')
    const seen = await page.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor
      return ['.why.appointment', '.why.priority', '.why.late', '.why.walk-in'].map((selector) => {
        const { borderTopColor, backgroundColor } = getComputedStyle(document.querySelector(selector)!, '::before')
        return borderTopColor !== ground || backgroundColor !== ground
      })
    })
    assert.deepEqual(seen, [true, true, true, true])
  })
})

test('each screen is a whole page with one h1, a title, and ids that are unique, in both languages', () => {
  const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1]!)
  for (const { name } of screens) {
    for (const prefix of ['', '/en']) {
      const html = gallery(viewOf(`${prefix}/_gallery/${name}`), name)!
      assert.equal(all(html, /<(h1)[\s>]/g).length, 1, `${prefix} ${name}: one h1`)
      const ids = all(html, / id="([^"]*)"/g)
      assert.deepEqual(ids, [...new Set(ids)], `${prefix} ${name}: ids`)
      const named = [...all(html, / for="([^"]*)"/g), ...all(html, / aria-(?:describedby|labelledby)="([^"]*)"/g)]
      for (const id of named.flatMap((ids) => ids.split(' '))) {
        assert.ok(ids.includes(id), `${prefix} ${name}: no id ${id}`)
      }
      assert.doesNotMatch(html, / style=|<script(?! (type="module" )?src="\/assets\/)/, `${prefix} ${name}`)
    }
  }
})

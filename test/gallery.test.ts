import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { examples, gallery } from '../src/gallery.tsx'
import { loadStylesheet, makeView, splitLocale } from '../src/web/index.ts'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './chromium.ts'
import { withTextOf } from './text-size.ts'

const stylesheet = loadStylesheet()
let browser: Browser
let server: Server
let base: string
/** Forms that were sent, as text. */
const posted: string[] = []

before(async () => {
  server = createServer((request, response) => {
    if (request.url === stylesheet.path) {
      response.setHeader('content-type', stylesheet.contentType)
      response.end(stylesheet.plain)
      return
    }
    if (request.method === 'POST') {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        posted.push(body)
        response.end('posted')
      })
      return
    }
    const { locale, here } = splitLocale(request.url ?? '/')
    const view = makeView({ locale, here, demo: true, stylesheet: stylesheet.path })
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(gallery(view, here.split('/')[2]) ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})

after(async () => {
  await browser.close()
  server.close()
})

async function withPage(
  options: { width?: number; forcedColors?: 'active'; javaScriptEnabled?: boolean },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { width = 360, ...rest } = options
  const context = await browser.newContext({ viewport: { width, height: 780 }, reducedMotion: 'reduce', ...rest })
  try {
    await use(await context.newPage())
  } finally {
    await context.close()
  }
}

const open = (page: Page, name: string, prefix = '') => page.goto(`${base}${prefix}/_gallery/${name}`)

/** How far the widest thing reaches past the window, in CSS pixels, and what it is. */
function overflowOf(page: Page): Promise<{ by: number; what: string }> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    let worst = { by: document.documentElement.scrollWidth - width, what: 'page' }
    for (const element of document.querySelectorAll('main *')) {
      const box = element.getBoundingClientRect()
      const hidden = element.closest('.sr, .cal thead') !== null || box.width === 0
      // The calendar hangs 6 px over the text on both sides, inside the page's own margin.
      const by = box.right - width
      if (!hidden && by > worst.by) worst = { by, what: element.outerHTML.slice(0, 120) }
    }
    return worst
  })
}

/** What stands alone and is less than 44 px high; in texts 24 px are enough, which axe sees. */
const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.btn, .back, .rows a, .hours label, .cal a, .days a, .pick, .top a, .foot a')]
      .filter((element) => {
        const { height } = element.getBoundingClientRect()
        return height > 0 && height < 43.9
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )

// In English it is the same markup, which walk.test.ts goes through. To open it is most of the time.
test('in any state axe finds nothing, what is pressed is large, and nothing scrolls sideways', async () => {
  await withPage({}, async (page) => {
    for (const { name } of examples) {
      await open(page, name)
      assert.deepEqual(await violationsIn(page), [], name)
      if (name.startsWith('page-')) assert.deepEqual(await smallTargets(page), [], name)
      if (name.startsWith('page-print')) continue
      await page.setViewportSize({ width: 320, height: 780 })
      const narrow = await overflowOf(page)
      assert.ok(narrow.by <= 0, `${name} at 320 px: ${narrow.by} px, ${narrow.what}`)
      await page.setViewportSize({ width: 360, height: 780 })
      await withTextOf(page, 32, async () => {
        const { by, what } = await overflowOf(page)
        assert.ok(by <= 0, `${name} at 200%: ${by} px, ${what}`)
      })
    }
  })
})

/** Words of the tables that stand on more than one line. */
const brokenWords = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('table.plain :is(th, td)')].flatMap((cell) =>
      [...cell.childNodes].flatMap((node) =>
        [...(node.textContent ?? '').matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [word] : []
        }),
      ),
    ),
  )

test('no number and no heading of a draw’s result breaks within a word on a telephone', async () => {
  await withPage({}, async (page) => {
    for (const prefix of ['', '/en']) {
      await open(page, 'draw-drawn', prefix)
      for (const width of [360, 320, 1280]) {
        await page.setViewportSize({ width, height: 780 })
        assert.deepEqual(await brokenWords(page), [], `${prefix} ${width}`)
      }
    }
    await page.addStyleTag({ content: 'table.plain { overflow-wrap: anywhere } td { max-width: 1em }' })
    assert.notDeepEqual(await brokenWords(page), [], 'a word that is broken is seen')
  })
})

/** Labels of the bar of places that touch one another, and how far any reaches past its drawing. */
const barFaults = (page: Page) =>
  page.evaluate(() => {
    const bar = document.querySelector('.draw-bar')!.getBoundingClientRect()
    const boxes = [...document.querySelectorAll('.draw-bar text')].map((one) => one.getBoundingClientRect())
    const outside = boxes.filter(({ left, right }) => left < bar.left - 1 || right > bar.right + 1).length
    const touching = boxes.filter((a, i) =>
      boxes.some((b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    ).length
    return { outside, touching }
  })

test('the bar of places names the last that got a seat, wherever it is, and that some before it got none', async () => {
  await withPage({}, async (page) => {
    await open(page, 'entry-won')
    const said = await page.locator('.ticket').innerText()
    assert.match(said, /Sebelum nomor 300 ada yang tidak mendapat tempat/)
    for (const name of ['entry-won', 'entry-waiting', 'entry-first', 'entry-all']) {
      await open(page, name)
      assert.match(await page.locator('.draw-bar').innerHTML(), />tempat terakhir: [\d.]+</, name)
      assert.deepEqual(await barFaults(page), { outside: 0, touching: 0 }, name)
    }
    assert.doesNotMatch(await page.locator('.ticket').innerText(), /ada yang tidak mendapat tempat/)
  })
})

test('axe does find a field without a label', async () => {
  await withPage({}, async (page) => {
    await open(page, 'page-find')
    await page.locator('label[for=code]').evaluate((label) => label.remove())
    assert.match((await violationsIn(page)).join('\n'), /^label: /m)
  })
})

test('without script the summary of errors has the focus', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    for (const name of ['page-who-errors', 'page-hour-taken', 'page-find-none', 'page-cancel-errors']) {
      await open(page, name)
      assert.equal(await page.locator('.errors:focus').count(), 1, name)
    }
    await open(page, 'page-who-five')
    assert.equal(await page.locator('#name-4:focus').count(), 1, 'the person who was added')
  })
})

test('Enter in a field goes on; it does not add or remove anybody', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await open(page, 'page-who-errors')
    await page.locator('#nik-1').press('Enter')
    await page.waitForURL(/\/book/)
    const sent = new URLSearchParams(posted.at(-1))
    assert.equal(sent.get('action'), 'continue')
    assert.equal(sent.get('name-1'), 'Ahmad Fauzi')
  })
})

test("a companion's name is asked for once there is a companion", async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    await open(page, 'page-who')
    const field = page.locator('#companionName')
    assert.equal(await field.isVisible(), false)
    await page.locator('#companion').check()
    assert.equal(await field.isVisible(), true)
  })
})

test("with the user's own colours the shapes and the chosen hour stay", async () => {
  await withPage({ forcedColors: 'active' }, async (page) => {
    await open(page, 'page-hour')
    const [chosen, other] = await page.evaluate(() =>
      ['.hours label:has(:checked)', '.hours label:not(:has(:checked))'].map(
        (selector) => getComputedStyle(document.querySelector(selector)!).borderTopColor,
      ),
    )
    assert.notEqual(chosen, other)
    const shapes = await page.evaluate(() => {
      const page = getComputedStyle(document.body).backgroundColor
      return ['.st.many', '.st.few'].map((selector) => {
        const shape = getComputedStyle(document.querySelector(selector)!, '::before')
        return shape.borderTopColor !== page && shape.borderTopWidth !== '0px'
      })
    })
    assert.deepEqual(shapes, [true, true])
  })
})

test('the ticket prints on one page, with two people and with five, and so does a month', async () => {
  await withPage({ width: 800 }, async (page) => {
    for (const prefix of ['', '/en']) {
      for (const name of ['page-print', 'page-print-five', 'page-record-month']) {
        await open(page, name, prefix)
        const pdf = await page.pdf({ preferCSSPageSize: true })
        const pages = /\/Type \/Pages\s[^>]*?\/Count (\d+)/s.exec(pdf.toString('latin1'))?.[1]
        assert.equal(pages, '1', `${prefix} ${name}`)
      }
    }
  })
})

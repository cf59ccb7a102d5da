import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core'
import { violationsIn } from '../axe.ts'
import { forgetPictures, keepPicture, keepsPictures } from '../pictures.ts'

/** Most bytes over the wire of a first visit: page, stylesheet and their headers. */
export const WEIGHT_MAX = 40 * 1024

/** Of a window, in pixels; the most that one picture holds. */
const HEIGHT = 780
const HEIGHT_MAX = 16_000

/** More stops than the longest page has. */
const TABS_MAX = 120

export interface VisitorOptions {
  /** Where the app answers. */
  address: string
  width: number
  /** Goes before the name of each picture: "360-id". */
  name: string
  /** The browser's own text size in CSS pixels, as people set it; 16 by default. */
  textSize?: number
  forcedColors?: 'active'
  /** README shows pictures of this walk. */
  isShown?: boolean
  /** Looks at nothing that axe would find: this walk goes where another one went. */
  withoutAxe?: boolean
  /** May keep cookies: the staff's own, which no script reads and no public page gets. */
  isStaff?: boolean
}

/**
 * Somebody with a browser without script. Wherever they arrive, the page is looked over:
 * axe, sideways scroll, weight, cookies, other hosts, the demonstration's ribbon.
 */
export class Visitor {
  readonly page: Page
  private readonly context: BrowserContext
  /** The same page with script allowed, since axe is one. */
  private readonly twin: Page
  private readonly options: VisitorOptions
  private readonly requests: Request[] = []
  private taken = 0

  private constructor(context: BrowserContext, page: Page, twin: Page, options: VisitorOptions) {
    this.context = context
    this.page = page
    this.twin = twin
    this.options = options
    page.on('request', (request) => this.requests.push(request))
  }

  static async arrive(browser: Browser, options: VisitorOptions): Promise<Visitor> {
    const { width, forcedColors = 'none', textSize = 16 } = options
    const size = { viewport: { width, height: HEIGHT }, reducedMotion: 'reduce', forcedColors } as const
    if (keepsPictures(options)) forgetPictures(`${options.name}-[0-9][0-9]-*`)
    const context = await browser.newContext({ ...size, javaScriptEnabled: false })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    // Axe knows no colours but the page's own.
    const twin = await (await browser.newContext({ ...size, forcedColors: 'none' })).newPage()
    const session = await context.newCDPSession(page)
    // Each page is weighed as a first visit.
    await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    await setTextSize(page, textSize)
    await setTextSize(twin, textSize)
    return new Visitor(context, page, twin, options)
  }

  async leave(): Promise<void> {
    await this.context.close()
    await this.twin.context().close()
  }

  async open(path: string): Promise<void> {
    this.requests.length = 0
    await this.page.goto(this.options.address + path)
  }

  /** Presses something that leads to another page; returns the status of what came, after redirects. */
  async press(what: string | Locator): Promise<number> {
    return this.arriveBy(() => (typeof what === 'string' ? this.page.locator(what).first() : what).click())
  }

  private async arriveBy(act: () => Promise<void>): Promise<number> {
    this.requests.length = 0
    const arrived = this.page.waitForEvent('load')
    const answered = this.page.waitForResponse(
      (response) => response.request().isNavigationRequest() && (response.status() < 300 || response.status() >= 400),
    )
    await act()
    await arrived
    return (await answered).status()
  }

  /** Looks over the page that was arrived at, which must say `heading`, and takes its picture. */
  async look(heading: string | RegExp, picture: string): Promise<void> {
    const { page, options } = this
    const said = await page.locator('h1').innerText()
    if (typeof heading === 'string') assert.equal(said, heading)
    else assert.match(said, heading)
    await this.lookAtCookies()
    if (!options.withoutAxe) assert.deepEqual(await violationsOf(this.twin, page), [], `axe at "${said}"`)
    assert.equal(await textSizeOf(page), options.textSize ?? 16, `the text's size at "${said}"`)
    assert.deepEqual(await sidewaysOf(page), [], `sideways scroll at "${said}"`)
    await this.weigh(said)
    await this.picture(picture)
    const ribbon = page.locator('.demo, .demo-print').filter({ visible: true })
    assert.ok((await ribbon.count()) > 0, `no word of the demonstration at "${said}"`)
    assert.ok(page.url().startsWith(options.address))
  }

  /** Tabs on until the focus is on `what`, as somebody without a mouse does; every stop must be seen. */
  async tabTo(what: string): Promise<void> {
    for (let presses = 0; presses < TABS_MAX; presses++) {
      await this.page.keyboard.press('Tab')
      const focused = await focusOf(this.page)
      assert.ok(focused.seen, `the focus cannot be seen on ${focused.html}`)
      if ((await this.page.locator(`:is(${what}):focus`).count()) > 0) return
    }
    assert.fail(`${TABS_MAX} tabs did not reach ${what}`)
  }

  /** A key that leads to another page; returns the status of what came, after redirects. */
  async strike(key: string): Promise<number> {
    return this.arriveBy(() => this.page.keyboard.press(key))
  }

  async picture(name: string): Promise<void> {
    const { isShown = false } = this.options
    if (!keepsPictures({ isShown })) return
    const number = String(++this.taken).padStart(2, '0')
    const { width } = this.options
    // A picture of the full page gives the text its usual size again: a tall window does not.
    const height = await this.page.evaluate(() => document.documentElement.scrollHeight)
    await this.page.setViewportSize({ width, height: Math.min(height, HEIGHT_MAX) })
    await keepPicture(this.page, `${this.options.name}-${number}-${name}`, { isShown })
    await this.page.setViewportSize({ width, height: HEIGHT })
  }

  private async lookAtCookies(): Promise<void> {
    const cookies = await this.context.cookies()
    if (!this.options.isStaff) assert.deepEqual(cookies, [], 'a cookie was set')
    for (const { name, path, httpOnly, sameSite } of cookies) {
      assert.ok(path !== '/' && httpOnly && sameSite === 'Strict', name)
    }
  }

  private async weigh(said: string): Promise<void> {
    let bytes = 0
    for (const request of this.requests) {
      assert.ok(request.url().startsWith(this.options.address) || request.url().startsWith('data:'), request.url())
      // Preloads of scripts are called off where no script may run.
      if (!request.url().startsWith('http') || request.failure()) continue
      const { responseBodySize, responseHeadersSize } = await request.sizes()
      bytes += responseBodySize + responseHeadersSize
    }
    assert.ok(bytes > 0 && bytes <= WEIGHT_MAX, `"${said}" weighs ${bytes} bytes`)
  }
}

/** As people set it in their browser; it stands while the page does. */
async function setTextSize(page: Page, standard: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard, fixed: Math.round(standard * 0.8) } })
}

function textSizeOf(page: Page): Promise<number> {
  return page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
}

/** What axe finds in the page as it stands, on a twin of it under the same address. */
async function violationsOf(twin: Page, page: Page): Promise<string[]> {
  const body = await page.content()
  const url = page.url().split('#')[0]!
  await twin.route(url, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
  await twin.goto(url)
  await twin.unroute(url)
  return violationsIn(twin)
}

/** What reaches past the window's edge. */
function sidewaysOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`${scrollWidth} px wide in ${clientWidth}`] : []
  })
}

/** What has the focus, and whether a ring shows it: on itself, or on the row that it stands in. */
function focusOf(page: Page): Promise<{ html: string; seen: boolean }> {
  return page.evaluate(() => {
    const focused = document.activeElement ?? document.body
    const rings = [focused, focused.closest('label')].filter((one) => one !== null)
    const seen = rings.some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && outlineWidth !== '0px'
    })
    return { html: focused.outerHTML.slice(0, 120), seen }
  })
}

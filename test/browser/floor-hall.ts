import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { pageHeaders } from '../../src/platform/http/headers.ts'
import { CounterPage } from '../../src/visits/pages/counter.tsx'
import { sampleFloor, sampleNow, samplePeople } from '../../src/visits/pages/floor-samples.ts'
import { FloorPage } from '../../src/visits/pages/floor.tsx'
import type { FloorAnswer, VisitAnswer } from '../../src/visits/wire.ts'
import { loadIslands, loadStylesheet, makeView, renderPage } from '../../src/web/index.ts'

/** What was sent to the hall. */
export interface Sent {
  path: string
  body: unknown
}

/** What it answers with. */
export interface Reply {
  status: number
  body: object
}

const API = '/api/v1/offices/wonosobo/sites/kantor'
const staff = loadStylesheet('staff')

/**
 * The network's other end for the counter's and the supervisor's screens: it speaks as
 * src/visits/wire.ts says and keeps what it was sent. What a hall decides is tested elsewhere.
 */
export class StandInHall {
  floor: FloorAnswer = sampleFloor('id')
  readonly sent: Sent[] = []
  /** By verb: "finish-next", "hall". Others are answered with the counter as it is. */
  readonly replies = new Map<string, (sent: Sent) => Reply>()
  /** False: events are answered with 503. */
  hasEvents = true
  /** False: nothing answers any more. */
  isThere = true
  maySupervise = true
  private readonly streams = new Set<ServerResponse>()
  private readonly server = createServer((request, response) => void this.answer(request, response))
  private assets = new Map<string, { contentType: string; plain: Buffer }>()
  private islands: Awaited<ReturnType<typeof loadIslands>> | undefined

  async open(): Promise<string> {
    this.islands = await loadIslands()
    this.assets = new Map([staff, ...this.islands.assets].map((asset) => [asset.path, asset]))
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  /** A change of the hall, told to every screen. */
  tell(change: Partial<FloorAnswer>): void {
    this.floor = { ...this.floor, ...change, version: this.floor.version + 1 }
    for (const stream of this.streams) this.say(stream)
  }

  /** Ends every stream of events, as a broken line does. */
  cut(): void {
    for (const stream of this.streams) stream.destroy()
  }

  /** What was sent by keys: screens also say that they are there. */
  get acts(): Sent[] {
    return this.sent.filter(({ path }) => !path.endsWith('/seen'))
  }

  private say(stream: ServerResponse): void {
    stream.write(`event: floor\ndata: ${JSON.stringify(this.floor)}\n\n`)
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://hall')
    if (!this.isThere) return void request.socket.destroy()
    const asset = this.assets.get(url.pathname)
    if (asset) return void response.setHeader('content-type', asset.contentType).end(asset.plain)
    const path = url.pathname.replace(API, '')
    if (request.method === 'POST') return this.take({ path, body: JSON.parse(await text(request)) }, response)
    if (path === '/floor/events') return this.stream(response)
    if (path === '/floor' && url.pathname !== path) return json(response, { status: 200, body: this.floor })
    if (path.startsWith('/visits/')) return json(response, { status: 200, body: samplePeople() })
    response
      .writeHead(200, {
        ...pageHeaders({ https: false, isPrivate: true, hasIslands: true }),
        'content-type': 'text/html; charset=utf-8',
      })
      .end(this.page(url))
  }

  private stream(response: ServerResponse): void {
    if (!this.hasEvents) return json(response, { status: 503, body: {} })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('retry: 50\n\n')
    this.streams.add(response)
    response.on('close', () => this.streams.delete(response))
    this.say(response)
  }

  private take(sent: Sent, response: ServerResponse): void {
    this.sent.push(sent)
    const [, kind, id, verb] = sent.path.split('/')
    const reply = this.replies.get(verb ?? kind ?? '')
    if (reply) return json(response, reply(sent))
    if (kind === 'hall') return json(response, { status: 200, body: this.floor })
    if (kind === 'visits') return json(response, { status: 200, body: this.floor.visits.find((one) => one.id === id)! })
    json(response, { status: 200, body: this.counterAnswer(id ?? '') })
  }

  /** The answer of an act that changed nothing. */
  counterAnswer(counterId: string) {
    const { version } = this.floor
    const counter = this.floor.counters.find(({ id }) => id === counterId)!
    return { version, counter, visit: this.floor.visits.find(({ id }) => id === counter.visit) }
  }

  private page(url: URL): string {
    const view = makeView({
      locale: 'id',
      here: url.pathname,
      demo: true,
      stylesheet: '/none.css',
      staffStylesheet: staff.path,
      islands: this.islands,
    })
    const counterId = url.searchParams.get('counter')
    const data = {
      api: API,
      floor: this.floor,
      links: { counter: '/counter', floor: '/floor', reception: '/reception', closeDay: '/close-day' },
      maySupervise: this.maySupervise,
    }
    const bar = {
      links: [{ room: 'counter', href: '/counter', current: true }] as const,
      name: 'Rina Wulandari',
      as: 'Loket 3',
      office: 'Kantor Wonosobo',
      now: Temporal.Instant.from(sampleNow).toZonedDateTimeISO('Asia/Jakarta'),
      signOutTo: '/sign-out',
    }
    if (url.pathname === '/floor') return renderPage(FloorPage({ view, bar, data }))
    if (url.pathname !== '/counter') return `<!doctype html><title>${url.pathname}</title>`
    return renderPage(CounterPage({ view, bar, data: { ...data, ...(counterId && { counterId }) } }))
  }
}

function json(response: ServerResponse, { status, body }: Reply): void {
  const kind = status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(status, { 'content-type': kind }).end(JSON.stringify(body))
}

/** A screen that is looked at, and the hall behind it. */
export interface Sight {
  page: Page
  hall: StandInHall
  context: BrowserContext
}

/** Opens a screen and waits until its script follows the hall; fails on anything that the console says. */
export async function seeHall(
  browser: Browser,
  path: string,
  use: (sight: Sight) => Promise<void>,
  prepare?: (hall: StandInHall) => void,
): Promise<void> {
  const hall = new StandInHall()
  prepare?.(hall)
  const base = await hall.open()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  const complaints: string[] = []
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (/Content Security Policy|Uncaught/.test(message.text())) complaints.push(message.text())
    })
    await page.goto(base + path)
    await page.locator('.said.unscripted').waitFor({ state: 'detached' })
    await use({ page, hall, context })
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
    hall.close()
  }
}

/** Presses keys one after another and waits for each act to arrive. */
export async function pressAll({ page, hall }: Sight, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const arrived = hall.acts.length
    const answered = page.waitForResponse(
      (response) => response.request().method() === 'POST' && !response.url().endsWith('/seen'),
    )
    await page.keyboard.press(key)
    await answered
    await page.locator('main[aria-busy=false]').waitFor()
    assert.equal(hall.acts.length, arrived + 1, key)
  }
}

export const numbered = (floor: FloorAnswer, number: string): VisitAnswer =>
  floor.visits.find((one) => one.number === number)!

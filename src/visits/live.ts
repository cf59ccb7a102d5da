import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { FloorBook } from './floor-book.ts'
import type { HallKey } from './hall-store.ts'
import type { Floor } from './model.ts'

/**
 * Server-sent events (WHATWG HTML, section 9.2) of halls. One connection is one screen; a
 * change of the hall is rendered for it when it has had the one before, so that a slow
 * screen skips versions and never piles them up. Of a connection nothing is kept but its
 * socket, how to render for it, and the hall that it has seen.
 */
export interface Live {
  /**
   * Streams `event` to one screen until it goes away, or until the hall's day is over: then
   * it asks again and gets the new day. Returns once it is under way; a handler must not
   * return the reply, or Fastify keeps all of the request until the screen is gone.
   */
  stream(reply: FastifyReply, options: StreamOptions): Promise<void>
  /** Screens that are connected. */
  size(): number
  close(): void
}

export interface StreamOptions {
  key: HallKey
  event: string
  /** Headers of the answer besides those of every event stream. */
  headers?: Record<string, string>
  /** What the screen is sent; undefined: nothing new for it. */
  render: (floor: Floor) => string | undefined | Promise<string | undefined>
}

export interface LiveNeeds {
  floors: Pick<FloorBook, 'floor' | 'watch'>
  /** Whether the hall's day is still today. */
  isToday: (key: HallKey) => boolean
}

/** Often enough for proxies that cut silent lines after 30 s, and for a screen to know that it is stale. */
const BEAT_MS = 15_000
/** Screens take turns: all at once, ten thousand would hold up every call for half a second. */
const TURNS = 150
const BEAT = ': beat\n\n'

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx keeps answers back otherwise.
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}

/**
 * The states of a screen:
 *
 *   idle --the hall changed--> rendering --written--> idle, or rendering what came meanwhile
 *                                        --the socket is full--> waiting --drained--> as above
 *   any --rendering failed, or its day is over--> gone: the screen asks again
 */
class Screen {
  readonly key: HallKey
  private readonly raw: ServerResponse
  private readonly event: string
  private readonly render: StreamOptions['render']
  private last: Floor | undefined
  private next: Floor | undefined
  private isBusy = false
  /** Nothing was written since the last beat. */
  private isQuiet = false

  constructor(raw: ServerResponse, { key, event, render }: StreamOptions) {
    this.key = key
    this.raw = raw
    this.event = event
    this.render = render
  }

  show(floor: Floor): void {
    this.next = floor
    if (!this.isBusy) this.goOn()
  }

  /** Renders again, since waits change with time alone, and shows that the line lives. */
  beat(): void {
    if (this.raw.destroyed) return
    if (this.last && !this.isBusy) this.show(this.last)
    if (this.isQuiet) this.raw.write(BEAT)
    this.isQuiet = true
  }

  end(): void {
    this.raw.end()
  }

  private goOn(): void {
    if (!this.next || this.raw.destroyed) return
    this.last = this.next
    this.next = undefined
    try {
      const data = this.render(this.last)
      if (!(data instanceof Promise)) return this.send(data)
      this.isBusy = true
      data.then(
        (text) => this.send(text),
        () => this.fail(),
      )
    } catch {
      this.fail()
    }
  }

  private send(data: string | undefined): void {
    this.isBusy = false
    if (this.raw.destroyed) return
    if (data !== undefined) {
      this.raw.write(`event: ${this.event}\ndata: ${data}\n\n`)
      this.isQuiet = false
    }
    if (!this.raw.writableNeedDrain) return this.goOn()
    this.isBusy = true
    this.raw.once('drain', () => {
      this.isBusy = false
      this.goOn()
    })
  }

  /** The screen asks again when its line is cut; one that stays silent would only look alive. */
  private fail(): void {
    this.raw.destroy()
  }
}

/**
 * Node keeps a request as long as its answer lasts: two kilobytes of a browser's headers, for
 * hours. What staff are known by stays: whether their session has ended is asked before each event.
 */
function forgetRequest(request: IncomingMessage): void {
  const { authorization, cookie } = request.headers
  request.rawHeaders = []
  request.headers = { ...(authorization && { authorization }), ...(cookie && { cookie }) }
}

/** A hall that has screens here. */
interface WatchedHall {
  name: string
  screens: Set<Screen>
  unwatch: () => void
}

export function openLive({ floors, isToday }: LiveNeeds): Live {
  const turns = Array.from({ length: TURNS }, () => new Set<Screen>())
  const halls = new Map<string, WatchedHall>()
  const watched = (key: HallKey): WatchedHall => {
    const name = `${key.officeId} ${key.siteId} ${key.day}`
    const known = halls.get(name)
    if (known) return known
    const screens = new Set<Screen>()
    const unwatch = floors.watch(key, (floor) => {
      for (const screen of screens) screen.show(floor)
    })
    const hall = { name, screens, unwatch }
    halls.set(name, hall)
    return hall
  }
  const forget = ({ name, unwatch }: WatchedHall): void => {
    unwatch()
    halls.delete(name)
  }
  let opened = 0
  let turn = 0
  const beats = setInterval(() => {
    for (const screen of turns[turn++ % TURNS]!) {
      if (isToday(screen.key)) screen.beat()
      else screen.end()
    }
  }, BEAT_MS / TURNS)
  beats.unref()
  return {
    async stream(reply, options) {
      const { key, headers } = options
      const floor = await floors.floor(key)
      reply.hijack()
      const { raw } = reply
      // Gone while the hall was read: `close` was said already, and nothing would ever forget it.
      if (raw.destroyed) return
      raw.writeHead(200, { ...streamHeaders, ...headers })
      forgetRequest(raw.req)
      const screen = new Screen(raw, options)
      const screens = turns[opened++ % TURNS]!
      const hall = watched(key)
      hall.screens.add(screen)
      screens.add(screen)
      // It closes once; `once` would keep 200 bytes more for each of ten thousand screens.
      raw.on('close', () => {
        screens.delete(screen)
        hall.screens.delete(screen)
        if (hall.screens.size === 0) forget(hall)
      })
      screen.show(floor)
    },
    size: () => turns.reduce((sum, screens) => sum + screens.size, 0),
    close() {
      clearInterval(beats)
      for (const screens of turns) for (const screen of screens) screen.end()
    },
  }
}

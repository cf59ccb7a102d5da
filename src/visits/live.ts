import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { FloorBook } from './floor-book.ts'
import type { HallKey } from './hall-store.ts'
import type { Floor } from './model.ts'

/**
 * Server-sent events (WHATWG HTML, section 9.2) of halls. One connection is one screen; a
 * change of the hall is rendered for it when it has had the one before, so that a slow
 * screen skips versions and never piles them up.
 */
export interface Live {
  /** Streams `event` to one screen until it goes away. */
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

/** Often enough for proxies that cut silent lines after 30 s, and for a screen to know that it is stale. */
const BEAT_MS = 15_000
const BEAT = ': beat\n\n'

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx keeps answers back otherwise.
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
}

class Screen {
  private readonly raw: ServerResponse
  private readonly event: string
  private readonly render: StreamOptions['render']
  private last: Floor | undefined
  private next: Floor | undefined
  private isBusy = false

  constructor(raw: ServerResponse, { event, render }: Pick<StreamOptions, 'event' | 'render'>) {
    this.raw = raw
    this.event = event
    this.render = render
  }

  show(floor: Floor): void {
    this.next = floor
    if (!this.isBusy) void this.send()
  }

  /** Renders again, since waits change with time alone, and shows that the line lives. */
  beat(): void {
    this.write(BEAT)
    if (this.last && !this.isBusy) this.show(this.last)
  }

  end(): void {
    this.raw.end()
  }

  private async send(): Promise<void> {
    this.isBusy = true
    try {
      while (this.next && !this.raw.destroyed) {
        this.last = this.next
        this.next = undefined
        const data = await this.render(this.last)
        if (data !== undefined) this.write(`event: ${this.event}\ndata: ${data}\n\n`)
        if (this.raw.writableNeedDrain) await once(this.raw, 'drain')
      }
    } catch {
      // The screen asks again when its line is cut; one that stays silent would only look alive.
      this.raw.destroy()
    }
    this.isBusy = false
  }

  private write(text: string): void {
    if (!this.raw.destroyed) this.raw.write(text)
  }
}

export function openLive({ floors }: { floors: Pick<FloorBook, 'floor' | 'watch'> }): Live {
  const screens = new Set<Screen>()
  const beats = setInterval(() => {
    for (const screen of screens) screen.beat()
  }, BEAT_MS)
  beats.unref()
  return {
    async stream(reply, { key, ...options }) {
      const floor = await floors.floor(key)
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, { ...streamHeaders, ...options.headers })
      const screen = new Screen(raw, options)
      const unwatch = floors.watch(key, (changed) => screen.show(changed))
      screens.add(screen)
      raw.once('close', () => {
        unwatch()
        screens.delete(screen)
      })
      screen.show(floor)
    },
    size: () => screens.size,
    close() {
      clearInterval(beats)
      for (const screen of screens) screen.end()
    },
  }
}

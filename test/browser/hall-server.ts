import type { ServerResponse } from 'node:http'
import { type Served, serve } from '../../src/platform/http/testing.ts'
import { type DisplayPageDeps, displayPages } from '../../src/visits/pages/display-routes.ts'
import type { DisplayAnswer } from '../../src/visits/wire-public.ts'
import { addAssets, loadIslands, loadStylesheet } from '../../src/web/index.ts'

type Call = NonNullable<DisplayAnswer['called']>

const at = (time: string): string => `2026-11-30T${time}:00+07:00`

/** The hall of the drawing: Wonosobo, Monday, 30 November 2026, 09.14 WIB. */
export function sampleHall(): DisplayAnswer {
  const call = (seq: number, number: string, counter: string, time: string): Call => ({
    number,
    counter,
    at: at(time),
    seq,
    again: false,
  })
  return {
    office: 'Kantor Imigrasi Wonosobo',
    site: 'Kantor',
    day: '2026-11-30',
    timeZone: 'Asia/Jakarta',
    version: 40,
    now: at('09:14'),
    called: call(23, 'A-017', '3', '09:14'),
    recent: [call(22, 'B-006', '5', '09:12'), call(21, 'A-016', '1', '09:10'), call(20, 'A-015', '4', '09:07')],
    counters: [
      { name: '1', state: 'open', number: 'A-016' },
      { name: '2', state: 'paused', pausedUntil: at('09:30') },
      { name: '3', state: 'open', number: 'A-017' },
      { name: '4', state: 'open', number: 'A-015' },
      { name: '5', state: 'open', number: 'B-006' },
      { name: '6', state: 'closed' },
    ],
    next: ['A-018', 'B-007', 'A-019'],
    notices: [],
    waiting: 14,
    walkInsLeft: 6,
  }
}

/** A server with nothing but a hall, whose facts and whose network a test sets. */
export class HallServer {
  hall = sampleHall()
  /** Every request but the page's own breaks off. */
  isCut = false
  private served!: Served
  private readonly streams = new Set<ServerResponse>()

  static async start({ demo = false }: { demo?: boolean } = {}): Promise<HallServer> {
    const islands = await loadIslands()
    const stylesheet = loadStylesheet('hall')
    const site = { demo, publicUrl: undefined, stylesheet: stylesheet.path, islands }
    const server = new HallServer()
    const display: DisplayPageDeps['display'] = () => server.hall
    server.served = await serve((http) => {
      displayPages({ site, stylesheet: stylesheet.path, display })(http)
      addAssets(http, [stylesheet, ...islands.assets])
      http.get('/api/v1/offices/wonosobo/sites/kantor/display', (request, reply) => {
        if (!server.isCut) return reply.send(server.hall)
        reply.hijack()
        return request.raw.destroy()
      })
      http.get('/api/v1/offices/wonosobo/sites/kantor/display/events', (request, reply) => {
        reply.hijack()
        if (server.isCut) return request.raw.destroy()
        reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
        server.streams.add(reply.raw)
        reply.raw.once('close', () => server.streams.delete(reply.raw))
        server.send(reply.raw)
      })
    })
    return server
  }

  address(query = '', prefix = ''): string {
    return `${this.served.origin}${prefix}/offices/wonosobo/sites/kantor/display${query}`
  }

  /** Changes facts and tells every screen. */
  set(change: Partial<DisplayAnswer>): void {
    this.hall = { ...this.hall, ...change, version: this.hall.version + 1 }
    for (const stream of this.streams) this.send(stream)
  }

  /** Calls somebody, and tells every screen unless `isCut`; returns the call's seq. */
  call(number: string, counter: string, again = false): number {
    const { called, recent, counters } = this.hall
    const seq = (called?.seq ?? 0) + 1
    this.set({
      called: { number, counter, at: this.hall.now, seq, again },
      recent: [...(called ? [called] : []), ...recent].slice(0, 11),
      counters: counters.map((one) => (one.name === counter ? { ...one, number } : one)),
    })
    return seq
  }

  /** The network is gone: lines break, nothing is answered. */
  cut(): void {
    this.isCut = true
    for (const stream of this.streams) stream.destroy()
  }

  mend(): void {
    this.isCut = false
  }

  /** Nothing is said any more, but no line breaks either: a cable pulled out somewhere in between. */
  fallSilent(): void {
    this.isCut = true
    this.streams.clear()
  }

  close(): Promise<void> {
    for (const stream of this.streams) stream.destroy()
    return this.served.close()
  }

  private send(stream: ServerResponse): void {
    if (!this.isCut) stream.write(`event: display\ndata: ${JSON.stringify(this.hall)}\n\n`)
  }
}

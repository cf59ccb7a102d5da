import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * A generator: many screens in one process, each a line of server-sent events. By message:
 *   {open}    connects them, so many at a time, and says how many have had their first picture
 *   {begin}   from here on, every event is noted
 *   {end}     says what was noted
 *   {close}   hangs up
 */
export interface Screen {
  /** http://127.0.0.1:3000 */
  address: string
  path: string
  office: string
}

/** One event: of which screen's hall, which version, when it was read, in ms since 1970. */
export type Seen = [office: string, version: number, atMs: number]

/** More at once would overrun the server's backlog. */
const OPENING_MAX = 64
const NETWORKS = 250
const FIRST_PICTURE_MS_MAX = 60_000

/** What a telephone's browser sends along: a server that keeps it for hours pays for it. */
const browserHeaders = [
  'Accept: text/event-stream',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7',
  'Cache-Control: no-cache',
  'Connection: keep-alive',
  'Sec-Fetch-Dest: empty',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Site: same-origin',
  'User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) ' +
    'Chrome/131.0.0.0 Mobile Safari/537.36',
  'sec-ch-ua: "Google Chrome";v="131", "Chromium";v="131", "Not_A Brand";v="24"',
  'sec-ch-ua-mobile: ?1',
  'sec-ch-ua-platform: "Android"',
].join('\r\n')

const lines = new Set<Line>()
let seen: Seen[] | undefined

class Line {
  private readonly socket: Socket
  private readonly office: string
  private held = ''
  private version = -1
  private first: (() => void) | undefined
  /** Resolves with the first event. */
  readonly opened: Promise<void>

  constructor({ address, path, office }: Screen, index: number) {
    const { hostname, port } = new URL(address)
    this.office = office
    this.socket = connect({ host: hostname, port: Number(port), localAddress: `127.1.${index % NETWORKS}.1` })
    this.socket.setNoDelay(true)
    this.opened = new Promise((resolve, reject) => {
      this.first = resolve
      this.socket.once('error', reject)
      this.socket.once('close', () => reject(new Error(`${path} was hung up: ${this.held.slice(0, 200)}`)))
    })
    this.socket.setEncoding('latin1').on('data', (chunk: string) => this.read(chunk))
    this.socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${browserHeaders}\r\n\r\n`)
  }

  close(): void {
    this.socket.destroy()
  }

  private read(chunk: string): void {
    const atMs = performance.timeOrigin + performance.now()
    const text = this.held + chunk
    const events = text.split('\n\n')
    this.held = events.pop() ?? ''
    for (const event of events) {
      const version = Number(/data: \{.*?"version":(\d+)/.exec(event)?.[1] ?? 0)
      // The same version again: the clock has changed what it says.
      if (version <= this.version) continue
      this.version = version
      this.first?.()
      this.first = undefined
      seen?.push([this.office, version, atMs])
    }
  }
}

type Order = { open: Screen[] } | { begin: true } | { end: true } | { close: true }

process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
  )
})
process.send!({ result: true })

async function obey(order: Order): Promise<unknown> {
  if ('open' in order) return open(order.open)
  if ('begin' in order) return void (seen = [])
  if ('end' in order) return seen
  for (const line of lines) line.close()
  lines.clear()
  return true
}

async function open(screens: readonly Screen[]): Promise<number> {
  const waiting = [...screens.entries()]
  const timeout = pause(FIRST_PICTURE_MS_MAX, undefined, { ref: false }).then(() => {
    throw new Error(`after ${FIRST_PICTURE_MS_MAX / 1000} s ${lines.size} of ${screens.length} screens have a picture`)
  })
  const openers = Array.from({ length: OPENING_MAX }, async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [index, screen] = next
      const line = new Line(screen, index)
      lines.add(line)
      await line.opened
    }
  })
  await Promise.race([Promise.all(openers), timeout])
  return screens.length
}

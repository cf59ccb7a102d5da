import { connect, type Socket } from 'node:net'

/** Told the status and the body of an answer; status 0: the line broke before it came. */
export type Answered = (status: number, body: Buffer) => void

const HEAD_END = Buffer.from('\r\n\r\n')
const NOTHING = Buffer.alloc(0)
/** So many connections are opened at once: more than a server's backlog would be dropped and tried again. */
const OPENING_MAX = 64

/**
 * One keep-alive HTTP/1.1 connection with one request outstanding, as one person's browser
 * is. It understands answers with a Content-Length, or none for 304, and nothing more: so it
 * costs little beside the server that it measures.
 */
export class Line {
  private readonly socket: Socket
  private held: Buffer = NOTHING
  private answered: Answered | undefined
  broken = false

  constructor(socket: Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.read(chunk))
    socket.on('error', () => this.end())
    socket.on('close', () => this.end())
  }

  /** Sends a request made by `request`; the line must have no other outstanding. */
  ask(bytes: Buffer, answered: Answered): void {
    if (this.answered) throw new Error('a line carries one request at a time')
    this.answered = answered
    if (this.broken) this.end()
    else this.socket.write(bytes)
  }

  close(): void {
    this.broken = true
    this.socket.destroy()
  }

  private read(chunk: Buffer): void {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk])
    const headEnd = this.held.indexOf(HEAD_END)
    if (headEnd < 0) return
    const bodyStart = headEnd + HEAD_END.length
    const length = contentLength(this.held.toString('latin1', 0, headEnd))
    if (this.held.length < bodyStart + length) return
    const status = digit(this.held[9]) * 100 + digit(this.held[10]) * 10 + digit(this.held[11])
    const body = this.held.subarray(bodyStart, bodyStart + length)
    this.held = NOTHING
    const { answered } = this
    this.answered = undefined
    answered?.(status, body)
  }

  private end(): void {
    this.broken = true
    const { answered } = this
    this.answered = undefined
    answered?.(0, NOTHING)
  }
}

const digit = (byte: number | undefined): number => (byte ?? 48) - 48

function contentLength(head: string): number {
  const at = head.indexOf('\ncontent-length: ')
  const found = at >= 0 ? at : head.toLowerCase().indexOf('\ncontent-length: ')
  if (found >= 0) return Number.parseInt(head.slice(found + '\ncontent-length: '.length), 10)
  if (/^transfer-encoding:/im.test(head)) throw new Error('an answer in chunks, which a line does not read')
  return 0
}

export interface RequestParts {
  method?: string
  path: string
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
}

/** The bytes of one request. */
export function request({ method = 'GET', path, headers = {}, body }: RequestParts): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const all: Record<string, string> = {
    host: 'localhost',
    ...headers,
    ...(body !== undefined && { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(text)}` }),
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${text}`)
}

export interface LinesTo {
  /** http://127.0.0.1:3000 */
  address: string
  /** The address that line `i` comes from; undefined: as the system chooses. */
  from?: (i: number) => string | undefined
}

/** Opens `count` lines, a few at a time. */
export async function openLines(count: number, { address, from }: LinesTo): Promise<Line[]> {
  const { hostname, port } = new URL(address)
  const lines: Line[] = []
  while (lines.length < count) {
    const some = Array.from({ length: Math.min(OPENING_MAX, count - lines.length) }, (_, k) => {
      const localAddress = from?.(lines.length + k)
      return openLine({ host: hostname, port: Number(port), ...(localAddress && { localAddress }) })
    })
    lines.push(...(await Promise.all(some)))
  }
  return lines
}

function openLine(to: { host: string; port: number; localAddress?: string }): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect(to)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(new Line(socket))
    })
  })
}

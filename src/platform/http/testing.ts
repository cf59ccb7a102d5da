import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { createLog, type Log } from '../log.ts'
import { createHttp, type Http, type HttpOptions } from './server.ts'

/** A log that is kept, to say of a test what was written down and what was not. */
export function keptLog(): { log: Log; text: () => string } {
  const lines: string[] = []
  return { log: createLog('trace', { write: (line) => void lines.push(line) }), text: () => lines.join('') }
}

export interface Served {
  http: Http
  /** http://127.0.0.1:port */
  origin: string
  port: number
  logged: () => string
  close(): Promise<void>
}

/** A server with routes, on a free port of this machine: tests speak real HTTP to it. */
export async function serve(addRoutes: (http: Http) => void, options: Partial<HttpOptions> = {}): Promise<Served> {
  const { log, text } = keptLog()
  const http = await createHttp({ log, ...options })
  addRoutes(http)
  await http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = http.server.address() as AddressInfo
  return { http, origin: `http://127.0.0.1:${port}`, port, logged: text, close: () => http.close() }
}

/** Sends bytes that no HTTP library would and returns all that comes back until the end. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const received: Buffer[] = []
    socket.on('data', (chunk) => received.push(Buffer.from(chunk)))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(received).toString('utf8')))
  })
}

import { Agent, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

/** A request as it goes over the wire: nothing of it is mended on the way. */
export interface Sent {
  method: string
  /** Path and query, as written; only what HTTP cannot carry at all is missing. */
  path: string
  headers: Record<string, string>
  body?: string | Buffer
}

export interface Received {
  status: number
  headers: NodeJS.Dict<string | string[]>
  text: string
}

export interface Sender {
  send(sent: Sent): Promise<Received>
  close(): void
}

/** HEAD names an encoding and sends nothing. */
const decoders: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => (bytes.length === 0 ? bytes : gunzipSync(bytes)),
  br: (bytes) => (bytes.length === 0 ? bytes : brotliDecompressSync(bytes)),
}

const EVENTS = 'text/event-stream'

/**
 * Keeps its connections, and lets odd addresses and headers be; `fetch` would mend or refuse them.
 * A stream of events never ends: of it the first event is received.
 */
export function openSender(address: string): Sender {
  const { hostname, port } = new URL(address)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
        const asked = request({ agent, hostname, port, method, path, headers: { ...length, ...headers } }, (answer) => {
          const chunks: Buffer[] = []
          const { statusCode: status = 0, headers } = answer
          const receive = (): void => {
            const read = decoders[headers['content-encoding'] ?? ''] ?? ((bytes) => bytes)
            resolve({ status, headers, text: read(Buffer.concat(chunks)).toString('utf8') })
          }
          const isEndless = headers['content-type']?.startsWith(EVENTS)
          answer.on('data', (chunk: Buffer) => {
            chunks.push(chunk)
            if (!isEndless || !chunk.includes('\n\n')) return
            receive()
            answer.destroy()
          })
          answer.on('error', reject)
          answer.on('end', receive)
        })
        asked.on('error', reject)
        asked.end(body)
      }),
    close: () => agent.destroy(),
  }
}

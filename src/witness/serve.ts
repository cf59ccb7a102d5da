import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../platform/log.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { formatVkey } from '../platform/tlog/vkey.ts'
import type { Answer, Witness } from './witness.ts'

/** Sixteen post-quantum signatures and 63 hashes have 85,000 bytes. */
const BODY_MAX_BYTES = 200_000
/** Whoever sends this slowly sends nothing. */
const REQUEST_WITHIN_MS = 10_000

export interface ServedWitness {
  /** http://host:port */
  address: string
  close(): Promise<void>
}

/** Serves a witness over HTTP; throws OperatorError where it cannot listen. TLS is a proxy's. */
export async function serveWitness(
  witness: Witness,
  { host, port, log }: { host: string; port: number; log: Log },
): Promise<ServedWitness> {
  const server = createServer({ requestTimeout: REQUEST_WITHIN_MS }, (request, response) => {
    answer(witness, request).then(
      (answered) => send(response, answered),
      (error: unknown) => {
        if (response.destroyed) return
        log.error({ err: error }, 'a request could not be answered')
        send(response, words(500, 'this witness has a fault of its own'))
      },
    )
  })
  await listen(server, { host, port })
  const bound = (server.address() as AddressInfo).port
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

async function answer(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const { method = '', url = '' } = request
  const path = url.split('?')[0]!
  if (path === '/add-checkpoint') {
    if (method !== 'POST') return words(405, 'POST a checkpoint here')
    const bytes = await bytesOf(request)
    if (bytes === undefined) return words(413, 'the request is too large')
    const body = textOf(bytes)
    return body === undefined ? words(400, 'the request is not UTF-8') : witness.addCheckpoint(body)
  }
  if (method !== 'GET' && method !== 'HEAD') return words(405, 'only /add-checkpoint takes a POST')
  if (path === '/') return words(200, aboutItself(witness))
  const [, id] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
  const note = id === undefined ? undefined : witness.latest(id)
  return note === undefined ? words(404, 'there is nothing here') : words(200, note.trimEnd())
}

/** For whoever wants to know what runs here, and for a browser. */
function aboutItself(witness: Witness): string {
  const logs = witness.held().map(({ origin, id, size }) =>
    `${origin}: ${size === undefined ? 'nothing cosigned yet' : `${size} leaves, /${id}/checkpoint`}`,
  )
  return [
    'A witness of transparency logs (c2sp.org/tlog-witness). It cosigns only what continues what it has seen.',
    '',
    formatVkey(witness.vkey),
    '',
    ...logs,
  ].join('\n')
}

async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > BODY_MAX_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function words(status: number, text: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` }
}

function send(response: ServerResponse, { status, contentType, body }: Answer): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new OperatorError(`${host}:${port} cannot be listened on (${reason}); see --listen`, { cause: error })
  }
}

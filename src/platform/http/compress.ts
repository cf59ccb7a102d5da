import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify'

/** Smaller bodies fit one packet either way. */
const BYTES_MIN = 1024

// Level 5 of 11: a page of 30 KB in about a millisecond; higher ones win little.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
const compressors = {
  br: (body: Buffer): Promise<Buffer> => promisify(brotliCompress)(body, brotliOptions),
  gzip: (body: Buffer): Promise<Buffer> => promisify(gzip)(body),
}
type Encoding = keyof typeof compressors

const compressible = /^(text\/|application\/(json|problem\+json|javascript|xml)|image\/svg)/

/** The best of the encodings we have that the caller takes (RFC 9110 section 12.5.3). */
export function pickEncoding(accepted: string | undefined): Encoding | undefined {
  if (accepted === undefined) return undefined
  const weights = new Map(
    accepted
      .toLowerCase()
      .split(',', 20)
      .map((part) => {
        const [name = '', ...parameters] = part.split(';').map((one) => one.trim())
        const q = parameters.find((one) => one.startsWith('q='))?.slice(2)
        return [name, q === undefined ? 1 : Number(q)]
      }),
  )
  const weightOf = (name: Encoding): number => weights.get(name) ?? weights.get('*') ?? 0
  const [br, gz] = [weightOf('br'), weightOf('gzip')]
  if (br > 0 && br >= gz) return 'br'
  return gz > 0 ? 'gzip' : undefined
}

/** Compresses the bodies of a route on their way out, outside the main thread. */
export const compress: onSendHookHandler = (request, reply, payload, done) => {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload
  if (!Buffer.isBuffer(body) || !isWorthIt(request, reply, body)) return done(null, payload)
  addVary(reply, 'accept-encoding')
  const encoding = pickEncoding(request.headers['accept-encoding'])
  if (encoding === undefined) return done(null, payload)
  compressors[encoding](body).then(
    (smaller) => {
      reply.header('content-encoding', encoding).removeHeader('content-length')
      done(null, smaller)
    },
    (error: Error) => done(error),
  )
}

function isWorthIt(request: FastifyRequest, reply: FastifyReply, body: Buffer): boolean {
  return (
    body.length >= BYTES_MIN &&
    request.method !== 'HEAD' &&
    !reply.hasHeader('content-encoding') &&
    compressible.test(String(reply.getHeader('content-type') ?? ''))
  )
}

export function addVary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('vary')
  if (before === undefined) reply.header('vary', name)
  else if (!String(before).toLowerCase().includes(name)) reply.header('vary', `${String(before)}, ${name}`)
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import formbody from '@fastify/formbody'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawServerDefault,
  type RouteOptions,
} from 'fastify'
import type { ProblemType, Refusal } from '../errors.ts'
import { type Locale, translator } from '../i18n/index.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { makeAnswer, type RenderErrorPage } from './answer.ts'
import { compress } from './compress.ts'
import { httpErrors } from './errors.ts'
import { isReadableAddress, makeGuard } from './guard.ts'
import { apiHeaders, type Headers, pageHeaders } from './headers.ts'
import { isApiAddress, makeLocaleOf } from './locale.ts'
import { makeMeasure } from './measure.ts'
import { networkOfAddress } from './network.ts'
import { describeRoutes, documentRoute } from './openapi.ts'
import { hostOf } from './origin.ts'
import { problemOf } from './problem.ts'
import { assertClosed, makeValidatorCompiler, refusalOfFaults } from './validation.ts'

/** The server the features add their routes to; schemas are TypeBox. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyRequest {
    /** Language of the answer. A feature that reads one from the body sets it. */
    locale: Locale
    localeAsked: Locale | ''
    /** Monotonic milliseconds at which the request arrived; 0 before its route was known. */
    startedMs: number
  }
  interface FastifyContextConfig {
    /** Problems this route refuses with, beside those every route of its kind has. */
    problems?: readonly ProblemType[]
    /** A page without personal data, which a cache may keep and ask about. Others are kept nowhere. */
    isShared?: boolean
    /** A page with islands: it may run scripts of this site. */
    hasIslands?: boolean
    /** Programs that send a form may write it as multipart/form-data too: its texts are read, files are not. */
    takesMultipart?: boolean
  }
}

export interface HttpOptions {
  log: Log
  metrics?: Metrics
  /**
   * How many proxies stand before this server (true: one), or their addresses (CIDR). Only
   * what they wrote into X-Forwarded-* is believed; the rest of it is the caller's own word.
   */
  trustProxy?: boolean | number | string[]
  /** Where the world finds this server, for example https://giliran.example.go.id. */
  publicUrl?: string
  /** Largest body in bytes; a party of five with long names is below 4 KB. */
  bodyBytesMax?: number
  renderErrorPage?: RenderErrorPage
}

/** Sending headers and body takes a slow phone seconds; a minute is somebody holding a socket. */
const REQUEST_MS_MAX = 30_000
const HEADERS_MS_MAX = 15_000

/**
 * Makes the server: strict reading of requests, refusals in one place, the same headers on
 * every answer. Routes are added afterwards; nothing listens before `listen`.
 */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const { log, metrics, trustProxy = false, publicUrl, bodyBytesMax = 64 * 1024 } = options
  const https = publicUrl?.startsWith('https:') ?? false
  const publicHost = publicUrl === undefined ? undefined : hostOf(publicUrl)
  const headers = {
    api: apiHeaders({ https }),
    page: pageHeaders({ https, isPrivate: true }),
    sharedPage: pageHeaders({ https, isPrivate: false }),
    islandPage: pageHeaders({ https, isPrivate: true, hasIslands: true }),
    sharedIslandPage: pageHeaders({ https, isPrivate: false, hasIslands: true }),
  }
  const answer = makeAnswer({
    log,
    bodyBytesMax,
    api: headers.api,
    page: headers.page,
    renderErrorPage: options.renderErrorPage ?? plainErrorPage,
  })
  const localeOf = makeLocaleOf()
  const unmatched = makeMeasure('*', 'unmatched', { log, metrics })
  const http: Http = Fastify({
    logger: false,
    trustProxy: trustOf(trustProxy),
    bodyLimit: bodyBytesMax,
    requestTimeout: REQUEST_MS_MAX,
    http: { headersTimeout: HEADERS_MS_MAX },
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    schemaErrorFormatter: refusalOfFaults,
    frameworkErrors: (error, request, reply) => {
      // Fastify makes these requests without our decorations: no route was found for them.
      request.locale = localeOf(request.raw.url ?? '/', request.headers['accept-language'])
      answer(error, request, reply)
      unmatched(reply.raw.statusCode, 0)
    },
    clientErrorHandler: answerUnreadable,
  })
  http.setValidatorCompiler(makeValidatorCompiler())
  http.setErrorHandler((error, request, reply) => answer(error, request, reply))
  decorateRequest(http, localeOf)
  await acceptBodies(http, bodyBytesMax)
  await describeRoutes(http, { publicUrl })

  const methods = new Set<string>()
  http.addHook('onRoute', (route) => {
    assertClosed(route)
    const routeMethods = [route.method].flat()
    for (const method of routeMethods) methods.add(method)
    const isApi = isApiAddress(route.url)
    const fixed = headersOf(route, headers)
    const measure = makeMeasure(routeMethods.join('|'), route.url, { log, metrics })
    route.onRequest = [makeGuard(route, { headers: fixed, publicHost }), ...[route.onRequest ?? []].flat()]
    const onSend = [route.onSend ?? []].flat()
    if (!isApi) onSend.push(compress)
    onSend.push((request, reply, payload, done) => {
      measure(reply.raw.statusCode, performance.now() - request.startedMs)
      done(null, payload)
    })
    route.onSend = onSend
  })

  http.setNotFoundHandler((request, reply) => {
    answer(refusalWithoutRoute(http, request, reply, methods), request, reply)
    unmatched(reply.raw.statusCode, 0)
  })
  documentRoute(http)
  return http
}

function refusalWithoutRoute(http: Http, request: FastifyRequest, reply: FastifyReply, methods: Set<string>): Refusal {
  const url = request.raw.url ?? '/'
  if (!isReadableAddress(url)) return httpErrors.BAD_ADDRESS()
  const path = url.split('?', 1)[0]!
  const allowed = [...methods].filter((method) => http.findRoute({ method, url: path }) !== null).sort()
  if (allowed.length === 0) return httpErrors.NOT_FOUND()
  reply.header('allow', allowed.join(', '))
  return httpErrors.METHOD_NOT_ALLOWED()
}

/**
 * Fastify's `true` believes the first address in X-Forwarded-For, which anybody can write.
 * A count of hops takes the one that the outermost of our proxies saw.
 */
function trustOf(proxies: boolean | number | string[]): false | string[] | ((address: string, hop: number) => boolean) {
  if (Array.isArray(proxies)) return proxies
  const hops = Number(proxies)
  return hops > 0 && ((_address, hop) => hop < hops)
}

type HeaderKind = 'api' | 'page' | 'sharedPage' | 'islandPage' | 'sharedIslandPage'

function headersOf({ url, config = {} }: RouteOptions, headers: Record<HeaderKind, Headers>): Headers {
  if (isApiAddress(url)) return headers.api
  if (config.hasIslands) return config.isShared ? headers.sharedIslandPage : headers.islandPage
  return config.isShared ? headers.sharedPage : headers.page
}

function decorateRequest(http: Http, localeOf: ReturnType<typeof makeLocaleOf>): void {
  http.decorateRequest('startedMs', 0)
  http.decorateRequest('localeAsked', '')
  http.decorateRequest('locale', {
    getter(this: FastifyRequest): Locale {
      return this.localeAsked || localeOf(this.raw.url ?? '/', this.headers['accept-language'])
    },
    setter(this: FastifyRequest, locale: Locale) {
      this.localeAsked = locale
    },
  })
}

async function acceptBodies(http: Http, bodyBytesMax: number): Promise<void> {
  http.removeAllContentTypeParsers()
  const parseJson = http.getDefaultJsonParser('error', 'error')
  http.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: bodyBytesMax },
    (request, body, done) => {
      // Bytes that are no UTF-8 were read as U+FFFD; a name must not reach a ticket that way.
      if (body.includes('\uFFFD')) done(httpErrors.BAD_JSON())
      else void parseJson(request, String(body), done)
    },
  )
  await http.register(formbody, { bodyLimit: bodyBytesMax })
  // Reached on routes with `takesMultipart` alone: see guard.ts.
  http.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: bodyBytesMax }, readMultipart)
}

/** The texts of a form in RFC 7578's encoding, by name; refuses what is none. */
async function readMultipart({ headers }: FastifyRequest, body: Buffer): Promise<Record<string, string>> {
  const form = new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } })
  try {
    const fields = [...(await form.formData())]
    return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'))
  } catch (error) {
    // Undici says so of every fault in the body.
    if (error instanceof TypeError) throw httpErrors.BAD_REQUEST()
    throw error
  }
}

/** The network of the caller, for limits: see networkOfAddress. */
export function networkOf(request: FastifyRequest): string {
  return networkOfAddress(request.ip)
}

/** What Node could not read as HTTP at all: no language is known, no route, no address. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const body = JSON.stringify(problemOf(httpErrors.BAD_REQUEST(), translator('id')))
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/problem+json\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** Stands in where no page component was handed over: in tests of single features. */
const plainErrorPage: RenderErrorPage = ({ locale, problem: { title, detail } }) =>
  `<!doctype html><html lang="${locale}"><title>${title}</title><h1>${title}</h1><p>${detail}</p>`

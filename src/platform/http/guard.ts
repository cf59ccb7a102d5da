import type { FastifyRequest, HookHandlerDoneFunction, onRequestHookHandler, RouteOptions } from 'fastify'
import { httpErrors } from './errors.ts'
import type { Headers } from './headers.ts'
import { isApiAddress } from './locale.ts'
import { fromOtherOrigin } from './origin.ts'

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
const MULTIPART = 'multipart/form-data'

/** Whether percent-encoding is whole, is UTF-8 (so never overlong), and holds no NUL, which no text column takes. */
export function isReadableAddress(url: string): boolean {
  if (!url.includes('%')) return true
  try {
    return !decodeURIComponent(url).includes('\0')
  } catch {
    // URIError is the only way to learn that the encoding is broken.
    return false
  }
}

function hasBody(request: FastifyRequest): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return encoding !== undefined || (length !== undefined && length !== '0')
}

function mediaTypeIs(contentType: string, wanted: string): boolean {
  return contentType === wanted || contentType.split(';', 1)[0]!.trim().toLowerCase() === wanted
}

/**
 * The first look at every request of one route, before anything of its body is read:
 * a readable address, no form of another site, the right kind of body. It also starts the
 * request's watch and sets the headers every answer of the route has, so that there is one
 * hook and not three: it runs on every request and nothing in here waits.
 */
export function makeGuard(
  route: RouteOptions,
  { headers: fixed, publicHost }: { headers: Headers; publicHost: string | undefined },
): onRequestHookHandler {
  const methods = [route.method].flat()
  const isApi = isApiAddress(route.url)
  const needsBody = route.schema?.body !== undefined
  if (methods.every((method) => method === 'GET' || method === 'HEAD')) {
    return (request, reply, done: HookHandlerDoneFunction) => {
      request.startedMs = performance.now()
      reply.headers(fixed)
      return isReadableAddress(request.raw.url ?? '') ? done() : done(httpErrors.BAD_ADDRESS())
    }
  }
  const wanted = isApi ? JSON_TYPE : FORM
  const takesMultipart = route.config?.takesMultipart ?? false
  const wrongType = isApi ? httpErrors.NOT_JSON : httpErrors.NOT_FORM
  return (request, reply, done: HookHandlerDoneFunction) => {
    request.startedMs = performance.now()
    reply.headers(fixed)
    if (!isReadableAddress(request.raw.url ?? '')) return done(httpErrors.BAD_ADDRESS())
    const { headers } = request
    const secFetchSite = headers['sec-fetch-site']
    if (secFetchSite !== undefined || headers.origin !== undefined) {
      const site = Array.isArray(secFetchSite) ? secFetchSite[0] : secFetchSite
      const clues = { secFetchSite: site, origin: headers.origin, host: request.host, publicHost }
      if (fromOtherOrigin(clues)) return done(httpErrors.OTHER_ORIGIN())
    }
    const contentType = headers['content-type']
    if (contentType === undefined) {
      if (hasBody(request)) return done(wrongType())
      return needsBody && isApi ? done(httpErrors.NO_BODY()) : done()
    }
    const isTaken = mediaTypeIs(contentType, wanted) || (takesMultipart && mediaTypeIs(contentType, MULTIPART))
    return isTaken ? done() : done(wrongType())
  }
}

import { Refusal } from '../errors.ts'
import { httpErrors } from './errors.ts'

/** Seconds after which a caller may find the database back: a restart takes a few. */
const DATABASE_RETRY_SECONDS = 5

/** Node's words for a connection that is not there, and pg's own without a code. */
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const unreachableMessages =
  /^Connection terminated|^timeout (exceeded|expired)|^Client has encountered a connection error|^Query read timeout/

/**
 * SQLSTATEs of a database that cannot serve now: class 08 connection, 53 resources, 57P shut
 * down or starting, 25006 read-only after a failover, 40001 and 40P01 worth repeating.
 * Source: PostgreSQL 15, appendix A.
 */
const unavailableStates = /^(08|53|57P|25006|40001|40P01)/
/** NUL and lone surrogates that no text column takes: the caller's fault, not ours. */
const unreadableStates = /^(22021|22P05)$/

function propertyOf(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : undefined
}

function isDatabaseGone(error: unknown): boolean {
  const code = propertyOf(error, 'code') ?? ''
  if (unavailableStates.test(code) && propertyOf(error, 'severity') !== undefined) return true
  // Connecting to a name with several addresses fails with one error that holds all.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isDatabaseGone)
  const fromSocket = unreachableCodes.has(code) && propertyOf(error, 'syscall') !== 'open'
  return fromSocket || unreachableMessages.test(propertyOf(error, 'message') ?? '')
}

const ofFastify: Record<string, () => Refusal> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: httpErrors.NOT_JSON,
  FST_ERR_CTP_EMPTY_JSON_BODY: httpErrors.NO_BODY,
  FST_ERR_CTP_INVALID_JSON_BODY: httpErrors.BAD_JSON,
  FST_ERR_BAD_URL: httpErrors.BAD_ADDRESS,
  FST_ERR_MAX_PARAM_LENGTH: httpErrors.NOT_FOUND,
  FST_ERR_NOT_FOUND: httpErrors.NOT_FOUND,
}

/** Any error as something that can be said. `internal` is what nobody foresaw: log it. */
export function refusalOf(error: unknown, { bodyBytesMax }: { bodyBytesMax: number }): Refusal {
  if (error instanceof Refusal) return error
  const code = propertyOf(error, 'code') ?? ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return httpErrors.TOO_LARGE({ values: { kilobytes: Math.floor(bodyBytesMax / 1024) } })
  }
  const known = ofFastify[code]
  if (known) return known()
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined
  if (typeof status === 'number' && status >= 400 && status < 500) return httpErrors.BAD_REQUEST()
  if (unreadableStates.test(code)) return httpErrors.BAD_REQUEST()
  if (isDatabaseGone(error)) return httpErrors.UNAVAILABLE({ retryAfterSeconds: DATABASE_RETRY_SECONDS })
  return httpErrors.INTERNAL()
}

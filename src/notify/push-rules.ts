import { hash } from 'node:crypto'
import type { MessageKind } from './model.ts'
import { isUrgent } from './rules.ts'

/** Phones of one booking: a family of five. */
export const PHONES_MAX = 5
export const ENDPOINT_LENGTH_MAX = 1_000

/**
 * The services that browsers subscribe at: Chrome and its kin, Firefox, Safari, Edge. An
 * address is given by whoever asks, so nothing else is called: no machine of the office's own
 * network, and nobody's server. A host is one of these or below one with a dot before it.
 */
const services = [
  'fcm.googleapis.com', '.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com',
] as const

/** Whether an address is that of a known push service, over TLS, at its usual port and without a name in it. */
export function isPushEndpoint(endpoint: string): boolean {
  if (endpoint.length > ENDPOINT_LENGTH_MAX) return false
  const url = URL.parse(endpoint)
  if (!url || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false
  return services.some((one) => (one.startsWith('.') ? url.hostname.endsWith(one) : url.hostname === one))
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** So long a push service keeps what it cannot bring yet, in seconds (RFC 8030, section 5.2): then it is of no use. */
export function ttlOf(kind: MessageKind): number {
  switch (kind) {
    case 'called-soon':
    case 'come-back':
      return 10 * MINUTE
    case 'reminder-morning':
    case 'offer':
      return 2 * HOUR
    default:
      return 24 * HOUR
  }
}

/** RFC 8030, section 5.3: what is urgent wakes a phone that saves its battery. */
export const urgencyOf = (kind: MessageKind): 'high' | 'normal' => (isUrgent(kind) ? 'high' : 'normal')

/** 32 signs of base64url, as many as a topic may have (RFC 8030, section 5.4); the same at every try of a message. */
export const topicOf = (messageId: string): string =>
  hash('sha256', `push ${messageId}`, 'base64url').slice(0, TOPIC_LENGTH)
const TOPIC_LENGTH = 32

/** Longer than a day is no rate limit but nonsense. */
const RETRY_MS_MAX = 24 * HOUR * 1000

/** Milliseconds that Retry-After asks for: seconds or a date (RFC 9110, section 10.2.3); undefined: it says nothing. */
export function retryAfterOf(header: string | null, now: Temporal.Instant): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,6}$/.test(header.trim())) return Math.min(RETRY_MS_MAX, Number(header) * 1000)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.min(RETRY_MS_MAX, Math.max(0, at - now.epochMilliseconds))
}

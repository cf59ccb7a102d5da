import type { Clock } from '../platform/clock.ts'
import type { ChannelAdapter, Outcome, Outgoing } from './channel.ts'
import { encryptPush, PUSH_BYTES_MAX, type PushSubscription, type Vapid, vapidHeader } from './push-crypto.ts'
import { unanswered } from './gateway.ts'
import { isPushEndpoint, retryAfterOf, topicOf, ttlOf, urgencyOf } from './push-rules.ts'

export interface PushNeeds {
  vapid: Vapid
  clock: Clock
  /** Forgets a phone that the push service knows no more. */
  forget: (endpoint: string) => Promise<void>
  /** Which addresses may be called: a subscription is somebody else's word. Tests have a service of their own. */
  mayCall?: (endpoint: string) => boolean
}

/** What the service worker reads: src/notify/islands/push-worker.island.ts. */
export interface PushPayload {
  title: string
  body: string
  /** The ticket's page. */
  path: string
  /** A repeat of the same message takes the place of what is shown already. */
  tag: string
  lang: string
}

/** A push service that does not answer must not hold a worker for long, in ms. */
const PATIENCE_MS = 15_000

/**
 * Notifications on phones (RFC 8030), encrypted for each. `to` is a JSON list of
 * subscriptions: one that takes it is enough, and what went to one is not sent again for
 * another. A service promises no once: the repeat of a message has the topic of the first, so
 * that it replaces what has not gone out, and its tag, so that a phone shows it once.
 */
export function openPush(needs: PushNeeds): ChannelAdapter {
  return {
    channel: 'push',
    isOnce: false,
    async send(outgoing) {
      const phones = JSON.parse(outgoing.to) as PushSubscription[]
      const outcomes = await Promise.all(phones.map((phone) => sendTo(needs, phone, outgoing)))
      return best(outcomes)
    },
  }
}

/** The best of what became of it on each phone. */
function best(outcomes: readonly Outcome[]): Outcome {
  for (const kind of ['taken', 'no-answer', 'not-now', 'refused'] as const) {
    const found = outcomes.find((one) => one.kind === kind)
    if (found) return found
  }
  return { kind: 'refused', detail: 'NO-PHONE' }
}

async function sendTo(needs: PushNeeds, phone: PushSubscription, outgoing: Outgoing): Promise<Outcome> {
  const { vapid, clock, mayCall = isPushEndpoint } = needs
  const { endpoint } = phone
  if (!mayCall(endpoint)) return { kind: 'refused', detail: 'ENDPOINT' }
  const topic = topicOf(outgoing.id)
  const plain = Buffer.from(JSON.stringify(payloadOf(outgoing, topic)))
  if (plain.length > PUSH_BYTES_MAX) return { kind: 'refused', detail: 'TOO-LONG' }
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        authorization: vapidHeader(vapid, endpoint, clock.now()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(ttlOf(outgoing.kind)),
        urgency: urgencyOf(outgoing.kind),
        topic,
      },
      body: new Uint8Array(encryptPush(plain, phone)),
    })
    await response.body?.cancel()
    return await outcomeOf(needs, endpoint, response)
  } catch (error) {
    return unanswered(error)
  }
}

function payloadOf({ locale, text, subject, values }: Outgoing, tag: string): PushPayload {
  const link = values.link ?? ''
  // A notification is pressed: its address need not be read.
  const body = (link === '' ? text : text.replace(link, '')).trim()
  return { title: subject ?? '', body, path: URL.parse(link)?.pathname ?? '/', tag, lang: locale }
}

/** RFC 8030, sections 5 and 7.3. What else a service refuses is no fault of the phone: another channel may. */
async function outcomeOf({ forget, clock }: PushNeeds, endpoint: string, response: Response): Promise<Outcome> {
  const { status, headers } = response
  const detail = String(status)
  if (status >= 200 && status < 300) return { kind: 'taken', parts: 1 }
  if (status === 404 || status === 410) {
    await forget(endpoint)
    return { kind: 'refused', detail }
  }
  if (status !== 429 && status < 500) return { kind: 'refused', detail }
  const retryAfterMs = retryAfterOf(headers.get('retry-after'), clock.now())
  return { kind: 'not-now', detail, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

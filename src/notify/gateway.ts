import type { Outcome } from './channel.ts'

/** A gateway that does not answer must not hold a worker for long, in ms. */
const PATIENCE_MS = 20_000
const ANSWER_BYTES_MAX = 64 * 1024
/** What is asked for beyond a day is no rate limit but nonsense. */
const RETRY_SECONDS_MAX = 86_400

export interface GatewayRequest {
  token: string
  body: unknown
  headers?: Readonly<Record<string, string>>
  /** In ms, from the first byte sent to the last received. */
  patienceMs?: number | undefined
}

/** An answer as it came; `body` is its JSON, undefined where it is none. */
export interface GatewayAnswer {
  kind: 'answer'
  status: number
  retryAfterMs: number | undefined
  body: unknown
}

type Unanswered = Extract<Outcome, { kind: 'not-now' | 'no-answer' }>

/**
 * Sends JSON to a gateway, once: no redirect is followed, since it would carry token and
 * text to another place. Never throws for what the far side or the network does.
 */
export async function postJson(
  url: string,
  { token, body, headers = {}, patienceMs = PATIENCE_MS }: GatewayRequest,
): Promise<GatewayAnswer | Unanswered> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const text = await readText(response)
    return {
      kind: 'answer',
      status: response.status,
      retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
      body: text === undefined ? undefined : readJson(text),
    }
  } catch (error) {
    return unanswered(error)
  }
}

/** undefined: longer than any answer of a gateway. */
async function readText({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Garbage is an answer too; who asked decides what it means.
    return undefined
  }
}

/** RFC 9110 section 10.2.3, its seconds; its dates are not used by any gateway we know, and count as nothing said. */
function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,9}$/.test(header) ? Math.min(Number(header), RETRY_SECONDS_MAX) * 1000 : undefined
}

/** Failures before anything of the request was sent: there is nobody who could have taken it. */
const neverSent = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT',
])

/** What it means that a request threw: whether anything of it can have arrived. */
export function unanswered(error: unknown): Unanswered {
  if (!(error instanceof Error)) return { kind: 'no-answer' }
  if (error.name === 'TimeoutError') return { kind: 'no-answer', detail: 'timeout' }
  const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, 'code') : undefined
  const detail = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : 'UNKNOWN'
  return { kind: neverSent.has(detail) ? 'not-now' : 'no-answer', detail }
}

import { setTimeout as pause } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Tables } from './database/index.ts'

/**
 * Word from one process to all, through PostgreSQL's LISTEN and NOTIFY: sent inside the
 * transaction that makes the change, delivered when it commits, in the order of the commits.
 * One channel; a message is its topic, a blank and a text of at most 7,900 bytes.
 *
 *   connecting --connected--> listening --line broke or silent--> connecting (for ever, backing off)
 *
 * What was said while nobody listened is lost: so every (re)connection is a reset, at which
 * whoever keeps a copy drops it.
 */
export const EVENT_CHANNEL = 'giliran'

export interface Events {
  /** Calls `handler` with the text of each message on `topic`; returns how to stop. */
  on(topic: string, handler: (text: string) => void): () => void
  /** Calls `handler` after each (re)connection. */
  onReset(handler: () => void): () => void
  /** Whether the line has shown itself alive within the last `ms`: what was said till then has been heard. */
  aliveWithin(ms: number): boolean
  close(): Promise<void>
}

const MESSAGE_BYTES_MAX = 7_900
/** Often enough that copies, which may be 5 s old, never go unheard for long. */
const KEEPALIVE_MS = 1_500
const ANSWER_MS_MAX = 3_000
const BACKOFF_MS_MIN = 50
const BACKOFF_MS_MAX = 2_000

/** The message as pg_notify takes it. Throws when it is too long for PostgreSQL to carry. */
export function notifyText(topic: string, text: string): string {
  const message = `${topic} ${text}`
  if (Buffer.byteLength(message) > MESSAGE_BYTES_MAX) throw new Error(`a message on ${topic} is too long to be sent`)
  return message
}

/** Has every process hear of it: when `db`'s transaction commits, or at once where it is none. */
export async function notifyAll(db: Kysely<Tables>, topic: string, text: string): Promise<void> {
  await sql`select pg_notify(${EVENT_CHANNEL}, ${notifyText(topic, text)})`.execute(db)
}

/** Listens on `url`; resolves when the first connection stands, rejects when it cannot be had. */
export async function openEvents(options: { url: string; onError?: (error: unknown) => void }): Promise<Events> {
  const line = new EventLine(options.url, options.onError ?? (() => undefined))
  await line.begin()
  return line
}

class EventLine implements Events {
  private readonly url: string
  private readonly onError: (error: unknown) => void
  private readonly handlers = new Map<string, Set<(text: string) => void>>()
  private readonly resetHandlers = new Set<() => void>()
  private readonly closing = new AbortController()
  /** Ends the pause between two questions when the line breaks, so that nobody waits for it. */
  private broken = new AbortController()
  private client: pg.Client | undefined
  private aliveAtMs = Number.NEGATIVE_INFINITY
  private keptUp: Promise<void> | undefined

  constructor(url: string, onError: (error: unknown) => void) {
    this.url = url
    this.onError = onError
  }

  on(topic: string, handler: (text: string) => void): () => void {
    const handlers = this.handlers.get(topic) ?? new Set()
    this.handlers.set(topic, handlers)
    handlers.add(handler)
    return () => void handlers.delete(handler)
  }

  onReset(handler: () => void): () => void {
    this.resetHandlers.add(handler)
    return () => void this.resetHandlers.delete(handler)
  }

  aliveWithin(ms: number): boolean {
    return performance.now() - this.aliveAtMs <= ms
  }

  async begin(): Promise<void> {
    await this.connect()
    this.keptUp = this.keepUp()
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.broken.abort()
    await this.keptUp
    await this.client?.end().catch(this.onError)
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'giliran events',
      connectionTimeoutMillis: ANSWER_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
    })
    client.on('error', (error) => this.lose(client, error))
    client.on('end', () => this.lose(client))
    client.on('notification', ({ payload }) => this.hear(payload ?? ''))
    try {
      await client.connect()
      const askedAtMs = performance.now()
      await client.query(`listen ${EVENT_CHANNEL}`)
      this.broken = new AbortController()
      this.client = client
      this.aliveAtMs = askedAtMs
    } catch (error) {
      client.end().catch(this.onError)
      throw error
    }
    for (const handler of this.resetHandlers) this.call(handler)
  }

  /** Asks the line whether it lives, and connects anew when it does not. Ends at close. */
  private async keepUp(): Promise<void> {
    let backoffMs = BACKOFF_MS_MIN
    while (!this.closing.signal.aborted) {
      try {
        if (this.client) {
          await wait(KEEPALIVE_MS, this.broken.signal)
          await this.ask()
        } else {
          await this.connect()
          backoffMs = BACKOFF_MS_MIN
        }
      } catch (error) {
        if (this.closing.signal.aborted) return
        this.onError(error)
        await wait(backoffMs, this.closing.signal)
        backoffMs = Math.min(backoffMs * 2, BACKOFF_MS_MAX)
      }
    }
  }

  private async ask(): Promise<void> {
    const { client } = this
    if (!client || this.closing.signal.aborted) return
    // Whatever was committed before the question is heard before its answer.
    const askedAtMs = performance.now()
    try {
      await client.query('select 1')
      this.aliveAtMs = askedAtMs
    } catch (error) {
      this.lose(client)
      throw error
    }
  }

  private lose(client: pg.Client, error?: Error): void {
    if (this.client !== client) return
    this.client = undefined
    if (this.closing.signal.aborted) return
    if (error) this.onError(error)
    client.end().catch(this.onError)
    this.broken.abort()
  }

  private hear(message: string): void {
    const blank = message.indexOf(' ')
    const topic = blank < 0 ? message : message.slice(0, blank)
    const text = blank < 0 ? '' : message.slice(blank + 1)
    for (const handler of this.handlers.get(topic) ?? []) this.call(() => handler(text))
  }

  /** A handler that throws is its own trouble: the others are still told, and the line stays. */
  private call(handler: () => void): void {
    try {
      handler()
    } catch (error) {
      this.onError(error)
    }
  }
}

/** Resolves after `ms`, or as soon as `signal` says so. Keeps no process alive. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
}

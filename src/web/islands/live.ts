import { getJson, type Problem } from './post.ts'

/**
 * How fresh a screen is. `stale`: the line broke, and is being tried again. `offline`: asking
 * failed as well. `refused`: the server answers, but no longer to us. `since`: milliseconds
 * of this machine's clock at which something was last heard.
 */
export type Liveness =
  | { kind: 'live' }
  | { kind: 'stale' | 'offline'; since: number }
  | { kind: 'refused'; problem: Problem }

export interface LiveOptions<T> {
  /** Address of the server-sent events. */
  events: string
  /** Name of the event whose data is a T as JSON. */
  event: string
  /** Address that answers with a T: asked while the events do not come. */
  poll: string
  onData(data: T): void
  onState(state: Liveness): void
}

const POLL_MS = 5_000
/** Browsers try again by themselves, save where the server answered with an error. */
const REOPEN_MS = 15_000
/** A line that was cut somewhere in between says nothing; then it is asked whether all is well. */
const QUIET_MS = 30_000

/** Follows what an address tells, by events or by asking, until the returned function is called. */
export function liveSource<T>(options: LiveOptions<T>): () => void {
  const line = new Line(options)
  line.open()
  return () => line.end()
}

class Line<T> {
  private readonly options: LiveOptions<T>
  private source: EventSource | undefined
  private polling: ReturnType<typeof setInterval> | undefined
  private reopening: ReturnType<typeof setTimeout> | undefined
  private readonly watching: ReturnType<typeof setInterval>
  private heardMs = Date.now()
  private ended = false

  constructor(options: LiveOptions<T>) {
    this.options = options
    this.watching = setInterval(() => this.checkQuiet(), QUIET_MS / 3)
    addEventListener('online', this.onOnline)
    addEventListener('offline', this.onOffline)
  }

  open(): void {
    this.source?.close()
    if (typeof EventSource === 'undefined') return this.startPolling()
    this.source = new EventSource(this.options.events)
    this.source.addEventListener('open', () => {
      this.stopPolling()
      this.heard()
    })
    this.source.addEventListener(this.options.event, ({ data }: MessageEvent<string>) => {
      this.heard()
      this.options.onData(JSON.parse(data) as T)
    })
    this.source.addEventListener('error', () => this.lost())
  }

  end(): void {
    this.ended = true
    this.source?.close()
    this.stopPolling()
    clearInterval(this.watching)
    clearTimeout(this.reopening)
    removeEventListener('online', this.onOnline)
    removeEventListener('offline', this.onOffline)
  }

  private readonly onOnline = (): void => this.open()
  private readonly onOffline = (): void => {
    this.options.onState({ kind: 'offline', since: this.heardMs })
    this.startPolling()
  }

  private heard(): void {
    this.heardMs = Date.now()
    this.options.onState({ kind: 'live' })
  }

  private lost(): void {
    if (!this.polling) this.options.onState({ kind: 'stale', since: this.heardMs })
    this.startPolling()
    if (this.source?.readyState !== EventSource.CLOSED) return
    clearTimeout(this.reopening)
    this.reopening = setTimeout(() => this.open(), REOPEN_MS)
  }

  private startPolling(): void {
    if (this.polling) return
    this.polling = setInterval(() => void this.ask(), POLL_MS)
    void this.ask()
  }

  private stopPolling(): void {
    clearInterval(this.polling)
    this.polling = undefined
  }

  private checkQuiet(): void {
    if (!this.polling && Date.now() - this.heardMs > QUIET_MS) void this.ask()
  }

  private async ask(): Promise<void> {
    const answered = await getJson<T>(this.options.poll)
    if (this.ended) return
    if (answered.kind === 'done') {
      this.heard()
      this.options.onData(answered.value)
    } else if (answered.kind === 'refused') {
      this.options.onState({ kind: 'refused', problem: answered.problem })
    } else {
      this.options.onState({ kind: 'offline', since: this.heardMs })
      this.startPolling()
    }
  }
}

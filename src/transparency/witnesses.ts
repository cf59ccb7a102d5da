import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../platform/clock.ts'
import { describeFailure } from '../platform/failure.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import { readShort } from '../platform/short-answer.ts'
import { readDecimal, toBase64 } from '../platform/tlog/bytes.ts'
import { TlogError } from '../platform/tlog/fault.ts'
import { mlDsa44 } from '../platform/tlog/node-ml-dsa.ts'
import { openNote } from '../platform/tlog/note.ts'
import type { Vkey } from '../platform/tlog/vkey.ts'
import type { Ledger } from './ledger.ts'
import type { StoredCheckpoint } from './store.ts'

/** A witness, and where it answers: without a slash at the end. */
export interface WitnessAddress {
  vkey: Vkey
  url: string
  /** A demonstration's, within the app: no other party. It has no address. */
  isOurOwn?: true
}

/**
 * What became of asking: it cosigned; it has done so before; it is not there; it answered, but
 * not as an honest witness does that has seen what we have (the log says how).
 */
export type Asked = 'cosigned' | 'known' | 'away' | 'refused'

export interface Witnessing {
  /** Asks every witness once about the newest checkpoint, all at the same time; by the witness's name. */
  ask(): Promise<Record<string, Asked>>
  /** For how long the one that has been silent longest has not stood by what the log signs, in seconds. */
  silentSeconds(): number
  /** Asks from now on, each witness by itself, until `stop`. */
  start(): void
  stop(): Promise<void>
}

export interface WitnessingNeeds {
  ledger: Pick<Ledger, 'checkpoint' | 'note' | 'consistency' | 'keepCosignature'>
  witnesses: readonly WitnessAddress[]
  clock: Clock
  log: Log
  /** Brings a body to a witness's add-checkpoint; throws when there is no answer. */
  post?: PostCheckpoint
}

export type PostCheckpoint = (
  witness: WitnessAddress,
  body: string,
  signal: AbortSignal,
) => Promise<{ status: number; body: string }>

/** Somebody who counts on a witness's time counts on its clock: one that is this far off is no use. */
const SKEW_MAX_S = 60
const LOOK_MS = 1_000
const BACK_OFF_MAX_MS = 60_000
const ANSWER_WITHIN_MS = 5_000
const ANSWER_MAX_CHARS = 20_000
/** Its size is learnt by asking; meanwhile another process may have told it more. */
const TRIES_MAX = 3

/**
 * Has witnesses cosign what the log signs (c2sp.org/tlog-witness, the client's side). Every
 * process does so for itself: twice asked is once cosigned, and none of them is needed.
 */
export function openWitnessing(needs: WitnessingNeeds): Witnessing {
  const stopping = new AbortController()
  const { signal } = stopping
  const lines = needs.witnesses.map((witness) => new Line(witness, needs, signal))
  let running: Promise<unknown> | undefined
  return {
    async ask() {
      const asked = await Promise.all(lines.map(async (line) => [line.name, await line.ask()] as const))
      return Object.fromEntries(asked)
    },
    silentSeconds: () => Math.max(0, ...lines.map((line) => line.silentSeconds())),
    start() {
      running ??= Promise.all(lines.map((line) => keepAsking(line, signal)))
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** When to wake somebody: docs/operations.md. */
export function watchWitnesses(metrics: Pick<Metrics, 'gauge'>, witnessing: Pick<Witnessing, 'silentSeconds'>): void {
  metrics.gauge(
    'giliran_witness_silent_seconds',
    'For how long the witness that is silent longest has not stood by the ledger.',
    () => witnessing.silentSeconds(),
  )
}

async function keepAsking(line: Line, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const asked = await line.ask()
    failures = asked === 'away' || asked === 'refused' ? failures + 1 : 0
    const waitMs = Math.min(LOOK_MS * 2 ** failures, BACK_OFF_MAX_MS)
    await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** An answer that no honest witness gives, or that says that we are not honest ourselves. */
class Refused extends Error {}

/** What we know of one witness. */
class Line {
  readonly name: string
  private readonly witness: WitnessAddress
  private readonly needs: WitnessingNeeds
  private readonly signal: AbortSignal
  /** Leaves of the last checkpoint it has seen, as far as we know. */
  private seen = 0
  /** Leaves of the last checkpoint whose cosignature is kept. */
  private kept = -1
  private isWell = true
  private heardAt: Temporal.Instant

  constructor(witness: WitnessAddress, needs: WitnessingNeeds, signal: AbortSignal) {
    this.name = witness.vkey.name
    this.witness = witness
    this.needs = needs
    this.signal = signal
    this.heardAt = needs.clock.now()
  }

  silentSeconds(): number {
    return this.heardAt.until(this.needs.clock.now()).total('seconds')
  }

  async ask(): Promise<Asked> {
    try {
      const asked = await this.askTillSizesAgree()
      if (!this.isWell) this.needs.log.info({ witness: this.name }, 'a witness answers again')
      this.isWell = true
      this.heardAt = this.needs.clock.now()
      return asked
    } catch (error) {
      if (this.signal.aborted) return 'away'
      const isRefused = error instanceof Refused || error instanceof TlogError
      if (isRefused) this.needs.log.error({ witness: this.name, why: error.message }, 'a witness does not go along')
      else if (this.isWell) {
        this.needs.log.warn({ witness: this.name, failure: describeFailure(error) }, 'a witness does not answer')
      }
      this.isWell = false
      return isRefused ? 'refused' : 'away'
    }
  }

  private async askTillSizesAgree(): Promise<Asked> {
    for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
      const checkpoint = await this.needs.ledger.checkpoint()
      if (!checkpoint || checkpoint.size === 0 || (await this.isKept(checkpoint))) return 'known'
      if (this.seen > checkpoint.size) break
      const answer = await this.post(checkpoint)
      if (answer.status === 200) return this.keep(checkpoint, answer.body)
      if (answer.status !== 409) throw new Refused(`it answers ${answer.status}: ${answer.body.slice(0, 200).trim()}`)
      const size = readDecimal(answer.body.trimEnd())
      if (size === undefined) throw new Refused('it does not say how many leaves it has seen')
      if (size === this.seen) throw new Refused(`at ${size} leaves it has seen another tree than ours`)
      this.seen = size
    }
    const { seen } = this
    this.seen = 0
    throw new Refused(`it has seen ${seen} leaves, which are more than there are: was an old backup restored?`)
  }

  /** Whether this or another process has its word already. */
  private async isKept({ size, note }: StoredCheckpoint): Promise<boolean> {
    if (this.kept === size) return true
    const published = await this.needs.ledger.note()
    const isThere = published?.startsWith(note) && linesOf(published, this.witness.vkey) > 0
    if (isThere) this.kept = size
    return isThere ?? false
  }

  private async post({ size, note }: StoredCheckpoint): Promise<{ status: number; body: string }> {
    const proof = await this.needs.ledger.consistency(this.seen, size)
    const body = [`old ${this.seen}`, ...proof.map(toBase64), '', note].join('\n')
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)])
    return (this.needs.post ?? postOverHttp)(this.witness, body, signal)
  }

  private async keep({ size, note }: StoredCheckpoint, answer: string): Promise<Asked> {
    const { clock, ledger } = this.needs
    const { vkey } = this.witness
    const [cosignature] = openNote(note + answer, [vkey], mlDsa44).signatures
    const { line, timestamp } = cosignature!
    if (timestamp === undefined) throw new Refused('it does not say when it has seen it')
    const ahead = timestamp - clock.now().epochMilliseconds / 1000
    if (Math.abs(ahead) > SKEW_MAX_S) throw new Refused(`its clock differs from ours by ${Math.round(ahead)} s`)
    const seenAt = Temporal.Instant.fromEpochMilliseconds(timestamp * 1000)
    await ledger.keepCosignature({ size, witness: vkey.name, keyId: vkey.id, line, seenAt })
    this.seen = size
    this.kept = size
    return 'cosigned'
  }
}

function linesOf(note: string, vkey: Vkey): number {
  try {
    return openNote(note, [vkey], mlDsa44).signatures.length
  } catch (error) {
    if (error instanceof TlogError) return 0
    throw error
  }
}

async function postOverHttp({ url }: WitnessAddress, body: string, signal: AbortSignal) {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body, signal, redirect: 'error' })
  const text = await readShort(response, ANSWER_MAX_CHARS)
  if (text === undefined) throw new Refused('its answer has no end')
  return { status: response.status, body: text }
}

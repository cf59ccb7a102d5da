import { sampleNiks } from '../src/people/index.ts'
import type { SlotName } from './ground.ts'
import { type Line, openLines, request } from './line.ts'

/**
 * The load process. It takes one job after the other by message and answers with what it
 * counted. One connection is one person: the next request follows the last answer, unless
 * the job sets a rate, when requests leave by the clock and their wait counts (open loop).
 */
export interface LoadJob {
  addresses: string[]
  connections: number
  warmSeconds: number
  seconds: number
  send:
    | { kind: 'book'; slots: SlotName[]; claimedEach?: number }
    | { kind: 'get'; path: string; headers?: Record<string, string> }
  /** Requests a second, for an open loop. */
  rate?: number
}

export interface LoadResult {
  /** Answers a second, by status. */
  perSecond: Record<string, number>
  /** Of all answers, in milliseconds. */
  p50: number
  p99: number
}

const SIZES = [1, 1, 1, 2, 2, 3, 4, 5]
/** People who hold a booking before a job begins that asks for them again. */
const CLAIMED = 600
const CLAIMED_FIRST_NIK = 50_000_000
/** Hundreds are behind one address, a country behind many. */
const NETWORKS = 250

const bodies = new Map<string, Buffer[]>()

process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
  )
})

async function run(job: LoadJob): Promise<LoadResult> {
  const each = Math.ceil(job.connections / job.addresses.length)
  const from = process.platform === 'linux' ? (i: number) => `127.1.${i % NETWORKS}.1` : () => undefined
  const lines = (await Promise.all(job.addresses.map((address) => openLines(each, { address, from })))).flat()
  try {
    if (job.send.kind === 'book' && job.send.claimedEach) await bookClaimed(job.send.slots, lines)
    const count = new Count()
    await (job.rate === undefined ? closedLoop(job, lines, count) : openLoop(job, lines, job.rate, count))
    return count.result(job.seconds)
  } finally {
    for (const line of lines) line.close()
  }
}

/** What is answered between the warm-up's end and the end. */
class Count {
  private readonly statuses = new Map<number, number>()
  private readonly waits: number[] = []

  add(status: number, waitMs: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
    this.waits.push(waitMs)
  }

  result(seconds: number): LoadResult {
    if (this.statuses.has(0)) throw new Error('a server closed its connections')
    const waits = Float64Array.from(this.waits).sort()
    const at = (share: number): number => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? NaN
    const perSecond = Object.fromEntries([...this.statuses].map(([status, count]) => [status, count / seconds]))
    return { perSecond, p50: at(0.5), p99: at(0.99) }
  }
}

async function closedLoop(job: LoadJob, lines: readonly Line[], count: Count): Promise<void> {
  const next = requests(job)
  const started = performance.now()
  const measuredFrom = started + job.warmSeconds * 1000
  const end = measuredFrom + job.seconds * 1000
  const ask = (line: Line, done: () => void): void => {
    const askedAt = performance.now()
    if (askedAt >= end) return done()
    line.ask(next(), (status) => {
      const now = performance.now()
      if (now >= measuredFrom && now < end) count.add(status, now - askedAt)
      ask(line, done)
    })
  }
  await Promise.all(lines.map((line) => new Promise<void>((done) => ask(line, done))))
}

/** A request leaves when its time has come, on a line that is free; its wait counts from its time on. */
async function openLoop(job: LoadJob, lines: readonly Line[], rate: number, count: Count): Promise<void> {
  const next = requests(job)
  const free = [...lines]
  const due: number[] = []
  const started = performance.now()
  const measuredFrom = started + job.warmSeconds * 1000
  const end = measuredFrom + job.seconds * 1000
  let sent = 0
  let outstanding = 0
  const serve = (): void => {
    while (due.length > 0 && free.length > 0) {
      const line = free.pop()!
      const at = due.shift()!
      outstanding++
      line.ask(next(), (status) => {
        outstanding--
        if (at >= measuredFrom) count.add(status, performance.now() - at)
        free.push(line)
        serve()
      })
    }
  }
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      const now = Math.min(performance.now(), end)
      for (; started + (sent * 1000) / rate < now; sent++) due.push(started + (sent * 1000) / rate)
      serve()
      if (now < end || outstanding > 0 || due.length > 0) return
      clearInterval(timer)
      done()
    }, 1)
  })
}

/** The requests of a job in turn. Those of bookings are for ever new people: made once, for every job of the kind. */
function requests({ send, seconds, warmSeconds }: LoadJob): () => Buffer {
  if (send.kind === 'get') {
    const bytes = request({ path: send.path, ...(send.headers && { headers: send.headers }) })
    return () => bytes
  }
  const { slots, claimedEach = 0 } = send
  const key = `${slots.length} ${slots[0]!.slot} ${claimedEach}`
  const made = bodies.get(key) ?? []
  bodies.set(key, made)
  grow(made, { slots, claimedEach, length: Math.min(8_000 * (seconds + warmSeconds), 40_000) })
  let i = 0
  return () => {
    // Made in bulk above for most; a fast server makes it work on.
    if (i >= made.length) grow(made, { slots, claimedEach, length: made.length + 256 })
    return made[i++]!
  }
}

interface Crowd {
  slots: readonly SlotName[]
  claimedEach: number
  /** How many requests there shall be. */
  length: number
}

function grow(made: Buffer[], { slots, claimedEach, length }: Crowd): void {
  for (let i = made.length; i < length; i++) {
    const { office, slot } = slots[i % slots.length]!
    // Up to five people of each request's own.
    const niks = sampleNiks(SIZES[(i * 5) % SIZES.length]!, i * 5)
    if (claimedEach > 0 && i % claimedEach === 0) niks[0] = sampleNiks(1, CLAIMED_FIRST_NIK + (i % CLAIMED))[0]!
    made.push(bookRequest(office, slot, niks))
  }
}

const NAMES = ['Siti Rahmawati', 'Budi Santoso', 'Dewi Lestari', 'Agus Wibowo', 'Sukarno']

function bookRequest(office: string, slot: string, niks: readonly string[]): Buffer {
  const people = niks.map((nik, i) => ({ name: NAMES[i], nik, service: 'new-adult', purpose: 'umrah' }))
  return request({ method: 'POST', path: '/api/v1/bookings', body: { office, slot, people } })
}

async function bookClaimed(slots: readonly SlotName[], lines: readonly Line[]): Promise<void> {
  let next = 0
  const ask = (line: Line, done: () => void, fail: (error: Error) => void): void => {
    if (next >= CLAIMED) return done()
    const { office, slot } = slots[next % slots.length]!
    const niks = sampleNiks(1, CLAIMED_FIRST_NIK + next++)
    line.ask(bookRequest(office, slot, niks), (status) => {
      if (status === 201) ask(line, done, fail)
      else fail(new Error(`a person to be claimed was answered ${status}`))
    })
  }
  await Promise.all(lines.slice(0, 64).map((line) => new Promise<void>((done, fail) => ask(line, done, fail))))
}

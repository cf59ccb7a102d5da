import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import type { Slot, SlotCounts } from '../../schedule/index.ts'
import { faultOf } from './faults.ts'
import type { Outcome, PartyToBook } from './party.ts'
import { openProbe, type Probe } from './probe.ts'
import { PARTY_MAX } from '../rules.ts'
import { type BatchResult, type LockedSlot, runBatch } from './run-batch.ts'

/**
 * The booking batcher. A party waits in one of three places and leaves by one of two doors:
 *
 *   arrives --fits by the counters in memory--> queue --flush--> flight --> answered
 *   arrives --does not fit------------------> probe --really full--> answered
 *                                               |--room after all--> queue
 *   arrives --its person or key is in flight--> waits for that answer --> answered, or as above
 *   flight --again (raced, swept, recounted)--> front of the queue
 *
 * While one flight is with the database, what arrives becomes the next; an idle batcher
 * does not wait. A counter in memory may say "try", never alone "full": only a row read
 * from the database refuses.
 */
export interface BatcherOptions {
  /** Its connections serve nothing else and have run engineSessionSql. */
  pool: pg.Pool
  /** Reads for those who are refused, so that they do not wait for flights, nor flights for them. Same session. */
  probePool?: pg.Pool
  clock: Clock
  slots: SlotView
  /** A fresh code for a party whose code was taken already. */
  renewCode: (party: PartyToBook) => string
  /** Parties in one statement at most: so many that a commit is shared, so few that the next can be made meanwhile. */
  batchMax?: number
  /** Statements in flight at most. */
  flightsMax?: number
  onFlush?: (flush: { parties: number; booked: number; milliseconds: number }) => void
}

/** What the batcher needs of the slot book. */
export interface SlotView {
  peek(officeId: string, slotId: string): Slot | undefined
  apply(officeId: string, counts: SlotCounts[]): void
}

export interface Batcher {
  /** Books the party or says why not. Rejects only when the database could not be asked. */
  book(party: PartyToBook): Promise<Outcome>
  /** Resolves when everything that was taken in has been answered. */
  drain(): Promise<void>
}

const BATCH_MAX = 256
const ATTEMPTS_MAX = 8
/** How long a batch of unknown outcome is repeated before its people are told to try again, in ms. */
const LOST_MS_MAX = 10_000
const KEPT: Temporal.DurationLike = { hours: 24 }

interface Waiting {
  party: PartyToBook
  attempts: number
  /** The keys it is in flight under. */
  key: string
  people: readonly string[]
  answer: (outcome: Outcome) => void
  fail: (error: unknown) => void
}

/** A party whose answer is under way, for those who hang on it. */
interface InFlight {
  party: PartyToBook
  fate: Promise<Outcome>
}

interface Landing {
  booked: number
  slots: LockedSlot[]
}

const keyOf = (hash: Buffer): string => hash.toString('latin1')
const slotKey = (party: PartyToBook): string => `${party.officeId} ${party.slotId}`
/** A client's key is its office's own: the same at another office is another request. */
const requestKey = (party: PartyToBook): string => `${party.officeId} ${keyOf(party.idempotencyHash)}`

export function openBatcher(options: BatcherOptions): Batcher {
  return new BookingBatcher(options)
}

class BookingBatcher implements Batcher {
  private readonly options: BatcherOptions
  private readonly batchMax: number
  private readonly flightsMax: number
  private readonly probe: Probe
  private queue: Waiting[] = []
  private flights = 0
  private open = 0
  private drained: (() => void)[] = []
  /** Seats promised to flights that have not landed, by slot. */
  private readonly reserved = new Map<string, number>()
  private readonly personInFlight = new Map<string, InFlight>()
  private readonly keyInFlight = new Map<string, InFlight>()

  constructor(options: BatcherOptions) {
    this.options = options
    this.batchMax = options.batchMax ?? BATCH_MAX
    this.flightsMax = options.flightsMax ?? 1
    this.probe = openProbe({ pool: options.probePool ?? options.pool, clock: options.clock })
  }

  async book(party: PartyToBook): Promise<Outcome> {
    this.open++
    try {
      return await this.decide(party)
    } finally {
      this.open--
      if (this.open === 0) for (const done of this.drained.splice(0)) done()
    }
  }

  drain(): Promise<void> {
    return this.open === 0 ? Promise.resolve() : new Promise((resolve) => this.drained.push(resolve))
  }

  private async decide(party: PartyToBook): Promise<Outcome> {
    const key = requestKey(party)
    const people = party.people.map((one) => keyOf(one.nikHash))
    // By a row that was read just now, whatever memory says.
    let hasRoom = false
    for (;;) {
      const twin = this.keyInFlight.get(key)
      if (twin) {
        hasRoom = false
        const known = knownBy(twin.party, await outcomeOf(twin.fate), party)
        if (known) return known
        continue
      }
      if (!hasRoom && (this.seatsFree(party) ?? 0) < party.people.length) {
        const { row, earlier } = await this.probe(party)
        if (earlier) return { kind: 'known', ...earlier }
        if (!row) return { kind: 'no-slot' }
        if (!row.bookable) return { kind: 'not-bookable' }
        if (freeIn(row) < party.people.length) return { kind: 'full' }
        this.options.slots.apply(party.officeId, [row])
        // Its twin may have been sounded beside it, and be in flight by now.
        hasRoom = true
        continue
      }
      hasRoom = false
      const rivals = people.flatMap((person) => this.personInFlight.get(person) ?? [])
      if (rivals.length === 0) return this.enqueue(party, key, people)
      const held = new Set((await Promise.all(rivals.map(heldAfter))).flat())
      const positions = people.flatMap((person, i) => (held.has(person) ? [i] : []))
      // Slot problems come first, here too: only where there still is room is the person the reason.
      const room = (this.seatsFree(party) ?? 0) >= party.people.length
      if (positions.length > 0 && room) return { kind: 'person-booked', positions }
    }
  }

  private enqueue(party: PartyToBook, key: string, people: readonly string[]): Promise<Outcome> {
    const fate = new Promise<Outcome>((answer, fail) => {
      this.queue.push({ party, attempts: 0, key, people, answer, fail })
    })
    const inFlight = { party, fate }
    this.keyInFlight.set(key, inFlight)
    for (const person of people) this.personInFlight.set(person, inFlight)
    this.takeOff()
    return fate
  }

  private forget({ key, people }: Waiting): void {
    this.keyInFlight.delete(key)
    for (const person of people) this.personInFlight.delete(person)
  }

  private answer(waiting: Waiting, outcome: Outcome): void {
    this.forget(waiting)
    waiting.answer(outcome)
  }

  private fail(waiting: Waiting, error: unknown): void {
    this.forget(waiting)
    waiting.fail(error)
  }

  /** By the counters in memory, less what is promised; undefined: memory does not know the slot. */
  private seatsFree(party: PartyToBook): number | undefined {
    const slot = this.options.slots.peek(party.officeId, party.slotId)
    if (!slot) return undefined
    if (slot.closedReason !== null) return 0
    return freeIn(slot) - (this.reserved.get(slotKey(party)) ?? 0)
  }

  private takeOff(): void {
    while (this.flights < this.flightsMax && this.queue.length > 0) {
      const { aboard, behind } = this.board()
      this.flights++
      const started = performance.now()
      void this.fly(aboard).then(({ booked, slots }) => {
        for (const { party } of aboard) this.reserve(party, -party.people.length)
        this.flights--
        this.settle(behind, slots)
        this.options.onFlush?.({ parties: aboard.length, booked, milliseconds: performance.now() - started })
        this.takeOff()
      })
    }
  }

  /**
   * Greedy, in order of arrival: who fits by the counters goes; who no longer fits once
   * those before are counted stays behind until the flight brings fresh rows. The first
   * always goes, so that a row is read in every flight.
   */
  private board(): { aboard: Waiting[]; behind: Waiting[] } {
    const aboard: Waiting[] = []
    const behind: Waiting[] = []
    let looked = 0
    for (const waiting of this.queue) {
      if (aboard.length >= this.batchMax) break
      looked++
      const { party } = waiting
      // A slot that memory has lost goes too: the statement counts for itself.
      const fits = (this.seatsFree(party) ?? PARTY_MAX) >= party.people.length
      if (!fits && aboard.length > 0) {
        behind.push(waiting)
        continue
      }
      aboard.push(waiting)
      this.reserve(party, party.people.length)
    }
    this.queue = this.queue.slice(looked)
    return { aboard, behind }
  }

  /** Those left behind are full by the flight's own rows, or next in turn. */
  private settle(behind: Waiting[], slots: LockedSlot[]): void {
    if (behind.length === 0) return
    const rows = new Map(slots.map((row) => [`${row.officeId} ${row.slotId}`, row]))
    const next = behind.filter((waiting) => {
      const row = rows.get(slotKey(waiting.party))
      if (!row?.bookable || freeIn(row) >= waiting.party.people.length) return true
      this.answer(waiting, { kind: 'full' })
      return false
    })
    this.queue.unshift(...next)
  }

  private reserve(party: PartyToBook, seats: number): void {
    const key = slotKey(party)
    const now = (this.reserved.get(key) ?? 0) + seats
    if (now === 0) this.reserved.delete(key)
    else this.reserved.set(key, now)
  }

  /** Sends the parties until an answer stands. Never rejects. */
  private async fly(waiting: Waiting[]): Promise<Landing> {
    const parties = waiting.map((one) => one.party)
    let lostSince: number | undefined
    for (let attempt = 0; ; attempt++) {
      try {
        return this.land(waiting, await this.send(parties))
      } catch (error) {
        const fault = faultOf(error)
        if (fault === 'lost') {
          lostSince ??= performance.now()
          if (performance.now() - lostSince < LOST_MS_MAX) {
            await pause(Math.min(25 * 2 ** attempt, 500))
            continue
          }
        } else if (fault === 'code-taken' && attempt < ATTEMPTS_MAX) {
          for (const party of parties) party.code = this.options.renewCode(party)
          continue
        } else if (fault === 'raced' && attempt < ATTEMPTS_MAX) {
          continue
        } else if (waiting.length > 1) {
          // One party must not fail its neighbours: halves find it.
          const middle = waiting.length >> 1
          const [one, two] = [await this.fly(waiting.slice(0, middle)), await this.fly(waiting.slice(middle))]
          return { booked: one.booked + two.booked, slots: [...one.slots, ...two.slots] }
        }
        for (const one of waiting) this.fail(one, error)
        return { booked: 0, slots: [] }
      }
    }
  }

  private async send(parties: PartyToBook[]): Promise<BatchResult> {
    const now = this.options.clock.now()
    const client = await this.options.pool.connect()
    let broken: Error | undefined
    try {
      const result = await runBatch(client, parties, { now, keptUntil: now.add(KEPT) })
      if (result.endedClaims.length > 0) {
        const sweep = 'delete from live_claim where nik_hash = any($1::bytea[]) and ends_at <= $2'
        await client.query(sweep, [result.endedClaims, now.toString()])
      }
      return result
    } catch (error) {
      if (faultOf(error) === 'lost') broken = error as Error
      throw error
    } finally {
      client.release(broken)
    }
  }

  private land(waiting: Waiting[], result: BatchResult): Landing {
    for (const slot of result.slots) this.options.slots.apply(slot.officeId, [slot])
    let booked = 0
    const again: Waiting[] = []
    for (const [i, one] of waiting.entries()) {
      const outcome = result.outcomes[i]!
      if (outcome.kind === 'again') {
        one.attempts++
        if (one.attempts < ATTEMPTS_MAX) again.push(one)
        else this.fail(one, new Error('a party was sent back too often'))
        continue
      }
      // A batch of unknown outcome that was repeated finds its own work: that is a booking.
      const own = outcome.kind === 'known' && outcome.bookingId === one.party.bookingId
      if (own || outcome.kind === 'booked') booked++
      this.answer(one, own ? { kind: 'booked' } : outcome)
    }
    this.queue.unshift(...again)
    return { booked, slots: result.slots }
  }
}

/**
 * What the answer to one request says of another under the same key; undefined: nothing.
 * Where the key stood for a third body, all that is known of the other is whether it is the
 * same wrong one: never that it is the right one, for that answer is somebody's ticket.
 */
function knownBy(twin: PartyToBook, outcome: Outcome | undefined, party: PartyToBook): Outcome | undefined {
  const isSame = twin.fingerprint.equals(party.fingerprint)
  if (outcome?.kind === 'booked') return { kind: 'known', bookingId: twin.bookingId, sameRequest: isSame }
  if (outcome?.kind !== 'known') return undefined
  if (outcome.sameRequest) return { ...outcome, sameRequest: isSame }
  return isSame ? outcome : undefined
}

/** Whatever went wrong with the one that was waited for, the other then stands for itself. */
async function outcomeOf(fate: Promise<Outcome>): Promise<Outcome | undefined> {
  return fate.catch(() => undefined)
}

function freeIn(slot: Pick<LockedSlot, 'capacity' | 'taken' | 'withheld'>): number {
  return slot.capacity - slot.taken - slot.withheld
}

/** Hashes of those of a party who hold a live booking once it is answered. */
async function heldAfter({ party, fate }: InFlight): Promise<string[]> {
  const outcome = await outcomeOf(fate)
  const hashes = party.people.map((one) => keyOf(one.nikHash))
  if (outcome?.kind === 'booked') return hashes
  if (outcome?.kind === 'person-booked') return outcome.positions.map((i) => hashes[i]!)
  return []
}

import assert from 'node:assert/strict'
import type { FloorVisit, TurnCounts } from './model.ts'
import type { OrderRules, Place, Why } from './order-types.ts'

/**
 * Who is next at one stage: the one rule of the calling order, in public words in
 * docs/visits.md ("Who is next"). Pure; the clock and the counts are passed in.
 *
 * Everybody who waits stands in exactly one of four lines:
 *
 *   ordered   called out of turn by a supervisor           by the time of the order
 *   priority  of the priority queue, or with a priority    by dueMs
 *   walk-in   came without a booking                       by dueMs (= arrival)
 *   main      appointments, late people, collection        by dueMs
 *
 * Ties: who arrived first, then the lower number. `dueMs`, the fair place, is set at
 * check-in (arrival.ts, dueOf) and kept from stage to stage. With `now`, and the counts of
 * others called since the last priority person, and of the main line's since the last
 * walk-in, the head of a line goes next:
 *
 *   1  ordered
 *   2  priority that is due (dueMs <= now), if sincePriority >= priorityAfter
 *   3  of all heads with now - dueMs > waitMinutesMax: the one with the smallest dueMs
 *   4  priority that is due, if nobody of the main line is
 *   5  walk-in, if somebody of the main line is due and sinceWalkIn >= walkInAfter
 *   6  main that is due
 *   7  the head with the smallest dueMs: walk-ins, then who is before their hour
 *
 * Why 2 stands before 3: on a day that runs an hour behind, everybody has waited long, and
 * priority would be gone just when it is needed most. Why 3 still keeps everybody from
 * starving: past waitMinutesMax only three sorts go before you: who was ordered, who has an
 * earlier fair place, and one priority person after every `priorityAfter` of these. Later
 * arrivals have a later fair place, so that crowd only shrinks.
 */
export function callingOrder(
  waiting: Iterable<FloorVisit>,
  turns: TurnCounts,
  rules: OrderRules,
  now: number,
): Place[] {
  const queue = new CallingQueue(waiting, turns, rules)
  const order: Place[] = []
  for (let place = queue.next(now); place; place = queue.next(now)) order.push(place)
  return order
}

/**
 * How the counts go on after `called` was called. A call of any rule counts: a place was
 * used. Walk-ins count the main line's calls only: counting priority people as well, two
 * shares of "one after each other one" would leave appointments nothing.
 */
export function turnsAfter(turns: TurnCounts, called: Place): TurnCounts {
  const line = standing(called.visit)
  return {
    sincePriority: line === 'priority' ? 0 : turns.sincePriority + 1,
    sinceWalkIn: line === 'walk-in' ? 0 : turns.sinceWalkIn + (line === 'main' ? 1 : 0),
  }
}

/**
 * Who is next for a counter that serves several stages, of the heads of their queues: who
 * was ordered, then who has waited too long, then the earliest fair place.
 */
export function firstOfHeads(heads: readonly Place[]): Place | undefined {
  if (heads.length < 2) return heads[0]
  const before = (rule: Why['rule']): number => (rule === 'ordered' ? 2 : rule === 'waited-long' ? 1 : 0)
  return heads.toSorted((a, b) => before(b.why.rule) - before(a.why.rule) || byFairPlace(a.visit, b.visit))[0]
}

/**
 * The lines of one stage, from which one after another is called. O(n log n) to make, O(1)
 * a call; `now` may move on between calls, which expected waits need (wait.ts), but not back.
 */
export class CallingQueue {
  #turns: TurnCounts
  readonly #rules: OrderRules
  readonly #lines: Record<LineName, FloorVisit[]> = { ordered: [], priority: [], 'walk-in': [], main: [] }

  constructor(waiting: Iterable<FloorVisit>, turns: TurnCounts, rules: OrderRules) {
    assert(rules.priorityAfter >= 1 && rules.walkInAfter >= 1, 'a share of everything leaves nothing for the others')
    this.#turns = turns
    this.#rules = rules
    for (const visit of waiting) this.#lines[lineOf(visit)].push(visit)
    // The next one stands last, so that taking it moves nobody else.
    for (const line of Object.values(this.#lines)) line.sort((a, b) => inLine(b, a))
  }

  /** Somebody joins, at the fair place that the visit has. */
  join(visit: FloorVisit): void {
    const line = this.#lines[lineOf(visit)]
    const at = line.findLastIndex((other) => inLine(visit, other) < 0)
    line.splice(at + 1, 0, visit)
  }

  /** Takes whoever is called at `now`; undefined: nobody waits. */
  next(now: number): Place | undefined {
    const chosen = this.head(now)
    if (!chosen) return undefined
    this.#lines[lineOf(chosen.visit)].pop()
    this.#turns = turnsAfter(this.#turns, chosen)
    return chosen
  }

  /** Who would be called at `now`. */
  head(now: number): Place | undefined {
    const ordered = this.#lines.ordered.at(-1)
    if (ordered?.ordered) {
      const { reason, by } = ordered.ordered
      return { visit: ordered, why: { rule: 'ordered', reason, by } }
    }
    const { priorityAfter, walkInAfter, waitMinutesMax } = this.#rules
    const [priority, walkIn, main] = [this.#first('priority'), this.#first('walk-in'), this.#first('main')]
    const priorityDue = priority && priority.dueMs <= now ? priority : undefined
    const mainDue = main && main.dueMs <= now ? main : undefined
    if (priorityDue && this.#turns.sincePriority >= priorityAfter) return priorityPlace(priorityDue, priorityAfter)

    const first = earliest(priority, walkIn, main)
    if (!first) return undefined
    const waitedMs = now - first.dueMs
    if (waitedMs > waitMinutesMax * MINUTE_MS) {
      return { visit: first, why: { rule: 'waited-long', minutes: Math.floor(waitedMs / MINUTE_MS) } }
    }
    if (!mainDue) {
      return priorityDue ? priorityPlace(priorityDue, 0) : { visit: first, why: beforeTheHour(first) }
    }
    if (walkIn && this.#turns.sinceWalkIn >= walkInAfter) {
      return { visit: walkIn, why: { rule: 'walk-in', after: walkInAfter } }
    }
    return { visit: mainDue, why: whenDue(mainDue) }
  }

  #first(line: LineName): FloorVisit | undefined {
    return this.#lines[line].at(-1)
  }
}

const MINUTE_MS = 60_000

type Standing = 'priority' | 'walk-in' | 'main'
type LineName = 'ordered' | Standing

/** Whose share a call uses. Somebody made a priority person at the desk counts as one, whatever the number's letter. */
function standing({ kind, priority }: FloorVisit): Standing {
  if (priority !== undefined || kind === 'priority') return 'priority'
  return kind === 'walk-in' ? 'walk-in' : 'main'
}

function lineOf(visit: FloorVisit): LineName {
  return visit.ordered ? 'ordered' : standing(visit)
}

/** The order within one line. */
function inLine(a: FloorVisit, b: FloorVisit): number {
  const oldestOrder = a.ordered && b.ordered ? orderedMs(a) - orderedMs(b) : 0
  return oldestOrder || byFairPlace(a, b)
}

function byFairPlace(a: FloorVisit, b: FloorVisit): number {
  return a.dueMs - b.dueMs || a.arrivedMs - b.arrivedMs || compare(a.number, b.number) || compare(a.visitId, b.visitId)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function orderedMs({ ordered, queuedMs }: FloorVisit): number {
  return ordered?.atMs ?? queuedMs
}

function earliest(...heads: readonly (FloorVisit | undefined)[]): FloorVisit | undefined {
  const standing = heads.filter((head) => head !== undefined)
  return standing.length > 0 ? standing.reduce((a, b) => (byFairPlace(b, a) < 0 ? b : a)) : undefined
}

function priorityPlace(visit: FloorVisit, after: number): Place {
  const kind = visit.priority
  return { visit, why: kind === undefined ? { rule: 'priority', after } : { rule: 'priority', kind, after } }
}

function whenDue({ kind, dueMs, lateMinutes, appointmentMs, people }: FloorVisit): Why {
  if (kind === 'collection') return { rule: 'collection' }
  if (lateMinutes > 0) return { rule: 'late', minutes: lateMinutes, ms: dueMs }
  return { rule: 'appointment', ms: appointmentMs ?? dueMs, together: people > 1 }
}

function beforeTheHour(visit: FloorVisit): Why {
  return standing(visit) === 'walk-in' ? { rule: 'fills-gap' } : { rule: 'early', ms: visit.dueMs }
}

import type { Ticket } from '../bookings/index.ts'
import { type Act, afterwards } from './acts.ts'
import { journeyFor, nextNumber } from './arrive.ts'
import { visitErrors } from './errors.ts'
import { type Decision, joined } from './hall-change.ts'
import type { FloorVisit } from './model.ts'

export interface Splitting {
  ticket: Pick<Ticket, 'people'>
  /** Positions on the ticket of those who are on the number. */
  positions: readonly number[]
  newVisitId(): string
}

export interface Split {
  decision: Decision
  /** The number that was split, for the first of them from now on. */
  visit: FloorVisit
  /** Each of the others with the number that is new. */
  others: readonly { visit: FloorVisit; position: number }[]
}

/**
 * Gives each of a party that waits a number of their own, as they asked: called apart, by the
 * fair place that they had together. Before its first counter each goes the own way through
 * the stages; later on the way that they began together. Pure. Refused for who is alone, does
 * not wait, or goes first: those who go along go first only beside them.
 */
export function split(act: Act, visit: FloorVisit, { ticket, positions, newVisitId }: Splitting): Split {
  const { number } = visit
  if (visit.state !== 'waiting') throw visitErrors.NOT_WAITING({ values: { number } })
  if (visit.kind === 'priority') throw visitErrors.SPLIT_PRIORITY({ values: { number } })
  const [first, ...rest] = positions.toSorted((a, b) => a - b)
  if (first === undefined || rest.length === 0) throw visitErrors.SPLIT_ALONE({ values: { number } })
  const kept = partOf(act, visit, { ticket, position: first })
  let decision: Decision = { change: { visits: [kept] }, steps: [stepOf(kept)] }
  const others = rest.map((position) => {
    const { number: own, numbers } = nextNumber(afterwards(act, decision), visit.kind)
    const other = { ...partOf(act, visit, { ticket, position }), visitId: newVisitId(), number: own }
    decision = joined(decision, { change: { visits: [other], numbers }, steps: [stepOf(other)] })
    return { visit: other, position }
  })
  return { decision, visit: kept, others }
}

const stepOf = ({ visitId, stage }: FloorVisit) => ({ visitId, kind: 'split' as const, stage })

function partOf(
  { day }: Act,
  visit: FloorVisit,
  { ticket, position }: { ticket: Splitting['ticket']; position: number },
): FloorVisit {
  const services = [ticket.people[position]!.serviceId]
  const isFresh = visit.stage === visit.journey[0]
  const journey = isFresh ? journeyFor(day, services) : visit.journey
  return { ...visit, people: 1, apart: [position], services, journey, stage: isFresh ? journey[0]! : visit.stage }
}

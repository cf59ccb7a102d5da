import type { Office } from '../offices/index.ts'
import { changeUntil, claimEndsAt } from './rules.ts'
import type { TicketSlot } from './ticket.ts'

/** What hangs on a visit's hour alone, as it is written down: ISO 8601, to the second. */
export interface VisitTimes {
  /** With the office's offset. */
  start: string
  end: string
  changeUntil: string
  /** In UTC. */
  claimsEndAt: string
}

/** Throws where the office has no definition: nobody visits it. */
export type VisitTimesOf = (office: Office, slot: Pick<TicketSlot, 'startsAt' | 'endsAt'>) => VisitTimes

/**
 * Calendar arithmetic costs as much as sealing a whole booking, and hundreds share one hour.
 * So it is done once for the instant that the slot book holds, and forgotten with it, or
 * with the office's definition.
 */
export function makeVisitTimes(): VisitTimesOf {
  const known = new WeakMap<Office, WeakMap<Temporal.Instant, VisitTimes & { of: Temporal.Instant }>>()
  return (office, { startsAt, endsAt }) => {
    let ofOffice = known.get(office)
    if (!ofOffice) known.set(office, (ofOffice = new WeakMap()))
    let times = ofOffice.get(startsAt)
    if (times?.of !== endsAt) ofOffice.set(startsAt, (times = { ...workOut(office, startsAt, endsAt), of: endsAt }))
    return times
  }
}

function workOut(
  { officeId, timeZone, definition }: Office,
  startsAt: Temporal.Instant,
  endsAt: Temporal.Instant,
): VisitTimes {
  if (!definition) throw new Error(`a visit to ${officeId}, which has no definition`)
  const local = (instant: Temporal.Instant): string => instant.toString({ timeZone, smallestUnit: 'second' })
  return {
    start: local(startsAt),
    end: local(endsAt),
    changeUntil: local(changeUntil(startsAt, timeZone, definition.booking).toInstant()),
    claimsEndAt: claimEndsAt(startsAt, timeZone).toString(),
  }
}

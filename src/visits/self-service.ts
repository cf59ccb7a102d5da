import { requirePartyNik, type Ticket } from '../bookings/index.ts'
import { uuidAt } from '../platform/crypto/index.ts'
import { type Act, afterwards, nothing } from './acts.ts'
import { leave, numbersOf, visitsOfBooking } from './arrive.ts'
import { type Changed, changeHall, hallOf } from './change-hall.ts'
import { type CheckedIn, checkIn, type CheckInDeps } from './check-in.ts'
import { dayCode, readDayCode } from './day-code.ts'
import { visitErrors } from './errors.ts'
import { type Decision, joined } from './hall-change.ts'
import type { FloorVisit } from './model.ts'

/** What a ticket's holder does on the phone. Links are forwarded: what cannot be taken back also takes a NIK. */
export interface ByPhone {
  ticket: Ticket
  network: string | undefined
}

/** Checks in everybody on the ticket, with the code at the door today. Cards are compared at the counter. */
export async function checkInByPhone(
  deps: CheckInDeps,
  { ticket, network, nik, code }: ByPhone & { nik: string; code: string },
): Promise<Changed<CheckedIn>> {
  const hall = hallOf(deps, ticket.officeId, ticket.slot.siteId)
  await requirePartyNik(deps.bookings, { ticket, nik, network })
  const giveBack = await deps.bookings.limits.takeGuess(ticket.code, network)
  if (readDayCode(code) !== dayCode(deps.keys, hall.key)) throw visitErrors.DAY_CODE_WRONG()
  giveBack()
  const people = ticket.people.map((_, position) => ({ position, card: 'same' as const }))
  // A second press finds everybody here already and changes nothing: the nonce need not be the same.
  const nonce = uuidAt(deps.clock.now())
  return checkIn(deps, { hall, body: { booking: ticket.bookingId, people, nonce }, by: undefined })
}

/** Goes away without being served: the party, or whose NIK it is where each has a number of their own. */
export async function leaveByPhone(
  deps: CheckInDeps,
  { ticket, network, nik }: ByPhone & { nik: string },
): Promise<Changed<FloorVisit>> {
  const hall = hallOf(deps, ticket.officeId, ticket.slot.siteId)
  const position = await requirePartyNik(deps.bookings, { ticket, nik, network })
  return changeHall(deps, { hall, by: undefined }, (act) => {
    const [visit] = numbersOf(act, ticket.bookingId, new Set([position]))
    if (!visit) throw visitErrors.VISIT_UNKNOWN()
    const { decision, visit: after } = leave(act, visit)
    return { decision, result: after }
  })
}

/** Tells the counter that called it that its holder needs more time. Said once a call; again changes nothing. */
export async function askMoreTime(deps: CheckInDeps, ticket: Ticket): Promise<Changed<undefined>> {
  const hall = hallOf(deps, ticket.officeId, ticket.slot.siteId)
  return changeHall(deps, { hall, by: undefined }, (act) => {
    const all = visitsOfBooking(act, ticket.bookingId)
    const ask = (before: Decision, visit: FloorVisit): Decision =>
      joined(before, moreTime(afterwards(act, before), visit))
    return { decision: all.reduce(ask, nothing), result: undefined }
  })
}

/** Whoever pressed too late sees on the page what is so now. */
export function moreTime({ nowMs }: Act, visit: FloorVisit): Decision {
  if (visit.state !== 'called' || visit.moreTimeMs !== undefined) return nothing
  const { visitId, stage, counter } = visit
  return {
    change: { visits: [{ ...visit, moreTimeMs: nowMs }] },
    steps: [{ visitId, kind: 'more-time', stage, ...(counter && { counter }) }],
  }
}

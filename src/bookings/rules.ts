import type { OfferedService } from '../offices/index.ts'

/**
 * A booking's states and every move between them (drawn in docs/bookings.md):
 *
 *   (nothing) --book--> booked --move--> booked
 *                       booked --cancel--> cancelled
 *                       booked --lapse--> (shown as past once the visit day has ended)
 *
 * A booking is displaced while it is booked in an hour that the office has closed. That is
 * derived from its slot, never stored, so that nobody who is hit can be left out; it ends
 * with a move, a cancellation, or the hour being open again. A displaced booking does not
 * lapse with its day.
 *
 * What happens on the day itself is the visit's, not the booking's.
 */
export const bookingStates = ['booked', 'cancelled'] as const
export type BookingState = (typeof bookingStates)[number]

const moves = {
  booked: { move: 'booked', cancel: 'cancelled' },
  cancelled: {},
} as const satisfies Record<BookingState, Partial<Record<'move' | 'cancel', BookingState>>>

export type BookingMove = 'move' | 'cancel'

/** The state after `move`, undefined where the move does not exist. */
export function after(state: BookingState, move: BookingMove): BookingState | undefined {
  const table: Partial<Record<BookingMove, BookingState>> = moves[state]
  return table[move]
}

/** A party comes together: 1 to 5 applicants. Companions who make no passport do not count. */
export const PARTY_MAX = 5

/** Whom a service is for; undefined: it is no more offered. */
type Age = OfferedService['age'] | undefined

/**
 * Children come with an adult of the party, or with a companion: nobody else asks whether somebody
 * looks after them. A child is who has a service for children; of a service that is not offered any more nobody says.
 */
export function isChildAlone(ages: readonly Age[], hasCompanion: boolean): boolean {
  return ages.length > 0 && !hasCompanion && ages.every((age) => age === 'child')
}

/** Whether a party that was looked after is not any more once the one at `position` has left it. */
export function leavesChildAlone(
  ages: readonly Age[],
  { position, hasCompanion }: { position: number; hasCompanion: boolean },
): boolean {
  return !isChildAlone(ages, hasCompanion) && isChildAlone(ages.toSpliced(position, 1), hasCompanion)
}

/** What an office allows after booking (its definition's `booking`). */
export interface ChangeRules {
  movesMax: number
  changeUntilDaysBefore: number
  /** HH:MM, the office's local time. */
  changeUntilHour: string
}

/** The last moment to move or cancel: so many days before the visit, at the office's hour. */
export function changeUntil(startsAt: Temporal.Instant, timeZone: string, rules: ChangeRules): Temporal.ZonedDateTime {
  const visit = startsAt.toZonedDateTimeISO(timeZone)
  const deadline = visit
    .toPlainDate()
    .subtract({ days: rules.changeUntilDaysBefore })
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(rules.changeUntilHour) })
  // With 0 days before, an hour later than the visit itself would promise too much.
  return Temporal.ZonedDateTime.compare(deadline, visit) > 0 ? visit : deadline
}

/** A claim ends with the visit day: the first instant of the next day, in the office's zone. */
export function claimEndsAt(startsAt: Temporal.Instant, timeZone: string): Temporal.Instant {
  return startsAt.toZonedDateTimeISO(timeZone).startOfDay().add({ days: 1 }).toInstant()
}

/** Whether the office took this booking's hour back. */
export function isDisplaced({ state, slot }: { state: BookingState; slot: { closedReason?: string } }): boolean {
  return state === 'booked' && slot.closedReason !== undefined
}

/** Why the limits of changing do not hold: the hour is off, or today's hall fails its people. */
export type Excuse = 'displaced' | 'office-fault'

export interface ExcuseFacts {
  displaced: boolean
  /** Its day is today, at the office. */
  today: boolean
  /** Staff say that it is the office's fault, or the hall itself is stopped. */
  officeFault: boolean
}

/** What excuses a change from the cut-off and from being counted; undefined: nothing. */
export function excuseOf(move: BookingMove, { displaced, today, officeFault }: ExcuseFacts): Excuse | undefined {
  if (displaced) return 'displaced'
  return move === 'move' && today && officeFault ? 'office-fault' : undefined
}

export type ChangeRefusal = 'cancelled' | 'too-late' | 'too-many-moves'

/** Why this booking may not be moved or cancelled now; undefined: it may. An excuse lifts the limits. */
export function changeRefusal(
  move: BookingMove,
  booking: { state: BookingState; moves: number; changeUntil: Temporal.ZonedDateTime; excuse?: Excuse | undefined },
  now: Temporal.Instant,
  rules: ChangeRules,
): ChangeRefusal | undefined {
  if (after(booking.state, move) === undefined) return 'cancelled'
  if (booking.excuse) return undefined
  if (Temporal.Instant.compare(now, booking.changeUntil.toInstant()) >= 0) return 'too-late'
  if (move === 'move' && booking.moves >= rules.movesMax) return 'too-many-moves'
  return undefined
}

import { coolingOf } from '../people/index.ts'
import type { Refusal } from '../platform/errors.ts'
import { dates, type Locale, type MessageValues } from '../platform/i18n/index.ts'
import type { BookDeps } from './book.ts'
import { bookingErrors } from './errors.ts'

/** Who holds a turn comes before who waits; of either no more is told than that. */
export function personRefusal(
  positions: readonly number[],
  waits: readonly (Temporal.Instant | undefined)[],
  timeZone: string,
): Refusal {
  const held = positions.filter((i) => waits[i] === undefined)
  const isHeld = held.length > 0
  const told = isHeld ? held : positions
  const code = isHeld ? 'person-already-booked' : 'cooling-off'
  const say = isHeld ? 'bookings.errors.personAlreadyBooked' : 'bookings.errors.coolingOff'
  const [until] = told.flatMap((i) => waits[i] ?? []).toSorted(Temporal.Instant.compare).toReversed()
  const day = until?.toZonedDateTimeISO(timeZone).toPlainDate()
  const values = (locale: Locale): MessageValues => (day ? { until: dates(locale).day(day) } : {})
  const faults = told.map((i) => ({ pointer: `/people/${i}/nik`, code, say, values }) as const)
  const members = { people: told, ...(until && { until: dateTimeOf(until, timeZone) }) }
  const refuse = isHeld ? bookingErrors.PERSON_ALREADY_BOOKED : bookingErrors.COOLING_OFF
  return refuse({ faults, members, values })
}

const dateTimeOf = (at: Temporal.Instant, timeZone: string): string =>
  at.toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never' })

/**
 * Refuses a party of which somebody waits for having missed turns (`cooling-off`): for entries in
 * a draw, which are no bookings yet. Told no oftener to one network than that somebody holds a turn.
 */
export async function refuseWaiting(
  { database, clock, limits }: Pick<BookDeps, 'database' | 'clock' | 'limits'>,
  { nikHashes, network, timeZone }: { nikHashes: readonly Buffer[]; network: string | undefined; timeZone: string },
): Promise<void> {
  const waits = await coolingOf(database.kysely, nikHashes, clock.now())
  const positions = waits.flatMap((until, i) => (until ? [i] : []))
  if (positions.length === 0) return
  limits.takeClaimedPerson(network)
  throw personRefusal(positions, waits, timeZone)
}

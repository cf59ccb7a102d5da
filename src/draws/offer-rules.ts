import { type Wish, wishText } from './wishes.ts'

/** Less time than this to answer is no offer: the seat waits for the day's walk-ins. */
export const OFFER_MINUTES_MIN = 30

/**
 * Until when a party may take a seat that is offered at `now`: so many minutes, but not into
 * the time in which it would be late. Undefined: too little is left for an offer.
 */
export function offerUntil(
  now: Temporal.Instant,
  { offerMinutes, lateFrom }: { offerMinutes: number; lateFrom: Temporal.Instant },
): Temporal.Instant | undefined {
  const whole = now.add({ minutes: offerMinutes })
  const until = Temporal.Instant.compare(whole, lateFrom) < 0 ? whole : lateFrom
  return now.until(until).total('minutes') < OFFER_MINUTES_MIN ? undefined : until
}

/** Noon parts the two halves of a day: as wishTakes has it. */
const NOON = '12:00'

/** Every wish, as its text, that an hour fulfils: wishTakes turned round, for rows. */
export function wishesTaking({ site, date, start }: { site: string; date: string; start: string }): string[] {
  const parts: Wish['part'][] = ['any', start < NOON ? 'morning' : 'afternoon', start]
  return parts.map((part) => wishText({ site, date, part }))
}

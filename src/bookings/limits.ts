import type { Keys } from '../platform/crypto/index.ts'
import type { Suspicion } from './work/rules.ts'
import { type GiveBack, type Limit, type Limits, takeEach } from '../platform/limits.ts'

/**
 * What one address, contact or ticket may do in a while. All are counters in the database,
 * shared by every process; an answer is 429 with Retry-After, never a wait.
 * Networks are generous: a mobile operator puts hundreds of people behind one address.
 */
export interface BookingLimits {
  /** Refuses when too many were booked from the network this hour; by the totals last heard, without waiting. */
  refuseBusyNetwork(network: string | undefined): void
  /** What speaks against a network, by the totals last heard, without waiting. */
  suspicionOf(network: string, isAtRelease: boolean): Suspicion
  /** Counts seats after they were given; never waits. */
  countBooking(network: string | undefined, seats: number): void
  /**
   * Counts a booking on a contact, or refuses it: brokers have one number and many
   * customers. To be given back where no booking came of it.
   */
  takeContact(contact: string): Promise<GiveBack>
  /** Counts a refusal because a person is booked already, or refuses to tell once more; by the totals last heard. */
  takeClaimedPerson(network: string | undefined): void
  /**
   * Counts a guess at a ticket, or refuses it; counted before it is looked at, so many at
   * once gain nothing. To be given back where the guess was right. `nik`: that of whoever
   * looks for a ticket; who holds a leaked one and a list of codes comes from many networks.
   */
  takeGuess(code: string, network: string | undefined, nik?: string): Promise<GiveBack>
  /** Counts a draft, or refuses it. */
  takeDraft(network: string | undefined): Promise<void>
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * Too low shuts out a village behind one mobile operator; too high lets a broker try. The
 * brokers of 2017 had 50 to 4,000 requests each; one family books once or twice a year.
 */
const most = {
  /** Bookings on one contact a day: a village official helps a few families. */
  contactADay: 10,
  /** "Somebody holds a turn with this NIK", told to one network in an hour. */
  claimedPersonAnHour: 300,
  /** Wrong NIKs for one ticket from one network, then for one ticket from anywhere. */
  guessesByTicketAndNetwork: 5,
  guessesByTicket: 30,
  /**
   * Tickets looked for in vain with one NIK, from anywhere: a draw publishes its codes. Lower and
   * who misreads a code comes to it; the link and the desk open a ticket all the same.
   */
  guessesByNik: 10,
  /** Wrong guesses from one network, whichever the ticket. */
  guessesByNetwork: 200,
  draftsAnHour: 5_000,
} as const

/**
 * From how many an hour on a network pays by work. Lower and 500 of one village, who come at the
 * hour of release behind one address, pay with it; higher and a hoarder has the day before he pays.
 */
const suspicious = {
  busySeats: 1_000,
  /** Of the network's limit, where that is set higher. */
  busyShare: 1 / 5,
  veryBusyTimes: 2.5,
  releaseShare: 3 / 5,
  claimedPersons: 100,
} as const

export function openBookingLimits({
  limits,
  keys: { lookup },
  networkBookingsPerHourMax,
}: {
  limits: Limits
  keys: Pick<Keys, 'lookup'>
  networkBookingsPerHourMax: number
}): BookingLimits {
  const ofNetwork = (scope: string, network: string, max: number): Limit => ({
    scope,
    subject: lookup('network', network),
    max,
    windowSeconds: HOUR,
  })
  const bookingsOn = (contact: string): Limit => ({
    scope: 'contact',
    subject: lookup('contact', contact),
    max: most.contactADay,
    windowSeconds: 24 * HOUR,
  })
  // Asked several times on every booking, and hundreds share a network.
  const bookingsOf = remembered((network) => ofNetwork('booking-network', network, networkBookingsPerHourMax))
  const claimedOf = remembered((network) => ofNetwork('claimed-person', network, most.claimedPersonAnHour))
  const busy = Math.max(suspicious.busySeats, Math.ceil(networkBookingsPerHourMax * suspicious.busyShare))

  return {
    suspicionOf(network, isAtRelease) {
      const seats = bookingsOf(network)
      const isOver = (max: number): boolean => limits.knownOver({ ...seats, max })
      return {
        isBusy: isOver(busy),
        isVeryBusy: isOver(busy * suspicious.veryBusyTimes),
        isBusyAtRelease: isAtRelease && isOver(Math.ceil(busy * suspicious.releaseShare)),
        triesPeople: limits.knownOver({ ...claimedOf(network), max: suspicious.claimedPersons }),
      }
    },
    refuseBusyNetwork(network) {
      if (network !== undefined && limits.knownOver(bookingsOf(network))) limits.refuse(bookingsOf(network))
    },
    countBooking(network, seats) {
      if (network !== undefined) limits.record({ ...bookingsOf(network), cost: seats })
    },
    takeContact: (contact) => limits.take(bookingsOn(contact)),
    takeClaimedPerson(network) {
      if (network === undefined) return
      const limit = claimedOf(network)
      if (limits.knownOver(limit)) limits.refuse(limit)
      limits.record(limit)
    },
    takeGuess: (code, network, nik) => takeEach(limits, guesses(lookup, { code, network, nik })),
    async takeDraft(network) {
      if (network !== undefined) await limits.take(ofNetwork('draft', network, most.draftsAnHour))
    },
  }
}

/** From the one that shuts out fewest to the one that shuts out everybody. */
function guesses(
  lookup: Keys['lookup'],
  { code, network, nik }: { code: string; network: string | undefined; nik: string | undefined },
): Limit[] {
  const anHour = (scope: string, subject: Buffer, max: number): Limit => ({ scope, subject, max, windowSeconds: HOUR })
  const found: Limit[] = [anHour('guess-ticket', lookup('find', code), most.guessesByTicket)]
  if (nik !== undefined) found.unshift(anHour('guess-nik', lookup('find', `nik ${nik}`), most.guessesByNik))
  if (network === undefined) return found
  const ofBoth = lookup('find', `${code} ${network}`)
  return [
    { ...anHour('guess-ticket-network', ofBoth, most.guessesByTicketAndNetwork), windowSeconds: 15 * MINUTE },
    anHour('guess-network', lookup('network', network), most.guessesByNetwork),
    ...found,
  ]
}

/** So many networks are remembered; then all are forgotten. */
const NETWORKS_KNOWN_MAX = 20_000

function remembered(make: (network: string) => Limit): (network: string) => Limit {
  const known = new Map<string, Limit>()
  return (network) => {
    let found = known.get(network)
    if (!found) {
      if (known.size > NETWORKS_KNOWN_MAX) known.clear()
      known.set(network, (found = make(network)))
    }
    return found
  }
}

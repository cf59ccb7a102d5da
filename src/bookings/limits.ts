/**
 * What one address, contact or ticket may do in a while. All are counters in the database,
 * shared by every process; an answer is 429 with Retry-After, never a wait.
 * Networks are generous: a mobile operator puts hundreds of people behind one address.
 */
export interface BookingLimits {
  /** Refuses when too many were booked from the network this hour; by the totals last heard, without waiting. */
  refuseBusyNetwork(network: string | undefined): void
  /** Counts seats after they were given; never waits. */
  countBooking(network: string | undefined, seats: number): void
  /** Counts a booking on a contact, or refuses it: brokers have one number and many customers. */
  takeContact(contact: string): Promise<void>
  /** Counts a refusal because a person is booked already, or refuses to tell once more. */
  takeClaimedPerson(network: string | undefined): Promise<void>
  /** Refuses whoever has guessed wrong too often, on this ticket or from this network. */
  refuseGuesser(code: string, network: string | undefined): Promise<void>
  countWrongGuess(code: string, network: string | undefined): Promise<void>
  /** Counts a draft, or refuses it. */
  takeDraft(network: string | undefined): Promise<void>
}

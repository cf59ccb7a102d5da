import { hash } from 'node:crypto'

/**
 * Who is booked, for the trace: SHA-256 over the booking's id and the keyed hashes of its NIKs by
 * position, in hex. To whoever lacks the look-up key it says nothing of anybody; `giliran check`
 * sees by it whether somebody was put in another's place.
 */
export function whoIsBooked(bookingId: string, nikHashes: readonly Buffer[]): string {
  return hash('sha256', Buffer.concat([Buffer.from(bookingId), ...nikHashes]), 'hex')
}

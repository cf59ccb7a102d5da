import type { Ticket } from '../bookings/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { fromHex } from '../platform/tlog/bytes.ts'
import type { Evidence, Ledger } from './ledger.ts'
import { formatReceipt, type ReceiptEvent } from './receipt-rules.ts'
import { type BookingTrace, momentOf, readBookingTraces, readEntered } from './receipt-store.ts'

export interface ReceiptNeeds {
  database: Pick<Database, 'kysely'>
  ledger: Pick<Ledger, 'evidenceOf' | 'placeOf'>
  clock: Clock
  /** Whether anybody is asked to cosign at all. */
  hasWitnesses: boolean
}

/** So long a receipt waits for a witness; then the log's own word is better than none. */
const WITNESS_WITHIN_MS = 60_000

/**
 * The receipt of a ticket: how it was booked, and its latest change where there was one. `waits`:
 * the log or a witness has not come to it yet, which takes some seconds.
 */
export async function receiptOf(
  needs: ReceiptNeeds,
  ticket: Pick<Ticket, 'officeId' | 'bookingId' | 'bookedAt' | 'changedAt'>,
  note: readonly string[],
): Promise<{ text: string } | { waits: true }> {
  const { officeId, bookingId, bookedAt, changedAt } = ticket
  const { kysely } = needs.database
  const enteredAt = await readEntered(kysely, { officeId, bookingId })
  const moments = new Set([enteredAt ?? bookedAt, bookedAt, changedAt].map((one) => one.epochMilliseconds))
  const traces = await readBookingTraces(kysely, { officeId, bookingId }, [...moments])
  const events: ReceiptEvent[] = []
  for (const trace of traces) {
    const evidence = await evidenceFor(needs, officeId, trace)
    if (!evidence) return { waits: true }
    events.push(eventOf(trace, evidence))
  }
  // Whoever has a ticket has a trace; that it is not found is nothing to hand out as a receipt.
  return events.length > 0 ? { text: formatReceipt(note, events) } : { waits: true }
}

async function evidenceFor(
  { ledger, clock, hasWitnesses }: ReceiptNeeds,
  officeId: string,
  { auditId }: BookingTrace,
): Promise<Evidence | undefined> {
  const witnessed = await ledger.evidenceOf(officeId, auditId)
  const ageMs = clock.now().epochMilliseconds - momentOf(auditId)
  if (witnessed || (hasWitnesses && ageMs < WITNESS_WITHIN_MS)) return witnessed
  return ledger.placeOf({ officeId, auditId })
}

function eventOf({ salt, opening }: BookingTrace, { index, proof, checkpoint }: Evidence): ReceiptEvent {
  return { salt, opening, proof: { index, hashes: proof.map((hex) => fromHex(hex)!), checkpoint } }
}

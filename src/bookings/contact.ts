import type { Transaction } from 'kysely'
import { type Contact, contactLookupText } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Tables } from '../platform/database/index.ts'
import { bookingErrors } from './errors.ts'
import { lockTicket } from './store.ts'
import { sealTicket, type Ticket } from './ticket.ts'

/**
 * Puts another contact on a ticket that stands, in the transaction of whoever proved it, or
 * says that nobody has (`isProved`). Who may is for the caller to know: links are forwarded.
 */
export async function replaceContact(
  tx: Transaction<Tables>,
  keys: Keys,
  { officeId, bookingId, contact, isProved, actor, now }: Pick<Ticket, 'officeId' | 'bookingId'> & {
    contact: Contact
    isProved: boolean
    actor: Actor
    now: Temporal.Instant
  },
): Promise<void> {
  const current = await lockTicket(tx, keys, officeId, bookingId)
  if (!current) throw bookingErrors.TICKET_UNKNOWN()
  if (current.state === 'cancelled') throw bookingErrors.ALREADY_CANCELLED()
  const text = contactLookupText(contact)
  await tx
    .updateTable('booking')
    .set({
      sealed: sealTicket(keys, { ...current, contact }),
      contact_hash: text === undefined ? null : keys.lookup('contact', text),
    })
    .where('office_id', '=', officeId)
    .where('booking_id', '=', bookingId)
    .execute()
  const details = { booking: bookingId, proved: isProved }
  await writeAudit(tx, { officeId, kind: 'contact-changed', at: now, actor, details })
}

import { createTransport, type Transporter } from 'nodemailer'
import { readTicket } from '../bookings/index.ts'
import type { OfficeBook } from '../offices/index.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database } from '../platform/database/index.ts'
import { ticketMail } from './ticket-mail.ts'

export interface NotifyDeps {
  database: Database
  keys: Keys
  offices: OfficeBook
  smtpUrl: string
  mailFrom: string
  publicUrl: string | undefined
  demo: boolean
}

export interface Notifier {
  /** The work of the task `send-ticket`. Throws when the mail server did not take it: the job is tried again. */
  sendTicket(payload: unknown): Promise<void>
  close(): void
}

/** A server that does not answer must not hold a job slot for long, in ms. */
const PATIENCE_MS = 20_000

/**
 * Sends what bookings ask for by e-mail. A letter says what stands now, not what stood when
 * the job was written; two jobs of one booking therefore say the same, and the Message-ID
 * is that of booking and sequence, so that a repeat is known for one.
 */
export function openNotifier(deps: NotifyDeps): Notifier {
  const timeouts = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS }
  const transport: Transporter = createTransport({ url: deps.smtpUrl, ...timeouts }, { from: deps.mailFrom })
  return {
    async sendTicket(payload) {
      const { officeId, bookingId } = asBookingName(payload)
      const ticket = await readTicket(deps.database.kysely, deps.keys, officeId, { bookingId })
      // Without a booking or an address there is nobody to tell, now or later.
      if (!ticket?.contact.email) return
      const { subject, text, attachment } = ticketMail(deps, ticket)
      await transport.sendMail({
        to: ticket.contact.email,
        subject,
        text,
        attachments: [attachment],
        messageId: `<${bookingId}.${ticket.calendarSequence}@giliran>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}

function asBookingName(payload: unknown): { officeId: string; bookingId: string } {
  const { officeId, bookingId } = (payload ?? {}) as Record<string, unknown>
  if (typeof officeId === 'string' && typeof bookingId === 'string') return { officeId, bookingId }
  throw new Error('a send-ticket job without officeId and bookingId')
}

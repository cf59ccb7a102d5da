import { readTicket } from '../bookings/index.ts'
import { deliver, type DeliverDeps } from './deliver.ts'
import type { MessageKind } from './model.ts'
import { addMessage, claimDue, claimMessage, freeAbandoned } from './store.ts'

export interface Notifier {
  /** The work of the task `send-ticket`: tells of a turn that was booked, moved or cancelled, as it stands now. */
  tellOfTicket(payload: unknown): Promise<void>
  /** The work of the task `send-message`: brings one message, unless somebody does already. */
  bringOne(payload: unknown): Promise<void>
  /** The work of the task `messages`, every minute: brings all that is due, and what dead workers left. */
  bringDue(): Promise<void>
}

export type NotifyDeps = DeliverDeps

/** The task that brings one message as soon as it is written. */
export const SEND_MESSAGE_TASK = 'send-message'

/** Longer than any channel's patience: who has not settled a message by then is dead. */
const ABANDONED_SECONDS = 120
/** In hand at once: waiting for far sides, not working. */
const AT_ONCE = 50

export function openNotifier(deps: NotifyDeps): Notifier {
  const { database: { kysely }, clock } = deps
  return {
    async tellOfTicket(payload) {
      const { officeId, bookingId } = asBookingName(payload)
      const ticket = await readTicket(kysely, deps.keys, officeId, { bookingId })
      if (!ticket) return
      // Not by `moves`: one by the office's fault is not counted, and is a move all the same.
      const kind: MessageKind =
        ticket.state === 'cancelled' ? 'cancelled' : ticket.calendarSequence > 0 ? 'moved' : 'booked'
      const about = String(ticket.calendarSequence)
      const messageId = await addMessage(kysely, { officeId, kind, bookingId, about }, clock.now())
      const claimed = messageId && (await claimMessage(kysely, { officeId, messageId, now: clock.now() }))
      if (claimed) await deliver(deps, claimed)
    },
    async bringOne(payload) {
      const claimed = await claimMessage(kysely, { ...asMessageName(payload), now: clock.now() })
      if (claimed) await deliver(deps, claimed)
    },
    async bringDue() {
      const now = clock.now()
      await freeAbandoned(kysely, { before: now.subtract({ seconds: ABANDONED_SECONDS }), now })
      for (;;) {
        const claimed = await claimDue(kysely, { now: clock.now(), max: AT_ONCE })
        await Promise.all(claimed.map((one) => deliver(deps, one)))
        if (claimed.length < AT_ONCE) return
      }
    },
  }
}

function asBookingName(payload: unknown): { officeId: string; bookingId: string } {
  const { officeId, bookingId } = (payload ?? {}) as Record<string, unknown>
  if (typeof officeId === 'string' && typeof bookingId === 'string') return { officeId, bookingId }
  throw new Error('a send-ticket job without officeId and bookingId')
}

function asMessageName(payload: unknown): { officeId: string; messageId: string } {
  const { officeId, messageId } = (payload ?? {}) as Record<string, unknown>
  if (typeof officeId === 'string' && typeof messageId === 'string') return { officeId, messageId }
  throw new Error('a send-message job without officeId and messageId')
}

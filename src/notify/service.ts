import { readTicket } from '../bookings/index.ts'
import { openBringer } from './bring.ts'
import type { DeliverDeps } from './deliver.ts'
import { openMessageRows } from './message-rows.ts'
import type { MessageKind } from './model.ts'
import { addMessage, claimMessage } from './store.ts'

export interface Notifier {
  /** The work of the task `send-ticket`: tells of a turn that was booked, moved or cancelled, as it stands now. */
  tellOfTicket(payload: unknown): Promise<void>
  /** The work of the task `send-message`: brings one message, unless somebody does already. */
  bringOne(payload: unknown): Promise<void>
  /** The work of the task `messages`, every minute: brings all that is due, and what dead workers left. */
  bringDue(): Promise<void>
}

export type NotifyDeps = Omit<DeliverDeps, 'rows'>

/** The task that brings one message as soon as it is written. */
export const SEND_MESSAGE_TASK = 'send-message'


export function openNotifier(deps: NotifyDeps): Notifier {
  const { database: { kysely }, clock } = deps
  const bringer = openBringer({ ...deps, rows: openMessageRows(deps) })
  return {
    async tellOfTicket(payload) {
      const { officeId, bookingId, left } = asTicketNews(payload)
      const ticket = await readTicket(kysely, deps.keys, officeId, { bookingId })
      if (!ticket) return
      // Not by `moves`: one by the office's fault is not counted, and is a move all the same.
      const standing = ticket.state === 'cancelled' ? 'cancelled' : ticket.calendarSequence > 0 ? 'moved' : 'booked'
      const kind: MessageKind = left === undefined ? standing : 'left-party'
      const about = left ?? String(ticket.calendarSequence)
      const messageId = await addMessage(kysely, { officeId, kind, bookingId, about }, clock.now())
      const claimed = messageId && (await claimMessage(kysely, { officeId, messageId, now: clock.now() }))
      if (claimed) await bringer.bringOne(claimed)
    },
    async bringOne(payload) {
      const claimed = await claimMessage(kysely, { ...asMessageName(payload), now: clock.now() })
      if (claimed) await bringer.bringOne(claimed)
    },
    bringDue: bringer.bringDue,
  }
}

/** `left`: that somebody has left it, by the calendar sequence from then on. */
function asTicketNews(payload: unknown): { officeId: string; bookingId: string; left?: string } {
  const { officeId, bookingId, left } = (payload ?? {}) as Record<string, unknown>
  if (typeof officeId === 'string' && typeof bookingId === 'string') {
    return { officeId, bookingId, ...(typeof left === 'string' && { left }) }
  }
  throw new Error('a send-ticket job without officeId and bookingId')
}

function asMessageName(payload: unknown): { officeId: string; messageId: string } {
  const { officeId, messageId } = (payload ?? {}) as Record<string, unknown>
  if (typeof officeId === 'string' && typeof messageId === 'string') return { officeId, messageId }
  throw new Error('a send-message job without officeId and messageId')
}

import type { Translate } from '../platform/i18n/index.ts'
import { readClosedReason, sayReason } from '../schedule/index.ts'
import type { Ticket } from './ticket.ts'

/** Why the office took a ticket's hour back, in words that read on after "tutup, "; empty where it stands. */
export function closedReasonText(t: Translate, { slot }: Pick<Ticket, 'slot'>): string {
  return slot.closedReason === undefined ? '' : sayReason(t, readClosedReason(slot.closedReason))
}

/** The words of messages. Nothing in these types names anybody. */

/** Ways to reach somebody. */
export const channels = ['whatsapp', 'sms', 'email', 'push'] as const
export type MessageChannel = (typeof channels)[number]

/** What people are told, and when: docs/messages.md. */
export const messageKinds = [
  'booked', 'moved', 'cancelled', 'reminder-day', 'reminder-morning', 'called-soon', 'come-back', 'closed', 'offer',
  'drawn', 'struck', 'passed-over', 'proof', 'survey', 'left-party', 'no-show',
] as const
export type MessageKind = (typeof messageKinds)[number]

/**
 *   waiting --a worker takes it--> sending --taken by the channel--> sent --told by it--> delivered
 *   sending --not now, no answer, its worker died--> waiting        sending --refused by every channel--> dead
 *   waiting --no longer true, nobody to tell--> dropped             dead --"send again"--> waiting
 */
export const messageStates = ['waiting', 'sending', 'sent', 'delivered', 'dropped', 'dead'] as const
export type MessageState = (typeof messageStates)[number]

/** Why a message was dropped, is dead, or waits again; shown to staff from the catalogue. */
export const messageReasons = [
  'overtaken', 'over', 'no-contact', 'stopped', 'too-many', 'quiet-hours', 'refused', 'not-now', 'no-answer',
  'worker-died', 'broken',
] as const
export type MessageReason = (typeof messageReasons)[number]

/** One message as its row has it. */
export interface Message {
  officeId: string
  messageId: string
  kind: MessageKind
  bookingId: string | undefined
  about: string
  state: MessageState
  refused: readonly MessageChannel[]
  channel: MessageChannel | undefined
  tries: number
  unsure: boolean
  dueAt: Temporal.Instant
  madeAt: Temporal.Instant
}

import type { Locale } from '../platform/i18n/index.ts'
import type { MessageChannel, MessageKind } from './model.ts'

/**
 * The contract of a channel. Adapters know no database, no clock and no office; what they
 * answer decides alone what becomes of a message. docs/messages.md says what each promises.
 */
export interface ChannelAdapter {
  readonly channel: MessageChannel
  /** Whether two sendings of one id arrive once, by the far side's promise. */
  readonly isOnce: boolean
  /** In a demonstration: keeps what it is given, and sends nothing. */
  readonly isOutbox?: true
  /** Never throws for what the far side does; what it throws is a fault of ours and counts as no answer. */
  send(outgoing: Outgoing): Promise<Outcome>
  close?(): void
}

/** What is to be brought. No field holds a NIK. */
export interface Outgoing {
  /** The message's id: the same at every try. */
  id: string
  officeId: string
  kind: MessageKind
  locale: Locale
  /** E.164 with the plus sign, a mailbox, or a push subscription as JSON. */
  to: string
  /** The office's own sender on this channel; undefined: the channel's usual one. */
  sender: string | undefined
  /** Plain text; of a letter the whole of it. */
  text: string
  /** What a template with named placeholders is filled with. */
  values: Readonly<Record<string, string>>
  subject?: string
  /** Of a letter: the page where whoever reads it stops more of them (RFC 2369, RFC 8058). */
  unsubscribe?: string
  attachment?: { filename: string; content: string; contentType: string }
}

export type Outcome =
  /** `parts`: messages or segments that are charged. */
  | { kind: 'taken'; providerId?: string; parts?: number }
  /** This address or this text never: another channel may. `detail`: the far side's code, never its words. */
  | { kind: 'refused'; detail?: string }
  /** Not now: a rate limit, an outage that was said. */
  | { kind: 'not-now'; retryAfterMs?: number; detail?: string }
  /** Nobody knows whether it arrived: no answer, or one that makes no sense. */
  | { kind: 'no-answer'; detail?: string }

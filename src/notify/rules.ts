import type { Contact } from '../people/index.ts'
import type { VisitState } from '../visits/index.ts'
import type { MessageChannel, MessageKind, MessageReason } from './model.ts'
import type { NotifySettings } from './settings.ts'

/** What a message is about, as it is when the message is to be sent. */
export interface Facts {
  booking?: {
    state: 'booked' | 'cancelled'
    /** The booking's calendar sequence: grows with every change. */
    sequence: number
    slotId: string
    startsAt: Temporal.Instant
    endsAt: Temporal.Instant
    /** When its day begins at the office. */
    dayAt: Temporal.Instant
    isDisplaced: boolean
  }
  /** The number in the hall that it is about, if it is about one. */
  visit?: { state: VisitState }
  /** What counts of its turn that was missed, if it is about one. */
  noShow?: { waitsUntil: Temporal.Instant | undefined }
}

/** Kinds that are about this very moment: the night does not hold them back. */
const urgent: ReadonlySet<MessageKind> = new Set(['called-soon', 'come-back', 'proof'])
/** Answers to what somebody has just done: they are looking at the phone. */
const answers: ReadonlySet<MessageKind> = new Set(['booked', 'moved', 'cancelled'])

export const isUrgent = (kind: MessageKind): boolean => urgent.has(kind)

interface Asked {
  kind: MessageKind
  about: string
  facts: Facts
}

/** Whether a message still says what is so, of those kinds whose truth can end. */
const isStillSo: Partial<Record<MessageKind, (asked: Asked) => boolean>> = {
  booked: (asked) => isAtSequence(asked) && asked.facts.booking?.state === 'booked',
  moved: (asked) => isAtSequence(asked) && asked.facts.booking?.state === 'booked',
  cancelled: (asked) => isAtSequence(asked) && asked.facts.booking?.state === 'cancelled',
  'reminder-day': (asked) => isOfHour(asked) && asked.facts.booking?.isDisplaced === false,
  'reminder-morning': (asked) => isOfHour(asked) && asked.facts.booking?.isDisplaced === false,
  closed: (asked) => isOfHour(asked) && asked.facts.booking?.isDisplaced === true,
  'called-soon': ({ facts }) => facts.visit?.state === 'waiting',
  'come-back': ({ facts }) => facts.visit?.state === 'absent',
  survey: ({ facts }) => facts.visit?.state === 'finished',
  'left-party': ({ facts }) => facts.booking?.state === 'booked',
  'no-show': ({ facts }) => facts.noShow !== undefined,
}
const isAtSequence = ({ facts, about }: Asked): boolean => String(facts.booking?.sequence) === about
const isOfHour = ({ facts: { booking }, about }: Asked): boolean =>
  booking?.state === 'booked' && booking.slotId === about

/** When kinds that remind are of no use any more: "tomorrow" is wrong on the day itself. */
const isOver: Partial<Record<MessageKind, (booking: NonNullable<Facts['booking']>, now: Temporal.Instant) => boolean>> =
  {
    'reminder-day': ({ dayAt }, now) => !isBefore(now, dayAt),
    'reminder-morning': ({ startsAt }, now) => !isBefore(now, startsAt),
  }

/**
 * Why a message must not be sent any more: what it says is no longer so, or of no use. The
 * very sending asks, so that what changed while it waited counts. undefined: it stands.
 */
export function whyNot(
  { kind, about }: { kind: MessageKind; about: string },
  facts: Facts,
  now: Temporal.Instant,
): MessageReason | undefined {
  if (isStillSo[kind]?.({ kind, about, facts }) === false) return 'overtaken'
  return facts.booking && isOver[kind]?.(facts.booking, now) ? 'over' : undefined
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

/**
 * When the office's night ends, if it is night there and the message can wait for the
 * morning; undefined: now. Quiet hours may pass midnight; equal hours mean none.
 */
export function quietUntil(
  kind: MessageKind,
  { quiet, timeZone, now }: { quiet: NotifySettings['quiet']; timeZone: string; now: Temporal.Instant },
): Temporal.Instant | undefined {
  if (urgent.has(kind) || answers.has(kind) || quiet.from === quiet.to) return undefined
  const local = now.toZonedDateTimeISO(timeZone)
  const [from, to] = [quiet.from, quiet.to].map((text) => Temporal.PlainTime.from(text)) as [
    Temporal.PlainTime,
    Temporal.PlainTime,
  ]
  const time = local.toPlainTime()
  const isAfterFrom = Temporal.PlainTime.compare(time, from) >= 0
  const isBeforeTo = Temporal.PlainTime.compare(time, to) < 0
  const passesMidnight = Temporal.PlainTime.compare(from, to) > 0
  if (passesMidnight ? !isAfterFrom && !isBeforeTo : !isAfterFrom || !isBeforeTo) return undefined
  const day = local.toPlainDate().add({ days: passesMidnight && isAfterFrom ? 1 : 0 })
  return day.toZonedDateTime({ timeZone, plainTime: to }).toInstant()
}

/** Where a channel finds somebody; undefined: nowhere. */
export function addressOn(channel: MessageChannel, contact: Contact & { push?: string }): string | undefined {
  switch (channel) {
    case 'email':
      return contact.email
    case 'whatsapp':
    case 'sms':
      return contact.whatsapp
    case 'push':
      return contact.push
  }
}

export type PushableContact = Contact & { push?: string }

/** The channels of the office's order that are there and reach the contact, each with where. */
export function reaching(
  order: readonly MessageChannel[],
  { contact, has }: { contact: PushableContact; has: ReadonlySet<MessageChannel> },
): { channel: MessageChannel; to: string }[] {
  return order.flatMap((channel) => {
    const to = has.has(channel) ? addressOn(channel, contact) : undefined
    return to === undefined ? [] : [{ channel, to }]
  })
}

/**
 * The first channel of the office's order that is there, reaches the contact, was not
 * stopped by them and has not refused. Else why there is none.
 */
export function channelFor(
  order: readonly MessageChannel[],
  { contact, has, stopped, refused }: {
    contact: PushableContact
    has: ReadonlySet<MessageChannel>
    stopped: ReadonlySet<MessageChannel>
    refused: readonly MessageChannel[]
  },
): { channel: MessageChannel; to: string } | { none: MessageReason } {
  const found = reaching(order, { contact, has })
  if (found.length === 0) return { none: 'no-contact' }
  const wanted = found.filter(({ channel }) => !stopped.has(channel))
  if (wanted.length === 0) return { none: 'stopped' }
  return wanted.find(({ channel }) => !refused.includes(channel)) ?? { none: 'refused' }
}

/** Tries on one channel before the next has its turn, or the message is dead: about a day. */
export const TRIES_MAX = 10
/** A code is over in ten minutes: who waits for it at one channel that is down must get it by another. */
const TRIES_OF_CODE_MESSAGE_MAX = 3

/** Tries of this kind on one channel. */
export const triesMaxOf = (kind: MessageKind): number => (kind === 'proof' ? TRIES_OF_CODE_MESSAGE_MAX : TRIES_MAX)

const FIRST_MS = 20_000
const LONGEST_MS = 4 * 3_600_000
/** Where an answer is lost a channel may still tell how it went: so long it is waited for. */
const UNSURE_MS = 120_000

/**
 * Milliseconds until the next try: doubled each time, at most four hours, each between half
 * and the whole of it, so that all who failed together do not come again together ("equal
 * jitter"; M. Brooker, Exponential Backoff and Jitter, 2015). `random` in [0, 1).
 */
export function retryAfterMs(
  { tries, random, isUnsure = false, askedMs = 0 }: {
    tries: number
    random: number
    isUnsure?: boolean
    /** What the far side asked for. */
    askedMs?: number
  },
): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, tries - 1))
  return Math.max(whole / 2 + (whole / 2) * random, isUnsure ? UNSURE_MS : 0, askedMs)
}

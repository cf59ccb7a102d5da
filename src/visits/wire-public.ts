/** What anybody may see of the day, as JSON: the screen in the hall, and a ticket on its holder's phone. */
import { type Static, Type } from 'typebox'
import { visitStates } from './model.ts'
import { count, instant, maybe, noticeTexts, object, text } from './wire-parts.ts'

/** GET .../display and each `display` event: the screen in the hall. Numbers only, never a name. */
export const displayAnswer = object({
  office: text,
  site: text,
  day: text,
  timeZone: text,
  version: count,
  now: instant,
  /** The call that is shown large; `seq` grows with each call, recalls included, so that each is spoken once. */
  called: maybe(object({ number: text, counter: text, at: instant, seq: count, again: Type.Boolean() })),
  recent: Type.Array(object({ number: text, counter: text, at: instant, seq: count, again: Type.Boolean() })),
  counters: Type.Array(
    object({
      name: text,
      state: Type.Enum(['closed', 'open', 'paused']),
      number: maybe(text),
      pausedUntil: maybe(instant),
    }),
  ),
  next: Type.Array(text),
  notices: Type.Array(noticeTexts),
  pause: maybe(object({ reason: Type.Enum(['system-down', 'supervisor']), since: instant })),
  waiting: count,
  /** Seats of today that walk-ins can still have. */
  walkInsLeft: count,
  /** Until the draw at the door: when it is, the last entry given, and how the secret's fingerprint begins. */
  door: maybe(object({ drawAt: instant, lastEntry: maybe(text), fingerprint: text })),
})

/** GET /t/{key}/live and each `ticket` event: one ticket on its holder's phone. */
export const liveTicketAnswer = object({
  version: count,
  now: instant,
  /** `not-yet`: not checked in. */
  state: Type.Enum(['not-yet', ...visitStates]),
  number: maybe(text),
  /** Place in the queue from 1, tickets before it, and the line around it: numbers before, then after. */
  place: maybe(count),
  before: maybe(count),
  line: maybe(object({ before: Type.Array(text), after: Type.Array(text) })),
  why: maybe(text),
  expected: maybe(object({ from: instant, to: instant })),
  counter: maybe(text),
  /** Where that counter is. */
  counterPlace: maybe(text),
  calledAt: maybe(instant),
  /** Why the ticket was sent back from a counter, in words. */
  sentBack: maybe(text),
  /** Be there by then; afterwards the next person is called. */
  comeBy: maybe(instant),
  /** How often it was called: a recall is told again. */
  calls: maybe(count),
  /** The holder has said that they need more time. */
  moreTimeAt: maybe(instant),
  pause: maybe(object({ reason: Type.Enum(['system-down', 'supervisor']), since: instant })),
  stageName: maybe(text),
  /** Where each of the party has a number of their own: whose this is, as positions on the ticket, and the others. */
  whose: maybe(Type.Array(count)),
  others: maybe(
    Type.Array(
      object({
        number: text,
        whose: Type.Array(count),
        state: Type.Enum([...visitStates]),
        expected: maybe(object({ from: instant, to: instant })),
        counter: maybe(text),
        calls: maybe(count),
      }),
    ),
  ),
})

export type DisplayAnswer = Static<typeof displayAnswer>
export type LiveTicketAnswer = Static<typeof liveTicketAnswer>

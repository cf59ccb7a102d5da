/**
 * What reception's browser keeps of a day, encrypted, so that it can go on without the
 * network: who comes, the rules of arrival, and the keys that tickets are signed with.
 */
import { type Static, Type } from 'typebox'
import { count, date, instant, maybe, object, text } from './wire-parts.ts'

/** GET .../offline-day?day=2026-11-30: today, or tomorrow from the evening before. */
export const offlineDayQuery = object({ day: maybe(date) })

export const offlineDayAnswer = object({
  day: date,
  timeZone: text,
  now: instant,
  /** The office's local day, from its first instant up to and without that of the next. */
  from: instant,
  to: instant,
  /** First letter of the numbers. */
  letters: object({ appointment: text, priority: text, walkIn: text }),
  /** Numbers given out without the network begin here: "A-501". */
  numbersFrom: count,
  checkIn: object({ earlyMinutesMax: count, graceMinutes: count, lateUntil: instant }),
  /** How the calling order shares places out. */
  order: object({ priorityAfter: count, walkInAfter: count, waitMinutesMax: count }),
  /** Ed25519 public keys, 32 bytes in base64url, newest first. */
  ticketKeys: Type.Array(object({ version: count, publicKey: text })),
  tickets: Type.Array(
    object({
      booking: text,
      code: text,
      start: instant,
      end: instant,
      kind: Type.Enum(['appointment', 'priority', 'walk-in']),
      cancelled: Type.Boolean(),
      services: text,
      people: Type.Array(
        object({
          name: text,
          /** "3307 0145 •••• 0003" */
          nik: text,
          born: maybe(text),
          service: text,
        }),
      ),
      companion: maybe(text),
    }),
  ),
})

export type OfflineDay = Static<typeof offlineDayAnswer>

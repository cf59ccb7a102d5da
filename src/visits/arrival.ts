/**
 * When somebody came, measured against the booked window, and what that means: whether they
 * can check in, and their fair place in the calling order. Pure; all instants in ms.
 */
export interface ArrivalRules {
  /** So many minutes before the window's start the door opens to its people. */
  earlyMinutesMax: number
  /** So many minutes after the window's end still count as in time. */
  graceMinutes: number
  /** Nobody who is late is let in after this: the end of the office's last hour of the day. */
  lateUntilMs: number
}

export const arrivalKinds = ['early', 'in-time', 'late', 'too-early', 'too-late', 'other-day'] as const
export type ArrivalKind = (typeof arrivalKinds)[number]

/** `minutes`, whole: early kinds: until the window's start; late ones: since its end; else 0. */
export interface Arrival {
  kind: ArrivalKind
  minutes: number
}

/**
 * Early, in-time and late people check in; the others are told why not. Late people are
 * slotted in (dueOf), never sent home, until the office's last hour has ended.
 * The day is the office's local one, from `dayStartMs` up to and without `dayEndMs`.
 */
export function arrivalOf({ windowStartMs, windowEndMs, nowMs, dayStartMs, dayEndMs, rules }: ArrivalTimes): Arrival {
  if (nowMs < dayStartMs || nowMs >= dayEndMs) return { kind: 'other-day', minutes: 0 }
  if (nowMs < windowStartMs) {
    // Rounded up: somebody who is told "in 20 minutes" and comes then is not early again.
    const minutes = Math.ceil((windowStartMs - nowMs) / MINUTE_MS)
    return { kind: minutes > rules.earlyMinutesMax ? 'too-early' : 'early', minutes }
  }
  const { lateMinutes } = dueOf({
    appointment: { startMs: windowStartMs, endMs: windowEndMs },
    arrivedMs: nowMs,
    graceMinutes: rules.graceMinutes,
  })
  if (lateMinutes === 0) return { kind: 'in-time', minutes: 0 }
  return { kind: nowMs > rules.lateUntilMs ? 'too-late' : 'late', minutes: lateMinutes }
}
export interface ArrivalTimes {
  windowStartMs: number
  windowEndMs: number
  nowMs: number
  dayStartMs: number
  dayEndMs: number
  rules: ArrivalRules
}

/**
 * The fair place. Early or in time: the window's start, however early they came, so that
 * nobody gains by standing outside at six. Late, or without a booking: the arrival, so that
 * everybody whose window had begun by then goes first. `lateMinutes` counts begun minutes
 * from the window's end; within the grace it is 0.
 */
export function dueOf({ appointment, arrivedMs, graceMinutes }: DueTimes): { dueMs: number; lateMinutes: number } {
  if (!appointment) return { dueMs: arrivedMs, lateMinutes: 0 }
  const late = arrivedMs > appointment.endMs + graceMinutes * MINUTE_MS
  if (!late) return { dueMs: appointment.startMs, lateMinutes: 0 }
  return { dueMs: arrivedMs, lateMinutes: minutesSince(appointment.endMs, arrivedMs) }
}
export interface DueTimes {
  /** The booked window; undefined: came without one. */
  appointment: { startMs: number; endMs: number } | undefined
  arrivedMs: number
  graceMinutes: number
}

const MINUTE_MS = 60_000

/** Begun minutes from `thenMs` to `nowMs`, at least 0. */
function minutesSince(thenMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((nowMs - thenMs) / MINUTE_MS))
}

/**
 * How a day's hours become arrival windows. Minutes are counted from local midnight.
 *
 *   opening spans   08:00-12:00, 13:00-16:00      what lies between two is the break
 *   windows         08:00-08:30, 08:30-09:00 ..   of windowMinutes each, from the start of a span
 *   seats           floor(counters x windowMinutes / minutesPerApplicant)
 *
 * A window that would run over the break or the end is not made: who comes at its last
 * minute would find the counter closed. Source of the seat formula: docs/glossary.md#seat.
 */
export interface Span {
  startMinute: number
  endMinute: number
}

export interface Window extends Span {
  seats: number
}

export interface WindowRule {
  counters: number
  minutesPerApplicant: number
  windowMinutes: number
}

/** Seats of one window, 0 or more. */
export function windowSeats({ counters, minutesPerApplicant, windowMinutes }: WindowRule): number {
  return Math.floor((counters * windowMinutes) / minutesPerApplicant)
}

/** The windows of a day, in order. None where a window would have no seat. */
export function windowsOf(spans: readonly Span[], rule: WindowRule): Window[] {
  const seats = windowSeats(rule)
  const windows: Window[] = []
  if (seats === 0) return windows
  for (const span of spans) {
    let startMinute = span.startMinute
    while (startMinute + rule.windowMinutes <= span.endMinute) {
      windows.push({ startMinute, endMinute: startMinute + rule.windowMinutes, seats })
      startMinute += rule.windowMinutes
    }
  }
  return windows
}

/**
 * Opening spans of the form "HH:MM-HH:MM", in order. A span that ends before it begins, or
 * begins inside the one before it, is left out: `faulty` holds those.
 */
export function parseSpans(texts: readonly string[]): { spans: Span[]; faulty: string[] } {
  const faulty: string[] = []
  const spans: Span[] = []
  const inOrder = texts.map((text) => ({ text, ...parseSpan(text) })).sort((a, b) => a.startMinute - b.startMinute)
  for (const { text, startMinute, endMinute } of inOrder) {
    if (endMinute <= startMinute || startMinute < (spans.at(-1)?.endMinute ?? 0)) faulty.push(text)
    else spans.push({ startMinute, endMinute })
  }
  return { spans, faulty }
}

function parseSpan(text: string): Span {
  const [start = '', end = ''] = text.split('-')
  return { startMinute: minuteOf(start), endMinute: minuteOf(end) }
}

/** "09:30" -> 570. */
export function minuteOf(hour: string): number {
  const time = Temporal.PlainTime.from(hour)
  return time.hour * 60 + time.minute
}

/** 570 -> 09:30. */
export function timeOf(minute: number): Temporal.PlainTime {
  return new Temporal.PlainTime(Math.floor(minute / 60), minute % 60)
}

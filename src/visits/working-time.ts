/**
 * Time in which people are called: a day without its breaks. Pure; instants in ms. Spans are
 * sorted and do not overlap; a span holds its start and not its end.
 */
export interface Span {
  startMs: number
  endMs: number
}

/** The first moment from `ms` on that is in no break. */
export function afterBreaks(ms: number, breaks: readonly Span[]): number {
  return breaks.reduce((at, { startMs, endMs }) => (startMs <= at && at < endMs ? endMs : at), ms)
}

/** Minutes between two moments, without the breaks; 0 if the second is not later. */
export function workingMinutes(fromMs: number, toMs: number, breaks: readonly Span[]): number {
  const inBreaks = breaks.reduce(
    (sum, { startMs, endMs }) => sum + Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs)),
    0,
  )
  return Math.max(0, toMs - fromMs - inBreaks) / MINUTE_MS
}

/** The moment after `minutes` of working time from `fromMs`. One that falls on the start of a break is after it. */
export function afterWorking(fromMs: number, minutes: number, breaks: readonly Span[]): number {
  return breaks.reduce((at, { startMs, endMs }) => {
    const left = endMs - Math.max(startMs, fromMs)
    return left > 0 && startMs <= at ? at + left : at
  }, fromMs + minutes * MINUTE_MS)
}

const MINUTE_MS = 60_000

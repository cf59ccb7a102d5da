import type { DisplayAnswer } from '../wire-public.ts'

export type Call = NonNullable<DisplayAnswer['called']>

/** Fewer would hide who is still on the way; there is room for no more. */
const OTHERS_SHOWN = 3

/** The calls of a hall, newest first, each once: what is shown large may stand among the recent ones as well. */
export function callsOf({ called, recent }: DisplayAnswer): Call[] {
  const bySeq = new Map([...recent, ...(called ? [called] : [])].map((call) => [call.seq, call]))
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq)
}

/** The hall as a screen sees it that stands before these counters alone; no names: before all. */
export function onlyCounters(hall: DisplayAnswer, names: readonly string[]): DisplayAnswer {
  if (names.length === 0) return hall
  const { called: _, ...rest } = hall
  const calls = callsOf(hall).filter(({ counter }) => names.includes(counter))
  const called = hall.called && calls[0]
  const counters = hall.counters.filter(({ name }) => names.includes(name))
  return { ...rest, ...(called && { called }), recent: calls, counters }
}

/**
 * What is large and what stands below it. While a call is spoken it is the large one, so that
 * ears and eyes get the same; else the newest. Somebody called twice is shown once.
 */
export function shownCalls(hall: DisplayAnswer, speaking?: Call): { large: Call | undefined; others: Call[] } {
  const large = speaking ?? hall.called
  const seen = new Set(large && [large.number])
  const others = callsOf(hall).filter(({ number }) => !seen.has(number) && seen.add(number))
  return { large, others: others.slice(0, OTHERS_SHOWN) }
}

/** Whether the counter still has whom it called: not if that was undone, nobody came, or all is done. */
export function isStillDue({ counters }: DisplayAnswer, { counter, number }: Call): boolean {
  const found = counters.find(({ name }) => name === counter)
  return found === undefined || found.number === number
}

/** How far the calls were followed: `seq` begins anew each day. */
export interface Followed {
  /** "2026-11-30", the office's own. */
  day: string
  seq: number
}

/** `day` itself is in words, of whatever language was asked for; instants have the office's offset. */
const dayOf = ({ now }: DisplayAnswer): string => now.slice(0, 10)

export function followedTo(hall: DisplayAnswer): Followed {
  return { day: dayOf(hall), seq: callsOf(hall)[0]?.seq ?? 0 }
}

/**
 * Calls that came since, oldest first. After a gap only the newest of them: of the others it
 * is not known how long ago it was, and a hall that hears old numbers runs to wrong counters.
 */
export function callsSince(hall: DisplayAnswer, { day, seq }: Followed, afterGap: boolean): Call[] {
  const isNewDay = dayOf(hall) !== day
  const calls = callsOf(hall).filter((call) => isNewDay || call.seq > seq)
  return (afterGap || isNewDay ? calls.slice(0, 1) : calls).sort((a, b) => a.seq - b.seq)
}

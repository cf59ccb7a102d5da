import { dueOf } from './arrival.ts'
import type { Coming } from './wait.ts'

/** A ticket of today that nobody has checked in yet. */
export interface ExpectedParty {
  /** Any id that no visit has, for example the booking's. */
  id: string
  people: number
  isPriority: boolean
  window: { startMs: number; endMs: number }
  journey: readonly string[]
}

/**
 * What expected waits reckon with for somebody who is still to come: when, and with what
 * chance. Undefined: an hour after their window nobody waits for them any more. The figures
 * are planning figures: nine in ten come, most of them from a quarter of an hour before the
 * window; at its end who has not come probably does not.
 */
export function comingOf(party: ExpectedParty, nowMs: number, graceMinutes: number): Coming | undefined {
  const { startMs, endMs } = party.window
  const chance = along(nowMs, [
    [startMs - 15 * MINUTE_MS, 0.9],
    [endMs, 0.4],
    [endMs + 60 * MINUTE_MS, 0],
  ])
  const [stage] = party.journey
  if (chance === 0 || stage === undefined) return undefined
  const atMs = Math.max(startMs - 8 * MINUTE_MS, nowMs + (nowMs < endMs ? 5 : 20) * MINUTE_MS)
  return {
    atMs,
    chance,
    visit: {
      visitId: party.id,
      kind: party.isPriority ? 'priority' : 'appointment',
      number: '',
      people: party.people,
      services: [],
      state: 'waiting',
      journey: party.journey,
      stage,
      appointmentMs: startMs,
      arrivedMs: atMs,
      queuedMs: atMs,
      calls: 0,
      ...dueOf({ appointment: party.window, arrivedMs: atMs, graceMinutes }),
    },
  }
}

const MINUTE_MS = 60_000

/** The value at `x` on a line through `points`, flat before the first and after the last. */
function along(x: number, points: readonly (readonly [x: number, y: number])[]): number {
  const after = points.findIndex(([at]) => at > x)
  const [right, left] = [points.at(after), points[after - 1]]
  if (!left) return after === 0 ? (points[0]?.[1] ?? 0) : (points.at(-1)?.[1] ?? 0)
  return right ? left[1] + ((right[1] - left[1]) * (x - left[0])) / (right[0] - left[0]) : left[1]
}

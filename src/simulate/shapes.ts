import type { OrderRules } from '../visits/index.ts'

/** An office as far as its day depends on it. Minutes of the day are counted from local midnight. */
export interface OfficeShape {
  name: string
  /** In order; `minutes`: planning figure for one person. */
  stages: readonly { id: string; minutes: number }[]
  counters: readonly { id: string; stages: readonly string[] }[]
  opensMinute: number
  /** The hall's break, for all; absent: counters go one after another. */
  breakMinutes?: readonly [from: number, to: number]
  /** Start of each booked window, and its length. */
  windows: readonly number[]
  windowMinutes: number
  /** People booked for each window. */
  peopleBooked: number
  /** Tickets a day without a booking, and of these priority people. */
  walkIns: number
  priorityUnbooked: number
  rules: OrderRules
}

const halfHours = (from: number, to: number): number[] =>
  Array.from({ length: Math.round((to - from) / 30) }, (_, index) => from + index * 30)
const [EIGHT, NOON, ONE, HALF_PAST_TWO] = [480, 720, 780, 870]
const usual = {
  opensMinute: EIGHT,
  windows: [...halfHours(EIGHT, NOON), ...halfHours(ONE, HALF_PAST_TWO)],
  windowMinutes: 30,
  rules: { priorityAfter: 2, walkInAfter: 4, waitMinutesMax: 60 },
}
const counters = (count: number, stages: readonly string[], from = 1) =>
  Array.from({ length: count }, (_, index) => ({ id: `k${from + index}`, stages }))
const interview = { id: 'interview', minutes: 8 }
const verification = { id: 'verification', minutes: 4 }

/**
 * Small and large, one stage and two, light days and heavy ones, so that nothing is fitted to
 * one office. The last was added when all constants were chosen: no seed of it was used for that.
 */
export const shapes = [
  {
    ...usual,
    name: 'two counters, one stage, usual day',
    stages: [interview],
    counters: counters(2, ['interview']),
    breakMinutes: [NOON, ONE],
    peopleBooked: 5,
    walkIns: 5,
    priorityUnbooked: 5,
  },
  {
    ...usual,
    name: 'four counters, one stage, heavy day',
    stages: [{ id: 'interview', minutes: 10 }],
    counters: counters(4, ['interview']),
    breakMinutes: [NOON, ONE],
    peopleBooked: 11,
    walkIns: 10,
    priorityUnbooked: 8,
  },
  {
    ...usual,
    name: 'four counters, two stages, light day, breaks in turn',
    stages: [verification, interview],
    counters: [
      { id: 'k1', stages: ['verification'] },
      { id: 'k2', stages: ['verification', 'interview'] },
      ...counters(2, ['interview'], 3),
    ],
    peopleBooked: 5,
    walkIns: 8,
    priorityUnbooked: 6,
  },
  {
    ...usual,
    name: 'six counters, two stages, usual day',
    stages: [verification, interview],
    counters: [
      { id: 'k1', stages: ['verification'] },
      { id: 'k2', stages: ['verification', 'interview'] },
      ...counters(3, ['interview'], 3),
      { id: 'k6', stages: ['verification'] },
    ],
    breakMinutes: [NOON, ONE],
    peopleBooked: 9,
    walkIns: 10,
    priorityUnbooked: 8,
  },
  {
    ...usual,
    name: 'six counters, one stage, heavy day, breaks in turn',
    stages: [{ id: 'interview', minutes: 12 }],
    counters: counters(6, ['interview']),
    peopleBooked: 13,
    walkIns: 12,
    priorityUnbooked: 10,
  },
  {
    ...usual,
    name: 'five counters that all serve both stages, heavy day',
    stages: [{ id: 'verification', minutes: 5 }, interview],
    counters: counters(5, ['verification', 'interview']),
    breakMinutes: [NOON, ONE],
    peopleBooked: 11,
    walkIns: 6,
    priorityUnbooked: 12,
    rules: { priorityAfter: 3, walkInAfter: 3, waitMinutesMax: 45 },
  },
] as const satisfies readonly OfficeShape[]

import { type DayRecord, type Sums, sumsOf } from './rules.ts'

/** Seats of a stretch of days, and what became of them. */
export interface Use extends Sums {
  from: string
  to: string
  offered: number
  free: number
}

/** A month's days by week, Monday first. Days whose people were too few to be told are left out, seats and all. */
export function weeksOf(days: readonly DayRecord[]): Use[] {
  const shown = days.filter(({ people, offered }) => people !== null && offered.length > 0)
  const weeks = Map.groupBy(shown, ({ date }) => {
    const day = Temporal.PlainDate.from(date)
    return day.subtract({ days: day.dayOfWeek - 1 }).toString()
  })
  return [...weeks.values()].map(useOf)
}

export function useOf(days: readonly DayRecord[]): Use {
  const offered = days.flatMap((one) => one.offered).reduce((sum, one) => sum + one.seats, 0)
  const people = days.reduce((sum, one) => sum + (one.people ?? 0), 0)
  const sums = sumsOf(days.flatMap((one) => one.parts).flatMap((one) => one.outcomes))
  return { from: days[0]!.date, to: days.at(-1)!.date, offered, free: Math.max(0, offered - people), ...sums }
}

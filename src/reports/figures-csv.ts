import { csvText } from '../visits/index.ts'
import type { Cell } from './cells.ts'
import type { DayRecord, MonthRecord } from './rules.ts'

/** `of`: kinds that are counted together, with a plus between them. An empty count: fewer than five, or none. */
const head = ['period', 'figure', 'of', 'count'] as const

type Line = readonly [period: string, figure: string, of: string, count: string]

const cells = (period: string, figure: string, all: readonly Cell<string>[]): Line[] =>
  all.map(({ of, people }) => [period, figure, of.join('+'), String(people)])

const one = (period: string, figure: string, value: number | null | undefined): Line[] =>
  value === undefined ? [] : [[period, figure, '', value === null ? '' : String(value)]]

/** A day's figures, a line each. */
export function dayLines({ date, offered, people, parts, outOfTurn, freed, plannedAnew }: DayRecord): Line[] {
  return [
    ...offered.map(({ way, seats }): Line => [date, 'offered', way, String(seats)]),
    ...one(date, 'given', people),
    ...parts.flatMap(({ who, given, outcomes, waits }) => [
      ...cells(date, `given ${who}`, given),
      ...cells(date, `became ${who}`, outcomes),
      ...one(date, `half waited at most, minutes, ${who}`, waits.half),
      ...one(date, `nine in ten waited at most, minutes, ${who}`, waits.nineInTen),
    ]),
    ...one(date, 'called out of turn', outOfTurn?.calls ?? null),
    ...cells(date, 'called out of turn', outOfTurn?.reasons ?? []),
    ...one(date, 'given back', freed),
    ...one(date, 'planned anew', plannedAnew),
  ]
}

export const dayCsv = (record: DayRecord): string => csvText([head, ...dayLines(record)])

/** A month's own figures, then its days. */
export function monthCsv(record: MonthRecord, days: readonly DayRecord[]): string {
  const { month, offered, people, given, outcomes, waits, outOfTurn, priority, booked, money } = record
  return csvText([
    head,
    ...offered.map(({ way, seats }): Line => [month, 'offered', way, String(seats)]),
    ...one(month, 'given', people),
    ...cells(month, 'given', given),
    ...cells(month, 'became', outcomes),
    ...one(month, 'half waited at most, minutes', waits.half),
    ...one(month, 'nine in ten waited at most, minutes', waits.nineInTen),
    ...one(month, 'called out of turn', outOfTurn.calls),
    ...cells(month, 'called out of turn, days with five or more', outOfTurn.told),
    ...cells(month, 'called out of turn, other days', outOfTurn.untold),
    ...cells(month, 'went first', priority ?? []),
    ...cells(month, 'booked by', booked ?? []),
    ...cells(month, 'asked for money', money ?? []),
    ...days.flatMap(dayLines),
  ])
}

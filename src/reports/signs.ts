import { CELL_MIN } from './cells.ts'
import type { MonthRecord } from './rules.ts'

/** What the page of a month marks; "collusion" itself is in no figure. */
export type Sign = 'outOfTurn' | 'money'

/** One person in so many called out of turn is marked. */
export const OUT_OF_TURN_ONE_IN = 20

/** The signs of a month, and whether enough people were served for the question to have an answer. */
export function signsOf({ outOfTurn, money, people }: MonthRecord): { signs: Sign[]; isEnough: boolean } {
  const calls = outOfTurn.calls ?? outOfTurn.atLeast
  const asked = money?.find(({ of }) => of.length === 1 && of[0] === 'yes')?.people ?? 0
  const signs: Sign[] = []
  if (calls * OUT_OF_TURN_ONE_IN > people && calls > 0) signs.push('outOfTurn')
  if (asked >= CELL_MIN) signs.push('money')
  return { signs, isEnough: people > 0 }
}

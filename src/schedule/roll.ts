import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { Holiday } from './calendar.ts'
import { generateIfInForce, type GenerateResult } from './generate.ts'
import type { ScheduleOffice } from './plan.ts'

export interface RollNeeds {
  database: Pick<Database, 'kysely'>
  clock: Clock
  /** Every office that has a definition. */
  offices: readonly ScheduleOffice[]
  holidays: readonly Holiday[]
}

/**
 * Rolls the slots of all offices forward to their horizons, one office after the other: at
 * each start, and daily. Safe in several processes at once, also while an office is being
 * changed: one whose definition is no longer the one given is left to who changed it. One
 * that cannot be generated does not keep the others from it; all such are thrown together
 * in the end.
 */
export async function rollSlots({ database, clock, offices, holidays }: RollNeeds): Promise<GenerateResult[]> {
  const results: GenerateResult[] = []
  const failures: unknown[] = []
  for (const office of offices) {
    try {
      const result = await generateIfInForce({ database, clock, office, holidays })
      if (result) results.push(result)
    } catch (error) {
      failures.push(new Error(`the slots of ${office.officeId} could not be rolled forward`, { cause: error }))
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'slots could not be rolled forward')
  return results
}

/** When a day begins in one of the country's zones (WIT, WITA, WIB), in UTC, as cron writes it. */
export const rollSlotsCron = '5 15,16,17 * * *'

import {
  type AppliedOffice,
  type ApplyNeeds,
  applyOfficeIn,
  type OfficeChange,
  readDefinition,
} from '../offices/index.ts'
import { lockGenerating } from './generate-store.ts'
import { type GenerateResult, generateSlotsIn } from './generate.ts'
import { readHolidays } from './holidays.ts'

export interface AppliedWithSlots extends AppliedOffice {
  /** What it did, or would do, to the slots; absent: the office takes no bookings. */
  slots?: GenerateResult
}

/**
 * Puts an office's file in force together with the slots that it asks for: both or neither,
 * so that no definition ever stands without its slots. Throws FileRefusal when the file
 * cannot be taken.
 */
export async function applyOfficeWithSlots(
  needs: ApplyNeeds,
  { text, by, dryRun = false }: OfficeChange,
): Promise<AppliedWithSlots> {
  const definition = readDefinition(text, needs.catalogue)
  const { office: officeId, bookable } = definition
  return needs.database.kysely.transaction().execute(async (tx) => {
    // First, as every generator does: one that holds it may wait for the office's row.
    if (!dryRun) await lockGenerating(tx, officeId)
    const applied = await applyOfficeIn(tx, needs, { definition, by, dryRun })
    if (!bookable) return applied
    const office = { officeId, timeZone: applied.timeZone, definition }
    const holidays = await readHolidays({ kysely: tx })
    return { ...applied, slots: await generateSlotsIn(tx, { clock: needs.clock, office, holidays, dryRun }) }
  })
}

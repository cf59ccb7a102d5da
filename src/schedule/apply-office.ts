import type { Transaction } from 'kysely'
import {
  type AppliedOffice,
  type ApplyNeeds,
  applyOfficeIn,
  lockDefinition,
  type OfficeChange,
  type OfficeDefinition,
  readDefinition,
} from '../offices/index.ts'
import { writeAudit } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'
import { type AnnouncedDraw, dropUnbegun, requireAnnounced, traceAnnounced } from './announce-draws.ts'
import { lockGenerating } from './generate-store.ts'
import { type GenerateResult, generateSlotsIn } from './generate.ts'
import { readHolidays } from './holidays.ts'

export interface AppliedWithSlots extends AppliedOffice {
  /** What it did, or would do, to the slots; absent: the office takes no bookings. */
  slots?: GenerateResult
  /** Draws that are new or changed, with the demand that justifies them. */
  announced: AnnouncedDraw[]
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
  return needs.database.kysely.transaction().execute(async (tx) => {
    // First, as every generator does: one that holds it may wait for the office's row.
    if (!dryRun) await lockGenerating(tx, definition.office)
    return applyIn(tx, needs, { definition, by, dryRun })
  })
}

export interface OfficeEdit extends Omit<OfficeChange, 'text'> {
  officeId: string
  /** Of the definition as it is in force under the lock, so that no two edits lose one. May refuse by throwing. */
  edit: (definition: OfficeDefinition) => OfficeDefinition
  /** What is to be traced beside the new revision; nothing personal. */
  trace?: { kind: string; details: Record<string, unknown> }
}

/**
 * The same for a change of what is in force: one transaction for reading, changing, slots
 * and trace. Undefined: there is no such office, or it has no definition.
 */
export async function editOfficeWithSlots(
  needs: ApplyNeeds,
  { officeId, edit, trace, by, dryRun = false }: OfficeEdit,
): Promise<AppliedWithSlots | undefined> {
  return needs.database.kysely.transaction().execute(async (tx) => {
    if (!dryRun) await lockGenerating(tx, officeId)
    const inForce = await lockDefinition(tx, officeId)
    if (!inForce?.definition) return undefined
    const definition = readDefinition(JSON.stringify(edit(inForce.definition)), needs.catalogue)
    const applied = await applyIn(tx, needs, { definition, by, dryRun })
    if (trace && !dryRun && applied.revision !== inForce.revision) {
      await writeAudit(tx, { officeId, at: needs.clock.now(), actor: by, ...trace })
    }
    return applied
  })
}

async function applyIn(
  tx: Transaction<Tables>,
  needs: ApplyNeeds,
  change: Omit<OfficeChange, 'text'> & { definition: OfficeDefinition },
): Promise<AppliedWithSlots> {
  const { definition, dryRun = false } = change
  const office = await applyOfficeIn(tx, needs, change)
  const now = needs.clock.now()
  const { before, after, timeZone } = office
  const ofDraws = { before, after, timeZone, now }
  const announced = await requireAnnounced(tx, ofDraws)
  if (!dryRun) {
    await dropUnbegun(tx, ofDraws)
    await traceAnnounced(tx, { officeId: definition.office, at: now, actor: change.by }, announced)
  }
  const applied = { ...office, announced }
  if (!definition.bookable) return applied
  const ofSlots = { officeId: definition.office, timeZone, definition }
  const holidays = await readHolidays({ kysely: tx })
  return { ...applied, slots: await generateSlotsIn(tx, { clock: needs.clock, office: ofSlots, holidays, dryRun }) }
}

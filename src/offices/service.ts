import type { Transaction } from 'kysely'
import type { Actor } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import type { Translate } from '../platform/i18n/index.ts'
import type { Catalogue } from './catalogue.ts'
import { describeChanges } from './definition-file.ts'
import type { OfficeDefinition } from './definition.ts'
import { FileRefusal } from './errors.ts'
import { asFileFault } from './file.ts'
import { type ReferenceData, readReferenceData } from './reference.ts'
import {
  hadDefinition,
  lockDefinition,
  lockReferenceData,
  nameOf,
  saveDefinition,
  tellOfficesChanged,
  writeHolidays,
  writeOffices,
} from './store.ts'

const SYSTEM: Actor = { kind: 'system' }

export interface LoadedReferenceData {
  catalogue: Catalogue
  /** Rows that are new or differ; 0 when nothing was to do. */
  officesChanged: number
  holidaysChanged: number
  /** Offices that got the definition this version ships. */
  defined: string[]
}

/**
 * Brings the offices, holidays and shipped definitions of this version into the database.
 * At every start, by any number of processes at once: the second finds nothing to do.
 *
 * A shipped definition is taken where the office has none, or where the one in force was
 * shipped too and the new one is unknown here. What somebody applied is never replaced, and
 * an older version that starts again brings nothing back.
 */
export async function loadReferenceData({
  database,
  clock,
  reference,
}: {
  database: Pick<Database, 'kysely'>
  clock: Clock
  reference?: ReferenceData
}): Promise<LoadedReferenceData> {
  const { offices, holidays, catalogue, definitions } = reference ?? (await readReferenceData())
  return database.kysely.transaction().execute(async (tx) => {
    await lockReferenceData(tx)
    const officesChanged = await writeOffices(tx, offices)
    const holidaysChanged = await writeHolidays(tx, holidays)
    const defined: string[] = []
    for (const definition of definitions) {
      const inForce = await lockDefinition(tx, definition.office)
      const ours = !inForce?.definition || inForce.changedBy === nameOf(SYSTEM)
      if (!ours || (await hadDefinition(tx, definition))) continue
      await saveDefinition(tx, { definition, at: clock.now(), by: SYSTEM })
      defined.push(definition.office)
    }
    if (officesChanged + holidaysChanged > 0) await tellOfficesChanged(tx, '*')
    return { catalogue, officesChanged, holidaysChanged, defined }
  })
}

export interface ApplyNeeds {
  database: Pick<Database, 'kysely'>
  clock: Clock
  catalogue: Catalogue
  /** Says the changes. */
  t: Translate
}

export interface OfficeChange {
  /** YAML or JSON, as in reference/offices/wonosobo.yaml. */
  text: string
  by: Actor
  /** Only say what would change. */
  dryRun?: boolean
}

export interface AppliedOffice {
  before: OfficeDefinition | null
  after: OfficeDefinition
  /** One sentence a difference, in the language of `t`; none: nothing changes. */
  changes: string[]
  /** The office's, IANA name. */
  timeZone: string
  /** In force now. */
  revision: number
}

/**
 * Puts an office's definition in force within `tx`, so that its slots, which hang on it,
 * change with it or not at all. Throws FileRefusal where there is no such office.
 */
export async function applyOfficeIn(
  tx: Transaction<Tables>,
  { clock, t }: Pick<ApplyNeeds, 'clock' | 't'>,
  { definition: after, by, dryRun = false }: Omit<OfficeChange, 'text'> & { definition: OfficeDefinition },
): Promise<AppliedOffice> {
  const inForce = await lockDefinition(tx, after.office)
  if (!inForce) {
    throw new FileRefusal([asFileFault({ path: ['office'], say: 'offices.definition.noSuchOffice' })])
  }
  const { definition: before, timeZone } = inForce
  const changes = describeChanges(before, after, t)
  if (dryRun) return { before, after, changes, timeZone, revision: inForce.revision }
  const { revision } = await saveDefinition(tx, { definition: after, at: clock.now(), by })
  return { before, after, changes, timeZone, revision }
}

import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql, type Transaction } from 'kysely'
import { Check } from 'typebox/value'
import { type Actor, writeAudit } from '../platform/audit.ts'
import { advisoryLocks, type Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import { type OfficeDefinition, officeDefinitionSchema } from './definition.ts'
import type { ListedOffice, Office } from './office.ts'
import type { Holiday } from './reference.ts'

/** Topic of the messages that tell every process to read offices again; the text is an office's id, or `*`. */
export const officesTopic = 'offices'

/** Makes others who load reference data wait until this transaction ends. */
export async function lockReferenceData(tx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${advisoryLocks.referenceData}::bigint)`.execute(tx)
}

/** Tells every process, when this transaction commits, that an office (or `*`) has changed. */
export async function tellOfficesChanged(tx: Transaction<Tables>, officeId: string): Promise<void> {
  await notifyAll(tx, officesTopic, officeId)
}

export type StoredOffice = Omit<Office, 'services'>

/** All offices by name. Throws when a stored definition is not of the shape this version knows. */
export async function readOffices(kysely: Kysely<Tables>): Promise<StoredOffice[]> {
  const rows = await kysely.selectFrom('office').selectAll().orderBy('name').orderBy('office_id').execute()
  return rows.map((row) => ({
    officeId: row.office_id,
    letters: row.letters,
    name: row.name,
    class: row.class || null,
    province: row.province,
    timeZone: row.time_zone,
    town: { lat: row.town_lat, lon: row.town_lon },
    source: row.source,
    bookable: row.bookable,
    definition: row.definition && knownDefinition(row.office_id, row.definition),
    revision: row.revision,
  }))
}

/**
 * Writes the list of offices; returns how many rows are new or differ. An office's letters
 * stay what they were: the codes of its tickets begin with them.
 */
export async function writeOffices(tx: Transaction<Tables>, offices: readonly ListedOffice[]): Promise<number> {
  const rows = await tx
    .insertInto('office')
    .values(
      offices.map((office) => ({
        office_id: office.officeId,
        letters: office.letters,
        name: office.name,
        class: office.class ?? '',
        province: office.province,
        time_zone: office.timeZone,
        town_lat: office.town.lat,
        town_lon: office.town.lon,
        source: office.source,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('office_id')
        .doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          class: eb.ref('excluded.class'),
          province: eb.ref('excluded.province'),
          time_zone: eb.ref('excluded.time_zone'),
          town_lat: eb.ref('excluded.town_lat'),
          town_lon: eb.ref('excluded.town_lon'),
          source: eb.ref('excluded.source'),
        }))
        .where(
          sql<boolean>`(office.name, office.class, office.province, office.time_zone, office.town_lat,
              office.town_lon, office.source)
            is distinct from (excluded.name, excluded.class, excluded.province, excluded.time_zone,
              excluded.town_lat, excluded.town_lon, excluded.source)`,
        ),
    )
    .returning('office_id')
    .execute()
  return rows.length
}

/**
 * Makes the holidays of the years that `holidays` speaks of equal to it: a computed date that
 * was decreed otherwise goes. Returns how many rows came, changed or went.
 */
export async function writeHolidays(tx: Transaction<Tables>, holidays: readonly Holiday[]): Promise<number> {
  const years = [...new Set(holidays.map(({ date }) => date.year))]
  const kept = sql`select * from unnest(
    ${holidays.map(({ date }) => date.toString())}::date[], ${holidays.map(({ name }) => name)}::text[])`
  const gone = await tx
    .deleteFrom('holiday')
    .where(sql<boolean>`extract(year from date) = any(${years}::int[])`)
    .where(sql<boolean>`(date, name) not in (${kept})`)
    .returning('date')
    .execute()
  const written = await tx
    .insertInto('holiday')
    .values(holidays.map(({ date, name, kind, status, source }) => ({ date, name, kind, status, source })))
    .onConflict((conflict) =>
      conflict
        .columns(['date', 'name'])
        .doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          status: eb.ref('excluded.status'),
          source: eb.ref('excluded.source'),
        }))
        .where(
          sql<boolean>`(holiday.kind, holiday.status, holiday.source)
            is distinct from (excluded.kind, excluded.status, excluded.source)`,
        ),
    )
    .returning('date')
    .execute()
  return gone.length + written.length
}

export interface Revision {
  revision: number
  /** The office's, IANA name. */
  timeZone: string
  definition: OfficeDefinition | null
  /** Who made it; null: there is none yet. */
  changedBy: string | null
}

/**
 * The definition in force and who set it; undefined: no such office. Keeps the office's row
 * locked until `tx` ends, so that two who change it come one after the other.
 */
export async function lockDefinition(tx: Transaction<Tables>, officeId: string): Promise<Revision | undefined> {
  const office = await tx
    .selectFrom('office')
    .select(['definition', 'revision', 'time_zone'])
    .where('office_id', '=', officeId)
    .forUpdate()
    .executeTakeFirst()
  if (!office) return undefined
  const last = await tx
    .selectFrom('office_revision')
    .select('changed_by')
    .where('office_id', '=', officeId)
    .where('revision', '=', office.revision)
    .executeTakeFirst()
  return {
    revision: office.revision,
    timeZone: office.time_zone,
    definition: office.definition && knownDefinition(officeId, office.definition),
    changedBy: last?.changed_by ?? null,
  }
}

/** Whether the office ever had exactly this definition. */
export async function hadDefinition(tx: Transaction<Tables>, definition: OfficeDefinition): Promise<boolean> {
  const row = await tx
    .selectFrom('office_revision')
    .select('revision')
    .where('office_id', '=', definition.office)
    .where(sql<boolean>`definition = ${JSON.stringify(definition)}::jsonb`)
    .executeTakeFirst()
  return row !== undefined
}

export interface DefinitionChange {
  definition: OfficeDefinition
  at: Temporal.Instant
  by: Actor
}

/**
 * Puts a definition in force: keeps it as a revision, leaves a trace and tells every
 * process. The office must exist. One that is in force already changes nothing. Returns the
 * revision in force, counted from 1.
 */
export async function saveDefinition(
  tx: Transaction<Tables>,
  { definition, at, by }: DefinitionChange,
): Promise<{ revision: number; changed: boolean }> {
  const officeId = definition.office
  const before = await lockDefinition(tx, officeId)
  if (!before) throw new Error(`there is no office ${officeId} to define`)
  if (isDeepStrictEqual(before.definition, definition)) return { revision: before.revision, changed: false }
  const revision = before.revision + 1
  const text = JSON.stringify(definition)
  await tx
    .insertInto('office_revision')
    .values({ office_id: officeId, revision, definition: text, changed_at: at, changed_by: nameOf(by) })
    .execute()
  await tx
    .updateTable('office')
    .set({ definition: text, bookable: definition.bookable, revision })
    .where('office_id', '=', officeId)
    .execute()
  await writeAudit(tx, { officeId, kind: 'office-defined', at, actor: by, details: { revision } })
  await tellOfficesChanged(tx, officeId)
  return { revision, changed: true }
}

/** As it stands in office_revision.changed_by. */
export function nameOf(by: Actor): string {
  return by.kind === 'staff' ? `staff:${by.name}` : by.kind
}

function knownDefinition(officeId: string, stored: object): OfficeDefinition {
  if (Check(officeDefinitionSchema, stored)) return stored
  throw new Error(`the stored definition of ${officeId} is not of the shape this version knows`)
}

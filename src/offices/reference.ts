import { readdir, readFile as readText } from 'node:fs/promises'
import type { HolidayTable } from '../platform/database/index.ts'
import { type Catalogue, catalogueSchema } from './catalogue.ts'
import { parseCsv } from './csv.ts'
import type { OfficeDefinition } from './definition.ts'
import { readDefinition } from './definition-file.ts'
import { readFile } from './file.ts'
import type { ListedOffice } from './office.ts'

/** What the product ships as data: the folder reference/ at the root. */
export interface ReferenceData {
  offices: ListedOffice[]
  holidays: Holiday[]
  catalogue: Catalogue
  /** Definitions of the offices that are switched on from the start. */
  definitions: OfficeDefinition[]
}

export interface Holiday extends Pick<HolidayTable, 'name' | 'kind' | 'status' | 'source'> {
  date: Temporal.PlainDate
}

const SHIPPED = new URL('../../reference/', import.meta.url)

/** Reads all of it. Throws, naming the file, when one is not as it should be. */
export async function readReferenceData(folder: URL = SHIPPED): Promise<ReferenceData> {
  const files = (await readdir(folder)).filter((name) => /^holidays-.*\.csv$/.test(name)).toSorted()
  const catalogue = await parsed(new URL('services.yaml', folder), (text) => readFile(catalogueSchema, text))
  const definitions = new URL('offices/', folder)
  const defined = (await readdir(definitions)).filter((name) => name.endsWith('.yaml')).toSorted()
  return {
    catalogue,
    offices: await parsed(new URL('offices.csv', folder), parseOffices),
    holidays: (await Promise.all(files.map((name) => parsed(new URL(name, folder), parseHolidays)))).flat(),
    definitions: await Promise.all(
      defined.map((name) => parsed(new URL(name, definitions), (text) => readDefinition(text, catalogue))),
    ),
  }
}

async function parsed<T>(file: URL, parse: (text: string) => T): Promise<T> {
  const text = await readText(file, 'utf8')
  try {
    return parse(text)
  } catch (error) {
    throw new Error(`${file.pathname}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Offices of a file like reference/offices.csv; an empty class is one that is not known. */
export function parseOffices(text: string): ListedOffice[] {
  const columns = ['id', 'letters', 'name', 'class', 'province', 'time_zone', 'town_lat', 'town_lon', 'source'] as const
  return parseCsv(text, columns).map((row) => ({
    officeId: row.id,
    letters: row.letters,
    name: row.name,
    class: row.class || null,
    province: row.province,
    timeZone: row.time_zone,
    town: { lat: numberIn(row.town_lat), lon: numberIn(row.town_lon) },
    source: row.source,
  }))
}

/** Holidays of a file like reference/holidays-2026.csv. ditetapkan: decreed; perkiraan: only computed. */
export function parseHolidays(text: string): Holiday[] {
  return parseCsv(text, ['date', 'kind', 'name', 'status', 'source'] as const).map((row) => ({
    date: Temporal.PlainDate.from(row.date),
    kind: oneOf({ national: 'national', collective_leave: 'collective_leave' } as const, row.kind),
    name: row.name,
    status: oneOf({ ditetapkan: 'decreed', perkiraan: 'provisional' } as const, row.status),
    source: row.source,
  }))
}

function oneOf<T extends string>(meanings: Readonly<Record<string, T>>, word: string): T {
  const meaning = meanings[word]
  if (!meaning) throw new Error(`${word} is not one of ${Object.keys(meanings).join(', ')}`)
  return meaning
}

function numberIn(text: string): number {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) throw new Error(`${text || 'an empty field'} is no number`)
  return value
}

import type { Database } from '../platform/database/index.ts'
import type { Holiday } from './calendar.ts'

/** The national holidays and collective leave that the database knows, by date. */
export async function readHolidays({ kysely }: Pick<Database, 'kysely'>): Promise<Holiday[]> {
  return kysely.selectFrom('holiday').select(['date', 'name', 'kind', 'status']).orderBy('date').orderBy('name').execute()
}

import type { Database } from '../platform/database/index.ts'
import type { Holiday } from './calendar.ts'

/** The national holidays and collective leave that the database knows, by date. */
export async function readHolidays({ kysely }: Pick<Database, 'kysely'>): Promise<Holiday[]> {
  const columns = ['date', 'name', 'kind', 'status'] as const
  return kysely.selectFrom('holiday').select(columns).orderBy('date').orderBy('name').execute()
}

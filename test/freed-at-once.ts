import type { Database } from '../src/platform/database/index.ts'

/** Has seats of the office that are given back free again at once, for tests of who gets them. Apps hear of it. */
export async function freedAtOnce({ pool }: Pick<Database, 'pool'>, officeId = 'wonosobo'): Promise<void> {
  await pool.query(
    `update office set definition = jsonb_set(definition, '{booking,freedSeatsReturn}', $2) where office_id = $1`,
    [officeId, JSON.stringify({ minMinutes: 0, maxMinutes: 0 })],
  )
  await pool.query(`select pg_notify('giliran', $1)`, [`offices ${officeId}`])
}

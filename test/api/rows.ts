import assert from 'node:assert/strict'
import type { Database } from '../../src/platform/database/index.ts'

/** Rows of a query, once there are so many; fails itself when there are not for ten seconds. */
export async function untilRows<T extends object>(
  { pool }: Pick<Database, 'pool'>,
  text: string,
  { values = [], count = 1 }: { values?: unknown[]; count?: number } = {},
): Promise<T[]> {
  for (let i = 0; i < 500; i++) {
    const { rows } = await pool.query<T>(text, values)
    if (rows.length >= count) return rows
    await pool.query('select pg_sleep(0.02)')
  }
  return assert.fail(`nothing: ${text}`)
}

async function tablesOf({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  return rows.map((row) => row.name)
}

/** Tables that count attempts or keep the worker's own books: they change without anything having happened. */
const COUNTERS = /^public\.limit_counter$|^graphile_worker\._private_known_crontabs$/

/**
 * Every table with the number of its rows and a sum over all they hold: equal before and
 * after means that nothing changed. Counts of attempts are left out.
 */
export async function contents(database: Database): Promise<Record<string, string>> {
  const tables = (await tablesOf(database)).filter((name) => !COUNTERS.test(name))
  const counted = tables.map((name) => `select '${name}' as name, count(*) || ' rows, ' ||
    coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as held from ${name} t`)
  const inOrder = `${counted.join(' union all ')} order by name`
  const { rows } = await database.pool.query<{ name: string; held: string }>(inOrder)
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]))
}

/**
 * Where a text stands readable in the database, as `table: text`: in any column of any table,
 * also inside JSON and as the bytes of a bytea.
 */
export async function findPlain(database: Database, texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const table of await tablesOf(database)) {
    for (const text of texts) {
      const hex = Buffer.from(text).toString('hex')
      const { rowCount } = await database.pool.query(
        `select from ${table} t where position(lower($1) in lower(t::text)) > 0 or position($2 in t::text) > 0 limit 1`,
        [text, hex],
      )
      if (rowCount) found.push(`${table}: ${text}`)
    }
  }
  return found
}

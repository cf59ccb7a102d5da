import type pg from 'pg'

/** One thing that is not as it must be; `where` names the row without anything personal. */
export interface Difference {
  check: string
  office: string
  where: string
  what: string
}

export interface CheckResult {
  /** Checks that were made, in order, with how many differences each found. */
  checks: { name: string; differences: number }[]
  /** At most `DIFFERENCES_MAX` of each check. */
  differences: Difference[]
}

/**
 * By name: a query that counts one promise again, from the rows themselves, and yields
 * office, where and what of each difference. $1, where it stands, is now. What SQL cannot
 * count is run, in the same snapshot.
 */
export type Checks = Readonly<Record<string, string | CheckRun>>
export type CheckRun = (client: pg.ClientBase) => Promise<Omit<Difference, 'check'>[]>

const DIFFERENCES_MAX = 100

/**
 * Recounts every promise from one snapshot and names each difference. Reads only; may run
 * beside a working office, at the cost of reading the tables whole.
 */
export async function recount(client: pg.ClientBase, checks: Checks, now: Temporal.Instant): Promise<CheckResult> {
  const result: CheckResult = { checks: [], differences: [] }
  await client.query('begin isolation level repeatable read read only')
  // Tables are compared whole, by all of their key: row by row, or office by office, takes minutes
  // where nothing is known of a table yet. And what is forbidden counts as dear, which older servers
  // would compile machine code for.
  await client.query('set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off')
  try {
    for (const [name, check] of Object.entries(checks)) {
      const rows = await (typeof check === 'string' ? runSql(client, check, now) : check(client))
      result.checks.push({ name, differences: rows.length })
      for (const row of rows.slice(0, DIFFERENCES_MAX)) result.differences.push({ check: name, ...row })
    }
  } finally {
    await client.query('rollback')
  }
  return result
}

async function runSql(client: pg.ClientBase, sql: string, now: Temporal.Instant): Promise<Omit<Difference, 'check'>[]> {
  const { rows } = await client.query<Omit<Difference, 'check'>>({
    text: `select * from (${sql}) difference order by 1, 2`,
    values: sql.includes('$1') ? [now.toString()] : [],
  })
  return rows
}

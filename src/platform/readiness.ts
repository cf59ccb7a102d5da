import type { Keys } from './crypto/index.ts'
import type { Database } from './database/index.ts'
import { missingMigrations, readMigrations } from './database/migrate.ts'

/** Resolves to what is wrong, in words for the operator, or to undefined. May reject: then it is "unreachable". */
export type ReadyCheck = () => Promise<string | undefined>

/** What must hold before a process may be sent people: the same for every one of them. */
export function readyChecks({
  database,
  keys,
}: {
  database: Pick<Database, 'pool'>
  keys: Pick<Keys, 'checkValue'>
}): Record<'database' | 'schema' | 'keys', ReadyCheck> {
  const { pool } = database
  return {
    database: async () => {
      const { rows } = await pool.query<{ standby: boolean }>('select pg_is_in_recovery() as standby')
      return rows[0]?.standby ? 'read-only standby' : undefined
    },
    schema: async () => {
      const missing = await missingMigrations(pool, await readMigrations())
      return missing.length > 0 ? `migrations missing: ${missing.join(', ')}` : undefined
    },
    keys: async () => {
      const { rows } = await pool.query<{ value: { checkValue?: string } }>(
        `select value from setting where name = 'key_check'`,
      )
      return rows[0]?.value.checkValue === keys.checkValue ? undefined : 'not the keys this database was begun with'
    },
  }
}

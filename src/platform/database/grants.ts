import pg from 'pg'

/**
 * What the app's role may do, where it is not the owner (MIGRATE_DATABASE_URL). Everything
 * with rows, but nothing that could unwrite the audit: there it reads and adds only. An
 * opening may be deleted, since erasing it is how personal data leaves the ledger.
 */
const RIGHTS: Record<string, string> = {
  migration: 'select',
  audit: 'select, insert',
  audit_opening: 'select, insert, delete',
  leaf_pending: 'select, insert, delete',
  ledger_leaf: 'select, insert',
  ledger_tile: 'select, insert, update',
  ledger_checkpoint: 'select, insert, delete',
  ledger_cosignature: 'select, insert',
  public_record: 'select, insert',
}
const RIGHTS_ELSEWHERE = 'select, insert, update, delete'

/**
 * Grants the role that `appUrl` signs in with its rights on every table, as the owner whose
 * `client` this is. Repeatable; rights that a table should not give are taken back.
 */
export async function grantToApp(client: pg.Client, appUrl: string): Promise<void> {
  const role = await roleOf(appUrl)
  const { rows: [owner] } = await client.query<{ name: string }>('select current_user as name')
  if (role === owner?.name) return
  const app = client.escapeIdentifier(role)
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const statements = [`grant usage on schema public, graphile_worker to ${app}`]
  for (const { name } of tables) {
    const table = `public.${client.escapeIdentifier(name)}`
    const rights = RIGHTS[name] ?? RIGHTS_ELSEWHERE
    statements.push(`revoke all on ${table} from ${app}`, `grant ${rights} on ${table} to ${app}`)
  }
  statements.push(
    `grant usage, select on all sequences in schema public, graphile_worker to ${app}`,
    `grant ${RIGHTS_ELSEWHERE} on all tables in schema graphile_worker to ${app}`,
    `grant execute on all functions in schema graphile_worker to ${app}`,
    ...(await workerPolicies(client, role)),
  )
  await client.query(`begin; ${statements.join('; ')}; commit`)
}

// graphile-worker turns row security on, without a policy: only the owner would see its jobs.
async function workerPolicies(client: pg.Client, role: string): Promise<string[]> {
  const app = client.escapeIdentifier(role)
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity order by 1`,
  )
  return rows.flatMap(({ name }) => {
    const table = `graphile_worker.${client.escapeIdentifier(name)}`
    return [
      `drop policy if exists giliran_app on ${table}`,
      `create policy giliran_app on ${table} to ${app} using (true) with check (true)`,
    ]
  })
}

async function roleOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'giliran migrate' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('select current_user as name')
    return rows[0]!.name
  } finally {
    await client.end()
  }
}

import assert from 'node:assert/strict'
import type pg from 'pg'

/** The pseudo-table of jobs that wait; graphile-worker's own numbers for task and queue differ per database. */
export const JOBS = 'job'

export interface StoredTable {
  name: string
  columns: string[]
  /** What COPY ... TO reads. */
  source: string
}

/**
 * What a backup holds: every table of ours with every column that is not computed, referred
 * tables first, and the jobs. Left out are `migration`, which the header stands for, and
 * unlogged tables, which a crash may empty as well: only counters of limits.
 */
export async function storedTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; refers: string[] }>(`
    select c.relname as name,
      array(select attname::text from pg_attribute
            where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
            order by attnum) as columns,
      array(select r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
            where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
      and c.relname <> 'migration'
    order by c.relname`)
  const tables = referredFirst(rows).map(({ name, columns }) => ({
    name,
    columns,
    source: `public.${quoted(name)} (${columns.map(quoted).join(', ')})`,
  }))
  return [...tables, { name: JOBS, columns: JOB_COLUMNS.map(([name]) => name), source: `(${JOB_SOURCE})` }]
}

/** Last values of our sequences, by name. */
export async function sequenceValues(client: pg.ClientBase): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' order by 1`,
  )
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

const JOB_COLUMNS = [
  ['task', 'text'],
  ['queue', 'text'],
  ['payload', 'json'],
  ['priority', 'smallint'],
  ['run_at', 'timestamptz'],
  ['attempts', 'smallint'],
  ['max_attempts', 'smallint'],
  ['last_error', 'text'],
  ['created_at', 'timestamptz'],
  ['key', 'text'],
  ['flags', 'jsonb'],
] as const

// A job that runs while the backup is made comes back as one that waits: it may not have finished.
const JOB_SOURCE = `
  select t.identifier, q.queue_name, j.payload, j.priority, j.run_at, j.attempts, j.max_attempts,
    j.last_error, j.created_at, j.key, j.flags
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  order by j.id`

/** Where jobs are copied to, in the transaction of a restore. */
export const JOB_TABLE_SQL = `create temporary table restored_job (
  position bigint generated always as identity,
  ${JOB_COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')}
) on commit drop`

export const JOB_TARGET = `restored_job (${JOB_COLUMNS.map(([name]) => name).join(', ')})`

/** Makes jobs of what was copied, in the same order. */
export const JOB_INSERT_SQL = [
  `insert into graphile_worker._private_tasks (identifier)
   select distinct task from restored_job on conflict do nothing`,
  `insert into graphile_worker._private_job_queues (queue_name)
   select distinct queue from restored_job where queue is not null on conflict do nothing`,
  `insert into graphile_worker._private_jobs
     (task_id, job_queue_id, payload, priority, run_at, attempts, max_attempts, last_error, created_at, key, flags)
   select t.id, q.id, r.payload, r.priority, r.run_at, r.attempts, r.max_attempts, r.last_error, r.created_at,
     r.key, r.flags
   from restored_job r
   join graphile_worker._private_tasks t on t.identifier = r.task
   left join graphile_worker._private_job_queues q on q.queue_name = r.queue
   order by r.position`,
]

function referredFirst<T extends { name: string; refers: string[] }>(tables: readonly T[]): T[] {
  const ordered: T[] = []
  const waiting = [...tables]
  while (waiting.length > 0) {
    const placed = new Set(ordered.map(({ name }) => name))
    const next = waiting.findIndex(({ refers }) => refers.every((name) => placed.has(name)))
    assert(next >= 0, 'tables refer to each other in a circle')
    ordered.push(...waiting.splice(next, 1))
  }
  return ordered
}

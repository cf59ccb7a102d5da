import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { DEMO_KEYS, KEY_CHECK } from '../crypto/key-store.ts'
import { OperatorError } from '../operator-error.ts'
import { encodeFrames, jsonFrame } from './backup-format.ts'
import type { Frame } from './backup-format.ts'
import { sequenceValues, storedTables } from './backup-tables.ts'
import type { StoredTable } from './backup-tables.ts'
import { reach } from './reach.ts'

export interface BackupResult {
  tables: number
  rows: number
}

/**
 * Writes one consistent copy of all data at `url` into the new file `file` (mode 0600),
 * while others go on writing: it is the state of one moment. Personal data in it stays
 * sealed; the key file is not part of it. Throws OperatorError where the file exists.
 */
export async function backup({
  url,
  file,
  now,
}: {
  url: string
  file: string
  now: Temporal.Instant
}): Promise<BackupResult> {
  if (existsSync(file)) throw new OperatorError(`${file} exists already; a backup never overwrites one`)
  const client = new pg.Client({ connectionString: url, application_name: 'giliran backup' })
  await reach(client)
  try {
    await client.query('begin isolation level repeatable read, read only')
    const result: BackupResult = { tables: 0, rows: 0 }
    await writeWhole(file, encodeFrames(frames(client, now, result)))
    await client.query('commit')
    return result
  } finally {
    await client.end()
  }
}

async function* frames(client: pg.Client, now: Temporal.Instant, result: BackupResult): AsyncGenerator<Frame> {
  const { rows } = await client.query<{ schema: number | null; key_check: string | null }>(
    // A demonstration's keys are in the data themselves.
    `select (select max(number) from migration) as schema,
       (select value ->> 'checkValue' from setting where name = $1
        and not exists (select from setting where name = $2)) as key_check`,
    [KEY_CHECK, DEMO_KEYS],
  )
  const { schema, key_check: keyCheck } = rows[0]!
  if (schema === null) throw new OperatorError('this database has no tables of Giliran; run `giliran migrate`')
  const sequences = await sequenceValues(client)
  yield jsonFrame('H', { giliranBackup: 1, schema, createdAt: now.toString(), keyCheck, sequences })
  for (const table of await storedTables(client)) {
    result.rows += yield* tableFrames(client, table)
    result.tables += 1
  }
}

async function* tableFrames(client: pg.Client, table: StoredTable): AsyncGenerator<Frame, number> {
  yield jsonFrame('T', { table: table.name, columns: table.columns })
  const stream = client.query(copyTo(`copy ${table.source} to stdout`))
  for await (const body of stream as AsyncIterable<Buffer>) yield { kind: 'D', body }
  yield jsonFrame('E', { rows: stream.rowCount })
  return stream.rowCount
}

// Under another name until it is whole and on the disk: what bears the name can be trusted.
async function writeWhole(file: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const unfinished = `${file}.unfinished`
  try {
    await pipeline(bytes, createGzip(), createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true }))
    await rename(unfinished, file)
    await syncFolderOf(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new OperatorError(`${unfinished} is in the way: another backup runs, or one was cut off; remove it`)
    }
    await rm(unfinished, { force: true })
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) {
      throw new OperatorError(`${file} cannot be written: ${error.message}`)
    }
    throw error
  }
}

async function syncFolderOf(file: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dirname(file), 'r')
  await folder.sync()
  await folder.close()
}

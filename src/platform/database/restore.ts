import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { OperatorError } from '../operator-error.ts'
import { damaged, decodeFrames, headerSchema, readFrame, tableEndSchema, tableStartSchema } from './backup-format.ts'
import type { BackupHeader, Frame, TableEnd, TableStart } from './backup-format.ts'
import {
  JOBS,
  JOB_INSERT_SQL,
  JOB_TABLE_SQL,
  JOB_TARGET,
  quoted,
  sequenceValues,
  storedTables,
} from './backup-tables.ts'
import type { BackupResult } from './backup.ts'
import { migrate, readMigrations, schemaVersion } from './migrate.ts'
import { reach } from './reach.ts'

export interface RestoreOptions {
  /** The owner of the tables; needs no superuser. */
  url: string
  /** The app's role, where it is another; see migrate. */
  appUrl?: string
  file: string
  /** Keys.checkValue of the keys in use; null: none are set. */
  keyCheck: string | null
}

/**
 * Brings the data of a backup back into an empty database, all of it or nothing. A database
 * without tables is migrated to the backup's version first and to ours afterwards, so an
 * older backup can be restored; one with tables must be of the same version.
 *
 * Throws OperatorError, with the database as it was, where rows are there already, the
 * backup is damaged or from a newer Giliran, or the keys are not those it was sealed with.
 */
export async function restore({ url, appUrl, file, keyCheck }: RestoreOptions): Promise<BackupResult> {
  // Once through before anything is touched: PostgreSQL would find words of its own for a changed byte.
  for await (const _ of decodeFrames(unzipped(file))) continue
  const frames = decodeFrames(unzipped(file))
  const header = await readHeader(frames)
  refuseOtherKeys(header, keyCheck)
  await prepare(url, header)
  const client = new pg.Client({ connectionString: url, application_name: 'giliran restore' })
  await reach(client)
  try {
    await client.query('begin')
    const result = await fill(client, frames, header)
    await client.query('commit')
    await migrate({ url, ...(appUrl && { appUrl }) })
    return result
  } finally {
    // Ends the transaction too, where it was not committed.
    await client.end()
  }
}

async function* unzipped(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Buffer>
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('Z_')) throw damaged('it is cut off, or not a backup', error)
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') throw new OperatorError(`${file} cannot be read`)
    throw error
  }
}

async function readHeader(frames: AsyncGenerator<Frame>): Promise<BackupHeader> {
  const { value: frame } = await frames.next()
  if (!frame || frame.kind !== 'H') throw damaged('it does not begin as one')
  const header = readFrame(headerSchema, frame)
  const newest = schemaVersion(await readMigrations())
  if (header.giliranBackup !== 1 || header.schema > newest) {
    throw new OperatorError('this backup was made by a newer Giliran; restore it with that version')
  }
  return header
}

function refuseOtherKeys({ keyCheck: sealedWith }: BackupHeader, keyCheck: string | null): void {
  if (sealedWith === null || sealedWith === keyCheck) return
  throw new OperatorError(
    keyCheck === null
      ? 'set GILIRAN_KEYS to the key file that this backup was sealed with'
      : 'GILIRAN_KEYS is not the key file that this backup was sealed with',
  )
}

async function prepare(url: string, header: BackupHeader): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'giliran restore' })
  await reach(client)
  try {
    const { rowCount } = await client.query(`select where to_regclass('public.migration') is not null`)
    if (rowCount === 0) {
      await migrate({ url, upTo: header.schema })
      return
    }
    const { rows: versions } = await client.query<{ schema: number }>('select max(number) as schema from migration')
    if (versions[0]?.schema !== header.schema) {
      throw new OperatorError(
        'this backup has other tables than the database; restore it into a new database, where nothing was started yet',
      )
    }
  } finally {
    await client.end()
  }
}

async function fill(client: pg.Client, frames: AsyncGenerator<Frame>, header: BackupHeader): Promise<BackupResult> {
  const tables = await storedTables(client)
  const ours = tables.filter(({ name }) => name !== JOBS)
  await client.query(`lock table ${ours.map(({ name }) => `public.${quoted(name)}`).join(', ')} in exclusive mode`)
  await refuseRows(client, ours.map(({ name }) => name))
  await client.query(JOB_TABLE_SQL)
  const result: BackupResult = { tables: 0, rows: 0 }
  for (let start = await nextStart(frames); start; start = await nextStart(frames)) {
    const known = tables.find(({ name }) => name === start?.table)
    if (!known || known.columns.join() !== start.columns.join()) throw damaged(`table ${start.table} is another one`)
    result.rows += await fillTable(client, known.name === JOBS ? JOB_TARGET : known.source, frames)
    result.tables += 1
  }
  if (result.tables !== tables.length) throw damaged('tables are missing')
  for (const sql of JOB_INSERT_SQL) await client.query(sql)
  const sequences = await sequenceValues(client)
  for (const [name, value] of Object.entries(header.sequences)) {
    if (!Object.hasOwn(sequences, name)) throw damaged(`sequence ${name} is another one`)
    if (value !== null) await client.query('select setval($1::regclass, $2)', [`public.${quoted(name)}`, value])
  }
  return result
}

async function refuseRows(client: pg.Client, tables: readonly string[]): Promise<void> {
  const filled: string[] = []
  for (const name of tables) {
    const { rowCount } = await client.query(`select from public.${quoted(name)} limit 1`)
    if (rowCount) filled.push(name)
  }
  if (filled.length === 0) return
  throw new OperatorError(
    `this database holds data already (${filled.join(', ')}); restore into a new one: another DATABASE_URL,` +
      ' or another GILIRAN_DATA_DIR for the embedded database',
  )
}

async function nextStart(frames: AsyncGenerator<Frame>): Promise<TableStart | undefined> {
  const { value: frame, done } = await frames.next()
  if (done) return undefined
  if (frame.kind !== 'T') throw damaged('its parts are in another order')
  return readFrame(tableStartSchema, frame)
}

async function fillTable(client: pg.Client, target: string, frames: AsyncGenerator<Frame>): Promise<number> {
  let end: TableEnd | undefined
  async function* rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const { value: frame, done } = await frames.next()
      if (done) return
      if (frame.kind === 'E') {
        end = readFrame(tableEndSchema, frame)
        return
      }
      if (frame.kind !== 'D') throw damaged('its parts are in another order')
      yield frame.body
    }
  }
  const stream = client.query(copyFrom(`copy ${target} from stdin`))
  await pipeline(Readable.from(rows()), stream)
  if (!end || end.rows !== stream.rowCount) throw damaged('rows are missing')
  return stream.rowCount
}

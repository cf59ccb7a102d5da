import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import { HASH_BYTES } from '../platform/tlog/merkle.ts'
import type { TileId } from '../platform/tlog/tiles.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** A checkpoint as it is kept: `note` without cosignatures. */
export interface StoredCheckpoint {
  size: number
  root: Buffer
  note: string
}

/** What a leaf is made of. */
export interface LeafParts {
  officeId: string
  commitment: Uint8Array
  subject: string | null
}

/**
 * Takes up to `max` waiting traces out of the queue and numbers them from `from` on, oldest first
 * of what was taken. One whose audit row is missing stays: `giliran check` names it. Identifiers
 * never leave the database, and what does comes in three values: rows would cost more than the tree.
 */
export async function numberPending(
  tx: Transaction<Tables>,
  { from, max }: { from: number; max: number },
): Promise<LeafParts[]> {
  // By keys, one look-up a trace, whatever the planner has heard of a queue that is mostly empty.
  const { rows } = await sql<{
    offices: string | null
    commitments: Buffer | null
    /** By number, of the few that have one. */
    subjects: Record<string, string> | null
  }>`
    with next as materialized (
      select p.ctid as place, p.office_id, p.audit_id, a.commitment, a.subject
      from leaf_pending p
      cross join lateral (select commitment, subject from audit
        where office_id = p.office_id and audit_id = p.audit_id offset 0) a
      limit ${max}
    ),
    taken as (delete from leaf_pending p using next n where p.ctid = n.place),
    numbered as materialized (
      select office_id, audit_id, commitment, subject,
             ${from}::bigint - 1 + row_number() over (order by audit_id) as leaf_index
      from next
    ),
    leaf as (
      insert into ledger_leaf (office_id, audit_id, leaf_index) select office_id, audit_id, leaf_index from numbered
    )
    select string_agg(office_id, E'\n' order by leaf_index) as offices,
           string_agg(commitment, ''::bytea order by leaf_index) as commitments,
           jsonb_object_agg(leaf_index, subject) filter (where subject is not null) as subjects
    from numbered`.execute(tx)
  const { offices, commitments, subjects } = rows[0]!
  if (offices === null || commitments === null) return []
  return offices.split('\n').map((officeId, i) => {
    const commitment = commitments.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)
    return { officeId, commitment, subject: subjects?.[from + i] ?? null }
  })
}

export interface Growth {
  tiles: readonly (TileId & { hashes: Uint8Array })[]
  checkpoint: StoredCheckpoint & { signedAt: Temporal.Instant }
}

/** Tiles as far as they go now, and the checkpoint. */
export async function writeGrowth(tx: Transaction<Tables>, { tiles, checkpoint }: Growth): Promise<void> {
  await sql`
    with tile as (
      insert into ledger_tile (level, tile_index, hashes)
      select * from unnest(${tiles.map((one) => one.level)}::smallint[], ${tiles.map((one) => one.index)}::bigint[],
        ${tiles.map((one) => Buffer.from(one.hashes))}::bytea[])
      on conflict (level, tile_index) do update set hashes = excluded.hashes
    )
    insert into ledger_checkpoint (size, root, note, signed_at)
    values (${checkpoint.size}, ${checkpoint.root}, ${checkpoint.note}, ${checkpoint.signedAt})`.execute(tx)
}

/** Takes out of the queue what is a leaf already, or waits twice; returns how many rows that were. */
export async function dropDoubles(tx: Transaction<Tables>): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from leaf_pending p
    where exists (select from ledger_leaf l where l.office_id = p.office_id and l.audit_id = p.audit_id)
       or exists (select from leaf_pending o where o.office_id = p.office_id and o.audit_id = p.audit_id
         and o.ctid < p.ctid)`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export async function hasPending(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select from leaf_pending) as some`.execute(db)
  return rows[0]!.some
}

/** The newest checkpoint, or the one of `size`; undefined: there is none. */
export async function readCheckpoint(db: Reader, size?: number): Promise<StoredCheckpoint | undefined> {
  let query = db.selectFrom('ledger_checkpoint').select(['size', 'root', 'note']).orderBy('size', 'desc').limit(1)
  if (size !== undefined) query = query.where('size', '=', String(size))
  const row = await query.executeTakeFirst()
  return row && { ...row, size: Number(row.size) }
}

/**
 * Of cosignatures, those by Ed25519, which browsers and openssl verify as well: a time and a
 * signature of 64 bytes behind the key's id.
 */
const forEverybody = sql`octet_length(decode(rtrim(split_part(line, ' ', 3), E'\\n'), 'base64')) = 4 + 8 + 64`

/**
 * The earliest checkpoint of more than `index` leaves that a witness has cosigned so that everybody
 * can verify it; undefined: none yet.
 */
export async function readFirstCosigned(db: Reader, index: number): Promise<StoredCheckpoint | undefined> {
  return readCosigned(db, sql`where size > ${index} and ${forEverybody} order by size limit 1`)
}

/** The newest checkpoint that a witness has cosigned. */
export async function readLastCosigned(db: Reader): Promise<StoredCheckpoint | undefined> {
  return readCosigned(db, sql`order by size desc limit 1`)
}

async function readCosigned(db: Reader, which: ReturnType<typeof sql>): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql<{ size: string }>`select size from ledger_cosignature ${which}`.execute(db)
  return rows[0] && readCheckpoint(db, Number(rows[0].size))
}

export async function readCosignatureLines(db: Reader, size: number): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_cosignature')
    .select('line')
    .where('size', '=', String(size))
    .orderBy('seen_at')
    .orderBy('witness')
    .execute()
  return rows.map((row) => row.line)
}

/** A cosignature of the log's checkpoint of `size`: `line` with its newline. */
export interface StoredCosignature {
  size: number
  witness: string
  /** 8 hex digits. */
  keyId: string
  line: string
  /** What the witness says. */
  seenAt: Temporal.Instant
}

/** Keeps it; the first of a witness for a size stands. */
export async function writeCosignature(db: Reader, one: StoredCosignature): Promise<void> {
  await db
    .insertInto('ledger_cosignature')
    .values({
      size: String(one.size),
      witness: one.witness,
      key_id: one.keyId,
      line: one.line,
      seen_at: one.seenAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Which leaf a trace is; undefined: it waits, or is not there. */
export async function readLeafIndex(db: Reader, officeId: string, auditId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('ledger_leaf')
    .select('leaf_index')
    .where('office_id', '=', officeId)
    .where('audit_id', '=', auditId)
    .executeTakeFirst()
  return row && Number(row.leaf_index)
}

/** The hashes of tiles, each as far as it goes; those that are not there are left out. */
export async function readTiles(db: Reader, tiles: readonly TileId[]): Promise<(TileId & { hashes: Buffer })[]> {
  if (tiles.length === 0) return []
  const { rows } = await sql<{ level: number; tile_index: string; hashes: Buffer }>`
    select t.level, t.tile_index, t.hashes
    from unnest(${tiles.map((one) => one.level)}::smallint[], ${tiles.map((one) => one.index)}::bigint[])
      as asked (level, tile_index)
    join ledger_tile t using (level, tile_index)`.execute(db)
  return rows.map(({ level, tile_index, hashes }) => ({ level, index: Number(tile_index), hashes }))
}

export interface StoredLeaf {
  index: number
  officeId: string
  /** null: its trace is gone. */
  commitment: Buffer | null
  subject: string | null
}

/** Leaves from..end-1 by number; a number that is missing is left out. */
export async function readLeaves(db: Reader, from: number, end: number): Promise<StoredLeaf[]> {
  const { rows } = await sql<{
    leaf_index: string
    office_id: string
    commitment: Buffer | null
    subject: string | null
  }>`
    select l.leaf_index, l.office_id, a.commitment, a.subject
    from ledger_leaf l left join audit a on a.office_id = l.office_id and a.audit_id = l.audit_id
    where l.leaf_index >= ${from} and l.leaf_index < ${end} order by l.leaf_index`.execute(db)
  return rows.map(({ leaf_index, office_id, commitment, subject }) => {
    return { index: Number(leaf_index), officeId: office_id, commitment, subject }
  })
}

/** Checkpoints that nobody cosigned and that are older than `before`, but for the newest: proofs never lean on them. */
export async function deleteIdleCheckpoints(db: Reader, before: Temporal.Instant): Promise<void> {
  await sql`
    delete from ledger_checkpoint c
    where signed_at < ${before} and size < (select max(size) from ledger_checkpoint)
      and not exists (select from ledger_cosignature s where s.size = c.size)`.execute(db)
}

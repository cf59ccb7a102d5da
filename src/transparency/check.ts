import type pg from 'pg'
import type { CheckRun, Checks, Difference } from '../platform/recount.ts'
import { leafEntry } from '../platform/tlog/leaf.ts'
import { Frontier, HASH_BYTES, sameBytes } from '../platform/tlog/merkle.ts'
import { nodeHasher } from '../platform/tlog/node-hasher.ts'
import { TILE_WIDTH, tileOf } from '../platform/tlog/tiles.ts'

/** A checkpoint that somebody else has kept, its signatures verified. */
export interface TrustedCheckpoint {
  size: number
  root: Uint8Array
  /** When the first of its witnesses had seen it; undefined: nobody says. */
  seenAt?: Temporal.Instant
}

/** Promise 9, to the outside: what has happened stands in the ledger as it happened. */
export function ledgerChecks(checkpoint?: TrustedCheckpoint): Checks {
  return {
    ...rowChecks,
    "the ledger's tree is made of the traces": (client) => checkTree(client),
    ...(checkpoint && {
      'the ledger goes back to the checkpoint given': (client: pg.ClientBase) => checkAgainst(client, checkpoint),
    }),
  }
}

const rowChecks: Checks = {
  'leaves are numbered without a gap, and signed': `
    select '' as office, 'ledger' as where,
           n.leaves || ' leaves, the last is number ' || n.last || ', ' || coalesce(c.size::text, 'none')
             || ' signed' as what
    from (select count(*) as leaves, coalesce(max(leaf_index), -1) as last from ledger_leaf) n
    left join (select max(size) as size from ledger_checkpoint) c on true
    where n.leaves <> n.last + 1 or n.leaves <> coalesce(c.size, 0)`,
  'every leaf is of a trace, and waits no more': `
    select l.office_id as office, 'leaf ' || l.leaf_index as where,
           case when a.audit_id is null then 'its trace is gone' else 'waits for the ledger again' end as what
    from ledger_leaf l
    left join audit a on a.office_id = l.office_id and a.audit_id = l.audit_id
    left join leaf_pending p on p.office_id = l.office_id and p.audit_id = l.audit_id
    where a.audit_id is null or p.audit_id is not null
    union all
    select p.office_id, 'trace ' || p.audit_id, 'waits for the ledger and does not exist'
    from leaf_pending p left join audit a on a.office_id = p.office_id and a.audit_id = p.audit_id
    where a.audit_id is null`,
  'every checkpoint says what it signs': `
    select '' as office, 'checkpoint of ' || size || ' leaves' as where, 'its note says something else' as what
    from ledger_checkpoint
    where split_part(note, E'\\n', 2) <> size::text or split_part(note, E'\\n', 3) <> encode(root, 'base64')
       or split_part(note, E'\\n', 4) <> ''`,
  'the guards of the ledger stand': `
    select '' as office, name as where, 'the database lacks this guard' as what
    from unnest(array['ledger_leaf_trace_once', 'ledger_leaf_number_once', 'ledger_tile_pkey',
      'ledger_checkpoint_pkey', 'ledger_cosignature_pkey']) as name
    where not exists (select from pg_constraint c where c.conname = name and c.convalidated)
    union all
    select '', name, 'the trigger is missing or switched off'
    from unnest(array['ledger_leaves_stand', 'ledger_leaf_table_stands', 'ledger_tiles_stand',
      'ledger_tiles_only_grow', 'ledger_tile_table_stands', 'ledger_checkpoints_stand',
      'ledger_cosignatures_stand']) as name
    where not exists (select from pg_trigger t where t.tgname = name and t.tgenabled in ('O', 'A'))`,
}

type Found = Omit<Difference, 'check'>

interface LeafRow {
  leaf_index: string
  office_id: string
  audit_id: string
  commitment: Buffer | null
  subject: string | null
}

/** Of whole tiles. */
const LEAVES_READ = 16 * TILE_WIDTH

/** Leaves in order, from a cursor: there may be millions. */
async function* leavesOf(client: pg.ClientBase): AsyncGenerator<LeafRow[]> {
  await client.query(`declare ledger_leaves no scroll cursor for
    select l.leaf_index, l.office_id, l.audit_id, a.commitment, a.subject
    from ledger_leaf l left join audit a on a.office_id = l.office_id and a.audit_id = l.audit_id
    order by l.leaf_index`)
  try {
    for (;;) {
      const { rows } = await client.query<LeafRow>(`fetch ${LEAVES_READ} from ledger_leaves`)
      if (rows.length === 0) return
      yield rows
    }
  } finally {
    await client.query('close ledger_leaves')
  }
}

/** Hashes of stored tiles: of level 0 those asked for last, of the others all. */
class Tiles {
  private readonly client: pg.ClientBase
  private leaves = new Map<number, Buffer>()
  private above = new Map<string, Buffer>()

  constructor(client: pg.ClientBase) {
    this.client = client
  }

  async loadAbove(): Promise<void> {
    const { rows } = await this.client.query<{ name: string; hashes: Buffer }>(
      `select level || '/' || tile_index as name, hashes from ledger_tile where level > 0`,
    )
    this.above = new Map(rows.map(({ name, hashes }) => [name, hashes]))
  }

  /** Those that hold the leaves from..end. */
  async loadLeaves(from: number, end: number): Promise<void> {
    const { rows } = await this.client.query<{ tile_index: string; hashes: Buffer }>(
      'select tile_index, hashes from ledger_tile where level = 0 and tile_index between $1 and $2',
      [Math.floor(from / TILE_WIDTH), Math.floor(end / TILE_WIDTH)],
    )
    this.leaves = new Map(rows.map(({ tile_index, hashes }) => [Number(tile_index), hashes]))
  }

  /** Of 256^level leaves; undefined: not there. */
  hash(level: number, index: number): Uint8Array | undefined {
    const tile = tileOf({ level: 8 * level, index })
    const hashes = level === 0 ? this.leaves.get(tile.index) : this.above.get(`${level}/${tile.index}`)
    const start = (index % TILE_WIDTH) * HASH_BYTES
    const hash = hashes?.subarray(start, start + HASH_BYTES)
    return hash?.length === HASH_BYTES ? hash : undefined
  }
}

/**
 * Builds the tree again from the traces: each leaf, each node that stands in a tile, each root
 * that was signed. A leaf whose trace is gone is named and taken from its tile, so that what
 * comes after it can still be compared.
 */
const checkTree: CheckRun = async (client) => {
  const found: Found[] = []
  const tiles = new Tiles(client)
  await tiles.loadAbove()
  const signed = await rootsSigned(client)
  const frontier = new Frontier(nodeHasher)
  const compareRoot = (): void => {
    const root = signed.get(frontier.size)
    if (root && !sameBytes(root, frontier.root())) found.push(ofRoot(frontier.size))
  }
  const compareNode = (level: number, index: number, hash: Uint8Array): void => {
    if (level === 0 || level % 8 !== 0) return
    const stored = tiles.hash(level / 8, index)
    if (!stored || !sameBytes(stored, hash)) {
      const where = `tile of level ${level / 8}, hash ${index}`
      found.push({ office: '', where, what: stored ? 'is not that of its leaves' : 'is not there' })
    }
  }
  const append = (hash: Uint8Array): void => {
    frontier.append(hash, compareNode)
    compareRoot()
  }
  compareRoot()
  for await (const rows of leavesOf(client)) {
    await tiles.loadLeaves(frontier.size, Number(rows.at(-1)!.leaf_index))
    for (const row of rows) {
      const index = Number(row.leaf_index)
      while (frontier.size < index) append(gone(tiles, frontier.size, found))
      append(leafOf(tiles, row, found))
    }
  }
  return found
}

async function rootsSigned(client: pg.ClientBase): Promise<Map<number, Buffer>> {
  const { rows } = await client.query<{ size: string; root: Buffer }>('select size, root from ledger_checkpoint')
  return new Map(rows.map(({ size, root }) => [Number(size), root]))
}

function ofRoot(size: number): Found {
  return { office: '', where: `checkpoint of ${size} leaves`, what: 'its root is not that of the traces' }
}

function gone(tiles: Tiles, index: number, found: Found[]): Uint8Array {
  found.push({ office: '', where: `leaf ${index}`, what: 'is gone' })
  return tiles.hash(0, index) ?? new Uint8Array(HASH_BYTES)
}

function leafOf(tiles: Tiles, row: LeafRow, found: Found[]): Uint8Array {
  const index = Number(row.leaf_index)
  const stored = tiles.hash(0, index)
  // Another check says that its trace is gone.
  if (!row.commitment) return stored ?? new Uint8Array(HASH_BYTES)
  const hash = nodeHasher.leafHash(leafEntry(row.office_id, row.commitment, row.subject))
  if (!stored || !sameBytes(stored, hash)) {
    const what = stored ? 'is not what was put into the ledger' : 'is in no tile'
    found.push({ office: row.office_id, where: `leaf ${index}, trace ${row.audit_id}`, what })
  }
  return hash
}

/** Clocks differ, and a leaf waits a second or two; who adds a row by hand dates it back further. */
const LATE_MINUTES = 5

async function checkAgainst(client: pg.ClientBase, { size, root, seenAt }: TrustedCheckpoint): Promise<Found[]> {
  const frontier = new Frontier(nodeHasher)
  const found: Found[] = []
  for await (const rows of leavesOf(client)) {
    if (frontier.size === size) break
    for (const { leaf_index, office_id, commitment, subject } of rows.slice(0, size - frontier.size)) {
      // With a gap, or without its trace, the root cannot come out.
      if (Number(leaf_index) !== frontier.size || !commitment) return [...found, ofGiven(size)]
      frontier.append(nodeHasher.leafHash(leafEntry(office_id, commitment, subject)))
    }
  }
  if (frontier.size < size) {
    const what = `holds ${size} leaves, the database has ${frontier.size}`
    found.push({ office: '', where: 'the checkpoint given', what })
  } else if (!sameBytes(frontier.root(), root)) {
    found.push(ofGiven(size))
  }
  return seenAt ? [...found, ...(await datedBack(client, size, seenAt))] : found
}

function ofGiven(size: number): Found {
  const what = `the first ${size} leaves are not those it was made of: a row was lost, added or rewritten since`
  return { office: '', where: 'the checkpoint given', what }
}

/** Traces that say they are older than the checkpoint, and are not in it. */
async function datedBack(client: pg.ClientBase, size: number, seenAt: Temporal.Instant): Promise<Found[]> {
  const { rows } = await client.query<Found>(
    `select a.office_id as office, 'trace ' || a.audit_id as where,
            'says ' || to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
              || ', and the checkpoint given, which was seen later, does not hold it' as what
     from audit a left join ledger_leaf l on l.office_id = a.office_id and l.audit_id = a.audit_id
     where a.at < $1 and (l.leaf_index is null or l.leaf_index >= $2)
     order by 1, 2`,
    [seenAt.subtract({ minutes: LATE_MINUTES }).toString(), size],
  )
  return rows
}

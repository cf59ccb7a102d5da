import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import type { EntryChannel } from './entry-table.ts'
import { type EntryResult, type ListEntry, readLeaf } from './file.ts'
import type { Draw } from './model.ts'

/** Rows read at a time. */
const PAGE = 5_000

/** An entry as entryLeaf writes it: jsonb puts a space after a comma, and no wish has a quote. */
const leafSql = sql`
  '["' || entry_id || '",' || coalesce(listed_size, party_size) || ',' || replace(wishes::text, '", "', '","') || ',"'
  || to_char(entered_on, 'YYYY-MM-DD') || '","' || channel || '",' || (verified_at is not null)::int || ',"'
  || encode(commitment, 'hex') || '"]'`

/** Rows whose leaves are read at a time. */
const LEAVES_PAGE = 20_000

/**
 * The leaves of the entries that listEntries gives, page by page, where the rest of the rows does
 * not matter. A page comes as one value: rows of their own would cost more than all that is then
 * done with them.
 */
export async function* listLeaves(
  db: Kysely<Tables> | Transaction<Tables>,
  { officeId, drawId }: Pick<Draw, 'officeId' | 'drawId'>,
): AsyncGenerator<string[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows: [page] } = await sql<{ leaves: string | null }>`
      select string_agg(leaf, e'\n') as leaves from (
        select ${leafSql} as leaf from draw_entry
        where office_id = ${officeId} and draw_id = ${drawId} and entry_id > ${after}
          and ((state = 'entered' and not contested) or place is not null)
        order by entry_id limit ${LEAVES_PAGE}) page`.execute(db)
    const leaves = page?.leaves?.split('\n') ?? []
    yield leaves
    const last = leaves.at(-1)
    if (last === undefined || leaves.length < LEAVES_PAGE) return
    after = readLeaf(last).id
  }
}

export interface ListedEntry extends ListEntry {
  state: string
  place: number | undefined
  /** What the draw gave. */
  drawnSlotId: string | undefined
}

interface Row {
  entry_id: string
  party_size: number
  wishes: string[]
  day: string
  channel: EntryChannel
  verified: boolean
  commitment: Buffer
  state: string
  place: number | null
  drawn_slot_id: string | null
}

/**
 * The entries of a draw's list, sorted by id: those that count while it is open, and those it
 * was closed with afterwards, with what became of them. Read page by page.
 */
export async function* listEntries(
  db: Kysely<Tables> | Transaction<Tables>,
  { officeId, drawId }: Pick<Draw, 'officeId' | 'drawId'>,
): AsyncGenerator<ListedEntry> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<Row>`
      select entry_id, coalesce(listed_size, party_size) as party_size, wishes,
             to_char(entered_on, 'YYYY-MM-DD') as day, channel,
             verified_at is not null as verified, commitment, state, place, drawn_slot_id
      from draw_entry
      where office_id = ${officeId} and draw_id = ${drawId} and entry_id > ${after}
        and ((state = 'entered' and not contested) or place is not null)
      order by entry_id limit ${PAGE}`.execute(db)
    for (const row of rows) yield entryOf(row)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.entry_id
  }
}

function entryOf(row: Row): ListedEntry {
  return {
    id: row.entry_id,
    size: row.party_size,
    wishes: row.wishes,
    day: row.day,
    channel: row.channel,
    isVerified: row.verified,
    commitment: row.commitment.toString('hex'),
    state: row.state,
    place: row.place ?? undefined,
    drawnSlotId: row.drawn_slot_id ?? undefined,
  }
}

/** An entry's result as the public file has it; undefined: it was not drawn yet. `slotAt`: position by slot id. */
export function resultOf(entry: ListedEntry, slotAt: ReadonlyMap<string, number>): EntryResult | undefined {
  if (entry.place === undefined) return undefined
  return { place: entry.place, slot: entry.drawnSlotId === undefined ? undefined : slotAt.get(entry.drawnSlotId) }
}

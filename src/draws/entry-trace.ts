import { sql, type Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import { whoOfEntry } from './become-turns.ts'

/** What an entry is drawn by, as its traces say it: `giliran check` compares the rows with it. Nothing personal. */
export interface EntryTrace {
  wishes: string[]
  channel: string
  /** The day it was entered. */
  day: string
  /** The commitment to its people, in hex. */
  people: string
  /** As of whoIsBooked. */
  who: string
}

/** The same of the rows as they are now; the entry is locked. */
export async function entryTrace(
  tx: Transaction<Tables>,
  { officeId, entryId }: { officeId: string; entryId: string },
): Promise<EntryTrace> {
  const { rows: [row] } = await sql<EntryTrace>`
    select wishes, channel, to_char(entered_on, 'YYYY-MM-DD') as day, encode(commitment, 'hex') as people,
      ${whoOfEntry} as who
    from draw_entry e where office_id = ${officeId} and entry_id = ${entryId}`.execute(tx)
  return row!
}

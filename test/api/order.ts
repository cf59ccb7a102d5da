import type { Database } from '../../src/platform/database/index.ts'

interface Asked {
  entry_id: string
  slot_id: string
  state: string
}

/** Who of the list should be asked for seats of this hour: told from the rows, by the rule in words. */
export async function nextByTheRule(
  { pool }: Pick<Database, 'pool'>,
  slot: string,
  seats: number,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ entry_id: string; party_size: number; wishes: string[] }>(
    `select entry_id, party_size, wishes from draw_entry where state = 'waiting' order by place`,
  )
  const { rows: asked } = await pool.query<Asked>('select entry_id, slot_id, state from seat_offer')
  const { rows: [row] } = await pool.query<{ start: string }>(
    `select to_char(starts_at at time zone 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI') as start from slot where slot_id = $1`,
    [slot],
  )
  const [date, hour] = row!.start.split(' ')
  return rows.find(
    (one) =>
      one.party_size <= seats &&
      one.wishes.some((wish) => ['any', 'morning', hour].some((part) => wish === `kantor ${date} ${part}`)) &&
      !asked.some((offer) => offer.entry_id === one.entry_id && (offer.state === 'open' || offer.slot_id === slot)),
  )?.entry_id
}

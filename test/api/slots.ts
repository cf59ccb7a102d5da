import type { Channel, Database } from '../../src/platform/database/index.ts'
import { slotsReloadText, slotsTopic } from '../../src/schedule/index.ts'
import { heardAll, type TestHouse } from './app.ts'

export interface SlotOptions {
  seats?: number
  office?: string
  site?: string
  channel?: Channel
  /** At no hour of the schedule; by default on a day to come that is released. */
  startsAt?: Temporal.Instant
  opensAt?: Temporal.Instant
  closedReason?: string
}

/** Monday, 7 December 2026, 06:00 WIB: before any office opens, so no slot of the schedule starts then. */
const firstStart = Temporal.Instant.from('2026-12-06T23:00:00Z')
let made = 0

/** Makes one slot that no other test uses, and waits until every app knows it. Returns its id. */
export async function makeSlot(
  house: Pick<TestHouse, 'apps' | 'database'>,
  options: SlotOptions = {},
): Promise<string> {
  const { seats = 20, office = 'wonosobo', site = 'kantor', channel = 'online', closedReason = null } = options
  const startsAt = options.startsAt ?? firstStart.add({ seconds: made++ })
  const opensAt = options.opensAt ?? Temporal.Instant.from('2026-11-01T00:00:00Z')
  const { rows } = await house.database.pool.query<{ slot_id: string }>(
    `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, closed_reason, planned, capacity)
     values ($1, $2, $3, $4, $4::timestamptz + interval '30 min', $5, $6, $7, $7) returning slot_id`,
    [office, site, channel, startsAt, opensAt, closedReason, seats],
  )
  await readAgain(house, office)
  return rows[0]!.slot_id
}

/** Has every app read the office's slots from the database, after a test has changed rows by hand. */
export async function readAgain(
  { apps, database }: Pick<TestHouse, 'apps' | 'database'>,
  office = 'wonosobo',
): Promise<void> {
  await database.pool.query(`select pg_notify('giliran', $1)`, [`${slotsTopic} ${slotsReloadText(office)}`])
  for (const app of apps) {
    await heardAll(app)
    await app.slots.office(office)
  }
}

/** Seats taken, by slot, as the rows say. */
export async function seatsTaken({ pool }: Database, ...slotIds: string[]): Promise<number[]> {
  const { rows } = await pool.query<{ slot_id: string; taken: number }>(
    'select slot_id, taken from slot where slot_id = any($1)',
    [slotIds],
  )
  return slotIds.map((slotId) => rows.find((row) => row.slot_id === slotId)!.taken)
}

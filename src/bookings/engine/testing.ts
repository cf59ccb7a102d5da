import pg from 'pg'
import { auditEntry } from '../../platform/audit.ts'
import { randomBytes, uuidAt } from '../../platform/crypto/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Slot, SlotCounts } from '../../schedule/index.ts'
import { makeCode } from '../code.ts'
import { whoIsBooked } from '../who.ts'
import { SetClock } from '../../platform/clock.ts'
import { type Afterwards, testDatabase, type TestServer } from '../../platform/database/testing.ts'
import { type Batcher, type BatcherOptions, openBatcher, type SlotView } from './batcher.ts'
import type { PartyToBook } from './party.ts'
import { engineSessionSql } from './statement.ts'

/** For tests and the bench: parties, slots and a slot view without the rest of the product. */
export const testNow = Temporal.Instant.from('2026-11-24T02:00:00Z')
const visit = Temporal.Instant.from('2026-11-30T01:30:00Z')

export function enginePool(url: string, max = 1): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max })
  pool.on('connect', (client) => void client.query(engineSessionSql))
  // A killed server breaks idle connections too; the next query opens another.
  pool.on('error', () => undefined)
  return pool
}

export interface EngineFixture {
  database: Database
  pool: pg.Pool
  slots: Slot[]
  view: SlotView
  batcher: Batcher
}

/** A database of its own with one office's slots, and a batcher on it as one app process has it. */
export async function engineFixture(
  t: Afterwards,
  capacities: number[],
  { server, ...options }: { server?: TestServer | undefined } & Partial<BatcherOptions> = {},
): Promise<EngineFixture> {
  // Hooks run in the order they are named: the pool must be gone before the database is.
  const pools: pg.Pool[] = []
  t.after(async () => {
    for (const one of pools) await one.end()
  })
  const database = await testDatabase(t, server ? { server } : {})
  const pool = enginePool(database.url)
  pools.push(pool)
  const slots = await makeSlots(database, 'wonosobo', capacities)
  const view = slotView(slots)
  const clock = new SetClock(testNow)
  const batcher = openBatcher({ pool, clock, slots: view, renewCode: () => makeCode('WSB'), ...options })
  return { database, pool, slots, view, batcher }
}

export async function makeSlots(
  { pool }: Pick<Database, 'pool'>,
  officeId: string,
  capacities: number[],
): Promise<Slot[]> {
  const { rows } = await pool.query<{ slot_id: string }>(
    `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity)
     select $1, 'main', 'online', $2::timestamptz + ord * interval '30 min',
            $2::timestamptz + (ord + 1) * interval '30 min',
            '2026-11-01', capacity, capacity
     from unnest($3::int[]) with ordinality as c(capacity, ord)
     returning slot_id`,
    [officeId, visit.toString(), capacities],
  )
  return rows.map((row, i) => ({
    officeId,
    slotId: row.slot_id,
    siteId: 'main',
    channel: 'online',
    startsAt: visit.add({ minutes: 30 * (i + 1) }),
    endsAt: visit.add({ minutes: 30 * (i + 2) }),
    opensAt: Temporal.Instant.from('2026-11-01T00:00:00Z'),
    closedReason: null,
    capacity: capacities[i]!,
    taken: 0,
    withheld: 0,
    drawPart: false,
  }))
}

/** The counters as one process would hold them, without the news from others. */
export function slotView(slots: Slot[]): SlotView {
  const byId = new Map(slots.map((slot) => [slot.slotId, { ...slot }]))
  return {
    peek: (_officeId, slotId) => byId.get(slotId),
    apply: (_officeId, counts: SlotCounts[]) => {
      for (const { slotId, capacity, taken, withheld } of counts) {
        const slot = byId.get(slotId)
        if (slot) Object.assign(slot, { capacity, taken, withheld })
      }
    },
  }
}

/** A party of as many people as there are hashes, sealed with nothing worth sealing. */
export function makeParty(slot: Slot, nikHashes: Buffer[], changes: Partial<PartyToBook> = {}): PartyToBook {
  const bookingId = uuidAt(testNow)
  return {
    officeId: slot.officeId,
    slotId: slot.slotId,
    claimsEndAt: '2026-12-01T00:00:00Z',
    bookingId,
    code: makeCode('WSB'),
    keyHash: randomBytes(16),
    idempotencyHash: randomBytes(16),
    fingerprint: randomBytes(16),
    contactHash: undefined,
    locale: 'id',
    assisted: false,
    sealed: randomBytes(60),
    people: nikHashes.map((nikHash) => ({ serviceId: 'new', purposeId: 'umrah', nikHash, nikAsPrinted: false })),
    audit: auditEntry({
      officeId: slot.officeId,
      kind: 'booked',
      at: testNow,
      actor: { kind: 'applicant' },
      details: {
        booking: bookingId,
        slot: slot.slotId,
        party: nikHashes.length,
        who: whoIsBooked(bookingId, nikHashes),
      },
    }),
    jobs: [],
    ...changes,
  }
}

export function strangers(count: number): Buffer[] {
  return Array.from({ length: count }, () => randomBytes(16))
}

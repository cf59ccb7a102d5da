import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { loadReferenceData, type OfficeDefinition } from '../src/offices/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { makeKeyFile } from '../src/platform/crypto/index.ts'
import { advisoryLocks, connectDatabase } from '../src/platform/database/index.ts'
import { startEmbedded } from '../src/platform/database/embedded.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { temporaryFolder } from '../src/platform/database/test-server.ts'
import { createLog } from '../src/platform/log.ts'
import { readHolidays, rollSlots } from '../src/schedule/index.ts'

/** A slot as a request names it. */
export interface SlotName {
  office: string
  slot: string
}

/** An embedded PostgreSQL of the bench's own, with the product's settings. */
export interface Ground {
  /** For what a run needs beside: removed at the end. */
  folder: string
  keysFile: string
  version: string
  /** 500 slots over all 143 offices; none of them ever fills. */
  spread: SlotName[]
  hot: SlotName
  full: SlotName
  /** A database with every office bookable; app processes on one hear nothing of another's. */
  database(name: string): Promise<BenchDatabase>
  close(): Promise<void>
}

export interface BenchDatabase {
  url: string
  /** The slots of the bench, once its apps run: at their start they would take them away as unplanned. */
  addSlots(): Promise<void>
  /** Nobody is booked any more, and what was written is on disk. */
  wipe(): Promise<void>
  client: pg.Client
}

const TEMPLATE = 'bench_template'
const SLOTS = 500
/** Later than any day whose availability is asked for, in every zone: its answers must stand still. */
const DAYS_AHEAD = 14
/** Ids that no generated slot has, the same in every database. */
const FIRST_SLOT = 900_000_000
const SEATS = 100_000_000

export async function openGround(): Promise<Ground> {
  const folder = await mkdtemp(join(temporaryFolder(), 'giliran-bench-'))
  // PostgreSQL runs as another user where the bench is root.
  await chmod(folder, 0o755)
  const keysFile = join(folder, 'keys.json')
  const embedded = await startEmbedded({ dataDir: join(folder, 'data'), log: createLog('error'), what: 'a bench' })
  const clients: pg.Client[] = []
  const urlOf = (name: string): string => {
    const url = new URL(embedded.url)
    url.pathname = `/${name}`
    return url.href
  }
  const connect = async (name: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: urlOf(name) })
    await client.connect()
    clients.push(client)
    return client
  }
  const admin = await connect('postgres')
  await admin.query(`create database ${TEMPLATE}`)
  const offices = await fillTemplate(urlOf(TEMPLATE))
  await writeFile(keysFile, JSON.stringify(makeKeyFile()), { mode: 0o600 })

  const name = (office: string, place: number): SlotName => ({ office, slot: String(FIRST_SLOT + place) })
  const spread = Array.from({ length: SLOTS }, (_, i) => name(offices[i % offices.length]!, i))
  const [hot, full] = [name('wonosobo', SLOTS), name('wonosobo', SLOTS + 1)]
  return {
    folder,
    keysFile,
    version: embedded.version,
    spread,
    hot,
    full,
    async database(name) {
      await admin.query(`create database ${name} template ${TEMPLATE}`)
      const client = await connect(name)
      return {
        url: urlOf(name),
        client,
        addSlots: () => addSlots(client, [...spread, hot], full),
        wipe: () => wipe(client),
      }
    },
    async close() {
      for (const client of clients) await client.end()
      await embedded.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

/** Every office bookable, by Wonosobo's definition with a week of one hour; Wonosobo itself in full. Gives ids. */
async function fillTemplate(url: string): Promise<string[]> {
  await migrate({ url })
  const database = connectDatabase(url, { connectionsMax: 1 })
  const { pool, kysely } = database
  await loadReferenceData({ database, clock: systemClock })
  await pool.query(`
    update office set bookable = true, definition = w.definition
      || jsonb_build_object('office', office_id, 'seasons', '[]'::jsonb, 'templates', jsonb_build_array(
           w.definition -> 'templates' -> 0 || '{"week": {"monday": ["08:00-08:30"]}}'))
    from (select definition from office where office_id = 'wonosobo') w where office_id <> 'wonosobo'`)
  const rows = await kysely.selectFrom('office').select(['office_id', 'time_zone', 'definition']).execute()
  const offices = rows.map(({ office_id: officeId, time_zone: timeZone, definition }) => ({
    officeId,
    timeZone,
    definition: definition as OfficeDefinition,
  }))
  await rollSlots({ database, clock: systemClock, offices, holidays: await readHolidays(database) })
  await database.close()
  return offices.map((office) => office.officeId)
}

async function addSlots(client: pg.Client, roomy: readonly SlotName[], full: SlotName): Promise<void> {
  const all = [...roomy, full]
  await client.query(
    `insert into slot (office_id, slot_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity)
     overriding system value
     select office, slot, 'kantor', 'online', at, at + interval '30 min', now() - interval '1 day', seats, seats
     from unnest($1::text[], $2::bigint[], $3::int[]) with ordinality as s(office, slot, seats, ord),
          lateral (
            select date_trunc('day', now())
              + make_interval(days => ${DAYS_AHEAD}, mins => ord::int, secs => 7) as at) hour`,
    [all.map((one) => one.office), all.map((one) => one.slot), all.map((one) => (one === full ? 0 : SEATS))],
  )
  await client.query(`select pg_notify('giliran', 'slots *')`)
}

async function wipe(client: pg.Client): Promise<void> {
  const standing = ['audit', 'ledger_leaf', 'ledger_tile']
  // Under the sequencer's lock: it would wait for these tables in another order.
  await client.query(`begin; select pg_advisory_xact_lock(${advisoryLocks.ledger});
    ${standing.map((table) => `alter table ${table} disable trigger user;`).join(' ')}
    truncate booking, booking_person, live_claim, idempotency, audit, audit_opening, leaf_pending, limit_counter,
      ledger_leaf, ledger_tile, ledger_checkpoint, ledger_cosignature;
    ${standing.map((table) => `alter table ${table} enable trigger user;`).join(' ')} commit`)
  // Told slot by slot: a process that had to read 143 offices anew would be measured doing that.
  await client.query(`
    with emptied as (update slot set taken = 0 where taken > 0 returning office_id, slot_id, capacity, withheld)
    select pg_notify('giliran', 'slots ' || office_id || ' ' || counts)
    from (select office_id, string_agg(concat_ws(':', slot_id, capacity, 0, withheld), ',') as counts
          from emptied group by office_id) by_office`)
  await client.query('vacuum (analyze) slot')
  await client.query('checkpoint')
}

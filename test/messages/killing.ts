import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sampleNiks } from '../../src/people/index.ts'
import { makeKeyFile } from '../../src/platform/crypto/index.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { temporaryFolder } from '../../src/platform/database/test-server.ts'
import { testDatabase } from '../../src/platform/database/testing.ts'
import { houseFilling } from '../house-filling.ts'
import { type App, startApp } from '../races/apps.ts'

/** The evening before the booked day: past the reminders' hour, before the night. */
const CLOCK_FROM = '2026-12-07T18:00:00+07:00'
const STARTS_AT = '2026-12-08T09:07:00+07:00'
/** Two minutes of silence, after which a worker counts as dead, are ten seconds. */
const FASTER = 12
const LOOK_MS = 500
const MINUTE_MS = 200

/** Something that a person got, by whichever way. */
export interface Arrival {
  /** Of whom: address or number. */
  to: string
  /** 'booked' or 'reminder-day'. */
  kind: string
  /** The message's id, as it came. */
  id: string
  /** The process that brought it. */
  app: string
}

export interface Killing {
  database: Database
  arrivals: Arrival[]
  /** Ids of all that a killed process may have had in its hands. */
  leftInHand: Set<string>
  killed: Set<string>
  /** SIGKILL to the app of this name, and another in its place, which answers when this resolves. */
  kill(app: string): Promise<void>
  /** Books `count` people who are told of it, and will be reminded. */
  book(count: number): Promise<void>
  /** Lets minutes pass until every message is told; fails itself when some never are. */
  untilTold(): Promise<void>
}

export interface KillingNeeds {
  /** Where an app of this name sends to, as in the environment. */
  sendsTo(name: string): Record<string, string>
  contactOf(i: number): { email: string } | { whatsapp: string }
  /** Taken away before anything happens. */
  unguard?: string
}

/** A process that books and two that send, on a database of their own, until `endings` ends. */
export async function openKilling(endings: AsyncDisposableStack, needs: KillingNeeds): Promise<Killing> {
  const database = await testDatabase({ after: (end) => endings.defer(end) }, { filled: houseFilling })
  const { pool } = database
  if (needs.unguard) await pool.query(needs.unguard)
  const folder = await mkdtemp(join(temporaryFolder(), 'giliran-kill-'))
  endings.defer(() => rm(folder, { recursive: true, force: true }))
  const keysFile = join(folder, 'keys.json')
  await writeFile(keysFile, JSON.stringify(makeKeyFile()), { mode: 0o600 })
  const clock = { CLOCK_FROM, REAL_FROM_MS: String(Date.now()), FASTER: String(FASTER), LOOK_MS: String(LOOK_MS) }
  const settings = { DATABASE_URL: database.url, GILIRAN_KEYS: keysFile, ...clock }
  const apps = new Map<string, App>()
  let made = 0
  const start = (name: string, more = {}): Promise<App> =>
    startApp(['test/messages/app.ts'], { ...settings, ...needs.sendsTo(name), ...more })
  const add = async (): Promise<void> => {
    const name = `app${made++}.test`
    apps.set(name, await start(name))
  }
  endings.defer(async () => void (await Promise.all([...apps.values()].map((app) => app.kill()))))
  const [door] = await Promise.all([start('door.test', { ROLE: 'door' }), add(), add()])
  endings.defer(() => door.kill())

  const killing: Killing = {
    database,
    arrivals: [],
    leftInHand: new Set(),
    killed: new Set(),
    async kill(name) {
      killing.killed.add(name)
      await apps.get(name)!.kill()
      const { rows } = await pool.query<{ message_id: string }>(
        `select message_id from message where state = 'sending'`)
      for (const row of rows) killing.leftInHand.add(row.message_id)
      apps.delete(name)
      await add()
    },
    book: (count) => bookAll(pool, door.address, { count, contactOf: needs.contactOf }),
    untilTold: () => untilTold(pool),
  }
  return killing
}

async function bookAll(
  pool: Database['pool'],
  address: string,
  { count, contactOf }: { count: number; contactOf: KillingNeeds['contactOf'] },
): Promise<void> {
  const { rows: [slot] } = await pool.query<{ slot_id: string }>(
    `insert into slot (office_id, site_id, channel, starts_at, ends_at, opens_at, planned, capacity)
     values ('wonosobo', 'kantor', 'online', $1, $1::timestamptz + interval '30 min', '2026-11-01', 1000, 1000)
     returning slot_id`,
    [STARTS_AT],
  )
  await pool.query(`select pg_notify('giliran', 'slots wonosobo *')`)
  const niks = sampleNiks(count, 0)
  await Promise.all(
    niks.map(async (nik, i) => {
      const people = [{ name: 'Siti Aminah', nik, service: 'new-adult', purpose: 'umrah' }]
      const response = await fetch(`${address}/api/v1/bookings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ office: 'wonosobo', slot: slot!.slot_id, people, contact: contactOf(i) }),
      })
      assert.equal(response.status, 201, await response.text())
    }),
  )
  // As if they had booked in the afternoon: who books after the reminders' hour gets none.
  await pool.query(`update booking set changed_at = changed_at - interval '3 hours'`)
}

/** What the clock does each minute is done now and then, and asked for by anybody. */
async function untilTold(pool: Database['pool']): Promise<void> {
  for (let i = 0; i < 600; i++) {
    await pool.query(`select graphile_worker.add_job('messages', job_key := 'minute')`)
    await pool.query('select pg_sleep($1)', [MINUTE_MS / 1000])
    const { rows: [left] } = await pool.query<{ messages: string; jobs: string; owed: string }>(
      `select (select count(*) from message where state not in ('sent', 'delivered')) as messages,
              (select count(*) from graphile_worker.jobs where task_identifier = 'send-ticket') as jobs,
              (select count(*) * 2 from booking) - (select count(*) from message) as owed`,
    )
    if (Object.values(left!).every((count) => count === '0')) return
  }
  const { rows } = await pool.query('select state, reason, kind, count(*) from message group by 1, 2, 3')
  assert.fail(`not told: ${JSON.stringify(rows)}`)
}

/**
 * Everybody got everything: one message of each kind a booking, under one id. What came more
 * than once was in the hand of a process that was killed, and came from it before. Returns how
 * many came more than once.
 */
export function assertArrived(
  { arrivals, leftInHand, killed }: Pick<Killing, 'arrivals' | 'leftInHand' | 'killed'>,
  contacts: readonly string[],
): number {
  const byId = Map.groupBy(arrivals, ({ id }) => id)
  const wanted = contacts.flatMap((to) => ['booked', 'reminder-day'].map((kind) => `${to} ${kind}`))
  const ids = Map.groupBy(byId.values().map(([first]) => first!), ({ to, kind }) => `${to} ${kind}`)
  assert.deepEqual(wanted.filter((one) => !ids.has(one)), [], 'lost')
  assert.deepEqual([...ids].filter(([, own]) => own.length > 1), [], 'the same told as two messages')
  assert.equal(ids.size, wanted.length, 'told what nobody was to be told')
  const again = [...byId.values()].filter((own) => own.length > 1)
  for (const own of again) {
    const before = own.slice(0, -1)
    assert.ok(before.every(({ app }) => killed.has(app)), 'arrived twice, and no worker had died')
    assert.ok(leftInHand.has(own[0]!.id), 'arrived twice, and was settled')
  }
  return again.length
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPromises } from '../../src/check.ts'
import { enter } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import type { Afterwards } from '../../src/platform/database/testing.ts'
import { openHouse, type TestHouse } from '../api/app.ts'
import { drawMoments, drawParty, giveByDraw, seenByWitness } from '../drawn-office.ts'
import { startApp } from '../races/apps.ts'
import { lose } from '../races/lose.ts'

// Goal: whoever draws may be killed at any step, and the draw is done wholly, once, or not at all.
// How: a real process is stopped by the database in the middle of its transaction, at the table
// that it writes next, and killed there; then another one draws.
const ENTRIES = 40
/** The moments of the draw, with some of the tables that are written then, in their order. */
const STEPS = [
  { now: drawMoments.closes, tables: ['slot', 'draw'] },
  { now: drawMoments.draws, tables: ['slot', 'draw_entry', 'live_claim', 'booking', 'leaf_pending', 'draw'] },
] as const

async function openDrawnHouse(afterwards: Afterwards): Promise<TestHouse> {
  const house = await openHouse(afterwards, { settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
  await giveByDraw(house)
  const niks = sampleNiks(ENTRIES * 2, 70_000)
  for (let i = 0; i < ENTRIES; i++) {
    const party = niks.slice(i * 2, i * 2 + 1 + (i % 2))
    await enter(house.app.draws, drawParty(party, { contact: { whatsapp: `0812${String(10_000_000 + i)}` } }))
  }
  await house.database.pool.query(`
    create function at_gate() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(hashtext(tg_table_name)); return null; end $$`)
  for (const table of new Set(STEPS.flatMap(({ tables }) => tables))) {
    await house.database.pool.query(`
      create trigger at_gate before insert or update or delete on ${table}
      for each statement execute function at_gate()`)
  }
  return house
}

const drawing = ({ app, database }: TestHouse, now: string, more: Record<string, string> = {}) =>
  startApp(['test/draws/drawing.ts'], {
    NOW: now,
    DATABASE_URL: database.url,
    GILIRAN_KEYS: app.config.keysFile!,
    DRAND_URLS: 'local',
    GILIRAN_DEMO: 'on',
    ...more,
  })

/** Kills whoever draws at that moment as it is about to write that table, and waits until the database has heard. */
async function killAt(house: TestHouse, now: string, { table, ...more }: { table: string; CARELESS?: string }) {
  const gate = await house.database.pool.connect()
  try {
    await gate.query('select pg_advisory_lock(hashtext($1))', [table])
    const process = await drawing(house, now, more)
    let pid: number | undefined
    while (pid === undefined) {
      assert.equal(process.lastWords(), undefined, `nobody came by ${table}`)
      const caught = await gate.query<{ pid: number }>(
        `select pid, pg_sleep(0.01) from pg_locks where locktype = 'advisory' and not granted`,
      )
      pid = caught.rows[0]?.pid
    }
    await process.kill()
    await gate.query('select pg_advisory_unlock(hashtext($1))', [table])
    // A server's process notices only now that nobody listens any more.
    await gate.query(`
      do $$ begin
        while exists (select from pg_locks where pid = ${pid}) loop perform pg_sleep(0.01); end loop; end $$`)
  } finally {
    gate.release()
  }
}

async function counts({ database }: TestHouse) {
  const { rows: [row] } = await database.pool.query<Record<string, unknown>>(`
    select (select state from draw where draw_id = 'wonosobo.uji') as state,
      (select count(place)::int from draw_entry) as placed, (select count(*)::int from booking) as turns,
      (select count(*)::int from message where kind = 'drawn') as messages,
      (select count(*)::int from audit) as traces`)
  return row!
}

async function check({ database, app }: TestHouse): Promise<void> {
  const client = await database.pool.connect()
  try {
    assert.deepEqual((await checkPromises(client, app.clock.now())).differences, [], 'giliran check finds differences')
  } finally {
    client.release()
  }
}

test('whoever draws is killed at each step: nothing is half done, and the next one draws', async (t) => {
  const house = await openDrawnHouse(t)
  for (const { now, tables } of STEPS) {
    house.clock.set(now)
    const before = await counts(house)
    for (const table of tables) {
      await killAt(house, now, { table })
      assert.deepEqual(await counts(house), before, `killed at ${table}`)
    }
    await check(house)
    await (await drawing(house, now)).ended()
    await seenByWitness(house.app)
  }
  const { state, placed, turns, messages } = await counts(house)
  assert.deepEqual({ state, placed, messages }, { state: 'drawn', placed: ENTRIES, messages: ENTRIES })
  assert.ok((turns as number) > 5)
  await check(house)
})

test('lost where each statement is committed by itself', (t) =>
  lose({
    broken: /giliran check finds differences/,
    run: async () => {
      // What is broken here on purpose is found again at the end.
      const house = await openDrawnHouse({ after: (run) => t.after(() => run().catch(() => undefined)) })
      const [close, draw] = STEPS
      house.clock.set(close.now)
      await (await drawing(house, close.now)).ended()
      await seenByWitness(house.app)
      house.clock.set(draw.now)
      await killAt(house, draw.now, { table: 'booking', CARELESS: 'yes' })
      await check(house)
    },
  }))

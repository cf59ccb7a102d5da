import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkPromises } from '../../src/check.ts'
import { enter, readDraw, runDraws } from '../../src/draws/index.ts'
import { sampleNiks } from '../../src/people/index.ts'
import { openHouse } from '../api/app.ts'
import { Desk } from '../api/hall.ts'
import { drawParty, giveByDraw, seenByWitness } from '../drawn-office.ts'

// Goal: whatever is planned anew while a draw closes its list, the seats that its leaf names
// wait for it, and it is drawn. `openHouse` counts every promise again in the end.
const house = await openHouse({ after }, { count: 2, settings: { DRAND_URLS: 'local', GILIRAN_DEMO: 'on' } })
const { app, clock, database } = house
const [, other] = house.apps as [typeof app, typeof app]
const page = '/en/staff/offices/wonosobo/sites/kantor/close-day?date=2026-12-14'

before(async () => {
  await app.staff.seedDemonstration()
  await giveByDraw(house)
})

/** Waits until so many statements wait for a row that somebody else has locked. */
async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple')`,
    )
    if (rows[0]!.waiting >= count) return
    await database.pool.query('select pg_sleep(0.01)')
  }
}

/** What `giliran check` finds of a closed list's seats that do not wait. */
async function missing(): Promise<string[]> {
  const client = await database.pool.connect()
  const { differences } = await checkPromises(client, clock.now()).finally(() => client.release())
  const promise = 'the seats of a closed list wait for its draw'
  return differences.filter(({ check }) => check === promise).map(({ what }) => what)
}

test('a day that is closed while the list of its draw is being closed', { timeout: 60_000 }, async () => {
  for (const nik of sampleNiks(30, 50_000)) await enter(app.draws, drawParty([nik]))
  clock.set('2026-12-01T16:00:00+07:00')
  const authorization = `Bearer ${await new Desk(app.address, 'pengawas').token()}`
  // In place of a list that takes seconds: the draw is locked, and the seats are not withheld yet.
  const holder = await database.pool.connect()
  await holder.query('begin')
  await holder.query(`select from slot where draw_policy = 'uji' order by slot_id for update`)
  const closing = runDraws(app.draws)
  await untilWaiting(1)
  const pressed = fetch(other.address + page, {
    method: 'POST',
    redirect: 'manual',
    headers: { authorization, accept: 'text/html' },
    body: new URLSearchParams({ do: 'close', hour: '', reason: 'flood', words: '', wordsEn: '' }),
  })
  await untilWaiting(2)
  await holder.query('rollback')
  holder.release()
  await closing
  assert.equal((await pressed).status, 303)
  const frozen = (await readDraw(database.kysely, 'wonosobo.uji'))!.frozen!
  const { rows } = await database.pool.query<{ slot_id: string; withheld: number }>(
    `select slot_id, withheld from slot where draw_policy = 'uji' order by slot_id`,
  )
  const withheld = new Map(rows.map((row) => [row.slot_id, row.withheld]))
  assert.equal(frozen.seats.length, 4)
  for (const { slotId, seats } of frozen.seats) assert.equal(withheld.get(slotId), seats)
  assert.deepEqual(await missing(), [])
  const [first] = frozen.seats
  const withhold = (seats: number) =>
    database.pool.query('update slot set withheld = withheld + $1 where slot_id = $2', [seats, first!.slotId])
  await withhold(-1)
  assert.deepEqual(await missing(), [`gives 5 seats of slot ${first!.slotId}, of which 4 are withheld`])
  await withhold(1)
  await seenByWitness(app)
  clock.set('2026-12-02T12:00:03+07:00')
  await runDraws(app.draws)
  assert.equal((await readDraw(database.kysely, 'wonosobo.uji'))!.state, 'drawn')
})

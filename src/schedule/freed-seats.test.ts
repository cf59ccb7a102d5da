import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { Office } from '../offices/index.ts'
import { SetClock } from '../platform/clock.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { recount } from '../platform/recount.ts'
import { scheduleChecks } from './check.ts'
import { returnFreedSeats } from './freed-seats.ts'
import { freeSeats } from './seats.ts'
import { exampleNow, exampleOffice, makeSlots } from './testing.ts'

// Goal: what is given back is nobody's until its time, and then somebody's once.
const database = await testDatabase({ after })
const clock = new SetClock(exampleNow)
const offices = { get: (officeId: string) => ({ ...exampleOffice(), officeId }) as unknown as Office }

/** Seats of the example office, whose delay is 10 to 120 minutes; returns their slot. */
async function freed(officeId: string, { taken = 10, seats = 3 } = {}): Promise<string> {
  const [slotId = ''] = await makeSlots(database, officeId, [10])
  await database.pool.query('update slot set taken = $1 where slot_id = $2', [taken, slotId])
  await free(officeId, slotId, seats)
  return slotId
}

function free(officeId: string, slotId: string, seats: number) {
  const office = { ...exampleOffice(), officeId }
  return database.kysely
    .transaction()
    .execute((tx) => freeSeats(tx, { office, slotId, seats, now: clock.now() }))
}

const tick = (lot: (count: number) => number) => returnFreedSeats({ database, clock, offices, lot })

async function rowOf(slotId: string): Promise<number[]> {
  const { rows } = await database.pool.query('select capacity, taken, withheld from slot where slot_id = $1', [slotId])
  return [rows[0].capacity, rows[0].taken, rows[0].withheld]
}

async function tracesOf(officeId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query<{ opening: string }>(
    'select opening from audit_opening where office_id = $1 order by audit_id',
    [officeId],
  )
  return rows.map(({ opening }) => JSON.parse(opening) as Record<string, unknown>)
}

async function differences(): Promise<string[]> {
  const client = await database.pool.connect()
  const found = await recount(client, scheduleChecks, clock.now()).finally(() => client.release())
  return found.differences.map(({ what }) => what)
}

test('freed seats are withheld, and return when the lot falls on their minute', async () => {
  const slotId = await freed('delay')
  assert.deepEqual(await rowOf(slotId), [10, 7, 3])
  const asked: number[] = []
  const at = async (minutes: number, falls: boolean): Promise<void> => {
    clock.set(exampleNow.add({ minutes }))
    await tick((count) => {
      asked.push(count)
      return falls ? 0 : count - 1 || 0
    })
  }
  await at(9, true)
  assert.deepEqual(asked, [], 'no lot is drawn before its time')
  await at(10, false)
  await at(60, false)
  assert.deepEqual([await rowOf(slotId), asked], [[10, 7, 3], [111, 61]])
  await at(61, true)
  assert.deepEqual(await rowOf(slotId), [10, 7, 0])
  const [first, second, ...more] = await tracesOf('delay')
  assert.deepEqual([first!.kind, first!.seats, first!.way], ['seats-freed', 3, 'delay'])
  assert.deepEqual([second!.kind, second!.seats, second!.to], ['seats-returned', 3, 'online'])
  assert.deepEqual(more, [])
  assert.deepEqual(await differences(), [])
  clock.set(exampleNow)
})

test('a lot that never falls falls in the last minute', async () => {
  const slotId = await freed('last')
  clock.set(exampleNow.add({ minutes: 120 }))
  await tick((count) => count - 1)
  assert.deepEqual(await rowOf(slotId), [10, 7, 0])
  clock.set(exampleNow)
})

test('many processes let a seat go once, and one that dies on the way loses none', async () => {
  const slotId = await freed('many')
  await free('many', slotId, 2)
  clock.set(exampleNow.add({ minutes: 120 }))
  await database.pool.query(
    `create function die() returns trigger language plpgsql as $$ begin
       if new.opening like '%seats-returned%many%' then raise exception 'killed'; end if; return new; end $$;
     create trigger dies before insert on audit_opening for each row execute function die()`,
  )
  await assert.rejects(tick(() => 0), /could not be let go/)
  assert.deepEqual([await rowOf(slotId), await differences()], [[10, 5, 5], []])
  await database.pool.query('drop trigger dies on audit_opening')
  await Promise.all(Array.from({ length: 6 }, () => tick(() => 0)))
  assert.deepEqual(await rowOf(slotId), [10, 5, 0])
  const returned = (await tracesOf('many')).filter(({ kind }) => kind === 'seats-returned')
  assert.equal(returned.reduce((sum, { seats }) => sum + Number(seats), 0), 5)
  clock.set(exampleNow)
})

test('late seats are let go when their hour is the walk-ins’ alone', async () => {
  // Monday, 30 November, 08:00 WIB; a quarter past midnight of that day.
  clock.set('2026-11-29T17:15:00Z')
  const slotId = await freed('late')
  clock.set('2026-11-29T23:00:59Z')
  await tick(() => 0)
  assert.deepEqual(await rowOf(slotId), [10, 7, 3])
  clock.set('2026-11-29T23:01:00Z')
  await tick(() => 0)
  assert.deepEqual(await rowOf(slotId), [10, 7, 0])
  const traces = await tracesOf('late')
  assert.deepEqual([traces[0]!.way, traces[1]!.to], ['walk-ins', 'walk-ins'])
  clock.set(exampleNow)
})

test('seats beyond the plan shrink away and are never held', async () => {
  const [slotId = ''] = await makeSlots(database, 'beyond', [10])
  await database.pool.query('update slot set taken = 10, planned = 8 where slot_id = $1', [slotId])
  await free('beyond', slotId, 3)
  assert.deepEqual(await rowOf(slotId), [8, 7, 1])
  await database.pool.query('update slot set planned = 0 where slot_id = $1', [slotId])
  await free('beyond', slotId, 7)
  assert.deepEqual(await rowOf(slotId), [1, 0, 1])
  clock.set(exampleNow.add({ minutes: 120 }))
  await tick(() => 0)
  assert.deepEqual(await rowOf(slotId), [0, 0, 0])
  clock.set(exampleNow)
})

test('giliran check names seats withheld that nobody gave back, and a return without its trace', async () => {
  const slotId = await freed('planted')
  assert.deepEqual(await differences(), [])
  await database.pool.query('update slot set withheld = withheld - 1 where slot_id = $1', [slotId])
  assert.deepEqual(await differences(), ['2 seats withheld, 3 wait'])
  await database.pool.query('update slot set withheld = 3 where slot_id = $1', [slotId])
  await database.pool.query(`update freed_seat set planned_anew = true where office_id = 'planted'`)
  assert.deepEqual(await differences(), ['no trace says where it came from'])
  await database.pool.query(`update freed_seat set planned_anew = false where office_id = 'planted'`)
  assert.deepEqual(await differences(), [])
  await database.pool.query(`delete from audit_opening where office_id = 'planted'`)
  assert.deepEqual(await differences(), ['no trace says where it came from'])
  await database.pool.query(`delete from freed_seat where office_id = 'planted'`)
  assert.deepEqual(await differences(), ['3 seats withheld, 0 wait'])
})

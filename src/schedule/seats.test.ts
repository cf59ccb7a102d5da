import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import { testDatabase } from '../platform/database/testing.ts'
import { freeSeats, moveSeats, takeSeats } from './seats.ts'
import { exampleOffice, makeSlots } from './testing.ts'

const database = await testDatabase({ after })
const now = Temporal.Instant.from('2026-11-24T03:00:00Z')

function inTransaction<T>(use: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return database.kysely.transaction().execute(use)
}

/** An office whose freed seats can be had at once. */
const officeOf = (officeId: string) => {
  const { definition, timeZone } = exampleOffice()
  const booking = { ...definition.booking, freedSeatsReturn: { minMinutes: 0, maxMinutes: 0 } }
  return { officeId, timeZone, definition: { ...definition, booking } }
}

async function set(officeId: string, slotId: string, values: string): Promise<void> {
  await database.pool.query(`update slot set ${values} where office_id = $1 and slot_id = $2`, [officeId, slotId])
}

async function takenIn(officeId: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ taken: number }>(
    'select taken from slot where office_id = $1 order by slot_id',
    [officeId],
  )
  return rows.map((row) => row.taken)
}

test('freed seats can be had again at once where the office says so', async () => {
  const [slotId = ''] = await makeSlots(database, 'free', [10])
  await set('free', slotId, 'taken = 10')
  const counts = await inTransaction((tx) => freeSeats(tx, { office: officeOf('free'), slotId, seats: 3, now }))
  assert.deepEqual(counts, { slotId, capacity: 10, taken: 7, withheld: 0 })
})

test('seats that are no longer planned shrink away when they come back, withheld ones stay', async () => {
  const [slotId = ''] = await makeSlots(database, 'shrink', [10])
  await set('shrink', slotId, 'taken = 8, withheld = 2, planned = 5')
  const counts = await inTransaction((tx) => freeSeats(tx, { office: officeOf('shrink'), slotId, seats: 4, now }))
  assert.deepEqual(counts, { slotId, capacity: 6, taken: 4, withheld: 2 })
  const next = await inTransaction((tx) => freeSeats(tx, { office: officeOf('shrink'), slotId, seats: 4, now }))
  assert.deepEqual(next, { slotId, capacity: 5, taken: 0, withheld: 2 })
})

test('to free more than was given, or in a slot that is not there, is our mistake and changes nothing', async () => {
  const [slotId = ''] = await makeSlots(database, 'wrong', [10])
  await set('wrong', slotId, 'taken = 2')
  const free = (officeId: string, seats: number) =>
    inTransaction((tx) => freeSeats(tx, { office: officeOf(officeId), slotId, seats, now }))
  await assert.rejects(free('wrong', 3), /slot_taken_check/)
  await assert.rejects(free('elsewhere', 1), /no slot/)
  await assert.rejects(free('wrong', 0), /above 0/)
  assert.deepEqual(await takenIn('wrong'), [2])
})

test('seats are taken all or none, from a slot that is open and released', async () => {
  const [slotId = ''] = await makeSlots(database, 'take', [5])
  const take = (seats: number, at = now) =>
    inTransaction((tx) => takeSeats(tx, { officeId: 'take', slotId, seats, now: at }))
  assert.equal(await take(1, Temporal.Instant.from('2026-10-31T16:59:59Z')), undefined, 'not released')
  assert.deepEqual(await take(3), { slotId, capacity: 5, taken: 3, withheld: 0 })
  assert.equal(await take(3), undefined)
  await set('take', slotId, 'withheld = 1')
  assert.equal(await take(2), undefined, 'withheld seats are nobody’s')
  assert.deepEqual(await take(1), { slotId, capacity: 5, taken: 4, withheld: 1 })
  await set('take', slotId, `taken = 0, closed_reason = 'Libur'`)
  assert.equal(await take(1), undefined, 'closed')
})

test('a move that finds no room leaves the old seats where they were', async () => {
  const [from = '', to = ''] = await makeSlots(database, 'move', [5, 5])
  await set('move', from, 'taken = 3')
  await set('move', to, 'taken = 3')
  const move = { office: officeOf('move'), fromSlotId: from, toSlotId: to, now }
  assert.equal(await inTransaction((tx) => moveSeats(tx, { ...move, seats: 3 })), undefined)
  assert.deepEqual(await takenIn('move'), [3, 3])
  const moved = await inTransaction((tx) => moveSeats(tx, { ...move, seats: 2 }))
  assert.deepEqual(moved?.map((counts) => [counts.slotId, counts.taken]), [[to, 5], [from, 1]])
})

test('moves that cross never wait for one another', async () => {
  const [one = '', other = ''] = await makeSlots(database, 'cross', [100, 100])
  await database.pool.query(`update slot set taken = 50 where office_id = 'cross'`)
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const [fromSlotId, toSlotId] = index % 2 === 0 ? [one, other] : [other, one]
      return inTransaction((tx) => moveSeats(tx, { office: officeOf('cross'), fromSlotId, toSlotId, seats: 1, now }))
    }),
  )
  assert.deepEqual(await takenIn('cross'), [50, 50])
})

test('negative control: without the common order they do', async () => {
  const [one = '', other = ''] = await makeSlots(database, 'order', [100, 100])
  await database.pool.query(`update slot set taken = 50 where office_id = 'order'`)
  const bothHaveTaken = barrier(2)
  const crossing = (fromSlotId: string, toSlotId: string) =>
    inTransaction(async (tx) => {
      await takeSeats(tx, { officeId: 'order', slotId: toSlotId, seats: 1, now })
      await bothHaveTaken()
      await freeSeats(tx, { office: officeOf('order'), slotId: fromSlotId, seats: 1, now })
    })
  const moves = await Promise.allSettled([crossing(one, other), crossing(other, one)])
  const failed = moves.filter((move) => move.status === 'rejected')
  assert.equal(failed.length, 1)
  assert.match(String(failed[0]?.reason), /deadlock detected/)
})

/** Holds back all who come until `count` have come. */
function barrier(count: number): () => Promise<void> {
  const full = Promise.withResolvers<void>()
  let come = 0
  return () => {
    if (++come === count) full.resolve()
    return full.promise
  }
}

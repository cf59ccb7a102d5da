import assert from 'node:assert/strict'
import { bookRequest, OFFICE, type World } from './world.ts'

/** Presses "close" for a day (YYYY-MM-DD, all of it) at an app, as the supervisor's page does. */
export async function closeDay(address: string, date: string, headers: Record<string, string> = {}): Promise<void> {
  const { status } = await fetch(`${address}/staff/offices/${OFFICE}/sites/kantor/close-day?date=${date}`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ do: 'close', hour: '', reason: 'flood', words: '', wordsEn: '' }),
  })
  assert.equal(status, 303, 'the day was not closed')
}

/**
 * Forty people who book hour after hour of a day, in both apps, and go on until `close` has
 * closed it under them. Resolves with the codes of all who were answered as booked.
 */
export async function bookedThroughAClosing(world: World, close: (date: string) => Promise<void>): Promise<string[]> {
  const slots = await Promise.all(Array.from({ length: 200 }, () => world.slot(3)))
  // Nobody books the last ones: whatever the haste, there are hours to delete.
  const wanted = slots.slice(0, 180)
  const date = await dayOf(world, slots[0]!)
  const codes: string[] = []
  let next = 0
  const day = { isClosed: false }
  const first = Promise.withResolvers<void>()
  const closing = first.promise.then(() => close(date)).finally(() => (day.isClosed = true))
  const people = Array.from({ length: 40 }, async (_, i) => {
    while (!day.isClosed) {
      const slot = wanted[next++ % wanted.length]!
      const { status, body } = await world.ask(i % world.apps, bookRequest({ slot, niks: world.niks(1) }))
      if (status === 201) codes.push(body.code!.replaceAll('-', ''))
      assert.ok(codes.length > 0, 'nobody could book')
      first.resolve()
    }
  })
  await Promise.all([closing, ...people])
  assert.deepEqual(await standing(world, slots.slice(180)), [], 'no hour was deleted')
  return codes
}

/** The hour of everybody who was booked is there, closed or not. */
export async function assertKept(world: World, codes: readonly string[]): Promise<void> {
  const { rows } = await world.database.pool.query<{ slot_id: string }>(
    'select slot_id from booking where code = any($1)',
    [codes],
  )
  assert.equal(rows.length, codes.length, 'booked, and no trace of it')
  const booked = new Set(rows.map((row) => row.slot_id))
  assert.equal((await standing(world, [...booked])).length, booked.size, 'lost with the hour')
}

async function standing({ database }: World, slots: readonly string[]): Promise<string[]> {
  const { rows } = await database.pool.query<{ slot_id: string }>(
    'select slot_id from slot where slot_id = any($1::bigint[])',
    [slots],
  )
  return rows.map((row) => row.slot_id)
}

async function dayOf({ database }: World, slot: string): Promise<string> {
  const { rows } = await database.pool.query<{ day: string }>(
    `select (starts_at at time zone 'Asia/Jakarta')::date::text as day from slot where slot_id = $1`,
    [slot],
  )
  return rows[0]!.day
}

import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from 'kysely'
import { SetClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { testDatabase, testServers } from '../platform/database/testing.ts'
import { EVENT_CHANNEL, type Events, notifyText, openEvents } from '../platform/events.ts'
import { freeSeats, takeSeats } from './seats.ts'
import { openSlotBook } from './slot-book.ts'
import { exampleNow, exampleOffice, makeSlots } from './testing.ts'
import { slotsReloadText, slotsTopic, slotsTopicTexts } from './topic.ts'

// Goal: whatever order commits, messages and readings come in, every book ends as the
// database is. How: two books, each with its own line, as two processes have them; writers
// that collide on few slots and tell of it in their transactions; readings all the while.
const writers = 4
const changesEach = 120

for (const server of testServers().length > 0 ? testServers() : [undefined]) {
  test(`two books follow colliding writers through readings${server ? `, on ${server.label}` : ''}`, async (t) => {
    const lines: Events[] = []
    t.after(async () => void (await Promise.all(lines.map((line) => line.close()))))
    const database = await testDatabase(t, server && { server })
    const slotIds = await makeSlots(database, 'uji', [500, 500, 500])
    lines.push(await openEvents({ url: database.url }), await openEvents({ url: database.url }))
    const books = lines.map((events) => openSlotBook({ database, clock: new SetClock(exampleNow), events }))
    await Promise.all(books.map((book) => book.office('uji')))

    const writing = { on: true }
    const readers = books.map(async (book) => {
      while (writing.on) {
        await tell(database, slotsReloadText('uji'))
        await book.office('uji')
      }
    })
    const ownBook = books[0]!
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let nth = 0; nth < changesEach; nth++) {
          const slotId = slotIds[(writer + nth) % slotIds.length]!
          const counts = await change(database, slotId, nth)
          // As an app process does for its own commits; the other hears of them.
          if (writer < 2) ownBook.apply('uji', [counts])
        }
      }),
    )
    writing.on = false
    await Promise.all(readers)

    await everythingHeard(database, lines)
    const { rows } = await database.pool.query<{ slot_id: string; taken: number }>('select slot_id, taken from slot')
    const inDatabase = new Map(rows.map((row) => [row.slot_id, row.taken]))
    assert.ok([...inDatabase.values()].some((taken) => taken > 0))
    for (const book of books) {
      const { slots } = await book.office('uji')
      assert.deepEqual(new Map(slots.map((slot) => [slot.slotId, slot.taken])), inDatabase)
    }
    for (const book of books) book.close()
  })
}

/** Takes a seat, or gives one back where there is one, and tells of it in the same transaction. */
function change(database: Database, slotId: string, nth: number) {
  return database.kysely.transaction().execute(async (tx) => {
    const key = { officeId: 'uji', slotId, seats: 1 }
    const { rows } = await sql<{ taken: number }>`
      select taken from slot where office_id = 'uji' and slot_id = ${slotId} for update`.execute(tx)
    const giveBack = nth % 2 === 1 && rows[0]!.taken > 0
    const at = { ...key, now: exampleNow }
    const counts = giveBack ? await freeSeats(tx, { ...at, office: exampleOffice() }) : await takeSeats(tx, at)
    assert.ok(counts)
    for (const text of slotsTopicTexts('uji', [counts])) {
      await sql`select pg_notify(${EVENT_CHANNEL}, ${notifyText(slotsTopic, text)})`.execute(tx)
    }
    return counts
  })
}

async function tell({ pool }: Database, text: string): Promise<void> {
  await pool.query('select pg_notify($1, $2)', [EVENT_CHANNEL, notifyText(slotsTopic, text)])
}

/** Messages come in order: who has heard the last one has heard all. */
async function everythingHeard({ pool }: Database, lines: readonly Events[]): Promise<void> {
  const heard = lines.map((line) => new Promise<void>((resolve) => line.on('the-end', () => resolve())))
  await pool.query('select pg_notify($1, $2)', [EVENT_CHANNEL, notifyText('the-end', '')])
  await Promise.all(heard)
}

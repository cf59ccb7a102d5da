import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { parse } from 'yaml'
import { sampleNiks } from '../people/index.ts'
import { advisoryLocks, type Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Slot } from '../schedule/index.ts'
import { book, type BookDeps } from './book.ts'

const MARK = 'demonstration'
/** The first sample NIKs are for visitors to try; the made-up people have those after. */
export const VISITOR_NIKS = 10_000

const names = fileURLToPath(new URL('../../reference/demonstration.yaml', import.meta.url))

interface Mark {
  /** Made-up people so far. */
  people: number
  /** Days up to this one have been filled. */
  filledUntil: string
}

/**
 * Marks the database as a demonstration. Refused where real data is: where somebody has
 * booked and no mark stands. Throws OperatorError.
 */
export async function markDemonstration({ kysely }: Pick<Database, 'kysely'>): Promise<void> {
  const { rows } = await sql<{ marked: boolean; used: boolean }>`
    select exists (select from setting where name = ${MARK}) as marked, exists (select from booking) as used`.execute(
    kysely,
  )
  const { marked, used } = rows[0]!
  if (marked) return
  if (used)
    throw new OperatorError('this database holds real bookings: set GILIRAN_DEMO=off, or use another database')
  const value = JSON.stringify({ people: 0, filledUntil: '' } satisfies Mark)
  await kysely
    .insertInto('setting')
    .values({ name: MARK, value })
    .onConflict((c) => c.doNothing())
    .execute()
}

/**
 * Fills the released days of every bookable office with made-up bookings, the nearest days
 * most, so that a newcomer sees full, nearly full and free days. At each start only days
 * that were opened since are filled, so visitors' own bookings keep their room.
 */
export async function seedDemonstration(deps: BookDeps): Promise<number> {
  const client = await deps.database.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.demonstration])
    try {
      return await fill(deps)
    } finally {
      await client.query('select pg_advisory_unlock($1)', [advisoryLocks.demonstration])
    }
  } finally {
    client.release()
  }
}

/** What made-up people are called. */
export async function madeUpNames(): Promise<string[]> {
  return (parse(await readFile(names, 'utf8')) as { names: string[] }).names
}

async function fill(deps: BookDeps): Promise<number> {
  const { kysely } = deps.database
  const row = await kysely.selectFrom('setting').select('value').where('name', '=', MARK).executeTakeFirstOrThrow()
  const mark = row.value as Mark
  const people = await madeUpNames()
  const now = deps.clock.now()
  const bookings: Promise<number>[] = []
  let filledUntil = mark.filledUntil
  for (const office of deps.offices.all().filter((one) => one.bookable)) {
    const { slots } = await deps.slots.office(office.officeId)
    for (const slot of slots) {
      const day = slot.startsAt.toZonedDateTimeISO(office.timeZone).toPlainDate()
      const released =
        slot.channel === 'online' && !slot.closedReason && Temporal.Instant.compare(slot.opensAt, now) <= 0
      if (!released || day.toString() <= mark.filledUntil) continue
      if (day.toString() > filledUntil) filledUntil = day.toString()
      const daysAway = now.toZonedDateTimeISO(office.timeZone).toPlainDate().until(day).days
      let left = Math.round(slot.capacity * fullness(slot, daysAway)) - slot.taken
      while (left > 0) {
        const size = Math.min(left, [1, 1, 2, 1, 3, 2, 5, 4][mark.people % 8]!)
        bookings.push(bookOne(deps, slot, { first: mark.people, size, names: people }))
        mark.people += size
        left -= size
      }
    }
  }
  const seats = (await Promise.all(bookings)).reduce((sum, one) => sum + one, 0)
  const value = JSON.stringify({ people: mark.people, filledUntil } satisfies Mark)
  await kysely.updateTable('setting').set({ value }).where('name', '=', MARK).execute()
  return seats
}

/** The share of a slot that is taken: near days are full, far ones nearly empty, early hours are wanted most. */
function fullness(slot: Readonly<Slot>, daysAway: number): number {
  const spread = (Number((BigInt(slot.slotId) * 7919n) % 97n) / 97) * 0.5
  if (daysAway <= 2) return 1
  const wanted = Math.max(0.1, 1.15 - daysAway / 22) + spread - 0.2
  return Math.min(1, Math.max(0, wanted))
}

async function bookOne(
  deps: BookDeps,
  slot: Readonly<Slot>,
  { first, size, names }: { first: number; size: number; names: string[] },
): Promise<number> {
  const people = sampleNiks(size, VISITOR_NIKS + first).map((nik, i) => ({
    name: names[(first + i) % names.length]!,
    nik,
    service: (first + i) % 3 === 0 ? 'replace-expired-adult' : 'new-adult',
    purpose: (first + i) % 2 === 0 ? 'umrah' : 'tourism',
  }))
  const request = {
    office: slot.officeId,
    slot: slot.slotId,
    people,
    locale: 'id' as const,
    idempotencyKey: `demonstration-${slot.slotId}-${first}`,
    actor: { kind: 'system' as const },
  }
  try {
    await book(deps, request)
    return size
  } catch (error) {
    // A past hour or one a visitor took meanwhile is no harm to a demonstration.
    if (error instanceof Refusal) return 0
    throw error
  }
}

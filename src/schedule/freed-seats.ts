import { randomInt } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { OfficeBook } from '../offices/index.ts'
import { writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import { freedSeatsRule, lateFrom, ticksLeft, walkInsFrom } from './freed-rules.ts'
import { endHolding, type HeldSeats, leaveToDraw, readHeld, turnToWalkIns } from './freed-store.ts'
import { lockSlots } from './seats.ts'
import { slotsTopic, slotsTopicTexts } from './topic.ts'

/** The task that lets freed seats go; src/jobs.ts does it each minute. */
export const FREED_SEATS_TASK = 'freed-seats'

export interface FreedSeatsDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
  offices: Pick<OfficeBook, 'get'>
  /** A fair lot: 0 or more, below `count`. */
  lot?: (count: number) => number
}

/** To whom seats go that are held no longer; `late`: nobody in the order had them, the walk-ins are to have them. */
type To = 'online' | 'walk-ins' | 'late'

/**
 * Lets go what has been held long enough: seats under a delay whose lot falls on this minute,
 * and all of hours that nobody can book from home any more, which the day's walk-ins get; what
 * waits for a draw's order when it is late waits for them from then on. One
 * transaction a slot, so that being killed loses and doubles nothing; safe in several
 * processes at once. A slot that fails does not keep the others; all such are thrown together.
 */
export async function returnFreedSeats(deps: FreedSeatsDeps): Promise<void> {
  const { database, clock } = deps
  const now = clock.now()
  const due = (await readHeld(database.kysely)).flatMap((one) => {
    const to = whereTo(deps, one, now)
    return to ? [{ ...one, to }] : []
  })
  const failures: unknown[] = []
  const ofSlots = Map.groupBy(due, ({ officeId, slotId, to }) => `${officeId} ${slotId} ${to}`)
  for (const seats of ofSlots.values()) {
    await database.kysely
      .transaction()
      .execute((tx) => letGo(tx, seats, now))
      .catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'freed seats could not be let go')
}

function whereTo(
  { offices, lot = randomInt }: FreedSeatsDeps,
  { officeId, way, startsAt, returnsFrom, returnsBy }: HeldSeats,
  now: Temporal.Instant,
): To | undefined {
  const { definition, timeZone = 'UTC' } = offices.get(officeId) ?? {}
  const isPast = (at: Temporal.Instant): boolean => Temporal.Instant.compare(now, at) >= 0
  if (isPast(walkInsFrom(startsAt, definition?.booking.noticeMinutes ?? 0))) return 'walk-ins'
  if (way === 'order' && isPast(lateFrom(startsAt, timeZone, definition ? freedSeatsRule(definition) : {}))) return 'late'
  if (way !== 'delay' || !returnsFrom || !returnsBy) return undefined
  const ticks = ticksLeft({ returnsFrom, returnsBy }, now)
  return ticks > 0 && lot(ticks) === 0 ? 'online' : undefined
}

const system = { kind: 'system' } as const

async function letGo(
  tx: Transaction<Tables>,
  due: readonly (HeldSeats & { to: To })[],
  now: Temporal.Instant,
): Promise<void> {
  const [{ officeId, slotId, to }] = due as [HeldSeats & { to: To }]
  await lockSlots(tx, officeId, [slotId])
  await leaveToDraw(tx, { officeId, slotId })
  const freedIds = due.map(({ freedId }) => freedId)
  if (to === 'late') {
    const late = await turnToWalkIns(tx, { officeId, freedIds })
    const details = { slot: slotId, seats: late, freed: freedIds }
    if (late > 0) await writeAudit(tx, { officeId, kind: 'seats-to-walk-ins', at: now, actor: system, details })
    return
  }
  const seats = await endHolding(tx, { officeId, freedIds, way: to === 'online' ? 'delay' : 'walk-ins' })
  if (seats === 0) return
  const slot = await tx
    .updateTable('slot')
    .set({
      withheld: sql`withheld - ${seats}::int`,
      capacity: sql`greatest(planned, taken + withheld - ${seats}::int)`,
    })
    .where('office_id', '=', officeId)
    .where('slot_id', '=', slotId)
    .returning(['capacity', 'taken', 'withheld'])
    .executeTakeFirstOrThrow()
  const details = { slot: slotId, seats, to, freed: freedIds }
  await writeAudit(tx, { officeId, kind: 'seats-returned', at: now, actor: system, details })
  for (const text of slotsTopicTexts(officeId, [{ slotId, ...slot }])) await notifyAll(tx, slotsTopic, text)
}

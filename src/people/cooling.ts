import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from '../platform/database/index.ts'

/**
 * Who has missed turns without a word waits before taking another (an office's
 * `booking.noShows`). Cancelling in time costs nothing: where giving back was punished nobody
 * gave back.
 *
 *   came, cancelled --> nothing
 *   missed --count--> counted --excuse--> excused
 *   so many counted within so many days --> cooling --its days are over, an excuse--> nothing
 */
export interface NoShowRules {
  count: number
  withinDays: number
  coolingDays: number
}

/** The first day on which who missed these days may take a turn again; undefined: too few were missed. */
export function coolingEnds(missed: readonly Temporal.PlainDate[], rules: NoShowRules): Temporal.PlainDate | undefined {
  const { compare } = Temporal.PlainDate
  // The last day that made it too many: one missed later, by itself, ends no wait.
  const last = missed.toSorted(compare).findLast((day) => {
    const from = day.subtract({ days: rules.withinDays })
    return missed.filter((one) => compare(one, from) > 0 && compare(one, day) <= 0).length >= rules.count
  })
  return last?.add({ days: rules.coolingDays + 1 })
}

export interface ToSettle {
  nikHash: Buffer
  /** Of the office where the turn was missed. */
  rules: NoShowRules
  timeZone: string
  now: Temporal.Instant
  /** A turn was excused, so a wait may end. One that was missed ends none, whatever its office's rule. */
  isExcused?: true
}

/** Writes until when a person waits, by what counts now. Returns the end, if it is to come. */
export async function settleCooling(
  tx: Transaction<Tables>,
  { nikHash, rules, timeZone, now, isExcused }: ToSettle,
): Promise<Temporal.Instant | undefined> {
  const rows = await tx
    .selectFrom('no_show')
    .select('day')
    .where('nik_hash', '=', nikHash)
    .where('excused', 'is', null)
    .execute()
  const ends = coolingEnds(rows.map(({ day }) => day), rules)?.toZonedDateTime({ timeZone }).toInstant()
  if (!ends || Temporal.Instant.compare(ends, now) <= 0) {
    if (isExcused) await tx.deleteFrom('cooling').where('nik_hash', '=', nikHash).execute()
    return undefined
  }
  await tx
    .insertInto('cooling')
    .values({ nik_hash: nikHash, ends_at: ends })
    .onConflict((conflict) =>
      conflict.column('nik_hash').doUpdateSet({
        ends_at: isExcused ? ends : sql`greatest(cooling.ends_at, excluded.ends_at)`,
      }),
    )
    .execute()
  return ends
}

/** Until when each of these people waits, in the same order; undefined: not at all. Bookings and draws ask this. */
export async function coolingOf(
  db: Kysely<Tables>,
  nikHashes: readonly Buffer[],
  now: Temporal.Instant,
): Promise<(Temporal.Instant | undefined)[]> {
  if (nikHashes.length === 0) return []
  const rows = await db
    .selectFrom('cooling')
    .selectAll()
    .where('nik_hash', '=', sql<Buffer>`any(${nikHashes}::bytea[])`)
    .where('ends_at', '>', now)
    .execute()
  return nikHashes.map((hash) => rows.find((row) => row.nik_hash.equals(hash))?.ends_at)
}

/** What counts of a booking that was missed, and until when somebody of it waits; undefined: nothing. */
export async function missedBy(
  db: Kysely<Tables>,
  { officeId, bookingId }: { officeId: string; bookingId: string },
  now: Temporal.Instant,
): Promise<{ waitsUntil: Temporal.Instant | undefined } | undefined> {
  const rows = await db
    .selectFrom('no_show as n')
    .leftJoin('cooling as c', (on) => on.onRef('c.nik_hash', '=', 'n.nik_hash').on('c.ends_at', '>', now))
    .select('c.ends_at')
    .where('n.office_id', '=', officeId)
    .where('n.booking_id', '=', bookingId)
    .where('n.excused', 'is', null)
    .orderBy('c.ends_at', (order) => order.desc().nullsLast())
    .execute()
  return rows[0] && { waitsUntil: rows[0].ends_at ?? undefined }
}

/** No office looks back further; `booking.noShows.withinDays` allows no more. */
export const NO_SHOW_DAYS_MAX = 365

/** Throws away waits that are over, and missed turns that no rule counts any more. */
export async function sweepNoShows(db: Kysely<Tables>, now: Temporal.Instant): Promise<void> {
  const oldest = now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: NO_SHOW_DAYS_MAX + 1 })
  await db.deleteFrom('cooling').where('ends_at', '<=', now).execute()
  await db.deleteFrom('no_show').where('day', '<', oldest).execute()
}

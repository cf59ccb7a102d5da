import { sql, type Transaction } from 'kysely'
import type { Office, OfficeBook } from '../offices/index.ts'
import { type NoShowRules, settleCooling } from '../people/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database, Tables } from '../platform/database/index.ts'

export interface NoShowDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
  offices: Pick<OfficeBook, 'all' | 'get'>
  /** Writes down whom to tell of turns that were counted as missed, in the transaction that counts them. */
  tell?: (
    tx: Transaction<Tables>,
    missed: { officeId: string; bookingIds: readonly string[]; day: Temporal.PlainDate },
    now: Temporal.Instant,
  ) => Promise<void>
}

/** Counted so late: a desk that was cut off sends its check-ins when the line is back. */
const AFTER_DAYS = 2
/** Looked at again so often: a job that did not run for a few days misses nobody. */
const LOOK_BACK_DAYS = 7

/** Who has booked and who counts it: an office that runs its day here and has a rule for it. */
export const COUNT_NO_SHOWS_TASK = 'count-no-shows'
export const countNoShowsCron = '40 18 * * *'

/**
 * Counts everybody who held a seat and did not come, office by office and day by day. Not where
 * the office is at fault: the hour was closed, calls were stopped to the end of the day, or
 * nobody was checked in at all. Repeatable: each is counted once.
 */
export async function countNoShows({ database, clock, offices, tell }: NoShowDeps): Promise<void> {
  const now = clock.now()
  for (const office of offices.all()) {
    const rules = office.definition?.booking.noShows
    if (!rules || !office.bookable || !office.definition?.day) continue
    const today = now.toZonedDateTimeISO(office.timeZone).toPlainDate()
    for (let ago = AFTER_DAYS + LOOK_BACK_DAYS - 1; ago >= AFTER_DAYS; ago--) {
      const day = today.subtract({ days: ago })
      await database.kysely.transaction().execute((tx) => countDay(tx, { office, rules, day, now, tell }))
    }
  }
}

interface DayToCount {
  office: Office
  rules: NoShowRules
  day: Temporal.PlainDate
  now: Temporal.Instant
  tell: NoShowDeps['tell']
}

interface Missed {
  booking_id: string
  position: number
  nik_hash: Buffer
}

async function countDay(tx: Transaction<Tables>, { office, rules, day, now, tell }: DayToCount): Promise<void> {
  const { officeId, timeZone } = office
  const [from, to] = [day, day.add({ days: 1 })].map((one) => one.toZonedDateTime({ timeZone }).toInstant().toString())
  const { rows } = await sql<Missed>`
    insert into no_show (office_id, booking_id, position, nik_hash, day)
    select b.office_id, b.booking_id, p.position, p.nik_hash, ${day.toString()}::date
    from slot s
    join booking b on b.office_id = s.office_id and b.slot_id = s.slot_id and b.state = 'booked'
    join booking_person p on p.office_id = b.office_id and p.booking_id = b.booking_id
    where s.office_id = ${officeId} and s.starts_at >= ${from}::timestamptz and s.starts_at < ${to}::timestamptz
      and s.closed_reason is null
      and not exists (select from visit_person v where v.office_id = b.office_id and v.booking_id = b.booking_id
        and v.position = p.position)
      and exists (select from hall h where h.office_id = s.office_id and h.site_id = s.site_id
        and h.day = ${day.toString()}::date and h.pause_reason is null
        and exists (select from visit v where v.office_id = h.office_id and v.site_id = h.site_id
          and v.day = h.day and v.booking_id is not null))
    on conflict on constraint no_show_once do nothing
    returning booking_id, position, nik_hash`.execute(tx)
  for (const { booking_id: booking, position, nik_hash: nikHash } of rows) {
    const details = { booking, position, day: day.toString() }
    await writeAudit(tx, { officeId, kind: 'no-show', at: now, actor: { kind: 'system' }, details })
    await settleCooling(tx, { nikHash, rules, timeZone, now })
  }
  const bookingIds = [...new Set(rows.map((one) => one.booking_id))]
  if (bookingIds.length > 0) await tell?.(tx, { officeId, bookingIds, day }, now)
}

/** Why a turn that was missed does not count: a list, so that figures can be made of it. */
export const excuseReasons = ['ill', 'family', 'travel', 'office-fault', 'was-here', 'not-theirs'] as const
export type ExcuseReason = (typeof excuseReasons)[number]

export interface Excused {
  /** Of the turn that was missed last and is excused now. */
  day: Temporal.PlainDate
  /** Until when the person waits all the same; undefined: may take a turn again. */
  waitsUntil: Temporal.Instant | undefined
}

/**
 * Excuses the turn that somebody missed last, once staff have seen the card. Wherever it was
 * missed: the trace stands with that office and names who did it. Undefined: none counts.
 */
export async function excuseNoShow(
  { database, clock, keys, offices }: NoShowDeps & { keys: Pick<Keys, 'lookup'> },
  { nik, reason, actor }: { nik: string; reason: ExcuseReason; actor: Actor },
): Promise<Excused | undefined> {
  const nikHash = keys.lookup('nik', nik)
  const now = clock.now()
  return database.kysely.transaction().execute(async (tx) => {
    const last = await tx
      .selectFrom('no_show')
      .select(['office_id', 'booking_id', 'position', 'day'])
      .where('nik_hash', '=', nikHash)
      .where('excused', 'is', null)
      .orderBy('day', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    if (!last) return undefined
    const { office_id: officeId, booking_id: booking, position, day } = last
    await tx
      .updateTable('no_show')
      .set({ excused: reason })
      .where('office_id', '=', officeId)
      .where('booking_id', '=', booking)
      .where('position', '=', position)
      .execute()
    await writeAudit(tx, { officeId, kind: 'no-show-excused', at: now, actor, details: { booking, position, reason } })
    const office = offices.get(officeId)
    const rules = office?.definition?.booking.noShows
    if (!office || !rules) {
      await tx.deleteFrom('cooling').where('nik_hash', '=', nikHash).execute()
      return { day, waitsUntil: undefined }
    }
    const { timeZone } = office
    return { day, waitsUntil: await settleCooling(tx, { nikHash, rules, timeZone, now, isExcused: true }) }
  })
}

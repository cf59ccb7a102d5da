import { type Kysely, sql } from 'kysely'
import type { Tables } from '../platform/database/index.ts'
import type { NumberNews, OwedReminders } from './plan.ts'

type Db = Kysely<Tables>

/** Whether anybody is told of booking `b`: by its contact, or by a phone that asked for it. */
const isTold = sql`(b.contact_hash is not null or exists (
  select from push_subscription p where p.office_id = b.office_id and p.booking_id = b.booking_id))`

export type OfficesReminders = OwedReminders & { officeId: string }

/** Writes one reminder for each booking with a contact that is owed one and has none; returns how many. */
export async function addReminders(
  db: Db,
  owed: readonly OfficesReminders[],
  now: Temporal.Instant,
): Promise<number> {
  const texts = (name: 'officeId' | 'kind' | 'dueAt' | 'from' | 'to'): string[] => owed.map((one) => String(one[name]))
  const { numAffectedRows } = await sql`
    insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
    select b.office_id, gen_random_uuid(), o.kind, b.booking_id, b.slot_id::text, 'waiting',
      ${now}::timestamptz, ${now}::timestamptz
    from unnest(${texts('officeId')}::text[], ${texts('kind')}::text[], ${texts('dueAt')}::timestamptz[],
                ${texts('from')}::timestamptz[], ${texts('to')}::timestamptz[])
      as o (office_id, kind, due_at, from_at, to_at)
    join slot s on s.office_id = o.office_id and s.starts_at >= o.from_at and s.starts_at < o.to_at
    join booking b on b.office_id = s.office_id and b.slot_id = s.slot_id
    where s.closed_reason is null and b.state = 'booked' and ${isTold} and b.changed_at < o.due_at
    on conflict on constraint message_once do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Writes what is to be told of numbers in halls whose bookings have a contact and were not told; returns how many. */
export async function addNumberNews(db: Db, news: readonly NumberNews[], now: Temporal.Instant): Promise<number> {
  const column = <K extends keyof NumberNews>(name: K): NumberNews[K][] => news.map((one) => one[name])
  const dueAt = news.map((one) => one.dueAt.toString())
  const { numAffectedRows } = await sql`
    insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
    select b.office_id, gen_random_uuid(), n.kind, b.booking_id, n.visit_id, 'waiting', n.due_at, ${now}::timestamptz
    from unnest(${column('officeId')}::text[], ${column('kind')}::text[], ${column('bookingId')}::uuid[],
                ${column('visitId')}::text[], ${dueAt}::timestamptz[])
      as n (office_id, kind, booking_id, visit_id, due_at)
    join booking b on b.office_id = n.office_id and b.booking_id = n.booking_id
    where b.state = 'booked' and ${isTold}
      and (n.kind <> 'survey' or not exists (select from message m
           where m.office_id = b.office_id and m.booking_id = b.booking_id and m.kind = 'survey'))
    on conflict on constraint message_once do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Writes one message for each of these bookings whose missed turn was counted, if somebody is told of it. */
export async function addNoShows(
  db: Db,
  { officeId, bookingIds, day }: { officeId: string; bookingIds: readonly string[]; day: Temporal.PlainDate },
  now: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
    select b.office_id, gen_random_uuid(), 'no-show', b.booking_id, ${day.toString()}, 'waiting',
      ${now}::timestamptz, ${now}::timestamptz
    from booking b where b.office_id = ${officeId} and b.booking_id = any(${[...bookingIds]}::uuid[]) and ${isTold}
    on conflict on constraint message_once do nothing`.execute(db)
}

/** Hours that are closed are told of while they are to come, and so long after, for a process that slept. */
const CLOSED_SINCE_HOURS = 24

/** Writes one message for each booking whose hour its office has closed, of all offices; returns how many. */
export async function addClosed(db: Db, now: Temporal.Instant): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into message (office_id, message_id, kind, booking_id, about, state, due_at, made_at)
    select b.office_id, gen_random_uuid(), 'closed', b.booking_id, b.slot_id::text, 'waiting',
      ${now}::timestamptz, ${now}::timestamptz
    from slot s join booking b on b.office_id = s.office_id and b.slot_id = s.slot_id
    where s.closed_reason is not null and s.starts_at > ${now.subtract({ hours: CLOSED_SINCE_HOURS })}
      and b.state = 'booked' and ${isTold}
      and not exists (select from message m where m.office_id = b.office_id and m.booking_id = b.booking_id
        and m.kind = 'closed' and m.about = b.slot_id::text)
    on conflict on constraint message_once do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

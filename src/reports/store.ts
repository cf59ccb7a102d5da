import { type Kysely, sql, type Transaction } from 'kysely'
import { type AuditEvent, writeAudit } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'
import type { OutOfTurnReason } from '../visits/index.ts'
import type { CameFact, DayFacts, MonthFacts } from './rules.ts'

type Reader = Kysely<Tables> | Transaction<Tables>

/** Days of one office. */
export interface Stretch {
  officeId: string
  timeZone: string
  /** Both inclusive. */
  from: Temporal.PlainDate
  to: Temporal.PlainDate
}

const boundsOf = ({ timeZone, from, to }: Stretch): { start: Temporal.Instant; end: Temporal.Instant } => ({
  start: from.toZonedDateTime(timeZone).toInstant(),
  end: to.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
})

/**
 * The way of a booking `b` in a slot `s`. A booking of somebody who entered a draw has the entry's
 * id; what the draw gave is kept, so who has a turn and was given none had it by an offer.
 */
const wayOfBooking = sql`coalesce((select case when e.drawn_slot_id is null then 'freed' else 'draw' end
  from draw_entry e where e.office_id = b.office_id and e.entry_id = b.booking_id and e.state = 'won'), s.channel)`

interface CameRow {
  date: string
  way: CameFact['way']
  state: CameFact['state']
  minutes: number | null
  people: number
}

/**
 * What became of everybody with a seat in these days, and of nobody else: not of who cancelled or
 * whose hour the office closed. Served: the visit was finished. Minutes from the hour, or from
 * coming if that was later, to the first call.
 */
async function readCame(db: Reader, stretch: Stretch): Promise<CameRow[]> {
  const { officeId, timeZone } = stretch
  const { start, end } = boundsOf(stretch)
  const { rows } = await sql<CameRow>`
    with b as (
      select b.office_id, b.booking_id, b.party_size, ${wayOfBooking} as way, s.starts_at,
        to_char(s.starts_at at time zone ${timeZone}, 'YYYY-MM-DD') as date
      from slot s join booking b on b.office_id = s.office_id and b.slot_id = s.slot_id
      where s.office_id = ${officeId} and s.starts_at >= ${start} and s.starts_at < ${end}
        and s.closed_reason is null and b.state = 'booked'
    ), here as (
      select b.booking_id, v.visit_id, v.state, count(*)::int as people,
        greatest(v.arrived_at, coalesce(v.appointment_at, v.arrived_at)) as since,
        (select min(st.at) from visit_step st where st.office_id = v.office_id and st.visit_id = v.visit_id
           and st.kind in ('called', 'out-of-turn')) as called_at
      from b join visit v on v.office_id = b.office_id and v.booking_id = b.booking_id and v.day = b.date::date
      join visit_person p on p.office_id = v.office_id and p.visit_id = v.visit_id
      -- Who went on to another site of the office that day is counted there.
      where p.nik_hash is not null
      group by b.booking_id, v.office_id, v.visit_id
    )
    select date, way, state, minutes, sum(people)::int as people from (
      select b.date, b.way, case h.state when 'finished' then 'served' else 'left' end as state, h.people,
        case h.state when 'finished'
          then greatest(0, floor(extract(epoch from h.called_at - h.since) / 60))::int end as minutes
      from b join here h on h.booking_id = b.booking_id
      union all
      select b.date, b.way, 'not-come', b.party_size - coalesce((select sum(h.people) from here h
        where h.booking_id = b.booking_id), 0), null
      from b
    ) each
    where people > 0
    group by date, way, state, minutes
    order by date, way, state, minutes`.execute(db)
  return rows
}

interface OfferedRow {
  date: string
  way: CameFact['way']
  seats: number
  freed: number
  plannedAnew: number
}

/** Each day with hours that were not closed: its seats, its people, its calls out of turn. */
export async function readDays(db: Reader, stretch: Stretch): Promise<DayFacts[]> {
  const { officeId, timeZone } = stretch
  const { start, end } = boundsOf(stretch)
  const freed = (isPlannedAnew: boolean) => sql`coalesce((select sum(f.seats) from freed_seat f
    where f.office_id = s.office_id and f.slot_id = s.slot_id and f.offer_id is null
      and f.planned_anew = ${isPlannedAnew}), 0)`
  // What a draw gives are online seats, until it leaves some.
  const way = sql`case when s.draw_policy is not null then 'draw' else s.channel end`
  const { rows: offered } = await sql<OfferedRow>`
    select to_char(s.starts_at at time zone ${timeZone}, 'YYYY-MM-DD') as date, ${way} as way,
      sum(s.capacity)::int as seats, sum(${freed(false)})::int as freed, sum(${freed(true)})::int as "plannedAnew"
    from slot s
    where s.office_id = ${officeId} and s.starts_at >= ${start} and s.starts_at < ${end} and s.closed_reason is null
    group by 1, 2`.execute(db)
  const came = await readCame(db, stretch)
  const calls = await readOutOfTurn(db, stretch)
  const dates = new Set([...offered, ...came].map(({ date }) => date))
  return [...dates].toSorted().map((date) => {
    const own = offered.filter((one) => one.date === date)
    return {
      date,
      offered: own.map(({ way, seats }) => ({ way, seats })),
      came: came.filter((one) => one.date === date).map(({ date: _, ...fact }) => fact),
      outOfTurn: calls.filter((one) => one.date === date),
      freed: own.reduce((sum, one) => sum + one.freed, 0),
      plannedAnew: own.reduce((sum, one) => sum + one.plannedAnew, 0),
    }
  })
}

interface CallsRow {
  date: string
  kind: OutOfTurnReason
  people: number
}

/** Calls out of turn that were not taken back, by day and reason: each has its trace. */
export async function readOutOfTurn(db: Reader, { officeId, from, to }: Stretch): Promise<CallsRow[]> {
  const { rows } = await sql<CallsRow>`
    select to_char(v.day, 'YYYY-MM-DD') as date, s.reason as kind, count(*)::int as people
    from visit v join visit_step s on s.office_id = v.office_id and s.visit_id = v.visit_id
    where v.office_id = ${officeId} and v.site_id in (select site_id from hall where office_id = ${officeId})
      and v.day between ${from.toString()} and ${to.toString()} and s.kind = 'out-of-turn' and s.reason is not null
      and not exists (select from visit_step u where u.office_id = s.office_id and u.visit_id = s.visit_id
        and u.step = s.step + 1 and u.kind = 'undone')
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** What only a month tells, of the days that are named. */
export async function readMonth(
  db: Reader,
  stretch: Stretch,
  days: readonly string[],
): Promise<Pick<MonthFacts, 'priority' | 'booked' | 'money'>> {
  const { officeId, timeZone } = stretch
  const { start, end } = boundsOf(stretch)
  const { rows: priority } = await sql<MonthFacts['priority'][number]>`
    select coalesce(priority, 'unnamed') as kind, sum(people)::int as people from visit
    where office_id = ${officeId} and kind = 'priority' and day = any(${[...days]}::date[])
    group by 1 order by 1`.execute(db)
  const { rows: booked } = await sql<MonthFacts['booked'][number]>`
    select case when b.assisted then 'staff' else 'self' end as kind, sum(b.party_size)::int as people
    from slot s join booking b on b.office_id = s.office_id and b.slot_id = s.slot_id
    where s.office_id = ${officeId} and s.starts_at >= ${start} and s.starts_at < ${end}
      and s.closed_reason is null and b.state = 'booked'
      and (s.starts_at at time zone ${timeZone})::date = any(${[...days]}::date[])
    group by 1 order by 1`.execute(db)
  const { rows: money } = await sql<MonthFacts['money'][number]>`
    select case when asked_money then 'yes' else 'no' end as kind, count(*)::int as people from survey
    where office_id = ${officeId} and day between ${stretch.from.toString()} and ${stretch.to.toString()}
    group by 1 order by 1`.execute(db)
  return { priority, booked, money }
}

/**
 * Commitments of the turns given in these days, winners' turns too: what a sample is drawn from.
 * A month's are read once, so they need no index. Their order says nothing: the list is sorted.
 */
export async function readCommitments(db: Reader, stretch: Stretch): Promise<Buffer[]> {
  const { start, end } = boundsOf(stretch)
  const { rows } = await sql<{ commitment: Buffer }>`
    select a.commitment from audit a
    join audit_opening o on o.office_id = a.office_id and o.audit_id = a.audit_id
    where a.office_id = ${stretch.officeId} and a.at >= ${start} and a.at < ${end}
      and o.opening::jsonb ->> 'kind' = 'booked'`.execute(db)
  return rows.map((one) => one.commitment)
}

/** Of which local days there are hours or records to count. */
export async function readPeriods(
  db: Reader,
  stretch: Stretch,
): Promise<{ days: string[]; known: ReadonlySet<string> }> {
  const { start, end } = boundsOf(stretch)
  const { rows: days } = await sql<{ date: string }>`
    select distinct to_char(starts_at at time zone ${stretch.timeZone}, 'YYYY-MM-DD') as date from slot
    where office_id = ${stretch.officeId} and starts_at >= ${start} and starts_at < ${end}`.execute(db)
  const known = await db
    .selectFrom('public_record')
    .select('period')
    .where('office_id', '=', stretch.officeId)
    .where('period', '>=', stretch.from.toString().slice(0, 7))
    .execute()
  return { days: days.map((one) => one.date), known: new Set(known.map((one) => one.period)) }
}

/** What was published, as it was committed to. */
export interface Published {
  period: string
  /** The exact text; a JSON object with the record among its members. */
  opening: string
  salt: Buffer
  auditId: string
  at: Temporal.Instant
}

/** By period, `from` and `to` inclusive, as text. */
export async function readPublished(
  db: Reader,
  { officeId, from, to }: { officeId: string; from: string; to: string },
): Promise<Published[]> {
  const rows = await db
    .selectFrom('public_record as r')
    .innerJoin('audit_opening as o', (join) =>
      join.onRef('o.office_id', '=', 'r.office_id').onRef('o.audit_id', '=', 'r.audit_id'),
    )
    .innerJoin('audit as a', (join) =>
      join.onRef('a.office_id', '=', 'r.office_id').onRef('a.audit_id', '=', 'r.audit_id'),
    )
    .select(['r.period', 'r.audit_id', 'o.opening', 'o.salt', 'a.at'])
    .where('r.office_id', '=', officeId)
    .where('r.period', '>=', from)
    .where('r.period', '<=', to)
    .orderBy('r.period')
    .execute()
  return rows.map(({ period, audit_id: auditId, opening, salt, at }) => ({ period, auditId, opening, salt, at }))
}

/** All periods that an office has published, newest first; samples too. */
export async function readPublishedPeriods(db: Reader, officeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('public_record')
    .select('period')
    .where('office_id', '=', officeId)
    .orderBy('period', 'desc')
    .execute()
  return rows.map((one) => one.period)
}

/** The list of a month that is over; undefined: there is none. */
export async function readList(db: Reader, officeId: string, month: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('public_record')
    .select('commitments')
    .where('office_id', '=', officeId)
    .where('period', '=', month)
    .executeTakeFirst()
  return row?.commitments ?? undefined
}

/** Somebody else was first: the transaction that meant to publish must end, and its trace with it. */
export class PublishedAlready extends Error {
  override name = 'PublishedAlready'
}

/** Publishes what the trace says, once. Throws PublishedAlready where the period has its record. */
export async function publish(
  tx: Transaction<Tables>,
  { period, event, commitments }: { period: string; event: AuditEvent; commitments?: string },
): Promise<void> {
  const auditId = await writeAudit(tx, event)
  const made = await tx
    .insertInto('public_record')
    .values({ office_id: event.officeId, period, audit_id: auditId, commitments: commitments ?? null })
    .onConflict((conflict) => conflict.constraint('public_record_once').doNothing())
    .returning('period')
    .executeTakeFirst()
  if (!made) throw new PublishedAlready()
}

/** A trace that a sample picked; without salt and opening: they were erased. */
export interface PickedTrace {
  auditId: string
  commitment: string
  salt?: string
  opening?: string
  siteId?: string
}

export async function readPicked(db: Reader, officeId: string, picked: readonly string[]): Promise<PickedTrace[]> {
  const { rows } = await sql<{
    audit_id: string
    commitment: Buffer
    salt: Buffer | null
    opening: string | null
    site_id: string | null
  }>`
    select a.audit_id, a.commitment, o.salt, o.opening, s.site_id from audit a
    left join audit_opening o on o.office_id = a.office_id and o.audit_id = a.audit_id
    left join booking b on b.office_id = a.office_id and b.booking_id::text = o.opening::jsonb ->> 'booking'
    left join slot s on s.office_id = b.office_id and s.slot_id = b.slot_id
    where a.office_id = ${officeId} and encode(a.commitment, 'hex') = any(${[...picked]})`.execute(db)
  const found = new Map(rows.map((row) => [row.commitment.toString('hex'), row]))
  return picked.flatMap((commitment): PickedTrace[] => {
    const row = found.get(commitment)
    if (!row) return []
    return [
      {
        auditId: row.audit_id,
        commitment,
        ...(row.salt && { salt: row.salt.toString('hex') }),
        ...(row.opening !== null && { opening: row.opening }),
        ...(row.site_id !== null && { siteId: row.site_id }),
      },
    ]
  })
}

import { isDeepStrictEqual } from 'node:util'
import { sql, type Transaction } from 'kysely'
import {
  ANNOUNCE_DAYS_MIN,
  asFileFault,
  drawMoments,
  type DrawPolicy,
  FileRefusal,
  type OfficeDefinition,
} from '../offices/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Tables } from '../platform/database/index.ts'

/** Days with seats that a demand is at least counted over: two weeks of them. */
export const DEMAND_DAYS_MIN = 10
/** Of these so many in a hundred at least were full. */
export const FULL_PERCENT_MIN = 50

/** How fast an office's days filled, over the visit days of a stated span. */
export interface Demand {
  /** Days with seats to book. */
  days: number
  /** Of these, days of which 95 of 100 seats were taken. */
  daysFull: number
  seats: number
  taken: number
  /** Of the full days, the median of hours from the release until 95 of 100 bookings were made; null: no full day. */
  hoursToFill: number | null
}

export interface AnnouncedDraw {
  draw: DrawPolicy
  demand: Demand
}

export interface DrawsChange {
  before: OfficeDefinition | null
  after: OfficeDefinition
  timeZone: string
  now: Temporal.Instant
}

/**
 * Holds an office to how it turns to a draw: announced so many days before entering begins,
 * demand counted from its own bookings, and unchanged once entering has begun. Returns what
 * is new or changed, with its demand. Throws FileRefusal that names every fault.
 */
export async function requireAnnounced(tx: Transaction<Tables>, change: DrawsChange): Promise<AnnouncedDraw[]> {
  const { before, after, timeZone, now } = change
  const faults = begunFaults(change)
  const used = await usedIds(tx, after.office, now)
  const announced: AnnouncedDraw[] = []
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const first = today.add({ days: ANNOUNCE_DAYS_MIN }).toString()
  for (const [index, draw] of (after.draws ?? []).entries()) {
    if (isSame(draw, before?.draws?.find(({ id }) => id === draw.id))) continue
    if (draw.opens.slice(0, 10) < first || draw.announcedOn < today.toString()) {
      const values = { days: ANNOUNCE_DAYS_MIN, first }
      faults.push(asFileFault({ path: ['draws', index], say: 'offices.definition.drawNotAnnounced', values }))
    }
    const earlier = used.get(draw.id)
    if (earlier && !isSame(earlier, draw) && !faults.some(({ place }) => place === `draws[${index}]`)) {
      const values = { from: earlier.from, to: earlier.to }
      faults.push(asFileFault({ path: ['draws', index, 'id'], say: 'offices.definition.drawIdUsed', values }))
    }
    const demand = await countDemand(tx, { officeId: after.office, draw, timeZone })
    const needed = Math.ceil((demand.days * FULL_PERCENT_MIN) / 100)
    // Of days that were given elsewhere the office says what it knows; it says nothing against its own count.
    const isCounted = demand.days >= DEMAND_DAYS_MIN
    if (isCounted ? demand.daysFull < needed : !draw.demand.stated) {
      const values = {
        from: draw.demand.from,
        to: draw.demand.to,
        days: demand.days,
        full: demand.daysFull,
        needed: Math.max(needed, 1),
        daysMin: DEMAND_DAYS_MIN,
      }
      faults.push(asFileFault({ path: ['draws', index, 'demand'], say: 'offices.definition.drawNoDemand', values }))
    }
    announced.push({ draw, demand })
  }
  if (faults.length > 0) throw new FileRefusal(faults)
  return announced
}

/** The trace of each announcement, with the demand that justifies it. */
export async function traceAnnounced(
  tx: Transaction<Tables>,
  { officeId, at, actor }: { officeId: string; at: Temporal.Instant; actor: Actor },
  announced: readonly AnnouncedDraw[],
): Promise<void> {
  for (const { draw, demand } of announced) {
    const { reason: _, ...terms } = draw
    const details = { draw: `${officeId}.${draw.id}`, terms, demandCounted: demand }
    await tx
      .insertInto('draw_demand')
      .values({ office_id: officeId, policy_id: draw.id, counted: JSON.stringify(demand), counted_at: at })
      .onConflict((conflict) =>
        conflict.columns(['office_id', 'policy_id']).doUpdateSet({ counted: JSON.stringify(demand), counted_at: at }),
      )
      .execute()
    await writeAudit(tx, { officeId, kind: 'draw-announced', at, actor, details })
  }
}

/**
 * Ends draws that are taken back, or announced in another way, before anybody could enter: with
 * the definition, since their hour may have come when the next minute's look makes rows follow it.
 */
export async function dropUnbegun(tx: Transaction<Tables>, { before, after, now }: DrawsChange): Promise<void> {
  const stay = (draw: DrawPolicy): boolean => isSame(draw, after.draws?.find(({ id }) => id === draw.id))
  const gone = (before?.draws ?? []).filter((draw) => !stay(draw)).map(({ id }) => id)
  if (gone.length === 0) return
  await tx
    .deleteFrom('draw')
    .where('office_id', '=', after.office)
    .where('policy_id', 'in', gone)
    .where('state', '=', 'open')
    .where('opens_at', '>', now)
    .execute()
}

/** A draw that people may have entered already is neither changed nor taken away. */
function begunFaults({ before, after, timeZone, now }: DrawsChange) {
  return (before?.draws ?? []).flatMap((draw) => {
    const { opensAt, endsAt } = drawMoments(draw, timeZone)
    const isUnderWay = isBefore(opensAt, now) && isBefore(now, endsAt)
    const index = (after.draws ?? []).findIndex(({ id }) => id === draw.id)
    if (!isUnderWay || isSame(draw, after.draws?.[index])) return []
    const { reason: _, ...terms } = draw
    const path = index < 0 ? ['draws'] : ['draws', index]
    return [asFileFault({ path, say: 'offices.definition.drawBegun', values: { was: JSON.stringify(terms) } })]
  })
}

/** Draws that have begun, by id: their rows stay, so no other draw of the same id would ever be made. */
async function usedIds(tx: Transaction<Tables>, officeId: string, now: Temporal.Instant) {
  const rows = await tx
    .selectFrom('draw')
    .select(['policy_id', 'policy'])
    .where('office_id', '=', officeId)
    .where((eb) => eb.or([eb('opens_at', '<=', now), eb('state', '<>', 'open')]))
    .execute()
  return new Map(rows.map((row) => [row.policy_id, row.policy as DrawPolicy]))
}

/** Better words are no other draw. */
function isSame(one: DrawPolicy, other: DrawPolicy | undefined): boolean {
  return other !== undefined && isDeepStrictEqual({ ...one, reason: '' }, { ...other, reason: '' })
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) <= 0

async function countDemand(
  tx: Transaction<Tables>,
  { officeId, draw, timeZone }: { officeId: string; draw: DrawPolicy; timeZone: string },
): Promise<Demand> {
  const { rows } = await sql<{
    days: number
    days_full: number
    seats: number
    taken: number
    hours_to_fill: number | null
  }>`
    with day as (
      select (s.starts_at at time zone ${timeZone})::date as day, min(s.opens_at) as opens_at,
             sum(s.capacity) as seats, sum(s.taken) as taken, array_agg(s.slot_id) as slots
      from slot s
      where s.office_id = ${officeId} and s.channel = 'online' and s.closed_reason is null and s.capacity > 0
        and (${draw.sites ?? null}::text[] is null or s.site_id = any(${draw.sites ?? null}::text[]))
        and s.starts_at >= ${draw.demand.from}::date::timestamp at time zone ${timeZone}
        and s.starts_at < (${draw.demand.to}::date + 1)::timestamp at time zone ${timeZone}
      group by 1
    ),
    filled as (
      select day.day, extract(epoch from (
        select percentile_disc(0.95) within group (order by b.booked_at) from booking b
        where b.office_id = ${officeId} and b.slot_id = any(day.slots) and b.state = 'booked') - day.opens_at) / 3600
        as hours
      from day where day.taken * 20 >= day.seats * 19
    )
    select (select count(*) from day)::int as days, (select count(*) from filled)::int as days_full,
           (select coalesce(sum(seats), 0) from day)::int as seats,
           (select coalesce(sum(taken), 0) from day)::int as taken,
           (select round(percentile_cont(0.5) within group (order by hours)::numeric, 1) from filled)::float8
             as hours_to_fill`.execute(tx)
  const row = rows[0]!
  return {
    days: row.days,
    daysFull: row.days_full,
    seats: row.seats,
    taken: row.taken,
    hoursToFill: row.hours_to_fill,
  }
}

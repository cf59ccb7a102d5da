import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { CounterTable, HallTable, Tables, VisitTable } from '../platform/database/index.ts'
import { CALLS_KEPT, type HallChange, type LastStep, LEFT_KEPT, type Step, type StepKind } from './hall-change.ts'
import {
  type CounterState,
  type Floor,
  type FloorCounter,
  type FloorVisit,
  type Left,
  leftKinds,
  type PriorityKind,
  type SendBackReason,
  type TurnCounts,
  type VisitKind,
  type VisitState,
} from './model.ts'
import { numberText } from './number-text.ts'

/** One hall: a site on one of the office's days. */
export interface HallKey {
  officeId: string
  siteId: string
  /** "2026-11-30" */
  day: string
}

type Reader = Kysely<Tables> | Transaction<Tables>

/**
 * Locks the hall until `tx` ends, and makes it on its first touch of the day; returns its
 * version. Every change of a hall begins here, so changes of one hall never meet.
 */
export async function lockHall(
  tx: Transaction<Tables>,
  { officeId, siteId, day }: HallKey,
  notices: Floor['notices'],
): Promise<number> {
  const lock = () =>
    tx
      .selectFrom('hall')
      .select('version')
      .where('office_id', '=', officeId)
      .where('site_id', '=', siteId)
      .where('day', '=', day as never)
      .forUpdate()
      .executeTakeFirst()
  const row = await lock()
  if (row) return row.version
  const first = { office_id: officeId, site_id: siteId, day, notices: JSON.stringify(notices) }
  const made = await tx
    .insertInto('hall')
    .values(first)
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst()
  // Somebody else's first touch was sooner: its counters may be open by now.
  if (!made) return (await lock())!.version
  // Counters of another day are closed: nobody has sat down yet.
  await tx
    .updateTable('counter')
    .set({ state: 'closed', staff: null, staff_name: null, paused_until: null })
    .where('office_id', '=', officeId)
    .where('site_id', '=', siteId)
    .execute()
  await tx.deleteFrom('counter_now').where('office_id', '=', officeId).where('site_id', '=', siteId).execute()
  return made.version
}

/** The whole hall from its rows; one that nobody has touched today is empty, version 0. */
export async function readFloor(db: Reader, key: HallKey, notices: Floor['notices']): Promise<Floor> {
  const { officeId, siteId, day } = key
  const [hall, visits, counters, steps] = await Promise.all([
    db
      .selectFrom('hall')
      .selectAll()
      .where('office_id', '=', officeId)
      .where('site_id', '=', siteId)
      .where('day', '=', day as never)
      .executeTakeFirst(),
    db
      .selectFrom('visit')
      .selectAll()
      .where('office_id', '=', officeId)
      .where('site_id', '=', siteId)
      .where('day', '=', day as never)
      .execute(),
    db
      .selectFrom('counter')
      .selectAll()
      .where('office_id', '=', officeId)
      .where('site_id', '=', siteId)
      .execute(),
    readTelling(db, key),
  ])
  const floorVisits = new Map(visits.map((row) => [row.visit_id, asVisit(row)]))
  const atCounter = new Map(
    [...floorVisits.values()].flatMap((one) => (one.counter === undefined ? [] : [[one.counter, one.visitId]])),
  )
  return {
    ...key,
    version: hall?.version ?? 0,
    visits: floorVisits,
    counters: hall
      ? new Map(counters.map((row) => [row.counter_id, asCounter(row, atCounter.get(row.counter_id))]))
      : new Map(),
    ...hallFacts(hall, notices),
    ...steps,
  }
}

function hallFacts(
  hall: Selectable<HallTable> | undefined,
  notices: Floor['notices'],
): Pick<Floor, 'turns' | 'numbers' | 'notices' | 'pause'> {
  if (!hall) return { turns: {}, numbers: {}, notices }
  return {
    turns: hall.turns as Record<string, TurnCounts>,
    numbers: hall.numbers,
    notices: hall.notices as Floor['notices'],
    ...(hall.pause_reason &&
      hall.paused_since && { pause: { reason: hall.pause_reason, sinceMs: hall.paused_since.epochMilliseconds } }),
  }
}

interface TellingRow {
  visit_id: string
  kind: string
  stage: string
  counter_id: string
  at: Temporal.Instant
  minutes: number | null
  version: number
  letter: string
  number: number
  people: number
}

/** The last calls, the day's pieces of service and who left a counter, from the steps that tell of them. */
async function readTelling(
  db: Reader,
  { officeId, siteId, day }: HallKey,
): Promise<Pick<Floor, 'calls' | 'served' | 'left'>> {
  const { rows } = await sql<TellingRow>`
    select s.visit_id, s.kind, s.stage, s.counter_id, s.at, s.minutes, s.version, v.letter, v.number, v.people
    from visit v join visit_step s on s.office_id = v.office_id and s.visit_id = v.visit_id
    where v.office_id = ${officeId} and v.site_id = ${siteId} and v.day = ${day} and s.counter_id is not null
    order by s.seq desc`.execute(db)
  const ended = withoutUndone(rows).filter((row): row is LeftRow => leaving.has(row.kind))
  return {
    calls: rows
      .filter(({ kind }) => calling.has(kind))
      .slice(0, CALLS_KEPT)
      .map((row) => ({
        number: numberText(row.letter, row.number),
        counter: row.counter_id,
        atMs: row.at.epochMilliseconds,
        again: row.kind === 'recalled',
        version: row.version,
      })),
    left: ended
      .slice(0, LEFT_KEPT)
      .map((row) => ({
        visitId: row.visit_id,
        number: numberText(row.letter, row.number),
        counter: row.counter_id,
        what: row.kind,
        atMs: row.at.epochMilliseconds,
      })),
    served: ended.flatMap(({ visit_id: visitId, stage, counter_id: counter, people, minutes, at }) =>
      minutes === null ? [] : [{ visitId, stage, counter, people, minutes, endedMs: at.epochMilliseconds }],
    ),
  }
}

const calling: ReadonlySet<string> = new Set<StepKind>(['called', 'recalled', 'out-of-turn'])
const leaving: ReadonlySet<string> = new Set(leftKinds)
type LeftRow = TellingRow & { kind: Left['what'] }

/** Newest first, as `rows`: without the steps that were taken back, and without the taking back. */
function withoutUndone(rows: readonly TellingRow[]): TellingRow[] {
  const undoing = new Set<string>()
  return rows.filter(({ kind, visit_id }) => {
    if (kind !== 'undone') return !undoing.delete(visit_id)
    undoing.add(visit_id)
    return false
  })
}

function asVisit(row: Selectable<VisitTable>): FloorVisit {
  return {
    visitId: row.visit_id,
    kind: row.kind as VisitKind,
    number: numberText(row.letter, row.number),
    people: row.people,
    services: row.services,
    ...(row.booking_id && { bookingId: row.booking_id }),
    ...(row.apart && { apart: row.apart }),
    state: row.state as VisitState,
    journey: row.journey,
    stage: row.stage,
    ...(row.appointment_at && { appointmentMs: row.appointment_at.epochMilliseconds }),
    arrivedMs: row.arrived_at.epochMilliseconds,
    lateMinutes: row.late_minutes,
    ...(row.priority && { priority: row.priority as PriorityKind }),
    queuedMs: row.queued_at.epochMilliseconds,
    dueMs: row.due_at.epochMilliseconds,
    ...(row.ordered && { ordered: row.ordered as NonNullable<FloorVisit['ordered']> }),
    ...(row.sent_back && { sentBack: row.sent_back as SendBackReason }),
    ...(row.counter_id && { counter: row.counter_id }),
    calls: row.calls,
    ...(row.called_at && { calledMs: row.called_at.epochMilliseconds }),
    ...(row.started_at && { startedMs: row.started_at.epochMilliseconds }),
    ...(row.more_time_at && { moreTimeMs: row.more_time_at.epochMilliseconds }),
  }
}

function asCounter(row: Selectable<CounterTable>, visitId: string | undefined): FloorCounter {
  return {
    counterId: row.counter_id,
    state: row.state as CounterState,
    stages: row.stages,
    ...(row.staff && { staff: row.staff }),
    ...(row.staff_name && { staffName: row.staff_name }),
    ...(row.paused_until && { pausedUntilMs: row.paused_until.epochMilliseconds }),
    seenMs: row.seen_at.epochMilliseconds,
    ...(visitId && { visitId }),
  }
}

const instant = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms)
const maybeInstant = (ms: number | undefined): Temporal.Instant | null => (ms === undefined ? null : instant(ms))

/** Writes what changed of the hall: its row, visits, counters and who is where. Steps are writeSteps's. */
export async function writeChange(
  tx: Transaction<Tables>,
  { key, version, nowMs, change }: { key: HallKey; version: number; nowMs: number; change: HallChange },
): Promise<void> {
  await writeHall(tx, key, version, change)
  for (const visit of change.visits ?? []) await writeVisit(tx, key, visit, nowMs)
  // First all that is let go, then all that is taken: a counter may pass its visit to another.
  const counters = change.counters ?? []
  if (counters.length > 0) {
    await tx
      .deleteFrom('counter_now')
      .where('office_id', '=', key.officeId)
      .where('site_id', '=', key.siteId)
      .where('counter_id', 'in', counters.map((one) => one.counterId))
      .execute()
  }
  for (const counter of counters) await writeCounter(tx, key, counter)
}

async function writeHall(tx: Transaction<Tables>, key: HallKey, version: number, change: HallChange): Promise<void> {
  const { turns, numbers, pause, notices } = change
  await sql`
    update hall set version = ${version},
      turns = turns || ${JSON.stringify(turns ?? {})}::jsonb,
      numbers = numbers || ${JSON.stringify(numbers ?? {})}::jsonb,
      notices = coalesce(${notices === undefined ? null : JSON.stringify(notices)}::jsonb, notices),
      pause_reason = case when ${pause === undefined} then pause_reason else ${pause?.reason ?? null} end,
      paused_since = case when ${pause === undefined} then paused_since
        else ${maybeInstant(pause?.sinceMs)}::timestamptz end
    where office_id = ${key.officeId} and site_id = ${key.siteId} and day = ${key.day}`.execute(tx)
}

async function writeVisit(tx: Transaction<Tables>, key: HallKey, visit: FloorVisit, nowMs: number): Promise<void> {
  const changes = {
    people: visit.people,
    apart: visit.apart ? [...visit.apart] : null,
    services: [...visit.services],
    journey: [...visit.journey],
    stage: visit.stage,
    state: visit.state,
    kind: visit.kind,
    appointment_at: maybeInstant(visit.appointmentMs),
    late_minutes: visit.lateMinutes,
    priority: visit.priority ?? null,
    queued_at: instant(visit.queuedMs),
    due_at: instant(visit.dueMs),
    ordered: visit.ordered ? JSON.stringify(visit.ordered) : null,
    sent_back: visit.sentBack ?? null,
    counter_id: visit.counter ?? null,
    calls: visit.calls,
    called_at: maybeInstant(visit.calledMs),
    started_at: maybeInstant(visit.startedMs),
    more_time_at: maybeInstant(visit.moreTimeMs),
    changed_at: instant(nowMs),
  }
  await tx
    .insertInto('visit')
    .values({
      office_id: key.officeId,
      visit_id: visit.visitId,
      site_id: key.siteId,
      day: key.day,
      booking_id: visit.bookingId ?? null,
      letter: visit.number.slice(0, 1),
      number: Number(visit.number.slice(2)),
      arrived_at: instant(visit.arrivedMs),
      ...changes,
    })
    .onConflict((conflict) => conflict.columns(['office_id', 'visit_id']).doUpdateSet(changes))
    .execute()
}

async function writeCounter(tx: Transaction<Tables>, key: HallKey, counter: FloorCounter): Promise<void> {
  const { officeId: office_id, siteId: site_id } = key
  const { counterId: counter_id, visitId } = counter
  const facts = {
    state: counter.state,
    stages: [...counter.stages],
    staff: counter.staff ?? null,
    staff_name: counter.staffName ?? null,
    paused_until: maybeInstant(counter.pausedUntilMs),
    seen_at: instant(counter.seenMs),
  }
  await tx
    .insertInto('counter')
    .values({ office_id, site_id, counter_id, ...facts })
    .onConflict((conflict) => conflict.columns(['office_id', 'site_id', 'counter_id']).doUpdateSet(facts))
    .execute()
  // The two constraints of this table are the last guard of promise 7.
  if (visitId) {
    await tx.insertInto('counter_now').values({ office_id, site_id, counter_id, visit_id: visitId }).execute()
  }
}

/** Adds the steps to the history of their visits. */
export async function writeSteps(
  tx: Transaction<Tables>,
  { officeId, steps, nowMs, staff, version }: {
    officeId: string
    steps: readonly Step[]
    nowMs: number
    staff: string | null
    /** Of the hall, after the act. */
    version: number
  },
): Promise<void> {
  for (const step of steps) {
    await sql`
      insert into visit_step (office_id, visit_id, step, at, kind, stage, counter_id, staff, reason, minutes, version,
        before)
      select ${officeId}, ${step.visitId}, coalesce(max(step), 0) + 1, ${instant(nowMs)}, ${step.kind}, ${step.stage},
             ${step.counter ?? null}, ${staff}, ${step.reason ?? null}, ${step.minutes ?? null}::real,
             ${version}::int, ${step.before ? JSON.stringify(step.before) : null}::jsonb
      from visit_step where office_id = ${officeId} and visit_id = ${step.visitId}`.execute(tx)
  }
}

/** The last step that was made at a counter today, with how things were before it, if it is its visit's last too. */
export async function lastStepAt(
  db: Reader,
  { officeId, siteId, day, counterId, sinceMs }: HallKey & { counterId: string; sinceMs: number },
): Promise<LastStep | undefined> {
  const { rows } = await sql<{ visit_id: string; kind: StepKind; before: LastStep['before'] | null; last: boolean }>`
    select s.visit_id, s.kind, s.before,
      not exists (select from visit_step o where o.office_id = s.office_id and o.visit_id = s.visit_id
        and o.step > s.step) as last
    from visit_step s join visit v on v.office_id = s.office_id and v.visit_id = s.visit_id
    where s.office_id = ${officeId} and s.counter_id = ${counterId} and s.at >= ${instant(sinceMs)}
      and v.site_id = ${siteId} and v.day = ${day}
    order by s.seq desc limit 1`.execute(db)
  const [row] = rows
  if (!row?.before || !row.last) return undefined
  return { step: { visitId: row.visit_id, kind: row.kind }, before: row.before }
}

/** By counter of a site: when its screen was last heard of. */
export async function readSeen(
  db: Kysely<Tables>,
  { officeId, siteId }: Omit<HallKey, 'day'>,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('counter')
    .select(['counter_id', 'seen_at'])
    .where('office_id', '=', officeId)
    .where('site_id', '=', siteId)
    .execute()
  return new Map(rows.map((row) => [row.counter_id, row.seen_at.epochMilliseconds]))
}

/** Notes that a counter's screen is alive. No change of the hall: nobody is told. */
export async function noteSeen(
  db: Kysely<Tables>,
  { officeId, siteId, counterId, nowMs }: Omit<HallKey, 'day'> & { counterId: string; nowMs: number },
): Promise<void> {
  await db
    .updateTable('counter')
    .set({ seen_at: instant(nowMs) })
    .where('office_id', '=', officeId)
    .where('site_id', '=', siteId)
    .where('counter_id', '=', counterId)
    .execute()
}

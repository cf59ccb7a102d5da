import type { Transaction } from 'kysely'
import pg from 'pg'
import type { Office, OfficeBook } from '../offices/index.ts'
import { type Actor, writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Keys } from '../platform/crypto/index.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import { notifyAll } from '../platform/events.ts'
import type { Act } from './acts.ts'
import { visitErrors } from './errors.ts'
import type { FloorBook } from './floor-book.ts'
import type { Decision, Step } from './hall-change.ts'
import { type HallKey, lockHall, readFloor, writeChange, writeSteps } from './hall-store.ts'
import { hallText, hallTopic } from './hall-topic.ts'
import type { Floor } from './model.ts'

export interface HallDeps {
  database: Database
  clock: Clock
  keys: Keys
  offices: OfficeBook
  floors: FloorBook
}

/** Who acts: a member of staff; undefined: the applicant, or the system by its clock. */
export interface By {
  account: string
  name: string
  /** May act at counters where others sit. */
  maySupervise?: boolean
}

/** An office that runs its day with Giliran, and one of its sites. */
export interface Hall {
  office: Office & { definition: NonNullable<Office['definition']> }
  day: Act['day']
  key: HallKey
}

/** Today's hall of a site. Refused where the office has no such site or does not run its day. */
export function hallOf(
  { offices, clock }: Pick<HallDeps, 'offices' | 'clock'>,
  officeId: string,
  siteId: string,
): Hall {
  const office = offices.get(officeId)
  const definition = office?.definition
  const day = definition?.day
  if (!office || !definition || !day || !definition.sites.some((one) => one.id === siteId)) throw visitErrors.NO_HALL()
  const today = dayAt(clock.now(), office.timeZone)
  const known = halls.get(office)?.find(({ key }) => key.siteId === siteId && key.day === today)
  if (known) return known
  const hall: Hall = { office: { ...office, definition }, day, key: { officeId, siteId, day: today } }
  // One for all: thousands of screens hold on to theirs. Those of days gone by make room.
  const others = halls.get(office)?.filter(({ key }) => key.day === today) ?? []
  halls.set(office, [...others, hall])
  return hall
}

/** Of each revision of an office: today's halls. */
const halls = new WeakMap<Office, Hall[]>()

/** The hall's day at its office: its two bounds, and an hour ("08:30") of it. */
export function dayOf({ office: { timeZone }, key }: Pick<Hall, 'office' | 'key'>): {
  from: Temporal.Instant
  to: Temporal.Instant
  at: (hour: string) => Temporal.ZonedDateTime
} {
  const day = Temporal.PlainDate.from(key.day)
  const startOf = (date: Temporal.PlainDate): Temporal.Instant => date.toZonedDateTime(timeZone).toInstant()
  return {
    from: startOf(day),
    to: startOf(day.add({ days: 1 })),
    at: (hour) => day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(hour) }),
  }
}

/** Whether the hall's day is still today at its office. */
export function isToday({ offices, clock }: Pick<HallDeps, 'offices' | 'clock'>, { officeId, day }: HallKey): boolean {
  const office = offices.get(officeId)
  return office !== undefined && dayAt(clock.now(), office.timeZone) === day
}

/** The last answer of each zone: asked for every screen, and a day is long. */
const days = new Map<string, { fromMs: number; toMs: number; day: string }>()

/** "2026-11-30" at that moment in that zone. */
function dayAt(now: Temporal.Instant, timeZone: string): string {
  const nowMs = now.epochMilliseconds
  const known = days.get(timeZone)
  if (known && nowMs >= known.fromMs && nowMs < known.toMs) return known.day
  const start = now.toZonedDateTimeISO(timeZone).startOfDay()
  const day = start.toPlainDate().toString()
  days.set(timeZone, { fromMs: start.epochMilliseconds, toMs: start.add({ days: 1 }).epochMilliseconds, day })
  return day
}

export function firstNotices(day: Act['day'] | undefined): Floor['notices'] {
  return day?.notices ?? []
}

/** What an act did, for whoever asked for it. */
export interface Changed<T> {
  floor: Floor
  result: T
}

export interface Decided<T> {
  decision: Decision
  result: T
  /** Further rows of the same commit, after the visits': people, scans. */
  write?: (tx: Transaction<Tables>) => Promise<void>
  /** Details of the trace beyond what its step says. */
  details?: Record<string, unknown>
  /** What is to be traced of an act that is no step of a visit: a counter opened, calls stopped. */
  trace?: { kind: string; details: Record<string, unknown> }
}

/**
 * One act on a hall, in one transaction: the hall is locked, `decide` looks at it as it is,
 * and what it decided is written, traced and told, or nothing is. The copy in memory spares
 * the reading where its version is the locked one: then it is the truth.
 */
export async function changeHall<T>(
  deps: HallDeps,
  { hall, by, atMs }: { hall: Hall; by: By | undefined; atMs?: number | undefined },
  decide: (act: Act, tx: Transaction<Tables>) => Decided<T> | Promise<Decided<T>>,
): Promise<Changed<T>> {
  const { database, clock, floors } = deps
  const { key, day } = hall
  const notices = firstNotices(day)
  const now = clock.now()
  const nowMs = atMs ?? now.epochMilliseconds
  const done = await database.kysely
    .transaction()
    .execute(async (tx) => {
      const version = await lockHall(tx, key, notices)
      const known = floors.peek(key)
      const floor = known?.version === version ? known : await readFloor(tx, key, notices)
      const act: Act = { floor, day, nowMs, by: by ?? { account: 'applicant', name: '' } }
      const { decision, result, write, details, trace } = await decide(act, tx)
      if (isNothing(decision) && !write && !trace) return { floor, version, change: undefined, result }
      const after = version + 1
      await writeChange(tx, { key, version: after, nowMs, change: decision.change })
      await write?.(tx)
      const staff = by?.account ?? null
      await writeSteps(tx, { officeId: key.officeId, steps: decision.steps, nowMs, staff, version: after })
      const actor: Actor = by ? { kind: 'staff', name: by.account } : { kind: 'applicant' }
      const traced = { officeId: key.officeId, at: now, actor }
      for (const step of decision.steps) await writeAudit(tx, { ...traced, ...traceOf(step, details) })
      if (trace) {
        await writeAudit(tx, { ...traced, kind: trace.kind, details: { site: key.siteId, ...trace.details } })
      }
      await notifyAll(tx, hallTopic, hallText(key, after, decision.change))
      return { floor, version: after, change: decision.change, result }
    })
    .catch(refuseBroken)
  if (done.change) {
    // Before the reading below: so that whoever acted sees the own act.
    floors.apply(key, done.version, done.change)
  }
  return { floor: await floors.floor(key), result: done.result }
}

function isNothing({ change, steps }: Decision): boolean {
  return steps.length === 0 && Object.values(change).every((one) => one === undefined)
}

function traceOf(
  { visitId, kind, stage, counter, reason }: Step,
  details: Record<string, unknown> | undefined,
): { kind: string; details: Record<string, unknown> } {
  return {
    kind: `visit-${kind}`,
    details: { visit: visitId, stage, ...(counter && { counter }), ...(reason && { reason }), ...details },
  }
}

/** The guards of the database speak here only where two acted at once; once more, and the decision knows. */
function refuseBroken(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === '23505') throw visitErrors.BUSY({ retryAfterSeconds: 1 })
  throw error
}

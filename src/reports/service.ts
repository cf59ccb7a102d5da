import type { OfficeBook } from '../offices/index.ts'
import { type AuditEvent, commitmentOf } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import type { Ledger } from '../transparency/index.ts'
import { reportErrors } from './errors.ts'
import { type DayRecord, dayRecord, daysDue, type MonthRecord, monthRecord, monthsDue, waitsOf } from './rules.ts'
import { isLateEnough, listText, pickSample, type SampleRound, sampleSeed, sha256Hex } from './sample-rules.ts'
import {
  type PickedTrace,
  type Published,
  publish,
  PublishedAlready,
  readCommitments,
  readDays,
  readList,
  readMonth,
  readOutOfTurn,
  readPeriods,
  readPicked,
  readPublished,
  readPublishedPeriods,
  type Stretch,
} from './store.ts'

/** Half an hour after each zone's day has ended, in UTC, and once more. */
export const countDaysCron = '35 15-18 * * *'

/** A leaf of the ledger; undefined: it waits for its place. */
export type Leaf = Awaited<ReturnType<Ledger['placeOf']>>

export interface ReportDeps {
  database: Pick<Database, 'kysely'>
  ledger: Pick<Ledger, 'placeOf'>
  clock: Clock
  offices: OfficeBook
}

/** How far back days without a record are looked for: an app that stood still for weeks still counts them. */
const LOOK_BACK_DAYS = 62

const system = { kind: 'system' } as const

interface CountedOffice {
  officeId: string
  timeZone: string
}

/**
 * Publishes the days and months that are over at each office and have no record yet, each once and
 * by one trace: `day-counted`, `month-counted`. Safe in several processes at once. An office whose
 * figures cannot be read does not keep the others from theirs.
 */
export async function countDays({ database, clock, offices }: Omit<ReportDeps, 'ledger'>): Promise<void> {
  const failures: unknown[] = []
  for (const office of offices.all().filter((one) => one.definition)) {
    try {
      await countOffice({ database, clock }, office)
    } catch (error) {
      failures.push(new Error(`the days of ${office.officeId} could not be counted`, { cause: error }))
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'days could not be counted')
}

async function countOffice(
  { database: { kysely }, clock }: Pick<ReportDeps, 'database' | 'clock'>,
  { officeId, timeZone }: CountedOffice,
): Promise<void> {
  const today = clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
  const of = { officeId, timeZone }
  const stretch = { ...of, from: today.subtract({ days: LOOK_BACK_DAYS }).with({ day: 1 }), to: today }
  const { days, known } = await readPeriods(kysely, stretch)
  const due = daysDue(days, known, today.toString())
  for (const date of due) await countDay({ database: { kysely }, clock }, of, Temporal.PlainDate.from(date))
  for (const month of monthsDue(new Set([...known, ...due]), today.toString())) {
    await countMonth({ database: { kysely }, clock }, of, Temporal.PlainYearMonth.from(month))
  }
}

async function countDay(
  { database: { kysely }, clock }: Pick<ReportDeps, 'database' | 'clock'>,
  { officeId, timeZone }: CountedOffice,
  date: Temporal.PlainDate,
): Promise<void> {
  await kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const [facts] = await readDays(tx, { officeId, timeZone, from: date, to: date })
      const none = { offered: [], came: [], outOfTurn: [], freed: 0, plannedAnew: 0 }
      const record = dayRecord(facts ?? { date: date.toString(), ...none })
      const event = { officeId, kind: 'day-counted', at: clock.now(), actor: system, details: { ...record } }
      await publish(tx, { period: date.toString(), event })
    })
    .catch(ignoreSecond)
}

async function countMonth(
  { database: { kysely }, clock }: Pick<ReportDeps, 'database' | 'clock'>,
  { officeId, timeZone }: CountedOffice,
  month: Temporal.PlainYearMonth,
): Promise<void> {
  const stretch: Stretch = {
    officeId,
    timeZone,
    from: month.toPlainDate({ day: 1 }),
    to: month.toPlainDate({ day: month.daysInMonth }),
  }
  await kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const days = await publishedDays(tx, officeId, month.toString())
      const shown = days.filter(({ people }) => people !== null).map(({ date }) => date)
      const all = await readDays(tx, stretch)
      const came = all.filter(({ date }) => shown.includes(date)).flatMap((one) => one.came)
      const ofUntold = days.filter(({ people, outOfTurn }) => people !== null && outOfTurn === null)
      const untold = new Set(ofUntold.map(({ date }) => date))
      const calls = (await readOutOfTurn(tx, stretch)).filter(({ date }) => untold.has(date))
      const list = listText(await readCommitments(tx, stretch))
      const facts = {
        month: month.toString(),
        waits: waitsOf(came),
        reasons: calls,
        ...(await readMonth(tx, stretch, shown)),
        list: { size: list.length / 65, sha256: sha256Hex(list) },
      }
      const record = monthRecord(facts, days)
      const event = { officeId, kind: 'month-counted', at: clock.now(), actor: system, details: { ...record } }
      await publish(tx, { period: month.toString(), event, commitments: list })
    })
    .catch(ignoreSecond)
}

/** Another process published it, before or in between: then PostgreSQL says so as a serialization failure. */
function ignoreSecond(error: unknown): void {
  if (error instanceof PublishedAlready || (error as { code?: string }).code === '40001') return
  throw error
}

/** A record, and what proves that it stood in the ledger from the day on which it was made. */
export interface Shown<T> {
  record: T
  proof: { auditId: string; at: Temporal.Instant; salt: string; opening: string; commitment: string }
}

/** The members of a trace that are no record. */
function shownOf<T>({ opening, salt, auditId, at }: Published): Shown<T> {
  const members = JSON.parse(opening) as Record<string, unknown>
  const { v: _v, kind: _kind, office: _office, at: _at, by: _by, ...record } = members
  const commitment = commitmentOf({ salt, opening }).toString('hex')
  return { record: record as T, proof: { auditId, at, salt: salt.toString('hex'), opening, commitment } }
}

async function publishedDays(
  db: Parameters<typeof readPublished>[0],
  officeId: string,
  month: string,
): Promise<DayRecord[]> {
  const rows = await readPublished(db, { officeId, from: `${month}-01`, to: `${month}-31` })
  return rows.map((one) => shownOf<DayRecord>(one).record)
}

type Readers = Pick<ReportDeps, 'database'>

/** One day as it was published. Throws NO_RECORD. */
export async function recordOfDay(
  { database: { kysely } }: Readers,
  officeId: string,
  date: string,
): Promise<Shown<DayRecord>> {
  const [found] = await readPublished(kysely, { officeId, from: date, to: date })
  if (!found) throw reportErrors.NO_RECORD()
  return shownOf(found)
}

/** A sample that was drawn from a month. */
export interface SampleRecord extends SampleRound {
  month: string
  list: { size: number; sha256: string }
  /** Commitments, in the order in which they were picked. */
  picked: string[]
}

export interface ShownMonth extends Shown<MonthRecord> {
  days: DayRecord[]
  samples: Shown<SampleRecord>[]
}

/** One month that is over, with its days and the samples drawn from it. Throws NO_RECORD. */
export async function recordOfMonth(
  { database: { kysely } }: Readers,
  officeId: string,
  month: string,
): Promise<ShownMonth> {
  const rows = await readPublished(kysely, { officeId, from: month, to: `${month}-31` })
  const own = rows.find(({ period }) => period === month)
  if (!own) throw reportErrors.NO_RECORD()
  const samples = await readPublished(kysely, { officeId, from: `${month} sample `, to: `${month} sample a` })
  return {
    ...shownOf<MonthRecord>(own),
    days: rows.filter(({ period }) => period.length === 10).map((one) => shownOf<DayRecord>(one).record),
    samples: samples.map((one) => shownOf<SampleRecord>(one)),
  }
}

/** What an office has published, newest first. */
export async function periodsOf(
  { database: { kysely } }: Readers,
  officeId: string,
): Promise<{ days: string[]; months: string[] }> {
  const periods = await readPublishedPeriods(kysely, officeId)
  return {
    days: periods.filter((one) => /^\d{4}-\d{2}-\d{2}$/.test(one)),
    months: periods.filter((one) => /^\d{4}-\d{2}$/.test(one)),
  }
}

/** The list of commitments that samples of a month are drawn from. Throws NO_LIST. */
export async function listOfMonth({ database: { kysely } }: Readers, officeId: string, month: string): Promise<string> {
  const list = await readList(kysely, officeId, month)
  if (list === undefined) throw reportErrors.NO_LIST()
  return list
}

export interface SampleWanted {
  officeId: string
  month: string
  count: number
  round: SampleRound
  /** When the beacon gives that round. */
  roundAt: Temporal.Instant
  actor: AuditEvent['actor']
}

export interface Sample {
  record: SampleRecord
  traces: PickedTrace[]
}

/**
 * Draws the sample and leaves its trace (`sample-drawn`), or gives the one of that round again.
 * Throws NO_LIST for a month that is not over, ROUND_TOO_EARLY for a round that could be known
 * when the list was fixed, SAMPLED_ALREADY for another count of the same round.
 */
export async function drawSample(
  { database: { kysely }, clock }: Pick<ReportDeps, 'database' | 'clock'>,
  wanted: SampleWanted,
): Promise<Sample> {
  const { officeId, month, count, round, roundAt, actor } = wanted
  const list = await listOfMonth({ database: { kysely } }, officeId, month)
  const [counted] = await readPublished(kysely, { officeId, from: month, to: month })
  if (!counted || !isLateEnough(roundAt, counted.at)) {
    const values = { listAt: counted?.at.toString() ?? '', roundAt: roundAt.toString() }
    throw reportErrors.ROUND_TOO_EARLY({ values })
  }
  const picked = pickSample(sampleSeed({ officeId, month, list }, round), list, count)
  const size = list.length / 65
  const record: SampleRecord = { month, ...round, list: { size, sha256: sha256Hex(list) }, picked }
  const period = `${month} sample ${round.round}`
  const event = { officeId, kind: 'sample-drawn', at: clock.now(), actor, details: { ...record } }
  try {
    await kysely.transaction().execute((tx) => publish(tx, { period, event }))
  } catch (error) {
    if (!(error instanceof PublishedAlready)) throw error
    const [before] = await readPublished(kysely, { officeId, from: period, to: period })
    const known = before && shownOf<SampleRecord>(before).record
    if (known?.picked.join() !== picked.join()) {
      throw reportErrors.SAMPLED_ALREADY({ values: { count: known?.picked.length ?? 0 } })
    }
  }
  return { record, traces: await readPicked(kysely, officeId, picked) }
}

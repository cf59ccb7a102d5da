import { type Kysely, sql } from 'kysely'
import { writeAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { type Keys, uuidAt } from '../platform/crypto/index.ts'
import type { Database, Tables } from '../platform/database/index.ts'
import type { BrokerReport, Subject } from './rules.ts'

export interface ReportDeps {
  database: Pick<Database, 'kysely'>
  clock: Clock
  keys: Pick<Keys, 'sealer'>
}

/** Who reads the reports sits in Jakarta. */
export const HEADQUARTERS_ZONE = 'Asia/Jakarta'

/**
 * Keeps a report, with a trace that says only that there is one and about whom. The report
 * itself keeps the day alone: its hour beside the list of who was on duty would name the sender.
 */
export async function keepReport({ database, clock, keys }: ReportDeps, report: BrokerReport): Promise<void> {
  const { officeId, about, words, contact } = report
  const at = clock.now()
  const day = at.toZonedDateTimeISO(HEADQUARTERS_ZONE).startOfDay()
  // Its identifier holds a time as well.
  const reportId = uuidAt(day.toInstant())
  const sealed = keys.sealer.seal(JSON.stringify({ words, contact }), contextOf(reportId))
  await database.kysely.transaction().execute(async (tx) => {
    const row = { office_id: officeId, report_id: reportId, day: day.toPlainDate(), about, sealed }
    await tx.insertInto('broker_report').values(row).execute()
    const details = { report: reportId, about }
    await writeAudit(tx, { officeId, kind: 'broker-reported', at, actor: { kind: 'applicant' }, details })
  })
}

export interface KeptReport extends BrokerReport {
  reportId: string
  day: Temporal.PlainDate
  /** The account that has marked it as read. */
  seenBy: string | undefined
}

/** Reports, those nobody has marked first, then the newest; and how many there are. */
export async function listReports(
  { database: { kysely }, keys }: Pick<ReportDeps, 'database' | 'keys'>,
  { skip, max }: { skip: number; max: number },
): Promise<{ reports: KeptReport[]; total: number; unseen: number }> {
  const [rows, counts] = await Promise.all([
    kysely
      .selectFrom('broker_report')
      .selectAll()
      .where('sealed', 'is not', null)
      .orderBy(sql`seen_by is not null`)
      .orderBy('day', 'desc')
      .orderBy('report_id', 'desc')
      .offset(skip)
      .limit(max)
      .execute(),
    countReports(kysely),
  ])
  const reports = rows.map((row): KeptReport => {
    const told = JSON.parse(keys.sealer.open(row.sealed!, contextOf(row.report_id))) as TellingsOf
    return {
      officeId: row.office_id,
      reportId: row.report_id,
      day: row.day,
      about: row.about as Subject,
      words: told.words,
      contact: told.contact,
      seenBy: row.seen_by ?? undefined,
    }
  })
  return { reports, ...counts }
}

type TellingsOf = Pick<BrokerReport, 'words' | 'contact'>

async function countReports(db: Kysely<Tables>): Promise<{ total: number; unseen: number }> {
  return db
    .selectFrom('broker_report')
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`count(*) filter (where seen_by is null)::int`.as('unseen'),
    ])
    .where('sealed', 'is not', null)
    .executeTakeFirstOrThrow()
}

/** Marks a report as read, once; whoever was first stays. */
export async function markSeen(
  { database, clock }: Pick<ReportDeps, 'database' | 'clock'>,
  { reportId, by }: { reportId: string; by: string },
): Promise<void> {
  await database.kysely.transaction().execute(async (tx) => {
    const seen = await tx
      .updateTable('broker_report')
      .set({ seen_by: by })
      .where('report_id', '=', reportId)
      .where('seen_by', 'is', null)
      .returning('office_id')
      .executeTakeFirst()
    if (!seen) return
    const trace = { officeId: seen.office_id, kind: 'broker-report-seen', at: clock.now() }
    await writeAudit(tx, { ...trace, actor: { kind: 'staff', name: by }, details: { report: reportId } })
  })
}

/** Binds the words to their row. */
const contextOf = (reportId: string): string => `broker report ${reportId}`

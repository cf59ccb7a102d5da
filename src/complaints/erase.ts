import { sql } from 'kysely'
import { writeAudit } from '../platform/audit.ts'
import { HEADQUARTERS_ZONE, type ReportDeps } from './store.ts'

/** Erases words and contact of reports that are so many days old; day and subject stay. A trace says how many. */
export async function eraseReports(
  { database: { kysely }, clock }: Pick<ReportDeps, 'database' | 'clock'>,
  { keepDays }: { keepDays: number },
): Promise<void> {
  const at = clock.now()
  const before = at.toZonedDateTimeISO(HEADQUARTERS_ZONE).toPlainDate().subtract({ days: keepDays }).toString()
  await kysely.transaction().execute(async (tx) => {
    const { rows } = await sql<{ office_id: string; reports: number }>`
      with gone as (
        update broker_report set sealed = null, erased_at = ${at}
        where erased_at is null and day < ${before}::date returning office_id)
      select office_id, count(*)::int as reports from gone group by 1 order by 1`.execute(tx)
    for (const { office_id: officeId, reports } of rows) {
      const trace = { officeId, kind: 'broker-reports-erased', at, actor: { kind: 'system' } } as const
      await writeAudit(tx, { ...trace, details: { reports, keepDays } })
    }
  })
}

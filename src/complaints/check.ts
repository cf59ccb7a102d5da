import type { Checks } from '../platform/recount.ts'

/** None of those a report is about can make it vanish: each has its trace, and each trace its report. */
export const complaintChecks: Checks = {
  'every report of brokers has its trace, and every trace its report': `
    select coalesce(r.office_id, t.office_id) as office, 'report ' || coalesce(r.report_id::text, t.report_id) as where,
           case when r.report_id is null then 'was told and is gone' else 'has no trace' end as what
    from broker_report r
    full join (select office_id, opening::jsonb ->> 'report' as report_id from audit_opening
               where opening::jsonb ->> 'kind' = 'broker-reported') t
      on t.office_id = r.office_id and t.report_id = r.report_id::text
    where r.report_id is null or t.report_id is null`,
}

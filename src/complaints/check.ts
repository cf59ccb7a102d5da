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
  'as many reports are erased as traces say': `
    select coalesce(r.office_id, t.office_id) as office, 'reports' as where,
           coalesce(r.count, 0) || ' are erased, by traces ' || coalesce(t.count, 0) as what
    from (select office_id, count(*) from broker_report where erased_at is not null group by 1) r
    full join (select office_id, sum((opening::jsonb ->> 'reports')::int) as count from audit_opening
               where opening::jsonb ->> 'kind' = 'broker-reports-erased' group by 1) t
      on t.office_id = r.office_id
    where r.count is distinct from t.count`,
}

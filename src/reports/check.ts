import type { Checks } from '../platform/recount.ts'

/** The promise of the public record: what was published is what was committed to, once. */
export const reportChecks: Checks = {
  'every public record has its trace': `
    select r.office_id as office, r.period as where, 'its trace is gone, or its opening' as what
    from public_record r
    where not exists (select from audit a join audit_opening o on o.office_id = a.office_id and o.audit_id = a.audit_id
      where a.office_id = r.office_id and a.audit_id = r.audit_id)
    union all
    select o.office_id, 'trace ' || o.audit_id, 'is of a record that is not published'
    from audit_opening o
    where o.opening::jsonb ->> 'kind' in ('day-counted', 'month-counted', 'sample-drawn') and not exists (
      select from public_record r where r.office_id = o.office_id and r.audit_id = o.audit_id)`,
  'the list that samples are drawn from is the one committed to': `
    select r.office_id as office, r.period as where, 'the list is not the one whose hash was published' as what
    from public_record r join audit_opening o on o.office_id = r.office_id and o.audit_id = r.audit_id
    where length(r.period) = 7 and encode(sha256(convert_to(coalesce(r.commitments, ''), 'UTF8')), 'hex')
      is distinct from o.opening::jsonb #>> '{list,sha256}'`,
}

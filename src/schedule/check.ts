import type { Checks } from '../platform/recount.ts'

/** The promises about seats that were given back. */
export const scheduleChecks: Checks = {
  'seats withheld are those that were given back and wait': `
    select coalesce(s.office_id, f.office_id) as office, 'slot ' || coalesce(s.slot_id, f.slot_id) as where,
           case when s.slot_id is null then 'has seats that wait and does not exist'
                else s.withheld || ' seats withheld, ' || coalesce(f.held, 0) || ' wait' end as what
    from slot s
    full join (select office_id, slot_id, sum(held) as held from freed_seat
               where held > 0 group by office_id, slot_id) f
      on f.office_id = s.office_id and f.slot_id = s.slot_id
    where s.slot_id is null or s.withheld <> coalesce(f.held, 0)`,
  'every seat given back has its trace': `
    select f.office_id as office, 'freed ' || f.freed_id as where, 'no trace says what becomes of it' as what
    from freed_seat f
    where not exists (select from audit_opening a where a.office_id = f.office_id
      and a.opening::jsonb ->> 'kind' = 'seats-freed' and a.opening::jsonb ->> 'freed' = f.freed_id::text)`,
}

import type { Checks } from '../platform/recount.ts'

/** The promises about seats that were given back. */
export const scheduleChecks: Checks = {
  'seats withheld are those that were given back and wait': `
    select coalesce(s.office_id, f.office_id) as office, 'slot ' || coalesce(s.slot_id, f.slot_id) as where,
           case when s.slot_id is null then 'has seats that wait and does not exist'
                else s.withheld || ' seats withheld, ' || coalesce(f.held, 0) || ' wait' end as what
    from (
      select s.*, d.state as draw_state, d.frozen_at from slot s left join lateral (
        select state, frozen_at from draw d where d.office_id = s.office_id and d.policy_id = s.draw_policy
        order by d.attempt desc limit 1) d on true
    ) s
    full join (
      select office_id, slot_id, sum(held) as held from (
        select f.office_id, f.slot_id, f.held from freed_seat f
        left join slot s on s.office_id = f.office_id and s.slot_id = f.slot_id
        left join lateral (select state, frozen_at from draw d where d.office_id = s.office_id
          and d.policy_id = s.draw_policy order by d.attempt desc limit 1) d on true
        where f.held > 0 and not (s.draw_policy is not null and s.slot_id is not null
          and (coalesce(d.state, 'open') = 'open' or coalesce(d.frozen_at >= f.freed_at, false)))
        union all
        select office_id, slot_id, seats from seat_offer where state = 'open'
      ) waiting group by office_id, slot_id) f
      on f.office_id = s.office_id and f.slot_id = s.slot_id
    where s.slot_id is null or case
      -- Until its draw is done it holds more: all that the draw is to give.
      when s.draw_policy is not null and coalesce(s.draw_state, 'open') <> 'drawn' then s.withheld < coalesce(f.held, 0)
      else s.withheld <> coalesce(f.held, 0) end`,
  'every seat given back or planned anew has its trace': `
    select f.office_id as office, 'freed ' || f.freed_id as where, 'no trace says where it came from' as what
    from freed_seat f
    where not exists (select from audit_opening a where a.office_id = f.office_id
      and a.opening::jsonb ->> 'kind' = 'seats-freed' and a.opening::jsonb ->> 'freed' = f.freed_id::text
      and a.opening::jsonb ? 'plannedAnew' = f.planned_anew)`,
}

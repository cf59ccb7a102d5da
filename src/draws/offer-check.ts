import type { Checks } from '../platform/recount.ts'

/** The promises about offers of freed seats. */
export const offerChecks: Checks = {
  'an offer that was taken is a turn': `
    select o.office_id as office, 'offer ' || o.offer_id as where,
           case when b.booking_id is null then 'was taken and is no turn'
                else 'was taken by a party of another size' end as what
    from seat_offer o
    left join booking b on b.office_id = o.office_id and b.booking_id = o.entry_id
    where o.state = 'accepted' and (b.booking_id is null or b.party_size > o.seats)`,
  'every offer has its traces': `
    select o.office_id as office, 'offer ' || o.offer_id as where,
           'is ' || o.state || ', its traces: ' || coalesce(t.kinds, 'none') as what
    from seat_offer o left join (
      select office_id, opening::jsonb ->> 'offer' as offer_id,
             string_agg(opening::jsonb ->> 'kind', ' ' order by opening::jsonb ->> 'kind') as kinds
      from audit_opening
      where opening::jsonb ->> 'kind' in
        ('seat-offered', 'offer-accepted', 'offer-declined', 'offer-lapsed', 'offer-passed')
      group by 1, 2) t
      on t.office_id = o.office_id and t.offer_id = o.offer_id::text
    where t.kinds is distinct from case o.state when 'open' then 'seat-offered'
      else 'offer-' || o.state || ' seat-offered' end`,
  'every passing over has its traces': `
    select coalesce(p.office_id, t.office_id) as office, 'passing over ' || coalesce(p.passed_id::text, t.passed_id)
             as where,
           case when p.passed_id is null then 'is told by a trace and is gone'
             else 'has ' || coalesce(t.begun, 0) || ' traces of its beginning and ' || coalesce(t.ended, 0)
               || ' of its end' end as what
    from passed_over p full join (
      select office_id, opening::jsonb ->> 'passed' as passed_id,
             count(*) filter (where opening::jsonb ->> 'kind' = 'party-passed-over') as begun,
             count(*) filter (where opening::jsonb ->> 'kind' = 'passed-over-ended') as ended
      from audit_opening where opening::jsonb ->> 'kind' in ('party-passed-over', 'passed-over-ended')
      group by 1, 2) t
      on t.office_id = p.office_id and t.passed_id = p.passed_id::text
    where p.passed_id is null or coalesce(t.begun, 0) <> 1
      or coalesce(t.ended, 0) <> case when p.ended_at is null then 0 else 1 end`,
}

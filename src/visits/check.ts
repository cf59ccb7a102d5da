import type { Checks } from '../platform/recount.ts'

/** The promises about the visit day. */
export const visitChecks: Checks = {
  'who is called or served is at one counter, and nobody else is': `
    select coalesce(v.office_id, n.office_id) as office, 'visit ' || coalesce(v.visit_id, n.visit_id) as where,
           case when v.visit_id is null then 'stands at counter ' || n.counter_id || ' and is not called to it'
                when n.counter_id is null then 'is ' || v.state || ' at ' || v.counter_id || ', which has nobody'
                else 'is ' || v.state || ' at ' || coalesce(v.counter_id, 'none') || ' and stands at '
                  || n.counter_id end as what
    from (select v.* from visit v where v.counter_id is not null
          and v.day = (select max(h.day) from hall h where h.office_id = v.office_id and h.site_id = v.site_id)) v
    full join counter_now n on n.office_id = v.office_id and n.visit_id = v.visit_id and n.counter_id = v.counter_id
    where v.visit_id is null or n.counter_id is null or v.state not in ('called', 'serving')`,
  'a number has as many people as it says': `
    select v.office_id as office, 'visit ' || v.visit_id as where,
           'says ' || v.people || ' people, has ' || count(p.position) as what
    from visit v left join visit_person p on p.office_id = v.office_id and p.visit_id = v.visit_id
    where v.booking_id is not null
    group by v.office_id, v.visit_id having count(p.position) <> v.people`,
  'a number of their own is for who is on it': `
    select v.office_id as office, 'visit ' || v.visit_id as where,
           'is for ' || v.apart::text || ', has ' || coalesce(array_agg(p.position order by p.position)::text, 'nobody')
             as what
    from visit v left join visit_person p on p.office_id = v.office_id and p.visit_id = v.visit_id
    where v.apart is not null
    group by v.office_id, v.visit_id
    having v.apart is distinct from array_agg(p.position order by p.position)`,
  'who is here is on the ticket': `
    select p.office_id as office, 'visit ' || p.visit_id as where, 'person ' || p.position || ' is on no ticket' as what
    from visit_person p
    where p.booking_id is not null and not exists (select from booking_person b where b.office_id = p.office_id
      and b.booking_id = p.booking_id and b.position = p.position)`,
  'the state of every visit is one of the known': `
    select office_id as office, 'visit ' || visit_id as where, 'is in the state ' || state as what
    from visit where state not in ('waiting', 'called', 'serving', 'parked', 'absent', 'finished', 'left')`,
  'every step of a visit has its trace': `
    select coalesce(s.office_id, t.office_id) as office, 'visit ' || coalesce(s.visit_id::text, t.visit_id) as where,
           coalesce(s.steps, 0) || ' steps, ' || coalesce(t.traces, 0) || ' traces' as what
    from (select office_id, visit_id, count(*) as steps from visit_step group by 1, 2) s
    full join (select office_id, opening::jsonb ->> 'visit' as visit_id, count(*) as traces from audit_opening
               where opening::jsonb ? 'visit' group by 1, 2) t
      on t.office_id = s.office_id and t.visit_id = s.visit_id::text
    where coalesce(s.steps, 0) <> coalesce(t.traces, 0)`,
  'no number is given again': `
    select h.office_id as office, h.site_id || ' on ' || h.day as where,
           'gave ' || v.letter || '-' || max(v.number)
             || ' and counts ' || coalesce(h.numbers ->> v.letter, '0') as what
    from hall h join visit v on v.office_id = h.office_id and v.site_id = h.site_id and v.day = h.day
    where v.number <= 500
    group by h.office_id, h.site_id, h.day, v.letter, h.numbers
    having max(v.number) > coalesce((h.numbers ->> v.letter)::int, 0)`,
  'a seat drawn at the door has its number': `
    select e.office_id as office, e.site_id || ' on ' || e.day || ', U-' || e.entry as where,
           'is seated and has no number in the hall, or one of others' as what
    from door_entry e left join visit v on v.office_id = e.office_id and v.visit_id = e.visit_id
    where e.state = 'seated' and (v.site_id is distinct from e.site_id or v.day is distinct from e.day)`,
  'every draw at a door has one trace': `
    select coalesce(d.office_id, t.office_id) as office, coalesce(d.site_id || ' on ' || d.day, t.seed) as where,
           coalesce(d.draws, 0) || ' draws, ' || coalesce(t.traces, 0) || ' traces' as what
    from (select office_id, site_id, day, seed, count(*) as draws from door_draw group by 1, 2, 3, 4) d
    full join (select office_id, opening::jsonb ->> 'seed' as seed, count(*) as traces from audit_opening
               where opening::jsonb ->> 'kind' = 'door-drawn' group by 1, 2) t
      on t.office_id = d.office_id and t.seed = d.seed
    where d.draws is distinct from t.traces`,
  'every turn that was missed has its trace': `
    select n.office_id as office, 'booking ' || n.booking_id as where,
           'person ' || n.position || ' is said to have missed it, and no trace says so' as what
    from no_show n
    where not exists (select from audit_opening a where a.office_id = n.office_id
      and a.opening::jsonb ->> 'booking' = n.booking_id::text
      and (a.opening::jsonb ->> 'kind' = 'claim-released' or (a.opening::jsonb ->> 'kind' = 'no-show'
        and (a.opening::jsonb ->> 'position')::int = n.position)))`,
  'who waits has missed a turn': `
    select '' as office, 'somebody who waits' as where, 'has missed nothing that counts' as what
    from cooling c
    where c.ends_at > $1
      and not exists (select from no_show n where n.nik_hash = c.nik_hash and n.excused is null)`,
  'the guards of halls stand': `
    select '' as office, name as where, 'the database lacks this guard' as what
    from unnest(array['visit_number_once', 'visit_person_once', 'visit_at_one_counter', 'counter_now_pkey',
      'visit_scan_pkey', 'door_person_once', 'door_draw_once']) as name
    where not exists (select from pg_constraint c where c.conname = name and c.convalidated)`,
}

import type { Checks } from '../platform/recount.ts'

/** Entries of a closed list. Who left or was struck before it closed never got a place. */
const LISTED = `(e.state = 'entered' or e.place is not null)`

/** HMAC-SHA-256(seed, entry id) by the built-in sha256: RFC 2104 with a key shorter than its block. */
const HMAC = `
  sha256(d.outer_pad || sha256(d.inner_pad || convert_to(e.entry_id::text, 'UTF8')))`

const padOf = (byte: number): string => `
  (select string_agg(set_byte('\\x00'::bytea, 0,
     (case when i < 32 then get_byte(draw.seed, i) else 0 end) # ${byte}), ''::bytea order by i)
   from generate_series(0, 63) i)`

/** What the traces of an entry say of it: EntryTrace. */
const TRACED = ['wishes', 'channel', 'day', 'people', 'who']
  .map((name) => `'${name}', opening::jsonb -> '${name}'`)
  .join(', ')

/** The promises about draws, recounted. $1 is now. The beacon's signature is for `giliran verify-draw`. */
export const drawChecks: Checks = {
  'an entry has as many people as it says': `
    select e.office_id as office, 'entry ' || e.entry_id as where,
           'says ' || e.party_size || ' people, has ' || count(p.position) as what
    from draw_entry e left join draw_person p on p.office_id = e.office_id and p.entry_id = e.entry_id
    group by e.office_id, e.entry_id
    having count(p.position) <> case when e.erased_at is null then e.party_size else 0 end`,
  'as many entries are erased as traces say': `
    select coalesce(e.office_id, t.office_id) as office, 'entries' as where,
           coalesce(e.count, 0) || ' are erased, by traces ' || coalesce(t.count, 0) as what
    from (select office_id, count(*) from draw_entry where erased_at is not null group by 1) e
    full join (select office_id, sum((opening::jsonb ->> 'entries')::int) as count from audit_opening
               where opening::jsonb ->> 'kind' = 'entries-erased' group by 1) t
      on t.office_id = e.office_id
    where e.count is distinct from t.count`,
  'each person of an entry holds the claim until the draw': `
    select e.office_id as office, 'entry ' || e.entry_id as where,
           'person ' || p.position || case when c.nik_hash is null then ' holds no claim'
             else ' holds a claim of ' || c.booking_id end as what
    from draw_entry e
    join draw d on d.office_id = e.office_id and d.draw_id = e.draw_id
    join draw_person p on p.office_id = e.office_id and p.entry_id = e.entry_id
    left join live_claim c on c.nik_hash = p.nik_hash
    where e.state = 'entered' and not e.contested and d.ends_at > $1
      and (c.nik_hash is null or c.booking_id <> e.entry_id)
      and not exists (select from audit_opening a where a.office_id = e.office_id
        and a.opening::jsonb ->> 'kind' = 'claim-released' and a.opening::jsonb ->> 'booking' = e.entry_id::text
        and (a.opening::jsonb ->> 'position')::int = p.position)`,
  'every entry has its traces': `
    select e.office_id as office, 'entry ' || e.entry_id as where,
           coalesce(t.entered, 0) || ' traces of entering; it is ' || e.state as what
    from draw_entry e left join (
      select office_id, opening::jsonb ->> 'entry' as entry_id,
             count(*) filter (where opening::jsonb ->> 'kind' = 'entered') as entered,
             count(*) filter (where opening::jsonb ->> 'kind' = 'entry-left') as gone,
             count(*) filter (where opening::jsonb ->> 'kind' = 'entry-struck') as struck
      from audit_opening where opening::jsonb ? 'entry' group by 1, 2) t
      on t.office_id = e.office_id and t.entry_id = e.entry_id::text
    where coalesce(t.entered, 0) <> 1 or coalesce(t.gone, 0) <> case e.state when 'left' then 1 else 0 end
       or coalesce(t.struck, 0) <> case e.state when 'struck' then 1 else 0 end`,
  'every trace of an entry is of one that exists': `
    select a.office_id as office, 'trace ' || a.audit_id as where,
           'of entry ' || (a.opening::jsonb ->> 'entry') as what
    from audit_opening a
    -- At the door an entry is a number of the day, and has no draw of this kind.
    where a.opening::jsonb ? 'entry' and a.opening::jsonb ->> 'kind' not like 'door-%'
      and not exists (select from draw_entry e
        where e.office_id = a.office_id and e.entry_id::text = a.opening::jsonb ->> 'entry')`,
  'an entry stands as its traces leave it': `
    select e.office_id as office, 'entry ' || e.entry_id as where,
           'its wishes, day, channel, commitment or people are not those of its traces' as what
    from (
      select e.office_id, e.entry_id::text as entry_id, e.erased_at is not null as erased,
             jsonb_build_object('wishes', e.wishes, 'channel', e.channel,
               'day', to_char(e.entered_on, 'YYYY-MM-DD'), 'people', encode(e.commitment, 'hex'),
               'who', encode(sha256(convert_to(e.entry_id::text, 'UTF8') || coalesce(p.hashes, '')), 'hex')) as trace
      from draw_entry e left join (
        select office_id, entry_id, string_agg(nik_hash, ''::bytea order by position) as hashes
        from draw_person group by 1, 2) p on p.office_id = e.office_id and p.entry_id = e.entry_id) e
    join (
      select office_id, entry_id, trace
      from (
        select office_id, opening::jsonb ->> 'entry' as entry_id, unnest(array[1, -1]) as step,
               unnest(array[jsonb_build_object(${TRACED}), opening::jsonb -> 'was']) as trace
        from audit_opening
        where opening::jsonb ->> 'kind' in ('entered', 'entry-wishes', 'entry-member-left')
          -- Older ones than this promise say nothing of it.
          and opening::jsonb ? 'who'
      ) steps
      where trace is not null group by 1, 2, 3 having sum(step) > 0
    ) t on t.office_id = e.office_id and t.entry_id = e.entry_id
    -- Who is in it is erased with it.
    where case when e.erased then t.trace - 'who' <> e.trace - 'who' else t.trace <> e.trace end`,
  'a verified entry was verified, as its traces say': `
    select e.office_id as office, 'entry ' || e.entry_id as where,
           'is verified by ' || coalesce(e.verified_by, 'nothing') || '; its traces say by '
             || coalesce(t.by, 'nothing') as what
    from draw_entry e left join (
      select office_id, entry_id, string_agg(by, ', ') as by
      from (
        select office_id, opening::jsonb ->> 'entry' as entry_id,
               case opening::jsonb ->> 'kind' when 'entered' then opening::jsonb ->> 'verified'
                 when 'entry-verified' then opening::jsonb ->> 'verifiedBy' end as by
        from audit_opening where opening::jsonb ->> 'kind' in ('entered', 'entry-verified')
      ) said
      where by is not null group by 1, 2) t
      on t.office_id = e.office_id and t.entry_id = e.entry_id::text
    where t.by is distinct from e.verified_by or (e.verified_at is null) <> (e.verified_by is null)`,
  'a closed list has the entries that it was closed with': `
    select d.office_id as office, 'draw ' || d.draw_id as where,
           'was closed with ' || d.list_size || ' entries, has ' || count(e.entry_id) as what
    from draw d left join draw_entry e on e.office_id = d.office_id and e.draw_id = d.draw_id and ${LISTED}
    where d.state in ('frozen', 'drawn') group by d.office_id, d.draw_id having count(e.entry_id) <> d.list_size`,
  'the seats of a closed list wait for its draw': `
    select d.office_id as office, 'draw ' || d.draw_id as where,
           'gives ' || f.seats || ' seats of slot ' || f."slotId" || ', of which '
             || coalesce(s.withheld, 0) || ' are withheld' as what
    from draw d
    cross join lateral jsonb_to_recordset(d.seats) as f("slotId" text, seats int)
    left join slot s on s.office_id = d.office_id and s.slot_id = f."slotId"::bigint
    where d.state = 'frozen' and coalesce(s.withheld, 0) < f.seats`,
  'the leaf of a closed list stands': `
    select d.office_id as office, 'draw ' || d.draw_id as where, 'has no trace that fixes it' as what
    from draw d where d.state in ('frozen', 'drawn') and not exists (
      select from audit a where a.office_id = d.office_id and a.audit_id = d.leaf_audit_id)`,
  'every closing of a list is known to its draw, and said in the open': `
    with closing as (
      select o.office_id, o.audit_id, o.opening::jsonb ->> 'draw' as draw_id, a.subject
      from audit_opening o left join audit a on a.office_id = o.office_id and a.audit_id = o.audit_id
      where o.opening::jsonb ->> 'kind' = 'draw-frozen'),
    known as (
      select office_id, leaf_audit_id as audit_id from draw where leaf_audit_id is not null
      union
      select office_id, (e ->> 'auditId')::uuid from draw cross join lateral jsonb_array_elements(earlier_leaves) e)
    select office_id as office, 'trace ' || audit_id as where, 'closes a list of ' || draw_id || case
             when not exists (select from known k where k.office_id = c.office_id and k.audit_id = c.audit_id)
             then ', of which no draw knows' else ', and does not say so in the open' end as what
    from closing c
    where not exists (select from known k where k.office_id = c.office_id and k.audit_id = c.audit_id)
       or coalesce(subject, '') not like 'draw ' || draw_id || ' %'
    union all
    select a.office_id, 'trace ' || a.audit_id, 'says "' || a.subject || '" in the open, and closes no list'
    from audit a where a.subject is not null
      and not exists (select from closing c where c.office_id = a.office_id and c.audit_id = a.audit_id)`,
  'the seed follows from list and round': `
    select d.office_id as office, 'draw ' || d.draw_id as where, 'its seed is not that of its list and round' as what
    from draw d where d.state = 'drawn' and (
      d.randomness <> sha256(d.signature) or d.seed is distinct from sha256(
        convert_to('giliran-draw/1' || chr(10) || d.draw_id || chr(10), 'UTF8')
          || decode(d.beacon ->> 'chainHash', 'hex') || int8send(d.round) || d.randomness || d.list_root))`,
  'places are in the order of the seed': `
    select office, where_ as where, what from (
      select e.office_id as office, 'entry ' || e.entry_id as where_, e.place as told,
             row_number() over (partition by e.office_id, e.draw_id order by ${HMAC}, e.entry_id) as counted,
             'has place ' || coalesce(e.place::text, 'none') || ' in the order' as what
      from draw_entry e
      join (select office_id, draw_id, ${padOf(0x36)} as inner_pad, ${padOf(0x5c)} as outer_pad
            from draw where state = 'drawn') d
        on d.office_id = e.office_id and d.draw_id = e.draw_id
      where ${LISTED}
    ) placed where told is distinct from counted`,
  'no more was drawn than a draw gives, and each winner has the turn': `
    select d.office_id as office, 'draw ' || d.draw_id as where,
           'gives ' || s.seats || ' seats of slot ' || s."slotId" || ', drew ' || w.seats as what
    from draw d
    cross join lateral jsonb_to_recordset(d.seats) as s("slotId" text, seats int)
    join lateral (select coalesce(sum(e.party_size), 0) as seats from draw_entry e
      join audit_opening a on a.office_id = e.office_id and a.opening::jsonb ->> 'kind' = 'booked'
        and a.opening::jsonb ->> 'booking' = e.entry_id::text and a.opening::jsonb ->> 'draw' = e.draw_id
        and a.opening::jsonb ->> 'slot' = s."slotId"
      where e.office_id = d.office_id and e.draw_id = d.draw_id) w on w.seats > s.seats
    where d.state = 'drawn'
    union all
    select e.office_id, 'entry ' || e.entry_id, 'won and has no turn'
    from draw_entry e where e.state = 'won' and not exists (
      select from booking b where b.office_id = e.office_id and b.booking_id = e.entry_id)`,
  'figures of demand are those that were announced': `
    select m.office_id as office, 'draw ' || m.office_id || '.' || m.policy_id as where,
           'shows ' || m.counted::text || ', which no trace of its announcement says' as what
    from draw_demand m where not exists (
      select from audit_opening a where a.office_id = m.office_id
        and a.opening::jsonb ->> 'kind' = 'draw-announced'
        and a.opening::jsonb ->> 'draw' = m.office_id || '.' || m.policy_id
        and a.opening::jsonb -> 'demandCounted' = m.counted)`,
  'the rest of an hour goes to no service of its draw before the draw': `
    select s.office_id as office, 'slot ' || s.slot_id as where,
           'was given on ' || t.at || ' to booking ' || t.booking_id || ', whose service is in ' || d.draw_id as what
    from slot s
    join slot part on part.office_id = s.office_id and part.site_id = s.site_id and part.channel = s.channel
      and part.starts_at = s.starts_at and part.draw_part
    join draw d on d.office_id = s.office_id and d.policy_id = part.draw_policy and d.state <> 'void'
    join office o on o.office_id = s.office_id
    join (select office_id, opening::jsonb ->> 'booking' as booking_id, (opening::jsonb ->> 'at')::timestamptz as at,
            coalesce(opening::jsonb ->> 'to', opening::jsonb ->> 'slot') as slot_id
          from audit_opening
          where opening::jsonb ->> 'kind' in ('booked', 'moved', 'moved-displaced', 'moved-by-fault')) t
      on t.office_id = s.office_id and t.slot_id = s.slot_id::text
    where not s.draw_part and t.at >= d.opens_at and t.at < greatest(d.instant_at, coalesce(d.drawn_at, 'infinity'))
      -- Who stands at the desk on the day is given what there is.
      and (t.at at time zone o.time_zone)::date < (s.starts_at at time zone o.time_zone)::date
      and exists (select from booking_person p where p.office_id = s.office_id and p.booking_id::text = t.booking_id
        and (d.policy -> 'services' is null or d.policy -> 'services' ? p.service_id))`,
  'nobody takes a seat that waits for its draw': `
    select s.office_id as office, 'slot ' || s.slot_id as where,
           s.capacity - s.taken - s.withheld || ' of its seats can be booked before the draw' as what
    from slot s
    where s.draw_policy is not null and s.closed_reason is null and s.starts_at > $1 and s.opens_at <= $1
      and s.taken + s.withheld < s.planned and not exists (
        select from draw d where d.office_id = s.office_id and d.policy_id = s.draw_policy and d.state = 'drawn')`,
}

import type { Checks } from '../platform/recount.ts'

/** The promises about bookings. $1 is now: a claim ends with the visit day, so what is past need not hold one. */
export const bookingChecks: Checks = {
  'seats taken are those of its bookings': `
    select coalesce(s.office_id, b.office_id) as office, 'slot ' || coalesce(s.slot_id, b.slot_id) as where,
           case when s.slot_id is null then 'has bookings and does not exist'
                else s.taken || ' seats taken, its bookings have ' || coalesce(b.seats, 0) end as what
    from slot s
    full join (select office_id, slot_id, sum(party_size) as seats from booking
               where state = 'booked' group by office_id, slot_id) b
      on b.office_id = s.office_id and b.slot_id = s.slot_id
    where s.slot_id is null or s.taken <> coalesce(b.seats, 0)`,
  'no slot is oversold': `
    select office_id as office, 'slot ' || slot_id as where,
           taken || ' taken and ' || withheld || ' withheld of ' || capacity as what
    from slot where taken + withheld > capacity or taken < 0 or withheld < 0`,
  'a party has as many people as it says': `
    select b.office_id as office, 'booking ' || b.booking_id as where,
           'says ' || b.party_size || ' people, has ' || count(p.position) as what
    from booking b left join booking_person p on p.office_id = b.office_id and p.booking_id = b.booking_id
    group by b.office_id, b.booking_id having count(p.position) <> b.party_size`,
  'people belong to a booking': `
    select p.office_id as office, 'booking ' || p.booking_id as where, 'a person without a booking' as what
    from booking_person p
    where not exists (select from booking b where b.office_id = p.office_id and b.booking_id = p.booking_id)`,
  'each person with a turn to come holds the claim': `
    select b.office_id as office, 'booking ' || b.booking_id as where,
           'person ' || p.position || case when c.nik_hash is null then ' holds no claim'
             else ' holds a claim of booking ' || c.booking_id end as what
    from booking b
    join slot s on s.office_id = b.office_id and s.slot_id = b.slot_id
    join office o on o.office_id = b.office_id
    join booking_person p on p.office_id = b.office_id and p.booking_id = b.booking_id
    left join live_claim c on c.nik_hash = p.nik_hash
    where b.state = 'booked'
      and (date_trunc('day', s.starts_at at time zone o.time_zone) + interval '1 day') at time zone o.time_zone > $1
      and (c.nik_hash is null or c.booking_id <> b.booking_id)
      and not exists (select from audit_opening a where a.office_id = b.office_id
        and a.opening::jsonb ->> 'kind' = 'claim-released' and a.opening::jsonb ->> 'booking' = b.booking_id::text
        and (a.opening::jsonb ->> 'position')::int = p.position)
      and not exists (select from no_show n where n.office_id = b.office_id and n.booking_id = b.booking_id
        and n.position = p.position and n.excused = 'not-theirs')`,
  'each claim is of a turn that is booked': `
    select c.office_id as office, 'booking ' || c.booking_id as where,
           'a claim of ' || case when b.booking_id is null then 'no booking'
             when b.state <> 'booked' then 'a booking that is ' || b.state
             else 'somebody who is not in the party' end as what
    from live_claim c
    left join booking b on b.office_id = c.office_id and b.booking_id = c.booking_id
    where (b.booking_id is null or b.state <> 'booked' or not exists (
      select from booking_person p
      where p.office_id = c.office_id and p.booking_id = c.booking_id and p.nik_hash = c.nik_hash))
      and not exists (
        select from draw_entry e join draw_person p on p.office_id = e.office_id and p.entry_id = e.entry_id
        where e.office_id = c.office_id and e.entry_id = c.booking_id and p.nik_hash = c.nik_hash
          and e.state = 'entered' and not e.contested)`,
  'every state is one of the known': `
    select office_id as office, 'booking ' || booking_id as where, 'is in the state ' || state as what
    from booking where state not in ('booked', 'cancelled')`,
  'every booking, move and cancellation has its trace': `
    select b.office_id as office, 'booking ' || b.booking_id as where,
           'traces: ' || coalesce(t.booked, 0) || ' booked, ' || coalesce(t.moved, 0) || ' moved, '
             || coalesce(t.cancelled, 0) || ' cancelled; it is ' || b.state || ' after ' || b.moves || ' moves' as what
    from booking b left join (
      select office_id, opening::jsonb ->> 'booking' as booking_id,
             count(*) filter (where opening::jsonb ->> 'kind' = 'booked') as booked,
             count(*) filter (where opening::jsonb ->> 'kind' = 'moved') as moved,
             count(*) filter (where opening::jsonb ->> 'kind' = 'cancelled') as cancelled
      from audit_opening group by 1, 2) t
      on t.office_id = b.office_id and t.booking_id = b.booking_id::text
    where coalesce(t.booked, 0) <> 1 or coalesce(t.moved, 0) <> b.moves
       or coalesce(t.cancelled, 0) <> case b.state when 'cancelled' then 1 else 0 end`,
  'a booking stands in the hour that its traces put it in': `
    select b.office_id as office, 'booking ' || b.booking_id as where,
           'is in slot ' || b.slot_id || '; its traces leave it in ' || coalesce(t.slots, 'none') as what
    from booking b left join (
      select office_id, booking_id, string_agg(slot_id, ', ') as slots
      from (
        select office_id, booking_id, slot_id
        from (
          select office_id, opening::jsonb ->> 'booking' as booking_id,
                 unnest(array[coalesce(opening::jsonb ->> 'to', opening::jsonb ->> 'slot'), opening::jsonb ->> 'from'])
                   as slot_id,
                 unnest(array[1, -1]) as step
          from audit_opening
          where opening::jsonb ->> 'kind' in ('booked', 'moved', 'moved-displaced', 'moved-by-fault')
        ) steps
        where slot_id is not null group by 1, 2, 3 having sum(step) <> 0
      ) left_in
      group by 1, 2) t
      on t.office_id = b.office_id and t.booking_id = b.booking_id::text
    where t.slots is not null and t.slots <> b.slot_id::text`,
  'whoever is booked is whom it was booked for': `
    select b.office_id as office, 'booking ' || b.booking_id as where, 'its people are not those of its trace' as what
    from (
      select b.office_id, b.booking_id, count(*) as people,
             encode(sha256(convert_to(b.booking_id::text, 'UTF8')
               || string_agg(p.nik_hash, ''::bytea order by p.position)), 'hex') as who
      from booking b join booking_person p on p.office_id = b.office_id and p.booking_id = b.booking_id
      group by b.office_id, b.booking_id) b
    join audit_opening a on a.office_id = b.office_id and a.opening::jsonb ->> 'booking' = b.booking_id::text
    where a.opening::jsonb ->> 'kind' in ('booked', 'left-party') and (a.opening::jsonb ->> 'party')::int = b.people
      -- Older ones than this promise say nothing of it; a draw's were never without.
      and (a.opening::jsonb ? 'who' or a.opening::jsonb ?| array['draw', 'offer'])
      and a.opening::jsonb ->> 'who' is distinct from b.who`,
  'whoever lost an hour to the office is remembered until they have another': `
    select m.office as office, 'booking ' || m.booking as where, m.what from (
      select a.office_id as office, a.opening::jsonb ->> 'booking' as booking,
             'was moved from a closed hour, and is in no list of those hit' as what
      from audit_opening a
      where a.opening::jsonb ->> 'kind' = 'moved-displaced' and not exists (
        select from displacement d
        where d.office_id = a.office_id and d.booking_id::text = a.opening::jsonb ->> 'booking')
      union all
      select d.office_id, d.booking_id::text, 'is in a list of those hit, and no trace says what became of it'
      from displacement d
      where not exists (
        select from audit_opening a
        where a.office_id = d.office_id and a.opening::jsonb ->> 'booking' = d.booking_id::text
          and (a.opening::jsonb ->> 'kind' = 'moved-displaced'
            or (a.opening::jsonb ->> 'kind' = 'cancelled' and a.opening::jsonb ? 'displaced')))
    ) m`,
  'every trace is of a booking that exists': `
    select a.office_id as office, 'trace ' || a.audit_id as where,
           'of booking ' || (a.opening::jsonb ->> 'booking') as what
    from audit_opening a
    where a.opening::jsonb ? 'booking' and not exists (
      select from booking b where b.office_id = a.office_id and b.booking_id::text = a.opening::jsonb ->> 'booking')
      and not exists (
        select from draw_entry e
        where e.office_id = a.office_id and e.entry_id::text = a.opening::jsonb ->> 'booking')`,
  'every opening is what was committed to': `
    select o.office_id as office, 'trace ' || o.audit_id as where,
           case when a.audit_id is null then 'an opening without its commitment'
                else 'the opening is not what was committed to' end as what
    from audit_opening o left join audit a on a.office_id = o.office_id and a.audit_id = o.audit_id
    where a.audit_id is null or a.commitment <> sha256(o.salt || convert_to(o.opening, 'UTF8'))`,
  // Nothing erases openings yet; what will, has to leave a trace of its own that is asked for here.
  'every trace has its opening': `
    select a.office_id as office, 'trace ' || a.audit_id as where, 'its opening is gone' as what
    from audit a left join audit_opening o on o.office_id = a.office_id and o.audit_id = a.audit_id
    where o.audit_id is null`,
  'every trace waits for the ledger or stands in it': `
    select a.office_id as office, 'trace ' || a.audit_id as where, 'was never handed to the ledger' as what
    from audit a
    where not exists (select from leaf_pending l where l.office_id = a.office_id and l.audit_id = a.audit_id)
      and not exists (select from ledger_leaf l where l.office_id = a.office_id and l.audit_id = a.audit_id)`,
  'every remembered request has its booking': `
    select i.office_id as office, 'booking ' || i.booking_id as where,
           'is remembered for a request and does not exist' as what
    from idempotency i
    where not exists (select from booking b where b.office_id = i.office_id and b.booking_id = i.booking_id)
      and not exists (select from draw_entry e where e.office_id = i.office_id and e.entry_id = i.booking_id)`,
  'the guards stand': `
    select '' as office, name as where, 'the database lacks this guard' as what
    from unnest(array['slot_never_oversold', 'live_claim_one_per_person', 'idempotency_once', 'booking_code_key',
                      'booking_key_hash_key']) as name
    where not exists (select from pg_constraint c where c.conname = name and c.convalidated)
    union all
    select '', name, 'the trigger is missing or switched off'
    from unnest(array['audit_rows_stand', 'audit_table_stands']) as name
    where not exists (select from pg_trigger t where t.tgname = name and t.tgenabled in ('O', 'A'))`,
}

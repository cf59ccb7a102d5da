/**
 * The one statement of the booking batch (docs/architecture.md, data's way).
 *
 * Slots are locked in key order; each party is decided in order of arrival, all or nothing;
 * then booking, people, claims, audit, idempotency and jobs are written, and a notification
 * or two of all changed counts are queued, which PostgreSQL sends when the statement commits.
 * Each carries at most 7,999 bytes: up to 3,900 of whole offices and what the last adds.
 *
 * Locks are taken in this order everywhere: slots by key, claims by hash, idempotency by
 * hash. A second process therefore waits, and never in a circle. The look-ups see the
 * snapshot from before the lock: they spare the batch a violation, the keys guarantee.
 *
 * Nothing is joined by party: parties and people point at each other by subscript into
 * arrays of fixed width, since the planner knows nothing of an array's length.
 *
 * $1 now            $2 offices text[]     $3 slot -> office    $4 slot ids       $5 slot -> claims end
 * $6 party -> slot  $7 party sizes        $8 booking ids       $9 codes          $10 key hashes
 * $11 idempotency hashes  $12 fingerprints  $13 contact hashes (zeroes: none)    $14 locales
 * $15 assisted      $16 sealed data and openings, end to end   $17 sealed ends   $18 opening ends
 * $19 audit ids     $20 salts             $21 person -> party  $22 positions     $23 services
 * $24 purposes      $25 NIK hashes        $26 as printed       $27 kept until
 * $28 party -> whether who waits is refused                   $29 jobs (json)
 * Hashes, salts and fingerprints are rows of 16 bytes, end to end in one bytea.
 */
const row16 = (parameter: string, ordinal: string): string =>
  `substring(${parameter}::bytea from (${ordinal})::int * 16 - 15 for 16)`

const blob = (start: string, end: string): string =>
  `substring($16::bytea from (${start}) + 1 for (${end}) - (${start}))`

const officeOf = (slot: string): string => `($2::text[])[($3::int[])[${slot}]]`

const jobsSql = `,
jobs as materialized (
  select count(*) as jobs from graphile_worker.add_jobs(
    (select array_agg((j.task, j.payload, null, null, 25, null, null, null)::graphile_worker.job_spec)
     from jsonb_to_recordset($29::jsonb) as j(party int, task text, payload json)
     where (select ok from decided)[j.party]))
)`

/** Who is booked: slots locked, seats counted, people and earlier requests looked up. */
const decideSql = `
with locked as materialized (
  select u.ix::int as ix, s.capacity, s.taken, s.withheld,
         (s.closed_reason is null and s.opens_at <= $1::timestamptz) as bookable
  from unnest($3::int[], $4::bigint[]) with ordinality as u(office, slot_id, ix)
  join slot s on s.office_id = ($2::text[])[u.office] and s.slot_id = u.slot_id
  order by u.ix
  for update of s
),
free as materialized (
  select array_agg(case when bookable then capacity - taken - withheld else 0 end order by ix) as seats,
         count(*) = cardinality($4::bigint[]) as whole
  from locked
),
known_person as materialized (
  select party, position, live
  from (
    select q.party, q.position,
           greatest(
             (select c.ends_at from live_claim c where c.nik_hash = ${row16('$25', 'q.ord')}),
             (select w.ends_at from cooling w where w.nik_hash = ${row16('$25', 'q.ord')}
                and w.ends_at > $1::timestamptz and ($28::bool[])[q.party])
           ) > $1::timestamptz as live
    from unnest($21::int[], $22::int[]) with ordinality as q(party, position, ord)
  ) looked_up
  where live is not null
),
party as materialized (
  select p.ord::int as ord, p.slot, p.size,
         (select i.booking_id from idempotency i
          where i.office_id = ${officeOf('p.slot')} and i.key_hash = ${row16('$11', 'p.ord')}) as earlier
  from unnest($6::int[], $7::int[]) with ordinality as p(slot, size, ord)
),
verdict as materialized (
  select ord, slot, size, earlier,
         eligible and (select whole from free)
           and sum(case when eligible then size else 0 end) over (partition by slot order by ord)
               <= (select seats from free)[slot] as ok
  from (
    select p.*, p.earlier is null
           and p.ord <> all (coalesce((select array_agg(k.party) from known_person k), '{}')) as eligible
    from party p
  ) eligible_party
),
decided as materialized (
  select array_agg(ok order by ord) as ok from verdict
)`

/** Everything that stands or falls with those bookings, in the order of locks. */
const writeSql = `,
seated as materialized (
  update slot s set taken = s.taken + d.seats
  from (
    select ${officeOf('slot')} as office_id, ($4::bigint[])[slot] as slot_id, sum(size)::int as seats
    from verdict where ok group by slot
  ) d
  where s.office_id = d.office_id and s.slot_id = d.slot_id
  returning s.office_id, s.slot_id, s.capacity, s.taken, s.withheld
),
claimed as materialized (
  insert into live_claim (nik_hash, office_id, booking_id, ends_at)
  select ${row16('$25', 'q.ord')} as nik_hash, ${officeOf('($6::int[])[q.party]')},
         ($8::uuid[])[q.party], ($5::timestamptz[])[($6::int[])[q.party]]
  from unnest($21::int[]) with ordinality as q(party, ord)
  where (select ok from decided)[q.party]
  order by nik_hash
  returning 1
),
remembered as materialized (
  insert into idempotency (office_id, key_hash, fingerprint, booking_id, kept_until)
  select ${officeOf('p.slot')}, ${row16('$11', 'p.ord')} as key_hash, ${row16('$12', 'p.ord')},
         ($8::uuid[])[p.ord], $27::timestamptz
  from unnest($6::int[]) with ordinality as p(slot, ord)
  where (select ok from decided)[p.ord] and (select count(*) from claimed) is not null
  order by 1, key_hash
  returning 1
),
booked as (
  insert into booking (office_id, booking_id, code, key_hash, slot_id, state, party_size, locale,
                       assisted, contact_hash, sealed, booked_at, changed_at)
  select ${officeOf('p.slot')}, p.booking_id, p.code, ${row16('$10', 'p.ord')}, ($4::bigint[])[p.slot],
         'booked', p.size, p.locale, p.assisted,
         nullif(${row16('$13', 'p.ord')}, '\\x00000000000000000000000000000000'::bytea),
         ${blob('case when p.ord = 1 then 0 else ($18::int[])[p.ord - 1] end', 'p.sealed_end')}, $1, $1
  from unnest($6::int[], $7::int[], $8::uuid[], $9::text[], $14::text[], $15::bool[], $17::int[])
    with ordinality as p(slot, size, booking_id, code, locale, assisted, sealed_end, ord)
  where (select ok from decided)[p.ord] and (select count(*) from remembered) is not null
),
people as (
  insert into booking_person (office_id, booking_id, position, service_id, purpose_id, nik_hash, nik_as_printed)
  select ${officeOf('($6::int[])[q.party]')}, ($8::uuid[])[q.party], q.position, q.service_id, q.purpose_id,
         ${row16('$25', 'q.ord')}, q.as_printed
  from unnest($21::int[], $22::int[], $23::text[], $24::text[], $26::bool[])
    with ordinality as q(party, position, service_id, purpose_id, as_printed, ord)
  where (select ok from decided)[q.party]
),
leaf as materialized (
  select ${officeOf('a.slot')} as office_id, a.audit_id, ${row16('$20', 'a.ord')} as salt,
         ${blob('a.sealed_end', 'a.opening_end')} as opening
  from unnest($6::int[], $17::int[], $18::int[], $19::uuid[])
    with ordinality as a(slot, sealed_end, opening_end, audit_id, ord)
  where (select ok from decided)[a.ord]
),
audited as (
  insert into audit (office_id, audit_id, at, commitment)
  select office_id, audit_id, $1, sha256(salt || opening) from leaf
),
opened as (
  insert into audit_opening (office_id, audit_id, salt, opening)
  select office_id, audit_id, salt, convert_from(opening, 'UTF8') from leaf
),
pending as (
  insert into leaf_pending (office_id, audit_id) select office_id, audit_id from leaf
),
told as materialized (
  select count(pg_notify('giliran', 'slots ' || said)) as messages
  from (
    select string_agg(office_id || ' ' || counts, ';') as said
    from (
      select office_id, counts, sum(length(office_id) + length(counts) + 2) over (order by office_id) / 3900 as part
      from (
        select office_id, case when length(counts) < 3900 then counts else '*' end as counts
        from (
          select office_id, string_agg(concat_ws(':', slot_id, capacity, taken, withheld), ',') as counts
          from seated group by office_id
        ) by_office
      ) short
    ) numbered
    group by part
  ) message
)`

const answerSql = `
select (select ok from decided) as ok,
       (select json_agg(json_build_array(party, position, live)) from known_person) as known,
       (select json_agg(json_build_array(v.ord, v.earlier, i.fingerprint = ${row16('$12', 'v.ord')}))
        from verdict v, lateral (select fingerprint from idempotency
          where office_id = ${officeOf('v.slot')} and key_hash = ${row16('$11', 'v.ord')}) i
        where v.earlier is not null) as earlier,
       (select json_agg(json_build_array(l.ix, l.capacity, l.taken, l.withheld, l.bookable) order by l.ix)
        from locked l) as slots,
       (select messages from told) as told`

export const bookBatchSql = decideSql + writeSql + answerSql
/** A CTE that nothing refers to never runs: so the answer counts the jobs. */
export const bookBatchWithJobsSql = `${decideSql + writeSql + jobsSql + answerSql}, (select jobs from jobs) as jobs`

/**
 * The planner must never read a hot table whole, however empty it was when the plan was
 * made, and one plan serves every batch: both settings are the engine's connection's own.
 */
export const engineSessionSql =
  'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; ' +
  'set plan_cache_mode = force_generic_plan; set jit = off'

-- Tables of the first feature set. Keys of hot tables begin with office_id, so that the
-- data can be spread by office; live_claim and limit_counter are the two that span offices.
-- There are no foreign keys between hot tables: each would cost a look-up per row inside
-- the booking batch; `giliran check` recounts what they would have guarded.

create table setting (
  name text primary key,
  value jsonb not null
);

create table office (
  office_id text primary key check (office_id ~ '^[a-z][a-z0-9-]{1,39}$'),
  letters text not null unique check (letters ~ '^[A-HJKMNP-TV-Z]{3}$'),
  name text not null,
  class text not null,
  province text not null,
  time_zone text not null,
  town_lat double precision not null,
  town_lon double precision not null,
  source text not null,
  bookable boolean not null default false,
  -- What `giliran office apply` takes, checked against its schema; null: only listed.
  definition jsonb,
  revision integer not null default 0,
  check (not bookable or definition is not null)
);

create table office_revision (
  office_id text not null references office,
  revision integer not null,
  definition jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (office_id, revision)
);

create table holiday (
  date date not null,
  name text not null,
  kind text not null check (kind in ('national', 'collective_leave')),
  status text not null check (status in ('decreed', 'provisional')),
  source text not null,
  primary key (date, name)
);

create table slot (
  office_id text not null,
  slot_id bigint generated always as identity,
  site_id text not null,
  channel text not null check (channel in ('online', 'priority', 'walk-in', 'partner')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  opens_at timestamptz not null,
  -- Why nobody can book it; null: open.
  closed_reason text,
  -- planned: what the template asks for. capacity: what may be given. taken: given.
  -- withheld: freed seats that may not be booked at once.
  planned integer not null check (planned >= 0),
  capacity integer not null check (capacity >= 0),
  taken integer not null default 0 check (taken >= 0),
  withheld integer not null default 0 check (withheld >= 0),
  primary key (office_id, slot_id),
  unique (office_id, site_id, channel, starts_at),
  constraint slot_never_oversold check (taken + withheld <= capacity),
  check (ends_at > starts_at)
) with (fillfactor = 60);

create table booking (
  office_id text not null,
  booking_id uuid not null,
  code text not null,
  key_hash bytea not null,
  slot_id bigint not null,
  state text not null,
  party_size smallint not null check (party_size between 1 and 5),
  moves smallint not null default 0 check (moves >= 0),
  calendar_sequence smallint not null default 0,
  locale text not null,
  assisted boolean not null default false,
  contact_hash bytea,
  -- Names, NIKs, companion, contact and the ticket's key, encrypted together.
  sealed bytea not null,
  booked_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (office_id, booking_id),
  constraint booking_code_key unique (office_id, code),
  constraint booking_key_hash_key unique (office_id, key_hash)
) with (fillfactor = 90);

create index booking_by_slot on booking (office_id, slot_id);

create table booking_person (
  office_id text not null,
  booking_id uuid not null,
  position smallint not null check (position between 0 and 4),
  service_id text not null,
  purpose_id text not null,
  nik_hash bytea not null,
  nik_as_printed boolean not null default false,
  primary key (office_id, booking_id, position)
);

-- One row is one live booking of one person in the whole country. It ends with the visit
-- day (ends_at), a cancellation, or a release by staff who have seen the card.
create table live_claim (
  nik_hash bytea constraint live_claim_one_per_person primary key,
  office_id text not null,
  booking_id uuid not null,
  ends_at timestamptz not null
);

create table idempotency (
  office_id text not null,
  key_hash bytea not null,
  fingerprint bytea not null,
  booking_id uuid not null,
  kept_until timestamptz not null,
  constraint idempotency_once primary key (office_id, key_hash)
);

create table draft (
  office_id text not null,
  key_hash bytea not null,
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (office_id, key_hash)
);

create table audit (
  office_id text not null,
  audit_id uuid not null,
  at timestamptz not null,
  commitment bytea not null check (octet_length(commitment) = 32),
  primary key (office_id, audit_id)
);

-- commitment = SHA-256(salt || opening). Erasing this row leaves the commitment standing
-- and nothing to guess it by.
create table audit_opening (
  office_id text not null,
  audit_id uuid not null,
  salt bytea not null check (octet_length(salt) = 16),
  opening text not null,
  primary key (office_id, audit_id)
);

-- What the ledger's sequencer has not ordered yet.
create table leaf_pending (
  office_id text not null,
  audit_id uuid not null,
  primary key (office_id, audit_id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit is never updated, deleted or truncated' using errcode = 'restrict_violation';
end $$;

create trigger audit_rows_stand before update or delete on audit
  for each row execute function refuse_change();
create trigger audit_table_stands before truncate on audit
  for each statement execute function refuse_change();

create unlogged table limit_counter (
  scope text not null,
  subject bytea not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (scope, subject, window_start)
);

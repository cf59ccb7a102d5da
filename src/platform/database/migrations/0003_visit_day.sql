-- The visit day. A hall is one site on one day; its row is what every change of the hall
-- locks first, so that changes have an order, which is its version.

create table hall (
  office_id text not null,
  site_id text not null,
  day date not null,
  version integer not null default 0,
  -- By letter: the last number given.
  numbers jsonb not null default '{}',
  -- By stage: how many were called since the last priority visit and the last walk-in.
  turns jsonb not null default '{}',
  pause_reason text check (pause_reason in ('system-down', 'supervisor')),
  paused_since timestamptz,
  notices jsonb not null default '[]',
  primary key (office_id, site_id, day),
  check ((pause_reason is null) = (paused_since is null))
);

create table visit (
  office_id text not null,
  visit_id uuid not null,
  site_id text not null,
  day date not null,
  -- null: came without a booking, to collect a passport.
  booking_id uuid,
  kind text not null check (kind in ('appointment', 'priority', 'walk-in', 'collection')),
  letter text not null,
  number smallint not null check (number between 1 and 999),
  people smallint not null check (people between 1 and 5),
  services text[] not null,
  journey text[] not null,
  stage text not null,
  state text not null,
  appointment_at timestamptz,
  arrived_at timestamptz not null,
  late_minutes integer not null default 0,
  priority text,
  queued_at timestamptz not null,
  -- The fair place in the queue, kept from stage to stage.
  due_at timestamptz not null,
  -- Out of turn: {reason, by}.
  ordered jsonb,
  -- Why it was sent back from a counter, while it is set aside.
  sent_back text,
  counter_id text,
  calls smallint not null default 0,
  called_at timestamptz,
  started_at timestamptz,
  changed_at timestamptz not null,
  -- NIKs where the card differs from the ticket, old and new.
  corrections bytea,
  -- Help wished for; erased when the visit is over.
  help bytea,
  primary key (office_id, visit_id),
  constraint visit_number_once unique (office_id, site_id, day, letter, number)
);

create index visit_of_booking on visit (office_id, booking_id);

-- Everybody in a visit. One visit a person a day in an office, whatever was scanned how often.
create table visit_person (
  office_id text not null,
  visit_id uuid not null,
  position smallint not null check (position between 0 and 4),
  day date not null,
  booking_id uuid,
  card text not null check (card in ('same', 'typing-error', 'other-person')),
  nik_hash bytea not null,
  primary key (office_id, visit_id, position),
  constraint visit_person_once unique (office_id, day, nik_hash)
);

-- Promise 7: a ticket is never called to two counters, and a counter never has two tickets.
create table counter_now (
  office_id text not null,
  site_id text not null,
  counter_id text not null,
  visit_id uuid not null,
  primary key (office_id, site_id, counter_id),
  constraint visit_at_one_counter unique (office_id, visit_id)
);

create table counter (
  office_id text not null,
  site_id text not null,
  counter_id text not null,
  state text not null check (state in ('closed', 'open', 'paused')),
  stages text[] not null default '{}',
  staff text,
  staff_name text,
  paused_until timestamptz,
  seen_at timestamptz not null,
  primary key (office_id, site_id, counter_id)
);

-- Every step of every visit, never changed. `before`: the visit as it was, for undo.
create table visit_step (
  office_id text not null,
  visit_id uuid not null,
  step integer not null,
  at timestamptz not null,
  kind text not null,
  stage text not null,
  counter_id text,
  staff text,
  reason text,
  minutes real,
  -- The hall's version that this step made.
  version integer not null default 0,
  before jsonb,
  -- Orders steps of different visits that one act made.
  seq bigint generated always as identity,
  primary key (office_id, visit_id, step)
);

create index visit_step_at_counter on visit_step (office_id, counter_id, seq);

-- A scan is known by its nonce: sent again, it changes nothing.
create table visit_scan (
  office_id text not null,
  nonce text not null,
  visit_id uuid not null,
  at timestamptz not null,
  primary key (office_id, nonce)
);

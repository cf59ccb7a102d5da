-- A code on its way to a contact, until it is used or over. One row a contact, so that a new
-- code ends the one before.
create table contact_code (
  contact_hash bytea primary key,
  proof_id uuid not null unique,
  -- Keyed hash of the proof's id and its code.
  code_hash bytea not null,
  -- Counted before the code is looked at; the right one deletes the row.
  tries smallint not null default 0,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  -- By whose channels it goes; '' where a program asked and named none.
  office_id text not null,
  -- The ticket on whose page it was asked for; null: a program asked.
  booking_id uuid,
  -- The contact that the ticket has once it is proved, encrypted; null: the ticket has it already.
  sealed bytea,
  constraint contact_code_five_tries check (tries between 0 and 5),
  check (sealed is null or booking_id is not null)
);
create index contact_code_of_booking on contact_code (office_id, booking_id) where booking_id is not null;
create index contact_code_end on contact_code (ends_at);

-- Of messages whose contact is still known by them.
create index message_sealed on message (made_at) where sealed is not null;

-- Contacts that somebody has shown to read: by which channel the code went, and when it was
-- typed. One row a proof: on a ticket's page only what was proved there counts, or a stranger's
-- contact on a ticket of one's own would tell whether it is known.
create table contact_proof (
  office_id text not null,
  proof_id uuid not null,
  contact_hash bytea not null,
  booking_id uuid,
  -- null: the code was typed before the channel had said that it took it.
  channel text,
  at timestamptz not null,
  primary key (office_id, proof_id)
);
create index contact_proof_of_contact on contact_proof (contact_hash);
create index contact_proof_of_booking on contact_proof (office_id, booking_id) where booking_id is not null;

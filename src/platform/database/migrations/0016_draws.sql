-- Which entry of the office's `draws` gives this slot's seats; null: none. Until that draw is
-- done all its free seats are withheld.
alter table slot add column draw_policy text;

-- One row is one draw of an office. A draw done again is a new row, with the reason in the old one.
create table draw (
  office_id text not null,
  -- '{office}.{policy}', from the second time on '{office}.{policy}.{attempt}': public, part of the seed.
  draw_id text not null,
  policy_id text not null,
  attempt smallint not null default 1,
  -- announced (until its list closes, whoever may enter by then) -> frozen -> drawn, or void.
  state text not null check (state in ('open', 'frozen', 'drawn', 'void')),
  -- The policy as it is in force; as it was at the close from then on.
  policy jsonb not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  draws_at timestamptz not null,
  -- What is left can be booked at once from then on.
  instant_at timestamptz not null,
  -- First instant after the last day that it gives: entries' claims end with it.
  ends_at timestamptz not null,
  frozen_at timestamptz,
  list_size integer,
  list_root bytea,
  -- [{slotId, site, date, start, seats}] in order, as the list was closed.
  seats jsonb,
  rules_hash bytea,
  beacon jsonb,
  round bigint,
  -- The leaf that fixes list, seats, rules and round; the earlier ones, if a later round had to be named.
  leaf_audit_id uuid,
  earlier_leaves jsonb,
  -- {index, proof, checkpoint}: that the leaf stood before the round.
  evidence jsonb,
  randomness bytea,
  signature bytea,
  seed bytea,
  -- Seats left of each of `seats`; and the tables that would show a crooked draw.
  left_seats jsonb,
  tables jsonb,
  drawn_at timestamptz,
  void_reason text,
  primary key (office_id, draw_id)
);
create unique index draw_of_policy on draw (office_id, policy_id, attempt);
create index draw_to_do on draw (closes_at) where state in ('open', 'frozen');

-- One party in one draw. A winner's booking takes the entry's id, key and, where it is free, code.
create table draw_entry (
  office_id text not null,
  entry_id uuid not null,
  draw_id text not null,
  code text not null,
  key_hash bytea not null,
  -- entered -> won | waiting when drawn; left: by its own people; struck: see struck_reason.
  state text not null check (state in ('entered', 'left', 'struck', 'won', 'waiting')),
  party_size smallint not null check (party_size between 1 and 5),
  -- [{site, date, part}], ranked.
  wishes jsonb not null,
  channel text not null check (channel in ('home', 'desk', 'partner')),
  -- At the office.
  entered_on date not null,
  verified_at timestamptz,
  verified_by text check (verified_by in ('contact', 'card')),
  -- Somebody's unverified entry holds one of its people: verified, it takes them; else it counts for nothing.
  contested boolean not null default false,
  struck_reason text check (struck_reason in ('outranked', 'released', 'incomplete')),
  -- SHA-256(salt || people): the only thing that the public list says of them. Erasing the salt erases it.
  salt bytea,
  commitment bytea not null check (octet_length(commitment) = 32),
  locale text not null,
  contact_hash bytea,
  -- As a booking's: names, NIKs, companion, contact and the key, encrypted together.
  sealed bytea not null,
  -- Place in the order, from 1; of who waits it is the place on the waiting list.
  place integer,
  -- What the draw gave, for ever; and the slot of the turn that it has, also by a later offer.
  drawn_slot_id bigint,
  slot_id bigint,
  entered_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (office_id, entry_id),
  constraint draw_entry_code_key unique (office_id, code),
  constraint draw_entry_key_hash_key unique (office_id, key_hash),
  check ((state = 'won') = (slot_id is not null)),
  check (state not in ('won', 'waiting') or place is not null),
  check ((verified_at is null) = (verified_by is null))
);
create index draw_entry_of_draw on draw_entry (office_id, draw_id, entry_id);
create index draw_entry_by_place on draw_entry (office_id, draw_id, place) where place is not null;

create table draw_person (
  office_id text not null,
  entry_id uuid not null,
  position smallint not null check (position between 0 and 4),
  service_id text not null,
  purpose_id text not null,
  nik_hash bytea not null,
  nik_as_printed boolean not null default false,
  primary key (office_id, entry_id, position)
);

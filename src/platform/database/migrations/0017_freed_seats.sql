-- Seats that were given back. What of them may not be had yet (`held`) stands in their slot's
-- `withheld` until it returns after a delay, goes to the next of a draw's order, or to the
-- day's walk-ins. `at-once`: seats that only staff give, to who stands before them. `draw`: they
-- came back before their draw, and are given by it.
create table freed_seat (
  office_id text not null,
  freed_id uuid not null,
  slot_id bigint not null,
  seats smallint not null check (seats > 0),
  held smallint not null,
  way text not null check (way in ('at-once', 'delay', 'draw', 'order', 'walk-ins')),
  freed_at timestamptz not null,
  -- Of a delay: it ends between the two, nobody knows when. No moment is written down beforehand.
  returns_from timestamptz,
  returns_by timestamptz,
  -- Of seats that somebody in the order did not take: of which offer. They are freed once.
  offer_id uuid,
  primary key (office_id, freed_id),
  check (held between 0 and seats),
  check (way <> 'delay' or (returns_from <= returns_by))
);

create index freed_seat_held on freed_seat (office_id, slot_id) where held > 0;
create index freed_seat_of_slot on freed_seat (office_id, slot_id);

-- A freed seat offered to the next party of a draw's order that it fits. While it is open its
-- seats stand in their slot's `withheld`; not taken they are freed again.
create table seat_offer (
  office_id text not null,
  offer_id uuid not null,
  draw_id text not null,
  entry_id uuid not null,
  slot_id bigint not null,
  seats smallint not null check (seats between 1 and 5),
  -- open -> accepted | declined | lapsed | passed: one of its people holds another turn by now,
  -- the party left the waiting list, or the office closed the hour.
  state text not null check (state in ('open', 'accepted', 'declined', 'lapsed', 'passed')),
  made_at timestamptz not null,
  until_at timestamptz not null,
  answered_at timestamptz,
  primary key (office_id, offer_id),
  -- Whoever did not take an hour is not asked for it again.
  constraint seat_offer_once unique (office_id, slot_id, entry_id),
  check ((state = 'open') = (answered_at is null))
);

create unique index seat_offer_one_open on seat_offer (office_id, entry_id) where state = 'open';
create index seat_offer_due on seat_offer (until_at) where state = 'open';

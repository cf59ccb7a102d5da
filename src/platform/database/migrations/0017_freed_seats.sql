-- Seats that were given back. What of them may not be had yet (`held`) stands in their slot's
-- `withheld` until it returns after a delay, goes to the next of a draw's order, or to the
-- day's walk-ins. `at-once`: seats that only staff give, to who stands before them.
create table freed_seat (
  office_id text not null,
  freed_id uuid not null,
  slot_id bigint not null,
  seats smallint not null check (seats > 0),
  held smallint not null,
  way text not null check (way in ('at-once', 'delay', 'order', 'walk-ins')),
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

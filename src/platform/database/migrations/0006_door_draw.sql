-- The draw at the door. Numbers of entries are counted in hall.numbers, like all of a day.
create table door_entry (
  office_id text not null,
  site_id text not null,
  day date not null,
  entry smallint not null check (entry > 0),
  people smallint not null check (people between 1 and 5),
  state text not null check (state in ('waiting', 'withdrawn', 'seated', 'out', 'refused')),
  -- Who they are, as they were typed: kept only while there is no answer.
  sealed bytea,
  -- Of who got a seat: the number in the hall.
  visit_id uuid,
  -- Of who may not be booked: the type of the refusal.
  refusal text,
  primary key (office_id, site_id, day, entry),
  constraint door_people_only_while_waiting check ((sealed is not null) = (state = 'waiting')),
  check ((visit_id is not null) = (state = 'seated')),
  check ((refusal is not null) = (state = 'refused'))
);

-- One person, one entry of a day, at whichever site of the office.
create table door_person (
  office_id text not null,
  day date not null,
  nik_hash bytea not null,
  site_id text not null,
  entry smallint not null,
  constraint door_person_once primary key (office_id, day, nik_hash)
);

-- Written once, before anybody gets a seat, and never changed: a draw is not done again.
create table door_draw (
  office_id text not null,
  site_id text not null,
  day date not null,
  secret text not null,
  said text not null check (said ~ '^[0-9]{4}$'),
  seed text not null,
  entry_order smallint[] not null,
  -- Free at the draw, hour by hour.
  seats smallint[] not null,
  drawn_at timestamptz not null,
  constraint door_draw_once primary key (office_id, site_id, day)
);

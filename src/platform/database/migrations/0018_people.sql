-- People, not names for sale: what keeps one person from being many, and the word of those who see it.

-- Answers of the proof of work that have bought a booking: none buys a second one.
create table work_spent (
  nonce bytea constraint work_spent_once primary key,
  expires_at timestamptz not null
);

-- Somebody who held a seat and did not come. The seat's own office counts it and may excuse it.
create table no_show (
  office_id text not null,
  booking_id uuid not null,
  position smallint not null check (position between 0 and 4),
  nik_hash bytea not null,
  day date not null,
  -- Why it does not count; null: it counts.
  excused text,
  constraint no_show_once primary key (office_id, booking_id, position)
);

create index no_show_of_person on no_show (nik_hash);

-- Who may not book from home for a while, in the whole country. Made of no_show, and gone when it ends.
create table cooling (
  nik_hash bytea constraint cooling_one_per_person primary key,
  ends_at timestamptz not null
);

-- What people tell headquarters of brokers. No row says who; of the moment only the day is kept.
create table broker_report (
  -- The office it is about; empty: none was named.
  office_id text not null,
  report_id uuid not null,
  day date not null,
  about text not null check (about in ('broker', 'staff', 'both')),
  -- Words and contact, encrypted together.
  sealed bytea not null,
  seen_by text,
  primary key (office_id, report_id)
);

create index broker_report_by_day on broker_report (day);

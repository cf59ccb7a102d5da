-- What people answer when they were asked how it was. No row says who: the key is a keyed hash
-- of the booking, so that there is one answer each and only the app's keys lead from one to the
-- other; of the moment only the day of the visit is kept.
create table survey (
  office_id text not null,
  booking_hash bytea not null,
  day date not null,
  rating smallint not null check (rating between 1 and 5),
  -- Asked for money or a favour beyond the fee.
  asked_money boolean not null,
  -- In their own words, encrypted; null: none.
  sealed bytea,
  constraint survey_once primary key (office_id, booking_hash)
);

create index survey_of_day on survey (office_id, day);

-- A booking whose hour the office took back, and that was moved or cancelled since: so that
-- the list of everybody hit stays whole. Who is still to choose is no row here: it is a booking
-- that is `booked` in a slot with a closed_reason.
create table displacement (
  office_id text not null,
  booking_id uuid not null,
  -- The hour that was taken back; its slot may be gone.
  site_id text not null,
  starts_at timestamptz not null,
  at timestamptz not null,
  primary key (office_id, booking_id, site_id, starts_at)
);

create index displacement_of_hours on displacement (office_id, site_id, starts_at);

-- Few hours are closed with bookings on them; who asks for those is not to read all the others.
create index slot_closed on slot (office_id, site_id, starts_at) where closed_reason is not null;

-- Phones that are told of a turn by web push. A subscription holds an address at a push
-- service and the phone's keys, encrypted here; it is found again by a hash of the address.
create table push_subscription (
  office_id text not null,
  booking_id uuid not null,
  endpoint_hash bytea not null,
  sealed bytea not null,
  made_at timestamptz not null,
  primary key (office_id, booking_id, endpoint_hash)
);
create index push_subscription_of_endpoint on push_subscription (endpoint_hash);

-- Somebody who was called says on the phone that they need more time: shown to the counter
-- until they are served or sent on.
alter table visit add column more_time_at timestamptz;

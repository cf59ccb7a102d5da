-- What was published of a day ('2026-11-24'), of a month ('2026-11') or of a sample drawn from one
-- ('2026-11 sample 12345'), once and for ever: the trace whose opening is what was published.
create table public_record (
  office_id text not null,
  period text collate "C" not null check (period ~ '^\d{4}-\d{2}(-\d{2}| sample \d+)?$'),
  audit_id uuid not null,
  -- Of a month: the list that samples are drawn from, as it is published. Its hash stands in the opening.
  commitments text,
  constraint public_record_once primary key (office_id, period)
);

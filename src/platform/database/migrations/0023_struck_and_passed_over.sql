-- Of an entry that was outranked, by whom: the keyed hash of a proved contact; null: cards were seen.
-- One contact may outrank so many people in one draw.
alter table draw_entry add column struck_by bytea check (struck_by is null or struck_reason = 'outranked');
create index draw_entry_struck_by on draw_entry (office_id, draw_id, struck_by) where struck_by is not null;

-- A waiting party whose place in the order was reached while somebody of it held a turn. One row as
-- long as that lasts: it is told once, and keeps its place.
create table passed_over (
  office_id text not null,
  passed_id uuid not null,
  draw_id text not null,
  entry_id uuid not null,
  -- The hour with the seats that it was reached by.
  slot_id bigint not null,
  at timestamptz not null,
  -- Nobody of it holds another turn any more, or it waits no longer.
  ended_at timestamptz,
  primary key (office_id, passed_id)
);
create unique index passed_over_once on passed_over (office_id, entry_id) where ended_at is null;
create index passed_over_of_slot on passed_over (office_id, slot_id);

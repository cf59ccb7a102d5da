-- Where a draw gives a part of an hour, that part is a slot of its own beside the rest, which is
-- given at once: shares of an hour never contend.
alter table slot add column draw_part boolean not null default false;
alter table slot drop constraint slot_office_id_site_id_channel_starts_at_key;
alter table slot add constraint slot_once unique (office_id, site_id, channel, starts_at, draw_part);
alter table slot add constraint slot_part_of_draw check (not draw_part or draw_policy is not null);

-- What justified a draw, as the office's own bookings were counted when it was announced.
create table draw_demand (
  office_id text not null,
  policy_id text not null,
  counted jsonb not null,
  counted_at timestamptz not null,
  primary key (office_id, policy_id)
);
insert into draw_demand (office_id, policy_id, counted, counted_at)
select distinct on (a.office_id, policy_id) a.office_id, d.policy_id, a.opening::jsonb -> 'demandCounted',
  (a.opening::jsonb ->> 'at')::timestamptz
from audit_opening a
cross join lateral (select substr(a.opening::jsonb ->> 'draw', length(a.office_id) + 2) as policy_id) d
where a.opening::jsonb ->> 'kind' = 'draw-announced' and a.opening::jsonb ? 'demandCounted'
order by a.office_id, policy_id, (a.opening::jsonb ->> 'at')::timestamptz desc;

-- Who they were is erased of entries that became no turn, some time after the days of their draw; the
-- rest stays, since the public list and its order are computed from it. Of reports of brokers, the words.
alter table draw_entry alter column sealed drop not null;
alter table draw_entry add column erased_at timestamptz;
alter table draw_entry add constraint draw_entry_erased check (
  case when erased_at is null then sealed is not null
    else sealed is null and salt is null and contact_hash is null and struck_by is null and state <> 'won' end);
alter table broker_report alter column sealed drop not null;
alter table broker_report add column erased_at timestamptz;
alter table broker_report add constraint broker_report_erased check ((erased_at is null) = (sealed is not null));

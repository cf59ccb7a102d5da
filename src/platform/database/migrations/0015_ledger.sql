-- The ledger: every trace is one leaf of one append-only log for the installation, in the
-- formats of C2SP. What stands here is public, and nothing of it is ever taken back.

-- Which leaf a trace is. One sequencer gives the numbers, from 0 on without a gap.
create table ledger_leaf (
  office_id text not null,
  audit_id uuid not null,
  leaf_index bigint not null constraint ledger_leaf_number_once unique check (leaf_index >= 0),
  constraint ledger_leaf_trace_once primary key (office_id, audit_id)
);

-- Hashes of the tree, 256 a tile (c2sp.org/tlog-tiles); the last tile of each level grows.
create table ledger_tile (
  level smallint not null check (level between 0 and 63),
  tile_index bigint not null check (tile_index >= 0),
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (level, tile_index)
);
-- Hashes do not get smaller by packing.
alter table ledger_tile alter column hashes set storage external;

-- What the log has signed: its root at one size, as a note that ends in the log's signature.
create table ledger_checkpoint (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null
);

-- Who has seen which checkpoint, and when, by their own clock: one line of the note.
create table ledger_cosignature (
  size bigint not null references ledger_checkpoint,
  witness text not null,
  key_id text not null check (key_id ~ '^[0-9a-f]{8}$'),
  line text not null,
  seen_at timestamptz not null,
  primary key (size, witness, key_id)
);

-- Filled and emptied all day: its dead rows are swept by number, not by share. It has no key, which
-- would cost every booking; that a trace is one leaf is kept where the leaf is written.
alter table leaf_pending drop constraint leaf_pending_pkey;
alter table leaf_pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only ever added to' using errcode = 'restrict_violation';
end $$;

create trigger ledger_leaves_stand before update or delete on ledger_leaf
  for each row execute function refuse_ledger_change();
create trigger ledger_leaf_table_stands before truncate on ledger_leaf
  for each statement execute function refuse_ledger_change();
create trigger ledger_tiles_stand before delete on ledger_tile
  for each row execute function refuse_ledger_change();
create trigger ledger_tiles_only_grow before update on ledger_tile
  for each row when (new.level <> old.level or new.tile_index <> old.tile_index
    or substring(new.hashes for octet_length(old.hashes)) <> old.hashes)
  execute function refuse_ledger_change();
create trigger ledger_tile_table_stands before truncate on ledger_tile
  for each statement execute function refuse_ledger_change();
create trigger ledger_checkpoints_stand before update on ledger_checkpoint
  for each row execute function refuse_ledger_change();
create trigger ledger_cosignatures_stand before update or delete on ledger_cosignature
  for each row execute function refuse_ledger_change();

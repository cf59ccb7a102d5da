-- What people are told. One row is one message, whatever it takes to bring it; what it says is
-- made when it is sent, from what is so then, and is not kept.
create table message (
  office_id text not null,
  message_id uuid not null,
  kind text not null,
  -- null: belongs to no booking (a code that proves a contact).
  booking_id uuid,
  -- Makes it one: the booking's sequence, the slot it reminds of, the call it follows.
  about text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'delivered', 'dropped', 'dead')),
  -- Why it was dropped, is dead, or waits again.
  reason text,
  -- By which it was sent, or was last tried.
  channel text,
  -- Channels that have refused it: not tried again.
  refused text[] not null default '{}',
  -- On this channel.
  tries smallint not null default 0,
  due_at timestamptz not null,
  claimed_at timestamptz,
  -- No answer came to the last try: it may have arrived.
  unsure boolean not null default false,
  -- What the channel calls it.
  provider_id text,
  -- Messages or segments that are charged, and the charge in whole rupiah.
  parts smallint not null default 0,
  cost_idr integer not null default 0,
  -- To whom, where no booking says it; encrypted.
  sealed bytea,
  made_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  primary key (office_id, message_id),
  -- Promise 8: a message is one row, so that it is sent once.
  constraint message_once unique nulls not distinct (office_id, booking_id, kind, about)
) with (fillfactor = 80);

create index message_due on message (due_at) where state in ('waiting', 'sending');
create index message_dead on message (office_id, due_at) where state = 'dead';
create index message_of_provider on message (channel, provider_id) where provider_id is not null;

-- What a channel has told of a message: known by its own id, so that told again it changes nothing.
create table message_event (
  channel text not null,
  event_id text not null,
  at timestamptz not null,
  primary key (channel, event_id)
);

-- Contacts that want no more messages by a channel.
create table message_stop (
  contact_hash bytea not null,
  channel text not null,
  at timestamptz not null,
  primary key (contact_hash, channel)
);

-- In a demonstration: what would have been sent.
create table outbox (
  office_id text not null,
  message_id uuid not null,
  channel text not null,
  sealed bytea not null,
  at timestamptz not null,
  primary key (office_id, message_id, channel)
);

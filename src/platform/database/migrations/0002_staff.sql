-- Accounts of staff, their passwords, codes and sessions. An account may be limited to several
-- offices or to none, so these tables span offices; they are small, and no booking reads them.
-- The rows are laid out as better-auth 1.7 wants them, which calls every key `id`, otherwise under
-- our names: see src/staff/better-auth.ts.

create table staff_account (
  id uuid primary key,
  -- What is typed at sign-in, and what the audit names.
  account_name text not null unique check (account_name ~ '^[a-z][a-z0-9.-]{1,29}$'),
  display_name text not null,
  role text not null check (role in ('reception', 'counter', 'supervisor', 'office-head', 'headquarters')),
  -- Offices it is limited to; headquarters has none of its own and sees all.
  offices text[] not null default '{}',
  -- The library asks for one. Ours lead nowhere: a random name under the reserved domain .invalid.
  email text not null unique,
  email_verified boolean not null default false,
  two_factor_enabled boolean not null default false,
  -- The password was made by somebody else: the next sign-in changes it.
  password_given boolean not null,
  -- Seeded with a password that everybody knows; signs in nowhere but in a demonstration.
  demonstration boolean not null default false,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint staff_account_offices check ((role = 'headquarters') = (offices = '{}'))
);

create table staff_password (
  id uuid primary key,
  account_id uuid not null unique references staff_account,
  -- Both are fixed words of the library's: one password an account.
  provider_id text not null default 'credential',
  provider_account_id text not null,
  password text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table staff_two_factor (
  id uuid primary key,
  account_id uuid not null unique references staff_account,
  -- Both encrypted with a secret that hangs on the key file.
  secret text not null,
  backup_codes text not null,
  -- What is shown until the first code was typed, sealed with the key file; null from then on.
  enrolment bytea,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

create table staff_session (
  id uuid primary key,
  -- Alone it opens nothing: what the browser holds is signed, and the signature is not stored.
  token text not null unique,
  account_id uuid not null references staff_account,
  -- By our clock; the two below are the library's, by the machine's.
  began_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- The library writes both; they stay empty.
  ip_address text,
  user_agent text
);

create index staff_session_by_account on staff_session (account_id);

-- Sign-ins between password and code, and how often each was guessed at.
create table staff_challenge (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index staff_challenge_by_identifier on staff_challenge (identifier);

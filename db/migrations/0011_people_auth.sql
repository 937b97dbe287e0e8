-- Why:  signing in: accounts, sessions, codes on their way, second factors, passkeys, and the limits on guessing.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables; everybody is signed out.

-- Reached by the auth library before anybody is known, so without row-level security (see tools/test/database.db.test.ts).
create table auth_user (
  id uuid primary key references person (id),
  name text not null default '',
  email text not null,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint auth_user_email_once unique (email),
  constraint auth_user_email_lower check (email = lower(email))
);

create table auth_session (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  token text not null constraint auth_session_token_once unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_session_by_user on auth_session (user_id);

-- One row per way in with a secret or provider: a password (argon2id), or the organisation's own sign-in.
create table auth_account (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint auth_account_once unique (provider_id, account_id)
);
create index auth_account_by_user on auth_account (user_id);

-- Codes and challenges: hashed, short-lived, used once.
create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_verification_by_identifier on auth_verification (identifier);
create index auth_verification_by_end on auth_verification (expires_at);

create table auth_two_factor (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index auth_two_factor_by_user on auth_two_factor (user_id);

create table auth_passkey (
  id uuid primary key,
  user_id uuid not null references auth_user (id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null constraint auth_passkey_once unique,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index auth_passkey_by_user on auth_passkey (user_id);

-- How often something was tried in a window, by a hash of who tried; rows of past windows are swept.
create table auth_limit (
  key text primary key,
  tries integer not null,
  ends_at timestamptz not null
);
create index auth_limit_by_end on auth_limit (ends_at);

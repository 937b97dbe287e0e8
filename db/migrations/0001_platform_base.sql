-- Why:  the ground every module stands on: the application's role, what row-level security asks, the outbox.
-- Kind: expand. Lock: none (new objects). Undo: drop the objects; no data is touched.

do $$ begin
  if not exists (select from pg_roles where rolname = 'haigui_app') then
    create role haigui_app nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null; -- another database of the cluster was faster
end $$;

do $$ begin
  if not pg_has_role(current_user, 'haigui_app', 'member') then grant haigui_app to current_user; end if;
exception when insufficient_privilege then -- the cluster's other installation made it
  raise exception 'the role haigui_app belongs to somebody else; have an administrator of the server run: grant haigui_app to %',
    quote_ident(current_user);
end $$;

grant usage on schema public to haigui_app;
-- Tables that later migrations make are open to the application unless they revoke it themselves.
alter default privileges in schema public grant select, insert, update, delete on tables to haigui_app;
alter default privileges in schema public grant usage, select on sequences to haigui_app;

-- What a transaction may reach, set by platform/db for each one. Unset means nothing.
create function haigui_sees_all() returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('haigui.scope', true), '') = 'all';

create function haigui_sees_station(station uuid) returns boolean
  language sql stable parallel safe
  return haigui_sees_all()
    or station = any (string_to_array(nullif(current_setting('haigui.stations', true), ''), ',')::uuid[]);

create function haigui_is_person(person uuid) returns boolean
  language sql stable parallel safe
  return person = nullif(current_setting('haigui.person', true), '')::uuid;

-- Facts told to later modules. Written with the change they tell of, delivered at least once, handled once.
create table outbox (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  name text not null,
  payload jsonb not null,
  request_id text not null,
  delivered_at timestamptz
);
create index outbox_waiting on outbox (id) where delivered_at is null;

create table outbox_handled (
  outbox_id bigint not null references outbox (id) on delete cascade,
  listener text not null,
  at timestamptz not null,
  primary key (outbox_id, listener)
);

-- Keys the installation signs with. The private half is sealed with the installation's secret.
create table signing_key (
  id uuid primary key,
  purpose text not null,
  public_key text not null,
  sealed_private_key text not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index signing_key_current on signing_key (purpose) where retired_at is null;

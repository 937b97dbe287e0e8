-- Why:  one record per human over all editions; the roles they hold; the receipts of what they agreed to.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables.

create table person (
  id uuid primary key,
  latin_given text not null default '',
  latin_family text not null default '',
  han text not null default '',
  family_first boolean not null default false,
  search_text text not null,
  sort_key text not null,
  email text,
  country char(2),
  languages text[] not null default '{}',
  affiliation text not null default '',
  education jsonb not null default '[]',
  locale text not null default 'en' check (locale in ('en', 'zh')),
  made_up boolean not null default false,
  created_at timestamptz not null,
  erased_at timestamptz,
  constraint person_email_once unique (email),
  constraint person_email_lower check (email = lower(email))
);

-- Which stations may see a person: because they registered for something of theirs, or were brought by them.
create table person_station (
  person_id uuid not null references person (id),
  station_id uuid not null,
  primary key (person_id, station_id)
);

create table role_grant (
  id uuid primary key,
  person_id uuid not null references person (id),
  role text not null check (role in ('administrator', 'organiser', 'registration_desk', 'check_in_crew',
    'station_lead', 'station_staff', 'verifier', 'auditor')),
  station_id uuid,
  granted_by uuid references person (id),
  granted_at timestamptz not null,
  revoked_at timestamptz,
  constraint role_grant_place check ((role in ('station_lead', 'station_staff')) = (station_id is not null))
);
create unique index role_grant_once on role_grant (person_id, role, station_id) nulls not distinct where revoked_at is null;

-- A receipt of one consent: for what, to whom, under which words, and when it was taken back.
create table consent (
  id uuid primary key,
  person_id uuid not null references person (id),
  station_id uuid,
  purpose text not null,
  recipient text not null,
  text_version text not null,
  about jsonb not null default '{}',
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create index consent_by_person on consent (person_id, given_at desc);

alter table person_station enable row level security;
alter table person_station force row level security;
create policy person_station_reach on person_station using (haigui_sees_station(station_id) or haigui_is_person(person_id));

alter table person enable row level security;
alter table person force row level security;
create policy person_reach on person using (
  haigui_sees_all() or haigui_is_person(id)
  or exists (select from person_station as seen where seen.person_id = id and haigui_sees_station(seen.station_id)));

alter table role_grant enable row level security;
alter table role_grant force row level security;
create policy role_grant_reach on role_grant using (haigui_sees_station(station_id) or haigui_is_person(person_id));

alter table consent enable row level security;
alter table consent force row level security;
create policy consent_reach on consent using (haigui_sees_station(station_id) or haigui_is_person(person_id));

-- Why:  projects: typed once, taken in by a station's call, shown only as far as their people agreed, judged as frozen.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables.

create function haigui_is_one_of(people uuid[]) returns boolean
  language sql stable parallel safe
  return nullif(current_setting('haigui.person', true), '')::uuid = any (people);

create table project_call (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  station_id uuid references station (id),
  slug text not null,
  title jsonb not null,
  about jsonb not null,
  zone text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  -- What is asked at once, and what is asked of those who were shortlisted.
  form jsonb not null default '[]',
  follow_up jsonb not null default '[]',
  -- Ids of questions that were removed: an answer never comes to belong to another question.
  retired text[] not null default '{}',
  one_per_entrant boolean not null default true,
  state text not null check (state in ('draft', 'open', 'closed')),
  constraint project_call_slug_once unique (edition_id, slug),
  constraint project_call_opens_before_it_closes check (opens_at < closes_at)
);
create index project_call_by_station on project_call (station_id);

create table project (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  call_id uuid not null references project_call (id),
  station_id uuid references station (id),
  entrant_id uuid not null references person (id),
  -- Who belongs to it, the entrant first: what row-level security asks.
  team uuid[] not null,
  -- What only the call's rule needs to know about the entrant, so that the database can keep it.
  sole boolean not null,
  state text not null check (state in ('draft', 'submitted', 'checked', 'shortlisted', 'shown', 'in_contest', 'matched',
    'signed', 'landed', 'declined', 'withdrawn')),
  state_at timestamptz not null,
  -- The passport. Empty once withdrawn: what stays is a counted tombstone.
  title jsonb not null,
  summary jsonb not null default '{}',
  body jsonb not null default '{}',
  field text check (field in ('electronic_information', 'biology_medicine', 'aerospace', 'new_materials',
    'high_tech_services', 'new_energy', 'resources_environment', 'advanced_manufacturing')),
  tags text[] not null default '{}',
  maturity text check (maturity in ('idea', 'prototype', 'pilot', 'revenue', 'growth')),
  seeking text[] not null default '{}',
  financing_minor bigint check (financing_minor >= 0),
  financing_currency char(3),
  website text,
  country char(2),
  institution text not null default '',
  ror text,
  ip jsonb,
  answers jsonb not null default '{}',
  follow_up_answers jsonb not null default '{}',
  assigned_to uuid references person (id),
  -- Counts every change of the passport; a form that was opened on an older one is refused.
  version int not null default 1,
  locale text not null check (locale in ('en', 'zh')),
  made_up boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_at timestamptz,
  constraint project_financing_has_currency check ((financing_minor is null) = (financing_currency is null)),
  constraint project_submitted_is_dated check (state in ('draft', 'withdrawn') or submitted_at is not null)
);
create index project_by_call on project (call_id, state);
create index project_by_edition on project (edition_id, state);
create index project_by_station on project (station_id);
create index project_by_entrant on project (entrant_id);
-- One project per entrant, where the call says so; withdrawn and declined ones leave room for another.
create unique index project_once on project (call_id, entrant_id) where sole and state not in ('withdrawn', 'declined');

-- The team. An invitation is a signed link; whoever takes it becomes a member.
create table project_member (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  station_id uuid references station (id),
  person_id uuid references person (id),
  email text not null check (email = lower(email)),
  name jsonb not null,
  role text not null,
  invited_at timestamptz not null,
  joined_at timestamptz,
  position int not null,
  constraint project_member_once unique (project_id, email)
);
create index project_member_by_person on project_member (person_id);

create table project_file (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  station_id uuid references station (id),
  kind text not null check (kind in ('deck', 'image', 'video', 'captions', 'document')),
  name text not null,
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  hash text not null,
  width int,
  height int,
  language text,
  added_by uuid references person (id),
  added_at timestamptz not null,
  position int not null
);
create index project_file_by_project on project_file (project_id, position);

-- Every change of state with its reason, for ever, and in words for the applicant.
create table project_change (
  id uuid primary key,
  project_id uuid not null references project (id),
  station_id uuid references station (id),
  at timestamptz not null,
  was text not null,
  became text not null,
  by_kind text not null check (by_kind in ('person', 'system')),
  by_person uuid references person (id),
  reason text not null
);
create index project_change_by_project on project_change (project_id, at, id);
revoke update, delete on project_change from haigui_app;

-- Decisions that staff hold until they are applied in one go. Nobody outside the desk sees them.
create table project_pending (
  project_id uuid primary key references project (id) on delete cascade,
  station_id uuid references station (id),
  becomes text not null,
  reason text not null,
  by_person uuid not null references person (id),
  at timestamptz not null
);

-- Who may see which field: 'public', 'registered', or an organisation's id. The receipt is the consent's.
create table project_consent (
  project_id uuid not null references project (id) on delete cascade,
  station_id uuid references station (id),
  field text not null,
  recipient text not null,
  consent_id uuid not null references consent (id),
  primary key (project_id, field, recipient)
);

-- What each audience may see, made from the passport by the consents: pages and searches read this and nothing else,
-- so that a field nobody agreed to show cannot be shown.
create table project_view (
  project_id uuid not null references project (id) on delete cascade,
  audience text not null,
  edition_id uuid not null,
  station_id uuid,
  slug text not null,
  content jsonb not null,
  field text,
  maturity text,
  country char(2),
  seeking text[] not null default '{}',
  shown_at timestamptz not null,
  words tsvector not null,
  bigrams text[] not null,
  primary key (project_id, audience)
);
create unique index project_view_slug_once on project_view (edition_id, audience, slug);
create index project_view_facets on project_view (edition_id, audience, field, shown_at desc);
create index project_view_words on project_view using gin (words);
create index project_view_bigrams on project_view using gin (bigrams);

-- The passport as it was when judging began, with its hash: what was judged cannot change afterwards.
create table project_frozen (
  id uuid primary key,
  project_id uuid not null references project (id),
  station_id uuid references station (id),
  why text not null,
  at timestamptz not null,
  content jsonb not null,
  hash text not null
);
create index project_frozen_by_project on project_frozen (project_id, at desc);
revoke update on project_frozen from haigui_app;

-- Somebody asks the project's people to get in touch; addresses stay with the platform.
create table project_contact (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  station_id uuid references station (id),
  from_person uuid not null references person (id),
  to_person uuid not null references person (id),
  message text not null,
  at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('accepted', 'declined'))
);
create unique index project_contact_open_once on project_contact (project_id, from_person) where answered_at is null;

create table project_saved (
  person_id uuid not null references person (id),
  project_id uuid not null references project (id) on delete cascade,
  at timestamptz not null,
  primary key (person_id, project_id)
);

-- Row-level security. Calls that are open are published; the rest is the station's and the team's.
alter table project_call enable row level security;
alter table project_call force row level security;
create policy project_call_read on project_call for select using (state <> 'draft' or haigui_sees_station(station_id));
create policy project_call_write on project_call using (haigui_sees_station(station_id));

alter table project enable row level security;
alter table project force row level security;
create policy project_reach on project using (haigui_sees_station(station_id) or haigui_is_one_of(team));

do $$
declare name text;
begin
  foreach name in array array['project_member', 'project_file', 'project_change', 'project_consent', 'project_frozen'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I using (exists (select from project where project.id = project_id))',
      name || '_reach', name);
  end loop;
end $$;

alter table project_pending enable row level security;
alter table project_pending force row level security;
create policy project_pending_reach on project_pending using (haigui_sees_station(station_id));

alter table project_view enable row level security;
alter table project_view force row level security;
create policy project_view_read on project_view for select using (
  audience = 'public' or haigui_sees_station(station_id)
  or exists (select from project where project.id = project_id)
  or (audience = 'registered' and exists (select from registration join event on event.id = registration.event_id
    where event.edition_id = project_view.edition_id and registration.state = 'admitted'
      and haigui_is_person(registration.person_id))));
create policy project_view_write on project_view using (exists (select from project where project.id = project_id));

alter table project_contact enable row level security;
alter table project_contact force row level security;
create policy project_contact_reach on project_contact using (
  haigui_sees_station(station_id) or haigui_is_person(from_person) or haigui_is_person(to_person));

alter table project_saved enable row level security;
alter table project_saved force row level security;
create policy project_saved_reach on project_saved using (haigui_sees_all() or haigui_is_person(person_id));

-- Why:  festivals with their criteria, events with sessions and speakers, and the public log of what changed.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables.

create table festival (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  slug text not null,
  name jsonb not null,
  area jsonb not null,
  zone text not null,
  starts_on date not null,
  ends_on date not null,
  streams jsonb not null default '[]',
  criteria jsonb not null,
  constraint festival_slug_once unique (edition_id, slug),
  constraint festival_ends_after_it_starts check (ends_on >= starts_on)
);

create table venue (
  id uuid primary key,
  name jsonb not null,
  address jsonb not null,
  city jsonb not null,
  country char(2) not null,
  zone text not null
);

create table room (
  id uuid primary key,
  venue_id uuid not null references venue (id) on delete cascade,
  name jsonb not null,
  capacity int check (capacity > 0)
);
create index room_by_venue on room (venue_id);

create table event (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  station_id uuid references station (id),
  festival_id uuid references festival (id),
  host_name text not null,
  proposed_by uuid references person (id),
  slug text not null,
  kind text not null,
  title jsonb not null,
  summary jsonb not null,
  body jsonb not null,
  stream text,
  venue_id uuid references venue (id),
  zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int check (capacity > 0),
  online_url text,
  state text not null check (state in ('draft', 'proposed', 'declined', 'released', 'cancelled')),
  review_reason text,
  sequence int not null default 0,
  guid uuid not null unique,
  cloned_from uuid references event (id),
  released_at timestamptz,
  changed_at timestamptz not null,
  made_up boolean not null default false,
  constraint event_slug_once unique (edition_id, slug),
  constraint event_ends_after_it_starts check (ends_at > starts_at)
);
create index event_by_edition on event (edition_id, starts_at);
create index event_by_station on event (station_id);
-- A clone that is asked for twice makes one copy.
create unique index event_cloned_once on event (edition_id, cloned_from);

create table session (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  station_id uuid references station (id),
  room_id uuid references room (id),
  kind text not null,
  title jsonb not null,
  abstract jsonb not null,
  language text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  guid uuid not null,
  speakers jsonb not null default '[]',
  -- One file may be imported twice, each time into an event of its own.
  constraint session_guid_once unique (event_id, guid),
  constraint session_ends_after_it_starts check (ends_at > starts_at)
);
create index session_by_event on session (event_id, starts_at);

create table event_change (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  station_id uuid references station (id),
  at timestamptz not null,
  kind text not null check (kind in ('released', 'moved', 'changed', 'cancelled')),
  what jsonb not null
);
create index event_change_by_event on event_change (event_id, at desc);

alter table event enable row level security;
alter table event force row level security;
create policy event_read on event for select
  using (state in ('released', 'cancelled') or haigui_sees_station(station_id) or haigui_is_person(proposed_by));
create policy event_write on event using (haigui_sees_station(station_id));
-- A host reaches the own proposal until it is decided, and can put it nowhere but into the queue.
create policy event_propose on event for insert
  with check (haigui_is_person(proposed_by) and station_id is null and state = 'proposed');
create policy event_own_proposal on event for update
  using (haigui_is_person(proposed_by) and state in ('proposed', 'declined'))
  with check (haigui_is_person(proposed_by) and station_id is null and state = 'proposed');

alter table session enable row level security;
alter table session force row level security;
create policy session_read on session for select using (exists (select from event where event.id = event_id));
create policy session_write on session using (haigui_sees_station(station_id));

alter table event_change enable row level security;
alter table event_change force row level security;
create policy event_change_read on event_change for select using (exists (select from event where event.id = event_id));
create policy event_change_write on event_change for insert with check (haigui_sees_station(station_id));

-- A schedule that came in from other conference software, whole: what our own tables do not know goes out again unchanged.
create table event_schedule (
  event_id uuid primary key references event (id) on delete cascade,
  station_id uuid references station (id),
  schedule jsonb not null
);
alter table event_schedule enable row level security;
alter table event_schedule force row level security;
create policy event_schedule_read on event_schedule for select using (exists (select from event where event.id = event_id));
create policy event_schedule_write on event_schedule using (haigui_sees_station(station_id));

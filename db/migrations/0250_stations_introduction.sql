-- Why:  who first brought a person, a project or an enterprise to the summit is on record with its day, so that a station's
--       credit rests on something: the first qualified introduction holds for a protection window, a later one of the same
--       waits for the organisers' word.
-- Kind: expand. Lock: a moment on outcome. Undo: drop the constraint and the table; ids that outcomes keep stay.

create table introduction (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  station_id uuid not null references station (id),
  kind text not null check (kind in ('person', 'project', 'enterprise')),
  -- '' once whoever it names is erased.
  name text not null,
  -- SHA-256 of kind and address, register number or domain: enough to know the same again, nothing to write to.
  sign bytea not null check (length(sign) = 32),
  person_id uuid references person (id),
  met_on date not null,
  need text not null,
  state text not null check (state in ('held', 'under_review', 'shared', 'declined', 'lapsed')),
  -- The last day of the protection window.
  held_until date not null,
  -- Of the credit, in per cent; 100 unless it is shared.
  share int not null check (share between 0 and 100),
  recorded_by uuid not null references person (id),
  recorded_at timestamptz not null,
  decided_by uuid references person (id),
  decided_at timestamptz,
  reason text not null default '',
  constraint introduction_met check (met_on <= held_until),
  constraint introduction_decided check ((decided_by is null) = (decided_at is null))
);
-- One holds, whatever two stations send at once.
create unique index introduction_held_once on introduction (edition_id, sign) where state = 'held';
create index introduction_by_sign on introduction (edition_id, sign);
create index introduction_by_station on introduction (station_id, recorded_at desc);
create index introduction_by_person on introduction (person_id) where person_id is not null;
revoke delete on introduction from haigui_app;

-- A station sees what it brought itself, and never who brought the same.
alter table introduction enable row level security;
alter table introduction force row level security;
create policy introduction_reach on introduction using (haigui_sees_station(station_id));
-- Whom it names reads it in the export of their own data.
create policy introduction_own on introduction for select using (haigui_is_person(person_id));

create index outcome_by_introduction on outcome (introduction_id) where introduction_id is not null;

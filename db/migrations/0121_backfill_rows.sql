-- Why:  twenty years of spreadsheets: each line as a row that is certainly, probably or not at all the same as something
--       known. `low` is who it counts as when what is probable is true, `high` when it is not.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables; the numbers lose the years before the house.

create table legacy_batch (
  id uuid primary key,
  kind text not null check (kind in ('people', 'outcomes')),
  file_name text not null,
  file_hash text not null,
  state text not null check (state in ('counted', 'withdrawn')),
  imported_by uuid not null references person (id),
  imported_at timestamptz not null,
  withdrawn_at timestamptz,
  reason text,
  made_up boolean not null default false
);
-- The same file counts once.
create unique index legacy_batch_once on legacy_batch (kind, file_hash) where state = 'counted';

create table legacy_row (
  id uuid primary key,
  batch_id uuid not null references legacy_batch (id),
  line int not null,
  edition_id uuid not null references edition (id),
  station_id uuid references station (id),
  kind text not null check (kind in ('people', 'outcomes')),
  -- As the sheet has it: of a person the name, of an outcome what it was.
  label text not null,
  han text not null default '',
  latin text not null default '',
  email text,
  country char(2),
  organisation text not null default '',
  type text,
  form text,
  registry_number text,
  minor bigint,
  currency char(3),
  happened_on date,
  -- Folded forms under which it is looked for.
  name_keys text[] not null default '{}',
  certainty text not null check (certainty in ('certain', 'probable', 'unlinked')),
  -- What it is matched with: somebody or something known, or an earlier row.
  match_kind text check (match_kind in ('person', 'outcome', 'row')),
  match_id uuid,
  reasons text[] not null default '{}',
  low uuid not null,
  high uuid not null,
  -- 'machine' until a human has looked.
  decided text not null default 'machine' check (decided in ('machine', 'confirmed', 'rejected')),
  constraint legacy_row_line_once unique (batch_id, line),
  constraint legacy_row_match check ((match_id is null) = (match_kind is null) and (certainty = 'unlinked' or match_id is not null))
);
create index legacy_row_by_edition on legacy_row (edition_id, kind);
create index legacy_row_by_name on legacy_row using gin (name_keys);
create index legacy_row_by_match on legacy_row (match_id);
create index legacy_row_to_review on legacy_row (batch_id, line) where certainty = 'probable';

-- Who decided what about a row, so that it can be taken back.
create table legacy_decision (
  id uuid primary key,
  row_id uuid not null references legacy_row (id),
  at timestamptz not null,
  by_person uuid not null references person (id),
  decision text not null check (decision in ('confirm', 'reject', 'undo'))
);
create index legacy_decision_by_row on legacy_decision (row_id, at);
revoke update, delete on legacy_decision from haigui_app;

alter table legacy_batch enable row level security;
alter table legacy_batch force row level security;
create policy legacy_batch_reach on legacy_batch using (haigui_sees_all()) with check (haigui_sees_all());
alter table legacy_row enable row level security;
alter table legacy_row force row level security;
create policy legacy_row_reach on legacy_row using (haigui_sees_station(station_id)) with check (haigui_sees_all());
alter table legacy_decision enable row level security;
alter table legacy_decision force row level security;
create policy legacy_decision_reach on legacy_decision using (haigui_sees_all()) with check (haigui_sees_all());

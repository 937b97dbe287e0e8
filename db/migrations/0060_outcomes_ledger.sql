-- Why:  what came of the summit, as dated entries that are never changed: each carries the hash of the one before.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables; the ledger is lost with them.

create table outcome (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  station_id uuid references station (id),
  type text not null check (type in ('post', 'company', 'contract')),
  terms jsonb not null,
  title text not null,
  organisation text not null,
  person_id uuid references person (id),
  happened_on date not null,
  level text not null check (level in ('stated', 'witnessed', 'confirmed', 'documented', 'credentialed')),
  state text not null check (state in ('standing', 'withdrawn')),
  claimant_id uuid not null references person (id),
  recorded_at timestamptz not null,
  changed_at timestamptz not null,
  made_up boolean not null default false
);
create index outcome_by_edition on outcome (edition_id, type, level);
create index outcome_by_station on outcome (station_id);

create table outcome_evidence (
  id uuid primary key,
  outcome_id uuid not null references outcome (id),
  station_id uuid references station (id),
  kind text not null check (kind in ('file', 'link')),
  name text not null,
  link text,
  file_hash text,
  media_type text,
  added_by uuid not null references person (id),
  added_at timestamptz not null
);
create index outcome_evidence_by_outcome on outcome_evidence (outcome_id);

-- The ledger. `body` is the exact text that was hashed; personal data stand apart behind a salted hash,
-- so that erasing them leaves every proof valid.
create table outcome_entry (
  seq bigint primary key,
  id uuid not null unique,
  outcome_id uuid not null,
  station_id uuid,
  at timestamptz not null,
  body text not null,
  previous_hash text not null,
  hash text not null unique
);
create index outcome_entry_by_outcome on outcome_entry (outcome_id, seq);

create table outcome_entry_personal (
  entry_id uuid primary key references outcome_entry (id),
  station_id uuid,
  salt text not null,
  data text not null
);

-- The end of the chain. Whoever appends holds this row, so that two entries never follow the same one.
create table outcome_ledger_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);
insert into outcome_ledger_head (seq, hash) values (0, repeat('0', 64));

revoke update, delete on outcome_entry from haigui_app;

create function outcome_entry_stays() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the ledger are never changed: write a correction' using constraint = 'outcome_entry_stays';
end $$;
create trigger outcome_entry_stays before update or delete on outcome_entry
  for each row execute function outcome_entry_stays();

alter table outcome enable row level security;
alter table outcome force row level security;
create policy outcome_reach on outcome using (
  haigui_sees_station(station_id) or haigui_is_person(claimant_id) or haigui_is_person(person_id));
alter table outcome_evidence enable row level security;
alter table outcome_evidence force row level security;
create policy outcome_evidence_reach on outcome_evidence using (
  haigui_sees_station(station_id) or haigui_is_person(added_by)
  or exists (select from outcome where outcome.id = outcome_id));
alter table outcome_entry enable row level security;
alter table outcome_entry force row level security;
create policy outcome_entry_reach on outcome_entry using (
  haigui_sees_station(station_id) or exists (select from outcome where outcome.id = outcome_id));
alter table outcome_entry_personal enable row level security;
alter table outcome_entry_personal force row level security;
create policy outcome_entry_personal_reach on outcome_entry_personal using (
  haigui_sees_station(station_id)
  or exists (select from outcome_entry join outcome on outcome.id = outcome_id where outcome_entry.id = entry_id));

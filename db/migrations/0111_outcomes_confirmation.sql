-- Why:  the other side of an outcome is asked by a signed link, once; who was asked, by whom, and what they said.
-- Kind: expand. Lock: none (new table). Undo: drop the table; the entries of the ledger stay.

create table outcome_confirmation (
  id uuid primary key,
  outcome_id uuid not null references outcome (id),
  station_id uuid references station (id),
  email text not null check (email = lower(email)),
  name text not null,
  locale text not null check (locale in ('en', 'zh')),
  asked_by uuid not null references person (id),
  asked_at timestamptz not null,
  until timestamptz not null,
  -- What was shown when it was asked, hashed: an answer is to that and to nothing later.
  facts_hash text not null,
  answered_at timestamptz,
  answer text check (answer in ('confirmed', 'denied')),
  answered_name text,
  note text,
  constraint outcome_confirmation_whole check ((answered_at is null) = (answer is null))
);
create index outcome_confirmation_by_outcome on outcome_confirmation (outcome_id, asked_at);

alter table outcome_confirmation enable row level security;
alter table outcome_confirmation force row level security;
create policy outcome_confirmation_reach on outcome_confirmation using (
  haigui_sees_station(station_id) or haigui_is_person(asked_by));

-- Why:  contracts are signed before everybody at the summit: in which order, by which two sides, what each has signed and
--       whether both let it be published.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables; what was signed is in the ledger and stays.

create table outcome_ceremony (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  event_id uuid references event (id),
  title jsonb not null,
  state text not null check (state in ('open', 'over')),
  opened_by uuid not null references person (id),
  opened_at timestamptz not null
);
create index outcome_ceremony_by_edition on outcome_ceremony (edition_id);

create table outcome_signing (
  id uuid primary key,
  ceremony_id uuid not null references outcome_ceremony (id),
  outcome_id uuid not null references outcome (id),
  place int not null,
  -- What both sides are shown, hashed: a signature is under that and under nothing later.
  facts_hash text not null,
  queued_by uuid not null references person (id),
  queued_at timestamptz not null,
  until timestamptz not null,
  state text not null check (state in ('queued', 'signed', 'taken_off')),
  signed_at timestamptz,
  constraint outcome_signing_whole check ((state = 'signed') = (signed_at is not null))
);
create unique index outcome_signing_once on outcome_signing (outcome_id) where state <> 'taken_off';
create index outcome_signing_by_ceremony on outcome_signing (ceremony_id, place);

-- One side of a contract. Codes are not kept: they follow from the installation's secret and the number of the letter.
create table outcome_signing_side (
  id uuid primary key,
  signing_id uuid not null references outcome_signing (id),
  which text not null check (which in ('first', 'second')),
  organisation text not null,
  name text not null,
  email text not null check (email = lower(email)),
  locale text not null check (locale in ('en', 'zh')),
  codes int not null default 0,
  code_until timestamptz,
  tries int not null default 0,
  signed_at timestamptz,
  signed_name text,
  document_hash text,
  publish boolean,
  constraint outcome_signing_side_once unique (signing_id, which),
  constraint outcome_signing_side_whole check ((signed_at is null) = (signed_name is null)
    and (signed_at is null) = (publish is null))
);

-- Hosts run it and see all of it; the sides come in by their links, which open one side each.
alter table outcome_ceremony enable row level security;
alter table outcome_ceremony force row level security;
create policy outcome_ceremony_reach on outcome_ceremony using (haigui_sees_all());
alter table outcome_signing enable row level security;
alter table outcome_signing force row level security;
create policy outcome_signing_reach on outcome_signing using (haigui_sees_all());
alter table outcome_signing_side enable row level security;
alter table outcome_signing_side force row level security;
create policy outcome_signing_side_reach on outcome_signing_side using (haigui_sees_all());

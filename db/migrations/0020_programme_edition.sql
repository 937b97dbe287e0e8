-- Why:  the long-lived programme, its editions, and who guided, sponsored or implemented each.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables.

create table organisation (
  id uuid primary key,
  name jsonb not null,
  country char(2),
  ror text,
  url text,
  made_up boolean not null default false
);

create table programme (
  id uuid primary key,
  slug text not null,
  name jsonb not null,
  about jsonb not null,
  constraint programme_slug_once unique (slug)
);

create table edition (
  id uuid primary key,
  programme_id uuid not null references programme (id),
  number int not null check (number > 0),
  year int not null check (year between 1900 and 2200),
  slug text not null,
  name jsonb not null,
  starts_on date not null,
  ends_on date not null,
  zone text not null,
  place jsonb not null,
  state text not null check (state in ('draft', 'open', 'closed')),
  cloned_from uuid references edition (id),
  created_at timestamptz not null,
  constraint edition_slug_once unique (slug),
  constraint edition_number_once unique (programme_id, number),
  constraint edition_ends_after_it_starts check (ends_on >= starts_on)
);

create table credit (
  id uuid primary key,
  edition_id uuid not null references edition (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  kind text not null check (kind in ('guided', 'sponsored', 'implemented', 'co_organised', 'supported', 'media')),
  position int not null,
  constraint credit_once unique (edition_id, organisation_id, kind)
);
create index credit_by_edition on credit (edition_id, position);

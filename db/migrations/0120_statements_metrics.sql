-- Why:  metrics that organisers define, dated rates, costs, claims beside a metric; what a figure was counted from is kept
--       as one row a figure instead of one row a record, so that a statement of thousands freezes in a moment.
-- Kind: expand, then contract (statement_record is carried over and dropped). Lock: short on statement and claim.
-- Undo: drop the new tables and columns; statement_record is rebuilt from statement_basis by unnest(keys).

-- An organiser's own definition. A change is a new version; the old one stays for the statements that used it.
create table metric (
  id uuid primary key,
  slug text not null check (slug ~ '^own_[a-z0-9_]{1,40}$'),
  version int not null check (version > 0),
  counting jsonb not null,
  title jsonb not null,
  definition jsonb not null,
  made_by uuid not null references person (id),
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint metric_version_once unique (slug, version)
);
create unique index metric_current_once on metric (slug) where ended_at is null;

create table rate (
  id uuid primary key,
  currency char(3) not null,
  target char(3) not null,
  on_day date not null,
  rate numeric(20, 10) not null check (rate > 0),
  source_title text not null,
  source_url text not null,
  entered_by uuid not null references person (id),
  entered_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint rate_between_two check (currency <> target)
);
create unique index rate_once on rate (currency, target, on_day) where withdrawn_at is null;

create table cost (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  station_id uuid references station (id),
  minor bigint not null check (minor > 0),
  currency char(3) not null,
  spent_on date not null,
  label text not null,
  entered_by uuid not null references person (id),
  entered_at timestamptz not null,
  withdrawn_at timestamptz
);
create index cost_by_edition on cost (edition_id);

alter table claim add column metric text;

alter table statement add column previous_id uuid references statement (id);

create table statement_basis (
  statement_id uuid not null references statement (id) on delete cascade,
  metric text not null,
  kind text not null,
  keys text[] not null,
  amounts bigint[] not null default '{}',
  probable text[] not null default '{}',
  primary key (statement_id, metric)
);

-- The owner of the tables may itself be bound by their policies.
select set_config('haigui.scope', 'all', true);
insert into statement_basis (statement_id, metric, kind, keys)
  select statement_id, metric, min(kind), array_agg(record_id::text order by record_id::text)
  from statement_record group by statement_id, metric;
select set_config('haigui.scope', '', true);
drop table statement_record;

create function statement_basis_stays() returns trigger language plpgsql as $$
begin
  if exists (select from statement where id = coalesce(old.statement_id, new.statement_id) and state = 'released') then
    raise exception 'what a released statement was counted from is never changed' using constraint = 'statement_stays';
  end if;
  return coalesce(new, old);
end $$;
create trigger statement_basis_stays before insert or update or delete on statement_basis
  for each row execute function statement_basis_stays();

-- A definition and a rate are no secret and name nobody; those who run the programme write them.
alter table metric enable row level security;
alter table metric force row level security;
create policy metric_read on metric for select using (true);
create policy metric_write on metric using (haigui_sees_all()) with check (haigui_sees_all());
alter table rate enable row level security;
alter table rate force row level security;
create policy rate_read on rate for select using (true);
create policy rate_write on rate using (haigui_sees_all()) with check (haigui_sees_all());
alter table cost enable row level security;
alter table cost force row level security;
create policy cost_reach on cost using (haigui_sees_station(station_id)) with check (haigui_sees_station(station_id));
-- The ids behind a number are of all stations: no station sees them, those who audit do.
alter table statement_basis enable row level security;
alter table statement_basis force row level security;
create policy statement_basis_reach on statement_basis using (haigui_sees_all()) with check (haigui_sees_all());

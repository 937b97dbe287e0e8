-- Why:  the numbers published at a date, frozen with their definitions and hash; the programme's own totals as claims.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables.

create table claim (
  id uuid primary key,
  programme_id uuid not null references programme (id),
  label jsonb not null,
  value_text jsonb not null,
  stated_on text not null,
  source_title text not null,
  source_url text not null,
  position int not null
);

create table statement (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  number int not null,
  state text not null check (state in ('draft', 'released')),
  cut_at timestamptz not null,
  -- The exact text that was hashed: figures, definitions in both languages, and the end of the ledger at the cut.
  body text not null,
  hash text not null,
  drafted_by uuid not null references person (id),
  released_by uuid references person (id),
  released_at timestamptz,
  constraint statement_number_once unique (edition_id, number),
  constraint statement_two_people check (released_by is null or released_by <> drafted_by)
);

-- What each number was counted from, so that it can be opened.
create table statement_record (
  statement_id uuid not null references statement (id) on delete cascade,
  metric text not null,
  position int not null,
  kind text not null check (kind in ('person', 'registration', 'outcome')),
  record_id uuid not null,
  station_id uuid,
  primary key (statement_id, metric, position)
);

create function statement_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'released' then
    raise exception 'a released statement is never changed: publish a new one' using constraint = 'statement_stays';
  end if;
  return coalesce(new, old);
end $$;
create trigger statement_stays before update or delete on statement
  for each row execute function statement_stays();

alter table statement enable row level security;
alter table statement force row level security;
create policy statement_read on statement for select using (state = 'released' or haigui_sees_all());
create policy statement_write on statement using (haigui_sees_all()) with check (haigui_sees_all());
alter table statement_record enable row level security;
alter table statement_record force row level security;
create policy statement_record_reach on statement_record using (haigui_sees_all() or haigui_sees_station(station_id));

-- Why:  what everybody may see of a project stands in a table of its own. A row's policy is asked before a search by
--       words (their operators are not leakproof), so that no index of words was used; here every row is public.
-- Kind: expand. Lock: short on project_view. Undo: put the rows back into project_view with audience 'public'.

select set_config('haigui.scope', 'all', true);

create table project_public (
  project_id uuid primary key references project (id) on delete cascade,
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
  constraint project_public_slug_once unique (edition_id, slug)
);
insert into project_public
  select project_id, edition_id, station_id, slug, content, field, maturity, country, seeking, shown_at, words, bigrams
  from project_view where audience = 'public';
delete from project_view where audience = 'public';

-- Rows of other audiences whose project everybody may see as well: a list of both tells it once.
alter table project_view add column also_public boolean not null default false;
update project_view set also_public = exists (
  select from project_public where project_public.project_id = project_view.project_id);
create index project_view_only on project_view (edition_id, audience, shown_at desc) where not also_public;

create index project_public_newest on project_public (edition_id, shown_at desc, project_id);
create index project_public_field on project_public (edition_id, field, shown_at desc);
create index project_public_words on project_public using gin (words);
create index project_public_bigrams on project_public using gin (bigrams);
-- How common a word is decides how it is looked for.
alter table project_public alter column words set statistics 1000;
alter table project_public alter column bigrams set statistics 1000;

alter table project_public enable row level security;
alter table project_public force row level security;
create policy project_public_read on project_public for select using (true);
create policy project_public_add on project_public for insert with check (exists (select from project where project.id = project_id));
create policy project_public_change on project_public for update using (exists (select from project where project.id = project_id));
create policy project_public_remove on project_public for delete using (exists (select from project where project.id = project_id));

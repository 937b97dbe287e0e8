-- Why:  what was put on show last is found by asking the index for it alone. Each view has a turn, a thousand turns stand in
--       a block, and words are indexed with their block before them as well: a word of the newest blocks costs what is in
--       them, however common it is in all the others (docs/decisions/0020).
-- Kind: expand: the last release's programs leave turns to the default. They list the newest by sorting until they end.
-- Lock: exclusive on project_public and project_view while their rows are written anew. Undo: drop the column, which takes
--       its indexes along, then function and sequence; make project_public_newest and project_public_field as in 0141.

select set_config('haigui.scope', 'all', true);

create sequence project_turn as bigint;
alter table project_public add column turn bigint;
alter table project_view add column turn bigint;

create temporary table met on commit drop as
  select project_id, audience, row_number() over (order by shown_at, project_id desc, audience) as turn
  from (select project_id, 'public' as audience, shown_at from project_public
    union all select project_id, audience, shown_at from project_view) as both_of_them;
update project_public set turn = met.turn from met where met.project_id = project_public.project_id and met.audience = 'public';
update project_view set turn = met.turn from met where met.project_id = project_view.project_id and met.audience = project_view.audience;
select setval('project_turn', count(*) + 1, false) from met;

alter table project_public alter column turn set default nextval('project_turn'), alter column turn set not null;
alter table project_view alter column turn set default nextval('project_turn'), alter column turn set not null;

-- Never to be asked row by row, says its cost: it is read from the index that is made of it.
create function project_lately(words tsvector, turn bigint) returns tsvector
  language sql immutable strict parallel safe cost 100000
  as $$ select array_to_tsvector(array(select (turn >> 10) || ' ' || word from unnest(tsvector_to_array(words)) as word)) $$;

drop index project_public_newest;
drop index project_public_field;
drop index project_view_only;
create index project_public_turn on project_public (edition_id, turn desc);
create index project_public_field on project_public (edition_id, field, turn desc);
create index project_view_only on project_view (edition_id, audience, turn desc) where not also_public;
create index project_public_lately on project_public using gin (project_lately(words, turn)) with (fastupdate = off);
-- How common each word is says nothing here, and counting it takes longer than all the rest.
alter index project_public_lately alter column 1 set statistics 0;

-- Why:  a search read rows of 3 kB and walked lists of pairs. Words and pairs are one value now, kept within its row, so that
--       the newest rows are looked through at a microsecond each and only rare words ask the index; that index has no
--       waiting list, which each search would have to read as well.
-- Kind: expand. `bigrams` is emptied and left for a later release to drop; programs of the last one find Latin words only.
-- Lock: exclusive on project_public and project_view while their rows are written anew. Undo: fill bigrams from the passports.

select set_config('haigui.scope', 'all', true);

drop index project_public_words;
drop index project_public_bigrams;
drop index project_view_words;
drop index project_view_bigrams;

alter table project_public alter column bigrams set default '{}', alter column words set storage main;
alter table project_view alter column bigrams set default '{}', alter column words set storage main;
-- What a page shows goes out of a long row first, what is searched stays.
alter table project_public set (toast_tuple_target = 4000);

update project_public set words = strip(words) || array_to_tsvector(bigrams), bigrams = '{}';
update project_view set words = strip(words) || array_to_tsvector(bigrams), bigrams = '{}';

alter table project_public alter column words set statistics -1, alter column bigrams set statistics -1;
create index project_public_words on project_public using gin (words) with (fastupdate = off);
create index project_view_words on project_view using gin (words) with (fastupdate = off);
create index project_public_title on project_public
  (edition_id, (coalesce(nullif(content->'title'->>'en', ''), content->'title'->>'zh')), project_id);
create index project_public_country on project_public (edition_id, country);

-- Why:  what a mistyped word may have been meant to be is asked of the words that there are. They were unpacked from the rows
--       of hundreds of projects for each query, at 0.3 s where eight people mistype at once; now each word of an edition's
--       show stands once, with the number of projects that say it, and is gone with the last of them.
-- Kind: expand. Lock: exclusive on project_public while its words are counted. Undo: drop the triggers, the function, the table.

select set_config('haigui.scope', 'all', true);

-- No foreign key to the edition: counting at the end of a transaction must wait for nobody's row.
create table project_word (
  edition_id uuid not null,
  word text collate "C" not null,
  projects int not null,
  primary key (edition_id, word)
);
create index project_word_begins on project_word (edition_id, length(word), word);
create index project_word_ends on project_word (edition_id, length(word), reverse(word));

insert into project_word
  select edition_id, word, count(*) from project_public, unnest(tsvector_to_array(words)) as word
  where length(word) > 2 and word !~ '[0-9]' group by edition_id, word;

-- What everybody may read on the show, word by word; the product reads it and never writes it.
alter table project_word enable row level security;
alter table project_word force row level security;
create policy project_word_read on project_word for select using (true);
create policy project_word_counted on project_word using (current_user <> 'haigui_app');

-- Words shorter than three letters are nobody's slip, nor are pairs of Chinese characters, nor words with a number.
create function project_words_count() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- At the end of the transaction, when it holds all its other locks, and one transaction after the other: two that change
  -- projects with the same words can never wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('project_word', 0));
  if tg_op <> 'INSERT' then
    update project_word set projects = projects - 1
      where edition_id = old.edition_id and word = any(tsvector_to_array(old.words));
    delete from project_word
      where edition_id = old.edition_id and word = any(tsvector_to_array(old.words)) and projects < 1;
  end if;
  if tg_op <> 'DELETE' then
    insert into project_word
      select new.edition_id, word, 1 from unnest(tsvector_to_array(new.words)) as word where length(word) > 2 and word !~ '[0-9]'
      on conflict (edition_id, word) do update set projects = project_word.projects + 1;
  end if;
  return null;
end $$;
create constraint trigger project_public_words after insert or delete or update of words, edition_id on project_public
  deferrable initially deferred for each row execute function project_words_count();

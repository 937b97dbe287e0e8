-- Why:  a person can be erased, whole: who asked when, until when it can be undone, what keeps it waiting, and that it was done.
-- Kind: expand. Lock: none (new objects). Undo: drop the tables and the functions; what was erased stays erased.

create table erasure (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- 'own': the person on their own page; 'desk': an organiser, for a request that came by mail; 'again': after a restore.
  way text not null check (way in ('own', 'desk', 'again')),
  asked_at timestamptz not null,
  asked_by uuid references person (id),
  -- How the request came, in the desk's words; gone with the person.
  note text not null default '',
  due_at timestamptz not null,
  undone_at timestamptz,
  -- What kept it waiting when it was due, so that it is told once.
  waits text[] not null default '{}',
  done_at timestamptz,
  constraint erasure_one_end check (undone_at is null or done_at is null)
);
create unique index erasure_open_once on erasure (person_id) where undone_at is null and done_at is null;
create index erasure_due on erasure (due_at) where undone_at is null and done_at is null;

-- An organiser keeps somebody's records for a reason that the law gives, until a day.
create table erasure_hold (
  id uuid primary key,
  person_id uuid not null references person (id),
  reason text not null,
  until date not null,
  set_by uuid not null references person (id),
  set_at timestamptz not null,
  lifted_at timestamptz
);
create index erasure_hold_by_person on erasure_hold (person_id);

-- The host's matter and the person's own: no station learns that somebody asked.
alter table erasure enable row level security;
alter table erasure force row level security;
create policy erasure_reach on erasure using (haigui_sees_all() or haigui_is_person(person_id));
alter table erasure_hold enable row level security;
alter table erasure_hold force row level security;
create policy erasure_hold_read on erasure_hold for select using (haigui_sees_all() or haigui_is_person(person_id));
create policy erasure_hold_write on erasure_hold using (haigui_sees_all());

-- A text without any of these words, in whatever case they stand; Latin ones only where they stand as words.
create function haigui_without(said text, words text[]) returns text language plpgsql immutable parallel safe as $$
declare
  word text;
  latin constant text := '0-9A-Za-zÀ-ɏ';
  before_it text;
  after_it text;
begin
  if said is null then return null; end if;
  foreach word in array words loop
    continue when word = '';
    before_it := case when word like '%@%' then '(?<![0-9A-Za-z._%+-])'
      when word ~ ('^[' || latin || ']') then '(?<![' || latin || '])' else '' end;
    after_it := case when word like '%@%' then '(?![0-9A-Za-z-]|\.[0-9A-Za-z])'
      when word ~ ('[' || latin || ']$') then '(?![' || latin || '])' else '' end;
    said := regexp_replace(said, before_it || regexp_replace(word, '([.*+?^${}()|[\]\\])', '\\\1', 'g') || after_it,
      '[…]', 'gi');
  end loop;
  return said;
end $$;

-- The same inside of JSON, where a word stands as JSON writes it.
create function haigui_without(said jsonb, words text[]) returns jsonb language sql immutable parallel safe
  return haigui_without(said::text,
    array(select substr(quoted, 2, length(quoted) - 2) from unnest(words) as word, lateral (select to_jsonb(word)::text) as as_json(quoted)))::jsonb;

create function haigui_says(said text, words text[]) returns boolean language sql immutable parallel safe
  return said is not null and haigui_without(said, words) is distinct from said;

-- Histories are written once: the product may not change them. Of somebody who is being erased they let go of the words,
-- never of the line: this is the one way, and it opens for nobody else.
create function haigui_let_go_of_words(person uuid, words text[]) returns void language plpgsql security definer
  set search_path = public as $$
begin
  if not exists (select from erasure where erasure.person_id = person and undone_at is null and done_at is null) then
    raise exception 'nobody is erasing this person';
  end if;
  update registration_change set reason = null where reason is not null and registration_id in (
    select id from registration where registration.person_id = person);
  update scan_undo set reason = haigui_without(reason, words) where registration_id in (
    select id from registration where registration.person_id = person) and haigui_says(reason, words);
  update project_change set reason = haigui_without(reason, words) where project_id in (
    select project_id from project_member where project_member.person_id = person
    union select id from project where project.entrant_id = person) and haigui_says(reason, words);
  update project_frozen set content = haigui_without(content, words) where project_id in (
    select project_id from project_member where project_member.person_id = person
    union select id from project where project.entrant_id = person) and haigui_says(content::text, words);
end $$;
revoke execute on function haigui_let_go_of_words(uuid, text[]) from public;
grant execute on function haigui_let_go_of_words(uuid, text[]) to haigui_app;

-- Why:  asking a project's people to get in touch is the whole team's to answer, with a word to whoever asked;
--       organisers put projects on show into lists of their own.
-- Kind: expand. Lock: short on project_contact. Undo: drop the tables; put the policy of 0140 back; drop the column.

alter table project_contact add column note text not null default '';
create index project_contact_by_from on project_contact (from_person, at desc);
create index project_contact_by_project on project_contact (project_id, at desc);
drop policy project_contact_reach on project_contact;
-- What people write to each other is not the station's to read.
create policy project_contact_reach on project_contact using (
  haigui_sees_all() or haigui_is_person(from_person)
  or exists (select from project where project.id = project_id and haigui_is_one_of(project.team)));

create table project_list (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  title jsonb not null,
  position int not null
);
create index project_list_by_edition on project_list (edition_id, position);

create table project_listed (
  list_id uuid not null references project_list (id) on delete cascade,
  project_id uuid not null references project (id) on delete cascade,
  position int not null,
  primary key (list_id, project_id)
);

-- Lists are public; what of a project is seen in them is what its views say.
do $$
declare name text;
begin
  foreach name in array array['project_list', 'project_listed'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I for select using (true)', name || '_read', name);
    execute format('create policy %I on %I using (haigui_sees_all())', name || '_write', name);
  end loop;
end $$;

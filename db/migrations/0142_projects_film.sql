-- Why:  a film comes in pieces and goes on after the line broke; what is taken off a project goes from the disk as well.
-- Kind: expand. Lock: short on project_file (its check of kinds). Undo: drop the tables; put the check of kinds back.

alter table project_file drop constraint project_file_kind_check;
alter table project_file add constraint project_file_kind_check
  check (kind in ('deck', 'image', 'video', 'poster', 'captions', 'document'));

-- A film under way. Its bytes lie apart until they are whole; one at a time for a project.
create table project_upload (
  id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  station_id uuid references station (id),
  person_id uuid not null references person (id),
  name text not null,
  bytes bigint not null check (bytes > 0),
  started_at timestamptz not null,
  expires_at timestamptz not null,
  constraint project_upload_one unique (project_id)
);
create index project_upload_by_person on project_upload (person_id);
alter table project_upload enable row level security;
alter table project_upload force row level security;
create policy project_upload_reach on project_upload using (
  haigui_is_person(person_id) or exists (select from project where project.id = project_id));

-- Bytes that a project does not hold any more. A job looks whether anything else does, and removes them.
create table project_file_gone (
  hash text primary key,
  at timestamptz not null
);
alter table project_file_gone enable row level security;
alter table project_file_gone force row level security;
create policy project_file_gone_told on project_file_gone for insert with check (true);
create policy project_file_gone_swept on project_file_gone using (haigui_sees_all());

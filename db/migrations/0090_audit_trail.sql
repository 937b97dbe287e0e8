-- Why:  who did what, when, through which door, on which record; kept with the change it tells of.
-- Kind: expand. Lock: none (new table). Undo: drop table audit_entry.

create table audit_entry (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('visitor', 'person', 'system')),
  person_id uuid references person (id),
  job text,
  door text not null check (door in ('web', 'api', 'job', 'cli')),
  request_id text not null,
  command text not null,
  subject_type text,
  subject_id text,
  station_id uuid references station (id)
);
create index audit_entry_by_time on audit_entry (at desc, id desc);
create index audit_entry_by_subject on audit_entry (subject_type, subject_id);

-- The trail is written and read, never changed.
revoke update, delete on audit_entry from haigui_app;

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy audit_entry_write on audit_entry for insert with check (true);
create policy audit_entry_read on audit_entry for select
  using (haigui_sees_all() or haigui_sees_station(station_id) or haigui_is_person(person_id));

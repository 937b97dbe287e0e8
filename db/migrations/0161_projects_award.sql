-- Why:  what a project has won, told on its page from then on.
-- Kind: expand. Lock: none (new table). Undo: drop the table.

create table project_award (
  project_id uuid not null references project (id) on delete cascade,
  -- Who gave it, once: the id of a roadshow or a round, and which place.
  source text not null,
  station_id uuid references station (id),
  name jsonb not null,
  at timestamptz not null,
  primary key (project_id, source)
);

alter table project_award enable row level security;
alter table project_award force row level security;
create policy project_award_of_project on project_award
  using (exists (select from project where project.id = project_id))
  with check (exists (select from project where project.id = project_id));

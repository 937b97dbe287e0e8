-- Why:  who put money into a project, as outcomes record it, keeps judges of that body from the team's later projects.
-- Kind: expand. Lock: none (a new table; investments on record are read once). Undo: drop the table.

select set_config('haigui.scope', 'all', true);

create table project_funder (
  outcome_id uuid primary key,
  project_id uuid not null references project (id) on delete cascade,
  name text not null
);
create index project_funder_by_project on project_funder (project_id);
insert into project_funder (outcome_id, project_id, name)
  select outcome.id, project.id, outcome.organisation from outcome join project on project.id = outcome.project_id
  where outcome.terms->>'type' = 'investment' and outcome.state = 'standing' and outcome.organisation <> '';

-- Ties are looked for beyond anybody's own reach; nobody else has a reason to read this.
alter table project_funder enable row level security;
alter table project_funder force row level security;
create policy project_funder_reach on project_funder using (haigui_sees_all());

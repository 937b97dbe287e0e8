-- Why:  judging: rounds with their criteria and panels, who reviews what, ties found and declared, sealed scores.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables.

create table round (
  id uuid primary key,
  edition_id uuid not null references edition (id),
  -- A regional final is a station's; the others are the host's.
  station_id uuid references station (id),
  kind text not null check (kind in ('screening', 'regional_final', 'final')),
  title jsonb not null,
  about jsonb not null default '{}',
  state text not null check (state in ('draft', 'open', 'closed', 'decided')),
  -- In order: key, title, what it asks, weight.
  criteria jsonb not null,
  scale int not null check (scale between 2 and 100),
  blind boolean not null default false,
  files_shown boolean not null default true,
  reviews_each int not null check (reviews_each between 1 and 50),
  -- Kinds of ties that keep a judge from a project; the others are only told.
  blocks text[] not null,
  zone text not null,
  due_at timestamptz,
  -- How many are taken and how many wait: the cut lines of the ranking.
  places int not null default 0 check (places >= 0),
  waiting int not null default 0 check (waiting >= 0),
  opened_at timestamptz,
  closed_at timestamptz,
  decided_at timestamptz,
  feedback_released boolean not null default false,
  created_at timestamptz not null,
  constraint round_of_a_station check ((kind = 'regional_final') = (station_id is not null)),
  constraint round_opened_is_dated check ((state = 'draft') = (opened_at is null)),
  constraint round_closed_is_dated check ((state in ('closed', 'decided')) = (closed_at is not null)),
  constraint round_decided_is_dated check ((state = 'decided') = (decided_at is not null))
);
create index round_by_edition on round (edition_id, kind);

create table panel (
  id uuid primary key,
  round_id uuid not null references round (id) on delete cascade,
  station_id uuid references station (id),
  title jsonb not null,
  -- The chair, who sees how far the panel is (and no score).
  chair_id uuid references person (id),
  position int not null
);
create index panel_by_round on panel (round_id, position);

-- A person who scores in one round, with what assignment and ties ask about them.
create table judge (
  id uuid primary key,
  round_id uuid not null references round (id) on delete cascade,
  station_id uuid references station (id),
  panel_id uuid not null references panel (id),
  person_id uuid not null references person (id),
  institution text not null default '',
  ror text,
  organisation text not null default '',
  -- The station that brought this judge, where one did.
  brought_by uuid references station (id),
  fields text[] not null default '{}',
  languages text[] not null default '{}',
  most int not null check (most between 1 and 500),
  added_at timestamptz not null,
  constraint judge_once unique (round_id, person_id)
);
create index judge_by_person on judge (person_id);

create table round_project (
  round_id uuid not null references round (id) on delete cascade,
  project_id uuid not null references project (id),
  station_id uuid references station (id),
  panel_id uuid references panel (id),
  -- The state it came from, to which a project that is not taken goes back.
  was text not null,
  added_at timestamptz not null,
  primary key (round_id, project_id)
);
create index round_project_by_project on round_project (project_id);

-- What judges may read, made from the frozen passport when the round opens; already redacted where the round is blind.
-- The card tells which project it is, the file is opened after saying that there is no tie. Both go with the frozen
-- passport when a project is withdrawn.
create table round_file (
  round_id uuid not null,
  project_id uuid not null,
  station_id uuid references station (id),
  part text not null check (part in ('card', 'file')),
  frozen_id uuid not null references project_frozen (id) on delete cascade,
  content jsonb not null,
  primary key (round_id, project_id, part),
  foreign key (round_id, project_id) references round_project (round_id, project_id) on delete cascade
);
create index round_file_by_frozen on round_file (frozen_id);

-- Which judge reviews which project, and how far that is. What they think is not here.
create table assignment (
  id uuid primary key,
  round_id uuid not null,
  project_id uuid not null,
  judge_id uuid not null references judge (id) on delete cascade,
  person_id uuid not null references person (id),
  panel_id uuid not null references panel (id),
  station_id uuid references station (id),
  state text not null check (state in ('assigned', 'scored', 'abstained', 'recused')),
  -- When the judge said that there is no tie, and the file opened.
  opened_at timestamptz,
  skipped_at timestamptz,
  reason text not null default '',
  by_hand boolean not null default false,
  changed_at timestamptz not null,
  constraint assignment_once unique (project_id, judge_id),
  constraint assignment_scored_was_open check (state <> 'scored' or opened_at is not null),
  foreign key (round_id, project_id) references round_project (round_id, project_id) on delete cascade
);
create index assignment_by_round on assignment (round_id, project_id);
create index assignment_by_person on assignment (person_id, round_id);

-- What a judge has to do with somebody, beyond what the records show: declared by the judge or by staff.
create table judge_tie (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('institution', 'organisation', 'funding', 'panel', 'declared')),
  -- What it is with: a project, or whoever has this ROR id or this name.
  project_id uuid references project (id) on delete cascade,
  ror text,
  name text not null default '',
  told text not null,
  declared_by uuid not null references person (id),
  at timestamptz not null,
  constraint judge_tie_is_with_something check (project_id is not null or ror is not null or name <> '')
);
create index judge_tie_by_person on judge_tie (person_id);

-- Ties found between a judge and a project of a round, and those a judge declared when stepping back.
create table judge_conflict (
  round_id uuid not null,
  project_id uuid not null,
  judge_id uuid not null references judge (id) on delete cascade,
  person_id uuid not null references person (id),
  station_id uuid references station (id),
  kind text not null check (kind in ('self', 'institution', 'organisation', 'station', 'funding', 'panel', 'declared')),
  told text not null,
  inferred boolean not null,
  at timestamptz not null,
  primary key (judge_id, project_id, kind),
  foreign key (round_id, project_id) references round_project (round_id, project_id) on delete cascade
);

-- Sealed: only the judge who gave it reads or writes it, until the round closes; then it never changes again.
create table score (
  assignment_id uuid primary key references assignment (id),
  round_id uuid not null references round (id),
  project_id uuid not null,
  judge_id uuid not null references judge (id),
  person_id uuid not null references person (id),
  station_id uuid references station (id),
  points jsonb not null,
  feedback text not null,
  salt text not null check (salt ~ '^[0-9a-f]{32}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  saved_at timestamptz not null
);
create index score_by_round on score (round_id);
revoke delete on score from haigui_app;

-- The hash of each score at the moment it was saved: seen before the reveal, checked after it.
create table score_commit (
  id uuid primary key,
  assignment_id uuid not null references assignment (id),
  round_id uuid not null references round (id),
  project_id uuid not null,
  judge_id uuid not null references judge (id),
  person_id uuid not null references person (id),
  station_id uuid references station (id),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  at timestamptz not null
);
create index score_commit_by_round on score_commit (round_id, at, id);
create index score_commit_by_assignment on score_commit (assignment_id, at, id);
revoke update, delete on score_commit from haigui_app;

-- A judge's own notes, nobody else's to read, ever.
create table judge_note (
  assignment_id uuid primary key references assignment (id) on delete cascade,
  person_id uuid not null references person (id),
  text text not null
);

-- What was decided about a project in a round, with the words of judges where the organisers release them.
create table round_decision (
  round_id uuid not null,
  project_id uuid not null,
  station_id uuid references station (id),
  decision text not null check (decision in ('accepted', 'waiting', 'declined')),
  reason text not null,
  by_hand boolean not null,
  feedback text[] not null default '{}',
  at timestamptz not null,
  told_at timestamptz,
  primary key (round_id, project_id),
  foreign key (round_id, project_id) references round_project (round_id, project_id)
);

-- Row-level security. Sealed scores are nobody's but the judge's, whatever role or reach asks, until the round closes.
alter table judge enable row level security;
alter table judge force row level security;
create policy judge_reach on judge using (haigui_sees_station(station_id) or haigui_is_person(person_id));
create policy judge_chair on judge for select using (
  exists (select from panel where panel.id = panel_id and haigui_is_person(panel.chair_id)));

alter table panel enable row level security;
alter table panel force row level security;
create policy panel_reach on panel using (haigui_sees_station(station_id));
create policy panel_chair on panel for select using (haigui_is_person(chair_id));

alter table round_decision enable row level security;
alter table round_decision force row level security;
create policy round_decision_reach on round_decision using (haigui_sees_station(station_id));
create policy round_decision_team on round_decision for select using (
  told_at is not null and exists (select from project where project.id = project_id));

alter table round enable row level security;
alter table round force row level security;
create policy round_reach on round using (haigui_sees_station(station_id));
create policy round_judge on round for select using (
  exists (select from judge where judge.round_id = round.id and haigui_is_person(judge.person_id)));
create policy round_team on round for select using (
  exists (select from round_decision where round_decision.round_id = round.id and told_at is not null));

alter table round_project enable row level security;
alter table round_project force row level security;
create policy round_project_reach on round_project using (haigui_sees_station(station_id));

alter table assignment enable row level security;
alter table assignment force row level security;
create policy assignment_reach on assignment
  using (haigui_sees_station(station_id) or haigui_is_person(person_id));
create policy assignment_chair on assignment for select using (
  exists (select from panel where panel.id = panel_id and haigui_is_person(panel.chair_id)));

alter table round_file enable row level security;
alter table round_file force row level security;
create policy round_file_reach on round_file using (haigui_sees_station(station_id));
create policy round_file_card on round_file for select using (
  part = 'card' and exists (select from assignment
    where assignment.round_id = round_file.round_id and assignment.project_id = round_file.project_id
      and haigui_is_person(assignment.person_id)));
create policy round_file_open on round_file for select using (
  part = 'file' and exists (select from assignment join round on round.id = assignment.round_id
    where assignment.round_id = round_file.round_id and assignment.project_id = round_file.project_id
      and haigui_is_person(assignment.person_id) and assignment.opened_at is not null
      and assignment.state <> 'recused' and round.state = 'open'));

alter table judge_tie enable row level security;
alter table judge_tie force row level security;
create policy judge_tie_reach on judge_tie using (haigui_sees_all() or haigui_is_person(person_id));

alter table judge_conflict enable row level security;
alter table judge_conflict force row level security;
create policy judge_conflict_reach on judge_conflict
  using (haigui_sees_station(station_id) or haigui_is_person(person_id));

alter table score enable row level security;
alter table score force row level security;
create policy score_own on score for select using (haigui_is_person(person_id));
create policy score_revealed on score for select using (
  exists (select from round where round.id = round_id and round.state in ('closed', 'decided')
    and haigui_sees_station(round.station_id)));
create policy score_give on score for insert with check (
  haigui_is_person(person_id) and exists (select from round where round.id = round_id and round.state = 'open'));
create policy score_change on score for update using (haigui_is_person(person_id)) with check (
  haigui_is_person(person_id) and exists (select from round where round.id = round_id and round.state = 'open'));

alter table score_commit enable row level security;
alter table score_commit force row level security;
create policy score_commit_read on score_commit for select
  using (haigui_sees_station(station_id) or haigui_is_person(person_id));
create policy score_commit_add on score_commit for insert with check (haigui_is_person(person_id));

alter table judge_note enable row level security;
alter table judge_note force row level security;
create policy judge_note_own on judge_note using (haigui_is_person(person_id));

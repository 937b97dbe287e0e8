-- Why:  live pitching at an event: the running order, the clock, what the hall asks and votes, and what came of it.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables.

create table roadshow (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  station_id uuid references station (id),
  -- The round of judges whose scores rank it; without one the hall does.
  round_id uuid,
  title jsonb not null,
  starts_at timestamptz not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'closed', 'revealing', 'done')),
  state_at timestamptz not null,
  pitch_seconds int not null check (pitch_seconds between 30 and 7200),
  question_seconds int not null check (question_seconds between 0 and 7200),
  audience_votes boolean not null,
  -- Where it is watched from elsewhere: a path of our own, or the link of a meeting.
  watch text,
  -- Who is on, which part of the time runs, and until when; while it stands still, what is left.
  entry_id uuid,
  segment text not null default 'pitch' check (segment in ('pitch', 'questions')),
  ends_at timestamptz,
  left_ms int not null default 0,
  -- Steps of the result, and how many of them have been revealed.
  steps int not null default 0 check (steps >= 0),
  revealed int not null default 0 check (revealed >= 0 and revealed <= steps),
  changed_at timestamptz not null,
  constraint roadshow_clock_while_running check (ends_at is null or state = 'running'),
  constraint roadshow_revealed_late check (revealed = 0 or state in ('revealing', 'done'))
);
create index roadshow_by_event on roadshow (event_id, starts_at);

create table roadshow_entry (
  id uuid primary key,
  roadshow_id uuid not null references roadshow (id) on delete cascade,
  station_id uuid references station (id),
  project_id uuid not null references project (id),
  -- As it is announced; taken from the project when it was put into the order.
  title jsonb not null,
  presenter text not null default '',
  position int not null,
  pitched_at timestamptz,
  constraint roadshow_entry_once unique (roadshow_id, project_id),
  -- Checked at the end of the transaction, so that an order changes in one go.
  constraint roadshow_entry_position unique (roadshow_id, position) deferrable initially deferred,
  constraint roadshow_entry_of unique (roadshow_id, id)
);
alter table roadshow add constraint roadshow_entry_on foreign key (id, entry_id) references roadshow_entry (roadshow_id, id)
  on delete set null (entry_id);

-- Who has voted: once a person, and only who is in. Until the result is frozen it stands here for which entry; then the
-- choice is cut off, and nobody can tell any more who voted for whom.
create table roadshow_ballot (
  roadshow_id uuid not null references roadshow (id) on delete cascade,
  person_id uuid not null references person (id),
  registration_id uuid not null references attendance (registration_id) on delete cascade,
  entry_id uuid,
  -- account and link are the person's alone; code stands on a badge, where a neighbour can read it.
  means text not null check (means in ('account', 'link', 'code')),
  at timestamptz not null,
  primary key (roadshow_id, person_id),
  foreign key (roadshow_id, entry_id) references roadshow_entry (roadshow_id, id)
);
create index roadshow_ballot_by_entry on roadshow_ballot (roadshow_id, entry_id);
create index roadshow_ballot_by_registration on roadshow_ballot (registration_id);

create table roadshow_question (
  id uuid primary key,
  roadshow_id uuid not null references roadshow (id) on delete cascade,
  station_id uuid references station (id),
  entry_id uuid references roadshow_entry (id) on delete set null,
  -- For the limit and for the person's own copy; shown to nobody.
  person_id uuid not null references person (id),
  body text not null check (length(body) between 1 and 500),
  state text not null default 'waiting' check (state in ('waiting', 'open', 'answered', 'declined')),
  at timestamptz not null
);
create index roadshow_question_by_roadshow on roadshow_question (roadshow_id, state, at);
create index roadshow_question_by_person on roadshow_question (person_id);

create table roadshow_support (
  question_id uuid not null references roadshow_question (id) on delete cascade,
  person_id uuid not null references person (id),
  at timestamptz not null,
  primary key (question_id, person_id)
);
create index roadshow_support_by_person on roadshow_support (person_id);

-- What came of it, frozen when the reveal begins. `step` is when it is revealed; without one it never is.
create table roadshow_result (
  roadshow_id uuid not null references roadshow (id) on delete cascade,
  entry_id uuid not null references roadshow_entry (id),
  step int check (step >= 1),
  kind text not null check (kind in ('place', 'audience')),
  place int not null check (place >= 1),
  votes int not null check (votes >= 0),
  score numeric,
  primary key (roadshow_id, kind, entry_id)
);

do $$
declare
  named text;
begin
  foreach named in array array['roadshow', 'roadshow_entry', 'roadshow_ballot', 'roadshow_question', 'roadshow_support',
    'roadshow_result'] loop
    execute format('alter table %I enable row level security', named);
    execute format('alter table %I force row level security', named);
  end loop;
end $$;

-- Whoever sees the event sees its roadshow and who pitches when.
create policy roadshow_read on roadshow for select using (exists (select from event where event.id = event_id));
create policy roadshow_write on roadshow using (haigui_sees_station(station_id)) with check (haigui_sees_station(station_id));
create policy roadshow_entry_read on roadshow_entry for select
  using (exists (select from roadshow where roadshow.id = roadshow_id));
create policy roadshow_entry_write on roadshow_entry
  using (haigui_sees_station(station_id)) with check (haigui_sees_station(station_id));

-- A ballot is read by nobody but its person; it is cast, counted and cut by use cases that reach beyond, never shown.
create policy roadshow_ballot_own on roadshow_ballot for select using (haigui_is_person(person_id));
create policy roadshow_ballot_count on roadshow_ballot
  using (haigui_sees_all()) with check (haigui_sees_all());

-- The hall reads what was let through; the desk everything.
create policy roadshow_question_read on roadshow_question for select
  using (state in ('open', 'answered') and exists (select from roadshow where roadshow.id = roadshow_id));
create policy roadshow_question_own on roadshow_question for select using (haigui_is_person(person_id));
create policy roadshow_question_desk on roadshow_question
  using (haigui_sees_station(station_id)) with check (haigui_sees_station(station_id));
create policy roadshow_support_own on roadshow_support for select using (haigui_is_person(person_id));
create policy roadshow_support_count on roadshow_support
  using (haigui_sees_all()) with check (haigui_sees_all());

-- A step is read once it is revealed, by everybody alike: not even the desk reads ahead.
create policy roadshow_result_revealed on roadshow_result for select
  using (exists (select from roadshow where roadshow.id = roadshow_id and roadshow.revealed >= step));
create policy roadshow_result_freeze on roadshow_result for insert
  with check (exists (select from roadshow where roadshow.id = roadshow_id and roadshow.state = 'revealing' and revealed = 0));
revoke update, delete on roadshow_result from haigui_app;

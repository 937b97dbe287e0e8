-- Why:  the 1:1 meetings of an event: who may meet whom, when and where, what people wish for, the plan, and what was held.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables and the sequence meeting_lane.

-- Whoever and whatever can be in one place at a time (a representative of a party, a table) has a lane of its own.
-- Lanes are numbers, so that a seat's exclusion constraint needs ranges only and no extension of the server.
create sequence meeting_lane as bigint;

create table brokerage (
  id uuid primary key,
  no bigint not null default nextval('meeting_lane') unique,
  event_id uuid not null references event (id) on delete cascade,
  station_id uuid references station (id),
  about jsonb not null,
  -- The phases, each from its moment until the next one's: profile, wish, draft, live, done.
  profile_at timestamptz not null,
  wish_at timestamptz not null,
  draft_at timestamptz not null,
  live_at timestamptz not null,
  done_at timestamptz not null,
  hold_minutes int not null default 30 check (hold_minutes between 1 and 1440),
  release int not null default 0,
  changed_at timestamptz not null,
  constraint brokerage_once unique (event_id),
  constraint brokerage_phases_in_order check (
    profile_at < wish_at and wish_at < draft_at and draft_at < live_at and live_at < done_at)
);

create table meeting_group (
  id uuid primary key,
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  name jsonb not null,
  most_meetings int not null check (most_meetings between 1 and 200),
  most_wishes int not null check (most_wishes between 1 and 500),
  most_musts int not null check (most_musts between 0 and 50),
  -- Whose wish weighs more when both cannot be had.
  weight int not null default 1 check (weight between 1 and 10),
  position int not null
);
create index meeting_group_by_brokerage on meeting_group (brokerage_id, position);

-- Who meets whom. Unordered: the lower id stands first.
create table meeting_pairing (
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  group_a uuid not null references meeting_group (id) on delete cascade,
  group_b uuid not null references meeting_group (id) on delete cascade,
  primary key (group_a, group_b),
  constraint meeting_pairing_in_order check (group_a <= group_b)
);

create table meeting_slot (
  id uuid primary key,
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  brokerage_no bigint not null,
  station_id uuid references station (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  constraint meeting_slot_ends_after_it_starts check (ends_at > starts_at),
  constraint meeting_slot_apart exclude using gist (
    int8range(brokerage_no, brokerage_no, '[]') with &&, tstzrange(starts_at, ends_at) with &&)
);
create index meeting_slot_by_brokerage on meeting_slot (brokerage_id, starts_at);

create table meeting_table (
  id uuid primary key,
  lane bigint not null default nextval('meeting_lane') unique,
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  name text not null,
  place jsonb not null,
  -- BCP 47 tags of the languages spoken or interpreted at it; empty = any.
  languages text[] not null default '{}',
  online_url text,
  position int not null,
  constraint meeting_table_name_once unique (brokerage_id, name)
);

create table meeting_table_closed (
  table_id uuid not null references meeting_table (id) on delete cascade,
  slot_id uuid not null references meeting_slot (id) on delete cascade,
  station_id uuid references station (id),
  primary key (table_id, slot_id)
);

-- One who meets: a person, for themselves or for an organisation, in one group.
create table meeting_party (
  id uuid primary key,
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  group_id uuid not null references meeting_group (id),
  person_id uuid not null references person (id),
  organisation text not null default '',
  headline text not null default '',
  offers text not null default '',
  seeks text not null default '',
  topics text[] not null default '{}',
  languages text[] not null default '{}',
  representatives int not null default 1 check (representatives between 1 and 9),
  newcomer boolean not null default false,
  -- A calendar subscribes with this; a new one makes the old address useless.
  feed_key uuid not null unique,
  joined_at timestamptz not null,
  changed_at timestamptz not null,
  availability_told_at timestamptz,
  withdrawn_at timestamptz,
  constraint meeting_party_once unique (brokerage_id, person_id)
);
create index meeting_party_by_person on meeting_party (person_id);
create index meeting_party_by_group on meeting_party (group_id);

-- Each representative of a party is a lane: one place at a time.
create table meeting_representative (
  party_id uuid not null references meeting_party (id) on delete cascade,
  station_id uuid references station (id),
  person_id uuid not null,
  nth int not null check (nth between 1 and 9),
  lane bigint not null default nextval('meeting_lane') unique,
  primary key (party_id, nth)
);

-- Who takes part, for row-level security alone: a fellow party may be seen by whoever takes part.
create table meeting_member (
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  person_id uuid not null references person (id),
  station_id uuid references station (id),
  primary key (brokerage_id, person_id)
);

-- Slots in which a party cannot meet.
create table meeting_busy (
  party_id uuid not null references meeting_party (id) on delete cascade,
  slot_id uuid not null references meeting_slot (id) on delete cascade,
  station_id uuid references station (id),
  person_id uuid not null,
  primary key (party_id, slot_id)
);

create table wish (
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  from_party uuid not null references meeting_party (id) on delete cascade,
  to_party uuid not null references meeting_party (id) on delete cascade,
  from_person uuid not null,
  kind text not null check (kind in ('must', 'meet', 'no')),
  note text not null default '',
  changed_at timestamptz not null,
  primary key (from_party, to_party),
  constraint wish_not_for_oneself check (from_party <> to_party)
);
create index wish_to on wish (to_party);
create index wish_by_brokerage on wish (brokerage_id);

-- A run of the optimiser: what it was asked, how far it is, what it found. Work that died is taken up again.
create table meeting_run (
  id uuid primary key,
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  scope text not null check (scope in ('whole', 'gaps')),
  seed int not null,
  seconds int not null check (seconds between 1 and 600),
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  asked_by uuid references person (id),
  asked_at timestamptz not null,
  started_at timestamptz,
  beat_at timestamptz,
  ended_at timestamptz,
  progress jsonb not null default '{}',
  answer jsonb,
  fault text
);
create index meeting_run_by_brokerage on meeting_run (brokerage_id, asked_at desc);
create unique index meeting_run_one_at_a_time on meeting_run (brokerage_id) where state in ('queued', 'running');

-- The draft that organisers work on, until its release makes meetings of it.
create table meeting_placement (
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  party_a uuid not null references meeting_party (id) on delete cascade,
  party_b uuid not null references meeting_party (id) on delete cascade,
  slot_id uuid not null references meeting_slot (id),
  table_id uuid not null references meeting_table (id),
  pinned boolean not null default false,
  primary key (party_a, party_b),
  constraint meeting_placement_in_order check (party_a < party_b),
  constraint meeting_placement_table_once unique (table_id, slot_id)
);
create index meeting_placement_by_brokerage on meeting_placement (brokerage_id);

-- Each release with what changed since the last one: the public log of the timetable.
create table meeting_release (
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  number int not null,
  at timestamptz not null,
  by_person uuid references person (id),
  note jsonb not null,
  added int not null,
  moved int not null,
  dropped int not null,
  kept int not null,
  worth jsonb not null,
  primary key (brokerage_id, number)
);

create table meeting (
  id uuid primary key,
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  party_a uuid not null references meeting_party (id),
  party_b uuid not null references meeting_party (id),
  person_a uuid not null,
  person_b uuid not null,
  slot_id uuid not null references meeting_slot (id),
  table_id uuid not null references meeting_table (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('proposed', 'booked', 'declined', 'expired', 'cancelled')),
  origin text not null check (origin in ('plan', 'market', 'offer')),
  proposed_by uuid references meeting_party (id),
  hold_until timestamptz,
  message text not null default '',
  -- Counts every change of when, where or whether; calendars go by it.
  sequence int not null default 0,
  pinned boolean not null default false,
  changed_at timestamptz not null,
  reason text,
  constraint meeting_parties_in_order check (party_a < party_b),
  constraint meeting_hold_ends check ((state = 'proposed') = (hold_until is not null))
);
create index meeting_by_brokerage on meeting (brokerage_id, starts_at);
create index meeting_by_a on meeting (party_a);
create index meeting_by_b on meeting (party_b);
create index meeting_holds on meeting (hold_until) where state = 'proposed';
-- Two parties have one standing meeting with each other, whatever was declined before.
create unique index meeting_pair_once on meeting (party_a, party_b) where state in ('proposed', 'booked');

-- Who and what a standing meeting takes: a representative of either party, and the table. Gone with the meeting's end.
create table meeting_seat (
  meeting_id uuid not null references meeting (id) on delete cascade,
  station_id uuid references station (id),
  lane bigint not null,
  during tstzrange not null,
  primary key (meeting_id, lane),
  constraint meeting_seat_taken exclude using gist (int8range(lane, lane, '[]') with &&, during with &&)
);

-- What each side says of it afterwards, in one tap; a single "did not happen" wins.
create table meeting_attendance (
  meeting_id uuid not null references meeting (id) on delete cascade,
  party_id uuid not null references meeting_party (id),
  station_id uuid references station (id),
  person_id uuid not null,
  said text not null check (said in ('held', 'other_absent', 'not_held')),
  at timestamptz not null,
  primary key (meeting_id, party_id)
);

create table meeting_next_step (
  id uuid primary key,
  meeting_id uuid not null references meeting (id) on delete cascade,
  party_id uuid not null references meeting_party (id),
  station_id uuid references station (id),
  person_id uuid not null,
  step text not null check (step in ('follow_up', 'send_material', 'interested', 'not_now')),
  note text not null default '',
  due_on date,
  done_at timestamptz,
  at timestamptz not null,
  constraint meeting_next_step_once unique (meeting_id, party_id)
);

-- Row-level security. Staff by station; people what is theirs; fellow parties where they take part themselves.
alter table meeting_member enable row level security;
alter table meeting_member force row level security;
create policy meeting_member_reach on meeting_member using (haigui_sees_station(station_id) or haigui_is_person(person_id));

do $$
declare name text;
begin
  -- What is set up: seen by whoever sees the event; written by its station.
  foreach name in array array['meeting_group', 'meeting_pairing', 'meeting_slot', 'meeting_release'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I for select using (exists (select from brokerage where brokerage.id = brokerage_id))',
      name || '_read', name);
    execute format('create policy %I on %I using (haigui_sees_station(station_id))', name || '_write', name);
  end loop;
  -- The desk's own.
  foreach name in array array['meeting_table_closed', 'meeting_run', 'meeting_placement', 'meeting_seat'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I using (haigui_sees_station(station_id))', name || '_reach', name);
  end loop;
  -- A person's own beside the desk's.
  foreach name in array array['meeting_representative', 'meeting_busy', 'meeting_attendance', 'meeting_next_step'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I using (haigui_sees_station(station_id) or haigui_is_person(person_id))',
      name || '_reach', name);
  end loop;
end $$;

alter table brokerage enable row level security;
alter table brokerage force row level security;
create policy brokerage_read on brokerage for select using (exists (select from event where event.id = event_id));
create policy brokerage_write on brokerage using (haigui_sees_station(station_id));

-- Seen by those who take part: an online table has a link.
alter table meeting_table enable row level security;
alter table meeting_table force row level security;
create policy meeting_table_read on meeting_table for select using (exists (
  select from meeting_member as member
  where member.brokerage_id = meeting_table.brokerage_id and haigui_is_person(member.person_id)));
create policy meeting_table_write on meeting_table using (haigui_sees_station(station_id));

alter table meeting_party enable row level security;
alter table meeting_party force row level security;
create policy meeting_party_reach on meeting_party using (haigui_sees_station(station_id) or haigui_is_person(person_id));
create policy meeting_party_fellow on meeting_party for select using (withdrawn_at is null and exists (
  select from meeting_member as member
  where member.brokerage_id = meeting_party.brokerage_id and haigui_is_person(member.person_id)));

-- Whose wish it is sees it; whom it is for never reads it here.
alter table wish enable row level security;
alter table wish force row level security;
create policy wish_reach on wish using (haigui_sees_station(station_id) or haigui_is_person(from_person));

alter table meeting enable row level security;
alter table meeting force row level security;
create policy meeting_reach on meeting using (
  haigui_sees_station(station_id) or haigui_is_person(person_a) or haigui_is_person(person_b));

-- Why:  places asked for and given, never more than there are; the guest list; invitations; tickets and being there.
-- Kind: expand. Lock: none (new tables). Undo: drop the tables, then the functions admission_begins and registration_counts.

-- The one row that every admission to an event locks. The event's own capacity stands here beside what is taken,
-- so that the database refuses the place that does not exist, whoever asks for it.
create table admission (
  event_id uuid primary key references event (id) on delete cascade,
  station_id uuid references station (id),
  capacity int check (capacity >= 0),
  taken int not null default 0 check (taken >= 0),
  next_place bigint not null default 1,
  constraint event_not_oversold check (capacity is null or taken <= capacity)
) with (fillfactor = 50);

create table category (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  station_id uuid references station (id),
  name jsonb not null,
  about jsonb not null,
  form jsonb not null default '[]',
  -- Ids of questions that were removed: an answer never comes to belong to another question.
  retired text[] not null default '{}',
  quota int check (quota >= 0),
  taken int not null default 0 check (taken >= 0),
  approval boolean not null default false,
  invitation_only boolean not null default false,
  waiting_list boolean not null default true,
  auto_offer boolean not null default true,
  offer_hours int not null default 48 check (offer_hours between 1 and 720),
  opens_at timestamptz,
  closes_at timestamptz,
  position int not null,
  state text not null check (state in ('draft', 'open', 'closed')),
  constraint category_not_oversold check (quota is null or taken <= quota),
  constraint category_opens_before_it_closes check (opens_at < closes_at)
) with (fillfactor = 50);
create index category_by_event on category (event_id, position);

-- With its first category an event has the row that admissions lock, whoever makes the category.
create function admission_begins() returns trigger language plpgsql as $$
begin
  insert into admission (event_id, station_id, capacity)
    select id, station_id, capacity from event where id = new.event_id on conflict do nothing;
  return null;
end $$;
create trigger category_begins after insert on category for each row execute function admission_begins();

create table invitation (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  category_id uuid not null references category (id) on delete cascade,
  station_id uuid references station (id),
  email text not null check (email = lower(email)),
  name jsonb not null,
  locale text not null check (locale in ('en', 'zh')),
  valid_until timestamptz not null,
  invited_by uuid references person (id),
  created_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  constraint invitation_once unique (category_id, email)
);
create index invitation_by_event on invitation (event_id, created_at desc);

create table registration (
  id uuid primary key,
  event_id uuid not null references event (id),
  category_id uuid not null references category (id),
  station_id uuid references station (id),
  person_id uuid not null references person (id),
  state text not null
    check (state in ('pending', 'admitted', 'waiting', 'offered', 'declined', 'cancelled', 'expired')),
  answers jsonb not null,
  -- Order of arrival at the event; whoever comes back after cancelling stands at the end again.
  place bigint not null,
  request_key text not null,
  invitation_id uuid references invitation (id),
  locale text not null check (locale in ('en', 'zh')),
  link_sent_at timestamptz not null,
  offered_until timestamptz,
  created_at timestamptz not null,
  decided_at timestamptz,
  ended_at timestamptz,
  reason text,
  constraint registration_once unique (event_id, person_id),
  constraint registration_key_once unique (event_id, request_key),
  constraint registration_offer_ends check ((state = 'offered') = (offered_until is not null)),
  constraint registration_end_is_dated check ((state in ('declined', 'cancelled', 'expired')) = (ended_at is not null))
);
create index registration_waiting on registration (category_id, place) where state = 'waiting';
create index registration_offers on registration (offered_until) where state = 'offered';
create index registration_by_person on registration (person_id);
create index registration_by_category on registration (category_id, place);

-- Every later change of a registration, with who and why. The first state is the registration's own row.
create table registration_change (
  id uuid primary key,
  registration_id uuid not null references registration (id),
  station_id uuid references station (id),
  at timestamptz not null,
  was text not null,
  became text not null,
  by_kind text not null check (by_kind in ('visitor', 'person', 'system')),
  by_person uuid references person (id),
  reason text
);
create index registration_change_by_registration on registration_change (registration_id, at, id);
revoke update, delete on registration_change from haigui_app;

create table ticket (
  registration_id uuid primary key references registration (id),
  serial text not null,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  constraint ticket_serial_once unique (serial)
);

create table scan (
  id uuid primary key,
  event_id uuid not null references event (id),
  station_id uuid references station (id),
  serial text not null,
  registration_id uuid references registration (id),
  device text not null,
  counter bigint not null,
  scanned_at timestamptz not null,
  received_at timestamptz not null,
  verdict text not null
);
create index scan_by_event on scan (event_id, scanned_at, device, counter);
create index scan_by_registration on scan (registration_id);
revoke update, delete on scan from haigui_app;

create table attendance (
  registration_id uuid primary key references registration (id),
  event_id uuid not null references event (id),
  station_id uuid references station (id),
  person_id uuid not null references person (id),
  first_scan_id uuid references scan (id),
  at timestamptz not null
);
create index attendance_by_event on attendance (event_id);
create index attendance_by_person on attendance (person_id);

-- `taken` is counted here and nowhere else: no path of the program can admit without counting, and the checks above
-- then refuse what is too much. The order (event, then categories by id) is the order in which the program locks.
create function registration_counts() returns trigger language plpgsql as $$
declare
  delta jsonb;
  counted int;
begin
  if tg_op = 'INSERT' then
    select jsonb_object_agg(category_id, n) into delta from (
      select category_id, count(*)::int as n from arrived where state in ('admitted', 'offered') group by category_id
    ) held;
  elsif tg_op = 'UPDATE' then
    select jsonb_object_agg(category_id, n) into delta from (
      select category_id, sum(n)::int as n from (
        select category_id, 1 as n from arrived where state in ('admitted', 'offered')
        union all select category_id, -1 from gone where state in ('admitted', 'offered')
      ) moved group by category_id having sum(n) <> 0
    ) held;
  else
    select jsonb_object_agg(category_id, n) into delta from (
      select category_id, -count(*)::int as n from gone where state in ('admitted', 'offered') group by category_id
    ) held;
  end if;
  if delta is null then return null; end if;

  update admission set taken = taken + moved.n from (
    select event_id, sum(value::int)::int as n from jsonb_each_text(delta) join category on category.id = key::uuid
    group by event_id
  ) moved where admission.event_id = moved.event_id;
  update category set taken = taken + value::int from jsonb_each_text(delta) where category.id = key::uuid;
  get diagnostics counted = row_count;
  if counted <> (select count(*) from jsonb_object_keys(delta)) then
    raise exception 'a registration changed where its category could not be counted'
      using hint = 'Row-level security hid the category: the use case needs the reach to admit.';
  end if;
  return null;
end $$;

create trigger registration_arrived after insert on registration
  referencing new table as arrived for each statement execute function registration_counts();
create trigger registration_moved after update on registration
  referencing old table as gone new table as arrived for each statement execute function registration_counts();
create trigger registration_gone after delete on registration
  referencing old table as gone for each statement execute function registration_counts();

-- A visitor reads what can be chosen at a released event; the staff of a station reach what is theirs;
-- a person reads what is their own. The use cases of the public doors pass on purpose and say why.
alter table admission enable row level security;
alter table admission force row level security;
create policy admission_staff on admission
  using (haigui_sees_station(station_id))
  with check (haigui_sees_station(station_id));
create policy admission_public on admission for select
  using (exists (select from event where event.id = admission.event_id and event.state = 'released'));

alter table category enable row level security;
alter table category force row level security;
create policy category_staff on category
  using (haigui_sees_station(station_id))
  with check (haigui_sees_station(station_id));
create policy category_public on category for select
  using (state <> 'draft' and exists (select from event where event.id = category.event_id and event.state = 'released'));

alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_staff on invitation
  using (haigui_sees_station(station_id))
  with check (haigui_sees_station(station_id));

alter table registration enable row level security;
alter table registration force row level security;
create policy registration_staff on registration
  using (haigui_sees_station(station_id))
  with check (haigui_sees_station(station_id));
create policy registration_own on registration for select using (haigui_is_person(person_id));

alter table registration_change enable row level security;
alter table registration_change force row level security;
create policy registration_change_staff on registration_change
  using (haigui_sees_station(station_id))
  with check (haigui_sees_station(station_id));
create policy registration_change_own on registration_change for select
  using (exists (select from registration where registration.id = registration_id));

-- Whoever sees the registration sees its ticket.
alter table ticket enable row level security;
alter table ticket force row level security;
create policy ticket_with_registration on ticket
  using (exists (select from registration where registration.id = registration_id))
  with check (exists (select from registration where registration.id = registration_id));

alter table scan enable row level security;
alter table scan force row level security;
create policy scan_staff on scan
  using (haigui_sees_station(station_id))
  with check (haigui_sees_station(station_id));

alter table attendance enable row level security;
alter table attendance force row level security;
create policy attendance_staff on attendance
  using (haigui_sees_station(station_id))
  with check (haigui_sees_station(station_id));
create policy attendance_own on attendance for select using (haigui_is_person(person_id));

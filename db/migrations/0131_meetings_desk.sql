-- Why:  when a phase was moved and why; when somebody was last reminded; whose a row is cannot come apart from whose party
--       it belongs to; fellow parties see each other's names and nothing else of the person.
-- Kind: expand. Lock: short, on tables that are still empty. Undo: drop what is made here.

alter table meeting_party add column nudged_at timestamptz;

-- Every move of a phase that had been announced, kept for ever: people planned by the old date.
create table meeting_phase_change (
  id uuid primary key,
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  station_id uuid references station (id),
  at timestamptz not null,
  by_person uuid references person (id),
  phase text not null check (phase in ('profile', 'wish', 'draft', 'live', 'done')),
  was timestamptz not null,
  became timestamptz not null,
  reason text not null
);
create index meeting_phase_change_by_brokerage on meeting_phase_change (brokerage_id, at desc);
alter table meeting_phase_change enable row level security;
alter table meeting_phase_change force row level security;
create policy meeting_phase_change_read on meeting_phase_change for select
  using (exists (select from brokerage where brokerage.id = brokerage_id));
create policy meeting_phase_change_write on meeting_phase_change using (haigui_sees_station(station_id));

-- Row-level security goes by the person a row carries, so that person must be the party's own. Follows when records of
-- one human are merged.
alter table meeting_party add constraint meeting_party_of unique (id, person_id);
alter table wish add constraint wish_of_party foreign key (from_party, from_person)
  references meeting_party (id, person_id) on update cascade on delete cascade;
alter table meeting_busy add constraint meeting_busy_of_party foreign key (party_id, person_id)
  references meeting_party (id, person_id) on update cascade on delete cascade;
alter table meeting_representative add constraint meeting_representative_of_party foreign key (party_id, person_id)
  references meeting_party (id, person_id) on update cascade on delete cascade;
alter table meeting add constraint meeting_a_of_party foreign key (party_a, person_a)
  references meeting_party (id, person_id) on update cascade;
alter table meeting add constraint meeting_b_of_party foreign key (party_b, person_b)
  references meeting_party (id, person_id) on update cascade;
alter table meeting_attendance add constraint meeting_attendance_of_party foreign key (party_id, person_id)
  references meeting_party (id, person_id) on update cascade;
alter table meeting_next_step add constraint meeting_next_step_of_party foreign key (party_id, person_id)
  references meeting_party (id, person_id) on update cascade;

-- A person's record is seen by that person and by staff. Whoever takes part sees the names of those who take part, by
-- this door alone: it opens every person for its own length and gives out names of this brokerage's parties only.
create function meeting_names(asked uuid)
  returns table (party_id uuid, latin_given text, latin_family text, han text, family_first boolean, made_up boolean)
  language plpgsql
  as $$
declare
  was text := coalesce(current_setting('haigui.scope', true), '');
begin
  -- Not by a SET of the function: only a superuser may write one, and the owner of the tables is none.
  perform set_config('haigui.scope', 'all', true);
  return query
    select party.id, person.latin_given, person.latin_family, person.han, person.family_first, person.made_up
    from meeting_party as party join person on person.id = party.person_id
    where party.brokerage_id = asked and party.withdrawn_at is null
      and exists (select from meeting_member as member
        where member.brokerage_id = asked and haigui_is_person(member.person_id));
  perform set_config('haigui.scope', was, true);
end $$;

-- Why:  who was asked to take part in the meetings and when, so that nobody is asked twice within a day; a note with a wish
--       is as short in the database as on the form.
-- Kind: expand. Lock: short. Undo: drop the table and the constraint.

create table meeting_invited (
  brokerage_id uuid not null references brokerage (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  station_id uuid references station (id),
  at timestamptz not null,
  primary key (brokerage_id, person_id)
);
alter table meeting_invited enable row level security;
alter table meeting_invited force row level security;
create policy meeting_invited_reach on meeting_invited using (haigui_sees_station(station_id));

alter table wish add constraint wish_note_short check (char_length(note) <= 300);

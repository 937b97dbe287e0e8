-- Why:  what a judge's phone sent after it was without network is taken once, also when our answer got lost.
-- Kind: expand. Lock: none (new table). Undo: drop the table.

create table roadshow_sent (
  -- Made on the device for one thing that is sent, and sent again with it.
  key uuid primary key,
  person_id uuid not null references person (id),
  at timestamptz not null
);
create index roadshow_sent_by_person on roadshow_sent (person_id);

alter table roadshow_sent enable row level security;
alter table roadshow_sent force row level security;
create policy roadshow_sent_own on roadshow_sent
  using (haigui_is_person(person_id)) with check (haigui_is_person(person_id));

-- The round that ranks it is one of judging's.
alter table roadshow add constraint roadshow_round foreign key (round_id) references round (id);

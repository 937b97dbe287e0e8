-- Why:  what lasts is asked after at 6, 12, 24 and 36 months, by turns of those who know; what was asked when, of whom.
-- Kind: expand. Lock: none (new table). Undo: drop the table; the answers are entries of the ledger and stay.

create table outcome_followup (
  outcome_id uuid not null references outcome (id),
  months int not null check (months in (6, 12, 24, 36)),
  station_id uuid references station (id),
  due_on date not null,
  -- Whose turn it is: the person's, the enterprise's, the station's.
  turn text not null check (turn in ('person', 'enterprise', 'station')),
  next_on date not null,
  state text not null check (state in ('due', 'asked', 'answered', 'lost')),
  asked_on date,
  answered_on date,
  constraint outcome_followup_once primary key (outcome_id, months)
);
create index outcome_followup_due on outcome_followup (next_on) where state in ('due', 'asked');

alter table outcome_followup enable row level security;
alter table outcome_followup force row level security;
create policy outcome_followup_reach on outcome_followup using (
  haigui_sees_station(station_id) or exists (select from outcome where outcome.id = outcome_id));

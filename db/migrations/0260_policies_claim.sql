-- Why:  what a host city gives to whom it brings, on record from the document to the money: a policy with its source and
--       validity, its benefits, who asked for one, what was granted, and each tranche that was paid, so that an outcome
--       can name the claim it rests on and a statement can open what was paid.
-- Kind: expand. Lock: a moment on outcome. Undo: drop the constraint and the four tables; ids that outcomes keep stay.

create table policy (
  id uuid primary key,
  title jsonb not null,
  about jsonb not null,
  issuer jsonb not null,
  -- As org-id.guide writes it (list code and number), '' where the issuer has none.
  issuer_number text not null default '',
  source_url text not null,
  valid_from date not null,
  -- The last day, null where the document names none.
  valid_until date,
  made_by uuid not null references person (id),
  made_at timestamptz not null,
  made_up boolean not null default false,
  constraint policy_valid check (valid_until is null or valid_until >= valid_from)
);

create table benefit (
  id uuid primary key,
  policy_id uuid not null references policy (id),
  title jsonb not null,
  recipient text not null check (recipient in ('person', 'organisation')),
  currency char(3) not null,
  -- The most that one recipient gets, in minor units; null where the document names no such sum.
  ceiling bigint check (ceiling > 0),
  made_at timestamptz not null,
  -- No longer given; what was granted stands.
  ended_at timestamptz
);
create index benefit_by_policy on benefit (policy_id, made_at);

create table policy_claim (
  id uuid primary key,
  benefit_id uuid not null references benefit (id),
  edition_id uuid not null references edition (id),
  station_id uuid references station (id),
  -- One of the two. An erased person's record is empty; that one and the same asked is still counted.
  person_id uuid references person (id),
  organisation_id uuid references organisation (id),
  asked_on date not null,
  asked bigint not null check (asked > 0),
  ground text not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'withdrawn')),
  granted bigint check (granted > 0),
  recorded_by uuid not null references person (id),
  recorded_at timestamptz not null,
  decided_by uuid references person (id),
  decided_at timestamptz,
  reason text not null default '',
  withdrawn_at timestamptz,
  made_up boolean not null default false,
  constraint policy_claim_recipient check (num_nonnulls(person_id, organisation_id) = 1),
  constraint policy_claim_decided check ((decided_by is null) = (decided_at is null)),
  constraint policy_claim_two_people check (decided_by <> recorded_by),
  constraint policy_claim_granted check ((state = 'granted') <= (granted is not null and decided_at is not null)),
  constraint policy_claim_withdrawn check ((state = 'withdrawn') = (withdrawn_at is not null))
);
-- Whoever asks twice for the same is found, whatever two desks send at once.
create unique index policy_claim_person_once on policy_claim (benefit_id, person_id)
  where state in ('asked', 'granted') and person_id is not null;
create unique index policy_claim_organisation_once on policy_claim (benefit_id, organisation_id)
  where state in ('asked', 'granted') and organisation_id is not null;
create index policy_claim_by_edition on policy_claim (edition_id, id);
create index policy_claim_by_person on policy_claim (person_id) where person_id is not null;
create index policy_claim_by_organisation on policy_claim (organisation_id) where organisation_id is not null;

create table tranche (
  id uuid primary key,
  claim_id uuid not null references policy_claim (id),
  nth int not null check (nth > 0),
  minor bigint not null check (minor > 0),
  due_on date not null,
  -- What has to be so before it is paid, in the decision's words.
  condition text not null,
  paid_on date,
  reference text not null default '',
  put_by uuid references person (id),
  put_at timestamptz,
  confirmed_by uuid references person (id),
  confirmed_at timestamptz,
  reversed_by uuid references person (id),
  reversed_at timestamptz,
  reversed_reason text not null default '',
  unique (claim_id, nth),
  constraint tranche_put check ((put_by is null) = (put_at is null) and (put_at is null) = (paid_on is null)),
  constraint tranche_confirmed check ((confirmed_by is null) = (confirmed_at is null)
    and (confirmed_at is null or put_at is not null)),
  constraint tranche_two_people check (confirmed_by <> put_by),
  constraint tranche_reversed check ((reversed_by is null) = (reversed_at is null)
    and (reversed_at is null or confirmed_at is not null))
);
revoke delete on policy, benefit, policy_claim, tranche from haigui_app;

-- Policies and benefits are for everybody to read; the house writes them.
alter table policy enable row level security;
alter table policy force row level security;
create policy policy_read on policy for select using (true);
create policy policy_write on policy using (haigui_sees_all());
alter table benefit enable row level security;
alter table benefit force row level security;
create policy benefit_read on benefit for select using (true);
create policy benefit_write on benefit using (haigui_sees_all());

-- A station sees what was asked through it; whoever asked sees their own, and may ask and step back, not decide.
alter table policy_claim enable row level security;
alter table policy_claim force row level security;
create policy policy_claim_reach on policy_claim using (haigui_sees_station(station_id));
create policy policy_claim_own on policy_claim for select using (haigui_is_person(person_id));
create policy policy_claim_own_ask on policy_claim for insert
  with check (haigui_is_person(person_id) and state = 'asked');
create policy policy_claim_own_withdraw on policy_claim for update
  using (haigui_is_person(person_id) and state in ('asked', 'granted'))
  with check (haigui_is_person(person_id) and state = 'withdrawn');
create policy policy_claim_organisation on policy_claim for select using (
  (select haigui_for_an_organisation()) and haigui_of_organisation(organisation_id));

-- Money is the house's to write down; whoever sees the claim reads what was paid of it.
alter table tranche enable row level security;
alter table tranche force row level security;
create policy tranche_read on tranche for select using (
  haigui_sees_all() or exists (select from policy_claim where policy_claim.id = claim_id));
create policy tranche_write on tranche using (haigui_sees_all());

create index outcome_by_policy_claim on outcome (policy_claim_id) where policy_claim_id is not null;

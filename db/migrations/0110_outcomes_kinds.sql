-- Why:  eight types of outcome that are never mixed, what each is linked to, and what its level rests on: when it was
--       last vouched for, and the first of two verifiers where money moved.
-- Kind: expand. Lock: short (columns without a volatile default; the type check reads the table once).
-- Undo: drop the columns; outcomes of the new types have to be withdrawn first.

-- The owner is bound by row-level security like everybody: what is filled below is all rows, not none.
select set_config('haigui.scope', 'all', true);

alter table outcome drop constraint outcome_type_check;
alter table outcome add constraint outcome_type_check check
  (type in ('post', 'company', 'landing', 'investment', 'contract', 'jobs', 'patent', 'award'));

alter table outcome
  add column organisation_id uuid references organisation (id),
  add column event_id uuid references event (id),
  -- Their modules come later than this table: the id is kept, the module that has it keeps it true.
  add column introduction_id uuid,
  add column project_id uuid,
  add column policy_claim_id uuid,
  -- Where the claimant worked when it was claimed: a verifier of that station is no stranger to the claim.
  add column claimant_stations uuid[] not null default '{}',
  add column vouched_at timestamptz,
  add column pending_level text check (pending_level in ('documented', 'credentialed')),
  add column pending_by uuid references person (id),
  add column disputed boolean not null default false,
  -- For what lasts (a post, a company): when it was last known to be so, when it ended, since when nobody answers.
  add column last_seen_on date,
  add column ended_on date,
  add column lost_on date,
  -- The registry number as it is compared. Null where an earlier record holds the same number already.
  add column registry_key text;
update outcome set vouched_at = changed_at;
update outcome set registry_key = first.key
  from (select distinct on (key) id, key
        from (select id, upper(regexp_replace(terms->>'registryNumber', '[\s.-]', '', 'g')) as key from outcome
              where type = 'company' and state = 'standing') as numbered
        where key <> '' order by key, id) as first
  where first.id = outcome.id;
alter table outcome alter column vouched_at set not null;
alter table outcome
  add constraint outcome_pending_whole check ((pending_level is null) = (pending_by is null)),
  add constraint outcome_pending_other check (pending_by is distinct from claimant_id);
create unique index outcome_registry_once on outcome (registry_key) where state = 'standing';
create index outcome_by_person on outcome (person_id) where person_id is not null;
create index outcome_by_organisation on outcome (organisation_id) where organisation_id is not null;

-- What shows an outcome: a file or a link as before, a number in a public register, or a signed credential.
alter table outcome_evidence drop constraint outcome_evidence_kind_check;
alter table outcome_evidence add constraint outcome_evidence_kind_check
  check (kind in ('file', 'link', 'registry', 'credential'));
alter table outcome_evidence
  add column registry text,
  add column registry_number text,
  -- What our own code checked of a signed credential, and how each check ended.
  add column checks jsonb;

-- Why:  whose signature gives the highest level is the organisers' word, not that of whoever looks at one record: a list of
--       issuers with their keys, each proposed by one organiser and accepted by another.
-- Kind: expand. Lock: short. Undo: drop the column and the table; credentials then prove no more than documents.

create table credential_issuer (
  id uuid primary key,
  name jsonb not null,
  -- A DID or address that its credentials name; without one its keys alone say who it is.
  did text,
  -- [{text, kind, fingerprint}]: public keys, certificates, or the fingerprint of a certificate.
  keys jsonb not null check (jsonb_array_length(keys) between 1 and 20),
  -- Where the keys were taken from.
  source text not null,
  valid_from date not null,
  valid_until date,
  state text not null check (state in ('proposed', 'trusted', 'withdrawn')),
  proposed_by uuid not null references person (id),
  proposed_at timestamptz not null,
  accepted_by uuid references person (id),
  accepted_at timestamptz,
  withdrawn_by uuid references person (id),
  withdrawn_at timestamptz,
  reason text,
  made_up boolean not null default false,
  constraint credential_issuer_two_people check (accepted_by <> proposed_by),
  constraint credential_issuer_accepted check (state <> 'trusted' or accepted_by is not null),
  constraint credential_issuer_days check (valid_until >= valid_from)
);
revoke delete on credential_issuer from haigui_app;

-- Whose signature it was that gave the level.
alter table outcome_evidence add column issuer_id uuid references credential_issuer (id);
create index outcome_evidence_by_issuer on outcome_evidence (issuer_id) where issuer_id is not null;

-- Whom the programme trusts is no secret; who says so are organisers.
alter table credential_issuer enable row level security;
alter table credential_issuer force row level security;
create policy credential_issuer_read on credential_issuer for select using (true);
create policy credential_issuer_write on credential_issuer using (haigui_sees_all());

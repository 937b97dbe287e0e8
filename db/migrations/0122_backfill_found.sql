-- Why:  what the machine found stays beside what a human decided, so that a decision can be taken back; lines that could
--       not be read are kept with the batch.
-- Kind: expand. Lock: short. Undo: drop the columns.

alter table legacy_row
  add column found text not null default 'probable' check (found in ('certain', 'probable', 'unlinked'));
alter table legacy_batch add column skipped jsonb not null default '[]';
create index legacy_row_by_organisation on legacy_row (kind, lower(organisation)) where kind = 'outcomes';
-- Everybody may have what is certainly about them in the export of their own data.
create policy legacy_row_own on legacy_row for select using (low = high and haigui_is_person(low));
create policy legacy_batch_own on legacy_batch for select
  using (exists (select from legacy_row where legacy_row.batch_id = legacy_batch.id));

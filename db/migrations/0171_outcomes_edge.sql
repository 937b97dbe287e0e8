-- Why:  an entry no longer waits for inner nodes of the tree to be hashed: appending counts its place, the checkpoint draws
--       the tree up to itself. `drawn` is how far the right edge and the kept subtrees reach; smaller ones are kept too.
-- Kind: expand. Lock: short (one row is written; the check reads a table of one row for each 256 entries).
-- Undo: make a checkpoint, then drop the column; tiles of the levels 4, 12 and 20 are of no use before this.

select set_config('haigui.scope', 'all', true);

alter table outcome_ledger_head add column drawn bigint not null default 0;
update outcome_ledger_head set drawn = seq;
alter table outcome_ledger_tile drop constraint outcome_ledger_tile_level_check;
alter table outcome_ledger_tile add constraint outcome_ledger_tile_level_check
  check (level in (4, 8, 12, 16, 20, 24, 28));

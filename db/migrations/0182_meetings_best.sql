-- Why:  a run that is taken up after its worker died goes on from the best plan it had, not from nothing.
-- Kind: expand. Lock: short. Undo: drop the column.

-- { ms: how long was searched until then, placements: [{ a, b, slotId, tableId }] }
alter table meeting_run add column best jsonb;

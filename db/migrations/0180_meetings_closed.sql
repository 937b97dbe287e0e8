-- Why:  the meetings of an event that was cancelled are closed with it, and stay so; a copy of an event knows whose set-up
--       it was made from only by being empty before, so no column is needed for that.
-- Kind: expand. Lock: short. Undo: drop the column.

alter table brokerage add column closed_at timestamptz;

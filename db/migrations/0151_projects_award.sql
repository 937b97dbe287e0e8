-- Why:  what a project won in a round stands on its page; judging tells it.
-- Kind: expand. Lock: short on project (a column with a constant default). Undo: drop the column.

alter table project add column awards jsonb not null default '[]';

-- Why:  an outcome comes from a 1:1 meeting as it comes from an event or a project; the link may be made when it is known.
-- Kind: expand. Lock: a moment on outcome. Undo: drop the column; entries of the ledger that say so stay.

alter table outcome add column meeting_id uuid references meeting (id) on delete set null;
create index outcome_by_meeting on outcome (meeting_id) where meeting_id is not null;

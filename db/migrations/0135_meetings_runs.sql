-- Why:  a run is one worker's at a time and is taken up again when that worker dies; what two called off themselves is not
--       planned again.
-- Kind: expand. Lock: short. Undo: drop the columns.

alter table meeting_run add column worker uuid;
alter table meeting_run add column attempts int not null default 0;
alter table meeting add column called_off boolean not null default false;

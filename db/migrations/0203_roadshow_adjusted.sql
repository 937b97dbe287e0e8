-- Why:  a roadshow may be ranked by its round's model, which takes harsh and mild judges apart, and then says how sure it is.
-- Kind: expand. Lock: short on roadshow and roadshow_result. Undo: drop the columns.

alter table roadshow add column adjusted boolean not null default false;
-- Standard error of the score; null where the plain mean ranks, or too few scores say how sure it is.
alter table roadshow_result add column error numeric check (error >= 0);

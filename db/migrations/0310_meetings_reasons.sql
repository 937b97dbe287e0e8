-- Why:  why a phase was moved is read in both languages, and was one text for all; the old column keeps both in one line.
-- Kind: expand. Lock: short. Undo: drop the column; each reason stays in one line.

alter table meeting_phase_change add column why jsonb;

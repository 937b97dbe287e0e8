-- Why:  a freed slot is not offered first to whoever just let it go; who declined or called off was told, and kept nowhere.
-- Kind: expand. Lock: short. Undo: drop the column; such slots are offered in the order of wishes alone again.

alter table meeting add column ended_by uuid references meeting_party (id);

-- Why:  a repeated request is looked up by its key. With the event in front, a young table's plan walked every
--       registration of the event for each key instead: the key comes first, and no other index can be mistaken for it.
-- Kind: expand. Lock: registration, while the index is built. Undo: the same with (event_id, request_key).

alter table registration drop constraint registration_key_once;
alter table registration add constraint registration_key_once unique (request_key, event_id);

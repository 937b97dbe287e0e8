-- Why:  who was put into the meetings by the desk, and why: there is no receipt of their own consent for it.
-- Kind: expand. Lock: short. Undo: drop the columns.

alter table meeting_party
  add column added_by uuid references person (id),
  add column added_reason text,
  add constraint meeting_party_added_with_reason check ((added_by is null) = (added_reason is null));

-- Why:  a line of an old sheet can be somebody else than whom the machine found: a person names them, with a reason, and it is
--       kept whom and why, so that it can be taken back and a number of before still explains itself.
-- Kind: expand. Lock: short. Undo: drop the columns, put the checks and the function back once no row is named.

alter table legacy_row drop constraint legacy_row_decided_check;
alter table legacy_row add constraint legacy_row_decided_check
  check (decided in ('machine', 'confirmed', 'rejected', 'named'));
-- Who was named is `low`, which is `high`, whatever the machine had found or not.
alter table legacy_row drop constraint legacy_row_match;
alter table legacy_row add constraint legacy_row_match check ((match_id is null) = (match_kind is null)
  and (certainty = 'unlinked' or match_id is not null or decided = 'named'));

alter table legacy_decision drop constraint legacy_decision_decision_check;
alter table legacy_decision add constraint legacy_decision_decision_check
  check (decision in ('confirm', 'reject', 'undo', 'name'));
alter table legacy_decision add column named uuid, add column reason text not null default '';
alter table legacy_decision add constraint legacy_decision_named check ((decision = 'name') = (named is not null));

-- As it was, and what was written when somebody was named.
create or replace function haigui_let_go_of_words(person uuid, words text[]) returns void language plpgsql security definer
  set search_path = public as $$
begin
  if not exists (select from erasure where erasure.person_id = person and undone_at is null and done_at is null) then
    raise exception 'nobody is erasing this person';
  end if;
  update registration_change set reason = null where reason is not null and registration_id in (
    select id from registration where registration.person_id = person);
  update scan_undo set reason = haigui_without(reason, words) where registration_id in (
    select id from registration where registration.person_id = person) and haigui_says(reason, words);
  update project_change set reason = haigui_without(reason, words) where project_id in (
    select project_id from project_member where project_member.person_id = person
    union select id from project where project.entrant_id = person) and haigui_says(reason, words);
  update project_frozen set content = haigui_without(content, words) where project_id in (
    select project_id from project_member where project_member.person_id = person
    union select id from project where project.entrant_id = person) and haigui_says(content::text, words);
  update legacy_decision set reason = haigui_without(reason, words) where haigui_says(reason, words) and (named = person
    or row_id in (select id from legacy_row where person in (low, high, match_id)));
end $$;

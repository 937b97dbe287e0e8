-- Why:  a person acts for an enterprise: a grant that names an organisation, given and withdrawn by organisers as every
--       role is. What the grant opens is that organisation's alone: its outcomes by what they are and how well they are
--       shown, what is asked of it, how its meetings went, and who else acts for it. Never files, reasons, notes, or the
--       other side of a meeting (decision 0022).
-- Kind: expand. Lock: a moment on each table. Undo: drop the policies, the columns and the functions; grants of the role
--       have to be withdrawn and deleted first.

create function haigui_of_organisation(organisation uuid) returns boolean
  language sql stable parallel safe
  return organisation = any (string_to_array(nullif(current_setting('haigui.organisations', true), ''), ',')::uuid[]);

-- Asked first and once a statement (decision 0018): almost nobody acts for an enterprise.
create function haigui_for_an_organisation() returns boolean
  language sql stable parallel safe
  return coalesce(current_setting('haigui.organisations', true), '') <> '';

alter table role_grant
  add column organisation_id uuid references organisation (id),
  drop constraint role_grant_role_check,
  add constraint role_grant_role_check check (role in ('administrator', 'organiser', 'registration_desk', 'check_in_crew',
    'station_lead', 'station_staff', 'verifier', 'auditor', 'enterprise')),
  add constraint role_grant_organisation check ((role = 'enterprise') = (organisation_id is not null));
drop index role_grant_once;
create unique index role_grant_once on role_grant (person_id, role, station_id, organisation_id) nulls not distinct
  where revoked_at is null;
create index role_grant_by_organisation on role_grant (organisation_id) where organisation_id is not null;

-- Who acts for the same enterprise now, and what they are called.
create policy role_grant_colleague on role_grant for select
  using (revoked_at is null and haigui_of_organisation(organisation_id));
create policy person_colleague on person for select using ((select haigui_for_an_organisation()) and exists (
  select from role_grant as held
  where held.person_id = person.id and held.revoked_at is null and haigui_of_organisation(held.organisation_id)));

-- An outcome that names the organisation is seen by whoever acts for it; what hangs on the outcome is not, unless below.
create policy outcome_organisation on outcome for select using (
  (select haigui_for_an_organisation()) and haigui_of_organisation(organisation_id));
do $$
declare
  name text;
  its_people constant text := 'exists (select from outcome where outcome.id = outcome_id and (
    haigui_sees_station(outcome.station_id) or haigui_is_person(outcome.claimant_id) or haigui_is_person(outcome.person_id)))';
begin
  execute 'alter policy outcome_evidence_reach on outcome_evidence using (
    haigui_sees_station(station_id) or haigui_is_person(added_by) or ' || its_people || ')';
  execute 'alter policy outcome_entry_reach on outcome_entry using (
    (select haigui_sees_all()) or haigui_sees_station(station_id) or ' || its_people || ')';
  execute 'alter policy outcome_followup_reach on outcome_followup using (
    haigui_sees_station(station_id) or ' || its_people || ')';
  -- What the organisation is asked: when, and whether it has answered.
  foreach name in array array['outcome_followup', 'outcome_confirmation'] loop
    execute format('create policy %I on %I for select using ((select haigui_for_an_organisation()) and exists (
      select from outcome where outcome.id = outcome_id and haigui_of_organisation(outcome.organisation_id)))',
      name || '_organisation', name);
  end loop;
end $$;

-- A party that meets for an organisation, said by the desk or by the grant of whoever joins.
alter table meeting_party add column organisation_id uuid references organisation (id);
create index meeting_party_by_organisation on meeting_party (organisation_id) where organisation_id is not null;
create policy meeting_party_organisation on meeting_party for select using (
  (select haigui_for_an_organisation()) and haigui_of_organisation(organisation_id));
create policy meeting_organisation on meeting for select using ((select haigui_for_an_organisation()) and exists (
  select from meeting_party as party
  where party.id in (party_a, party_b) and haigui_of_organisation(party.organisation_id)));
-- Whether it was held is what both sides said of it; what is to follow is each side's own.
create policy meeting_attendance_organisation on meeting_attendance for select using (
  (select haigui_for_an_organisation()) and exists (
    select from meeting join meeting_party as party on party.id in (party_a, party_b)
    where meeting.id = meeting_id and haigui_of_organisation(party.organisation_id)));
create policy meeting_next_step_organisation on meeting_next_step for select using (
  (select haigui_for_an_organisation()) and exists (
    select from meeting_party as party where party.id = party_id and haigui_of_organisation(party.organisation_id)));

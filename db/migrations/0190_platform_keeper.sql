-- Why:  what is sealed from everybody, whatever their reach, is still kept: whoever owns the tables backs them up and
--       brings them back. The product itself never works as their owner, so this opens nothing to it.
-- Down: drop the policies and the function.

create function haigui_keeps() returns boolean language sql stable
  return haigui_sees_all() and current_user <> 'haigui_app';

create policy judge_note_kept on judge_note using (haigui_keeps());
create policy score_kept on score using (haigui_keeps());
create policy roadshow_result_kept on roadshow_result using (haigui_keeps());

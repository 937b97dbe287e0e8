-- Why:  what a judge's telephone has sent is sealed as the scores are; its owner backs it up all the same.
-- Down: drop the policy.

create policy roadshow_sent_kept on roadshow_sent using (haigui_keeps());

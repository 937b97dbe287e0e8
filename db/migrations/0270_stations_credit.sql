-- Why:  what several stations share has to be found together: the sign that tells the same introduction again goes when
--       whom it names is erased, and comes again when an old window is over. Every introduction says of which credit it has
--       its part; the parts of one credit are always 100 %.
-- Kind: expand. Lock: a moment on introduction. Undo: drop the column.
select set_config('haigui.scope', 'all', true);

alter table introduction add column credit_id uuid;
-- Nothing has lapsed yet: whoever brought the same shares one credit, named after the first of them.
update introduction set credit_id = (
  select first.id from introduction as first
  where first.edition_id = introduction.edition_id and first.sign = introduction.sign
  order by first.recorded_at, first.id limit 1);
alter table introduction alter column credit_id set not null;
create index introduction_by_credit on introduction (credit_id);

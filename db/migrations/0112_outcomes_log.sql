-- Why:  the ledger becomes a Merkle log after RFC 9162: an outsider checks any entry against a signed checkpoint with
--       twenty hashes. Entries from before keep their chain; from here on the tree alone holds them.
-- Kind: expand. Lock: outcome_entry for as long as its entries are hashed once (half a million: about 15 s).
-- Undo: drop the new tables and columns; the chain of the old entries is untouched.

-- The owner is bound by row-level security like everybody: what is filled below is all rows, not none.
select set_config('haigui.scope', 'all', true);

alter table outcome_entry add column leaf_hash bytea;
alter table outcome_entry disable trigger outcome_entry_stays;
update outcome_entry set leaf_hash = sha256('\x00'::bytea || convert_to(body, 'UTF8'));
alter table outcome_entry enable trigger outcome_entry_stays;
alter table outcome_entry
  alter column leaf_hash set not null,
  alter column previous_hash drop not null,
  alter column hash drop not null,
  drop constraint outcome_entry_hash_key;
create unique index outcome_entry_hash_once on outcome_entry (hash) where hash is not null;

-- Hashes of whole subtrees of 256 and of 65,536 entries: what a proof does not have to count anew.
create table outcome_ledger_tile (
  level smallint not null check (level in (8, 16, 24)),
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

-- The right edge of the tree: the roots of its whole subtrees, largest first. `hash` stays the end of the old chain.
alter table outcome_ledger_head add column frontier bytea not null default '';

do $$
declare
  edge bytea[] := '{}';
  size bigint := 0;
  height int;
  node bytea;
begin
  for node in select leaf_hash from outcome_entry order by seq loop
    height := 0;
    while (size >> height) & 1 = 1 loop
      node := sha256('\x01'::bytea || edge[cardinality(edge)] || node);
      edge := edge[1:cardinality(edge) - 1];
      height := height + 1;
      if height in (8, 16, 24) then
        insert into outcome_ledger_tile (level, index, hash) values (height, size >> height, node);
      end if;
    end loop;
    edge := edge || node;
    size := size + 1;
  end loop;
  update outcome_ledger_head set frontier =
    coalesce((select string_agg(one, ''::bytea order by place) from unnest(edge) with ordinality as e(one, place)), '');
end $$;

-- A signed head of the tree, as C2SP signed notes write it: origin, size, root, signature.
create table outcome_checkpoint (
  size bigint primary key,
  root bytea not null,
  at timestamptz not null,
  note text not null
);
revoke update, delete on outcome_checkpoint from haigui_app;

-- Where checkpoints were sent to be kept by others, and how each try ended.
create table outcome_witness (
  id uuid primary key,
  size bigint not null references outcome_checkpoint (size),
  target text not null,
  state text not null check (state in ('queued', 'done', 'failed')),
  attempts int not null default 0,
  next_try_at timestamptz not null,
  answer text,
  done_at timestamptz,
  constraint outcome_witness_once unique (size, target)
);
create index outcome_witness_due on outcome_witness (next_try_at) where state = 'queued';

-- Hashes and signed heads are for everybody to read; only targets of witnesses are the host's own matter.
alter table outcome_witness enable row level security;
alter table outcome_witness force row level security;
create policy outcome_witness_reach on outcome_witness using (haigui_sees_all());

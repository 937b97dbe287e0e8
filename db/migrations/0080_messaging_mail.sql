-- Why:  every letter is a record with the state of its delivery; "sent" is only said when the server took it.
-- Kind: expand. Lock: none (new table). Undo: drop table mail.

create table mail (
  id uuid primary key,
  kind text not null,
  person_id uuid references person (id),
  station_id uuid references station (id),
  about_type text,
  about_id uuid,
  to_address text not null,
  locale text not null check (locale in ('en', 'zh')),
  subject text not null,
  body_text text,
  body_html text,
  calendar jsonb,
  -- Carries a code or a link that signs someone in: never shown to staff, wiped when it has left.
  secret boolean not null default false,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'kept')),
  attempts int not null default 0,
  next_try_at timestamptz not null,
  answer text,
  created_at timestamptz not null,
  sent_at timestamptz,
  -- The same fact heard twice makes one letter.
  once_key text not null,
  constraint mail_once unique (once_key)
);
create index mail_due on mail (next_try_at) where state in ('queued', 'sending');
create index mail_by_time on mail (created_at desc, id desc);

alter table mail enable row level security;
alter table mail force row level security;
create policy mail_reach on mail
  using (haigui_sees_all() or haigui_sees_station(station_id))
  with check (haigui_sees_all());

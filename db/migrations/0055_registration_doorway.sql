-- Why:  what the door adds to a scan: how it was made, by whom, and the scans that were taken back.
-- Kind: expand. Lock: short (scan is empty or small when this runs first). Undo: drop the table and the columns.

-- `scanned_at` is the moment that counts: the device's own, never before the ticket was issued and never after it was
-- received. `told_at` is what the device said. Neither is ever changed.
alter table scan
  add column told_at timestamptz,
  add column means text not null default 'code' constraint scan_means check (means in ('code', 'list', 'desk')),
  add column by_person uuid references person (id),
  add constraint scan_verdict check
    (verdict in ('good', 'unknown', 'forged', 'other_event', 'cancelled', 'not_admitted')),
  add constraint scan_good_has_guest check (verdict <> 'good' or registration_id is not null);
create index scan_good on scan (registration_id, scanned_at, device, counter) where verdict = 'good';

-- A check-in that was wrong. The scan stays; it only no longer lets anybody in.
create table scan_undo (
  scan_id uuid primary key references scan (id),
  event_id uuid not null references event (id),
  station_id uuid references station (id),
  registration_id uuid not null references registration (id),
  at timestamptz not null,
  by_person uuid references person (id),
  reason text not null
);
create index scan_undo_by_event on scan_undo (event_id, at desc);
revoke update, delete on scan_undo from haigui_app;

alter table scan_undo enable row level security;
alter table scan_undo force row level security;
create policy scan_undo_staff on scan_undo
  using (haigui_sees_all() or haigui_sees_station(station_id))
  with check (haigui_sees_all() or haigui_sees_station(station_id));

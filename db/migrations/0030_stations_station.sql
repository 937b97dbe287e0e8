-- Why:  the programme's branches abroad, where they work, and in which editions they take part.
-- Kind: expand. Lock: short on role_grant and person_station (foreign keys). Undo: drop the tables and the keys.

create table station (
  id uuid primary key,
  programme_id uuid not null references programme (id),
  slug text not null,
  name jsonb not null,
  city jsonb not null,
  country char(2) not null,
  territory text[] not null default '{}',
  zone text not null,
  opened_year int,
  about jsonb not null,
  constraint station_slug_once unique (slug)
);

create table edition_station (
  edition_id uuid not null references edition (id) on delete cascade,
  station_id uuid not null references station (id),
  primary key (edition_id, station_id)
);

alter table role_grant add constraint role_grant_station foreign key (station_id) references station (id);
alter table person_station add constraint person_station_station foreign key (station_id) references station (id);
alter table consent add constraint consent_station foreign key (station_id) references station (id);

-- Everybody may know that a station is there; only hosts and its own staff change it.
alter table station enable row level security;
alter table station force row level security;
create policy station_read on station for select using (true);
create policy station_write on station using (haigui_sees_station(id)) with check (haigui_sees_station(id));

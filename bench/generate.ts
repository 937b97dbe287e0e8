import type pg from 'pg'

/** A programme of twenty editions in the size the figures must hold at. Rows are made where they stand, in one go each. */
export const size = {
  editions: 20,
  people: 35_000,
  organisations: 47_000,
  registrations: 90_000,
  contracts: 8_900,
  outcomes: 25_000,
  entries: 500_000,
  projects: 4_000,
  meetings: 40_000,
  legacyPeople: 30_000,
  legacyOutcomes: 6_000,
}

const both = (text: string) => `jsonb_build_object('en', ${text}, 'zh', ${text})`
const pick = (list: string, by: string) => `(array[${list}])[1 + ${by} % cardinality(array[${list}])]`
const countries =
  "'GB','US','CN','JP','DE','FR','CA','AU','SG','NL','SE','IT','ES','KR','IN','BR','PL','IE','CH','TR'"

/** Fills an empty, migrated database. Hashes of entries are of their bodies, not a chain: nothing here verifies them. */
export async function generate(pool: pg.Pool): Promise<void> {
  const run = (text: string) => pool.query(text)
  await run(
    `insert into programme (id, slug, name, about) values (gen_random_uuid(), 'bench', ${both("'B'")}, ${both("''")})`,
  )
  await run(`insert into edition (id, programme_id, number, year, slug, name, starts_on, ends_on, zone, place, state, created_at)
    select gen_random_uuid(), programme.id, n, 1999 + n, (1999 + n)::text, ${both('n::text')}, make_date(1999 + n, 7, 4),
      make_date(1999 + n, 7, 6), 'Asia/Shanghai', ${both("'D'")}, 'closed', now()
    from programme, generate_series(1, ${size.editions}) as n`)
  await run(`insert into station (id, programme_id, slug, name, city, country, zone, about)
    select gen_random_uuid(), programme.id, 's' || n, ${both("'S' || n")}, ${both("'C'")}, 'GB', 'Europe/London', ${both("''")}
    from programme, generate_series(1, 6) as n`)
  await run(`insert into organisation (id, name) select gen_random_uuid(), ${both("'Organisation ' || n")}
    from generate_series(1, ${size.organisations}) as n`)
  await run(`insert into person (id, latin_given, latin_family, search_text, sort_key, email, country, created_at)
    select gen_random_uuid(), 'G' || n, 'F' || n, 'f' || n || ' g' || n, 'f' || n, 'p' || n || '@bench.example',
      case when n % 17 > 0 then ${pick(countries, 'n')} end, now()
    from generate_series(1, ${size.people}) as n`)
  await run(`insert into event (id, edition_id, station_id, host_name, slug, kind, title, summary, body, zone, starts_at, ends_at,
      state, guid, released_at, changed_at)
    select gen_random_uuid(), edition.id, case when n % 3 = 0 then (select id from station order by slug offset n % 6 limit 1) end,
      'Host ' || n, 'e' || n, ${pick("'promotion','forum','exhibition','roadshow'", 'n')}, ${both("'E'")}, ${both("''")},
      ${both("''")}, 'UTC', edition.starts_on, edition.ends_on, 'released', gen_random_uuid(), edition.starts_on, now()
    from edition, generate_series(1, 15) as n`)
  await run(`insert into category (id, event_id, station_id, name, about, position, state)
    select gen_random_uuid(), id, station_id, ${both("'G'")}, ${both("''")}, 1, 'closed' from event`)
  // A third of the people comes again and again, so that persons and person-times are far apart.
  await run(`with e as (select event.id, event.station_id, category.id as category_id, row_number() over () as k
      from event join category on category.event_id = event.id),
    p as (select id, row_number() over () as k from person)
    insert into registration (id, event_id, category_id, station_id, person_id, state, answers, place, request_key, locale,
      link_sent_at, created_at, ended_at)
    select gen_random_uuid(), e.id, e.category_id, e.station_id, p.id,
      case when n % 11 = 0 then 'declined' else 'admitted' end, '{}', n, 'k' || n, 'en', now(), now(),
      case when n % 11 = 0 then now() end
    from generate_series(1, ${size.registrations}) as n
      join e on e.k = 1 + n % 300 join p on p.k = 1 + case when n % 3 = 0 then n % 9000 else n % ${size.people} end
    on conflict do nothing`)
  await run(`insert into attendance (registration_id, event_id, station_id, person_id, at)
    select id, event_id, station_id, person_id, now() from registration where state = 'admitted' and place % 5 > 0`)
  await run(`with ed as (select id, year, row_number() over () as k from edition),
    p as (select id, row_number() over () as k from person), s as (select id, row_number() over () as k from station)
    insert into outcome (id, edition_id, station_id, type, terms, title, organisation, person_id, happened_on, level, state,
      claimant_id, recorded_at, changed_at, vouched_at)
    select gen_random_uuid(), ed.id, s.id,
      case when n <= ${size.contracts} then 'contract' when n % 3 = 0 then 'company' else 'post' end,
      case when n <= ${size.contracts} then jsonb_build_object('type', 'contract', 'force',
          ${pick("'binding','intention'", 'n')}, 'amount', jsonb_build_object('minor', n * 1000,
          'currency', ${pick("'CNY','GBP','USD'", 'n')}))
        when n % 3 = 0 then jsonb_build_object('type', 'company', 'registryNumber', 'N' || n)
        else jsonb_build_object('type', 'post', 'form', ${pick("'full_time','part_time','short_stay'", 'n')}) end,
      'Title ' || n, 'Organisation ' || n % ${size.organisations}, p.id, make_date(ed.year::int, 9, 1),
      ${pick("'stated','witnessed','confirmed','documented','credentialed'", 'n')}, 'standing', p.id, now(), now(), now()
    from generate_series(1, ${size.outcomes}) as n join ed on ed.k = 1 + n % ${size.editions}
      join p on p.k = 1 + n left join s on s.k = n % 10`)
  // A fifth of what came of it rests on an introduction; every second of those is shared by two stations.
  await run(`with o as (select id, edition_id, claimant_id, row_number() over () as k from outcome),
    s as (select id, row_number() over () as k from station)
    insert into introduction (id, edition_id, station_id, kind, name, sign, met_on, need, state, held_until, credit_id, share,
      recorded_by, recorded_at)
    select o.id, o.edition_id, s.id, 'person', 'N', sha256(o.id::text::bytea), '2019-05-01', '',
      case when o.k % 2 = 0 then 'shared' else 'held' end, '2020-05-01', o.id, case when o.k % 2 = 0 then 60 else 100 end,
      o.claimant_id, now()
    from o join s on s.k = 1 + o.k % 6 where o.k % 5 = 0`)
  await run(`insert into introduction (id, edition_id, station_id, kind, name, sign, met_on, need, state, held_until, credit_id,
      share, recorded_by, recorded_at)
    select gen_random_uuid(), edition_id, (select id from station where id <> first.station_id order by slug limit 1), kind,
      name, sign, met_on, need, state, held_until, credit_id, 40, recorded_by, recorded_at
    from introduction as first where share = 60`)
  await run('update outcome set introduction_id = id where id in (select id from introduction)')
  await run(`with o as (select id, row_number() over () as k from outcome)
    insert into outcome_entry (seq, id, outcome_id, at, body, leaf_hash)
    select n, gen_random_uuid(), o.id, now(), '{"kind":"evidenced","outcome":"' || o.id || '"}', sha256(n::text::bytea)
    from generate_series(1, ${size.entries}) as n join o on o.k = 1 + n % ${size.outcomes}`)
  await run(`insert into rate (id, currency, target, on_day, rate, source_title, source_url, entered_by, entered_at)
    select gen_random_uuid(), c, 'CNY', make_date(y, 1, 1), 7, 'Bench', 'https://bench.example', (select id from person limit 1), now()
    from unnest(array['GBP', 'USD']) as c, generate_series(1999, 2020) as y`)
  await run(`insert into cost (id, edition_id, station_id, minor, currency, spent_on, label, entered_by, entered_at)
    select gen_random_uuid(), edition.id, case when n % 3 = 0 then (select id from station order by slug offset n % 6 limit 1) end,
      n * 10000, ${pick("'CNY','GBP','USD'", 'n')}, edition.starts_on, 'Cost', (select id from person limit 1), now()
    from edition, generate_series(1, 20) as n`)
  await sheets(run)
  // What a project or a meeting hangs on (its call, its parties and table) no figure reads: only they themselves are made.
  await run('set session_replication_role = replica')
  await run(`insert into project (id, edition_id, call_id, station_id, entrant_id, team, sole, state, state_at, title, country,
      locale, created_at, changed_at, submitted_at)
    select gen_random_uuid(), edition.id, gen_random_uuid(),
      case when n % 3 = 0 then (select id from station order by slug offset n % 6 limit 1) end, gen_random_uuid(), '{}', true,
      ${pick("'draft','submitted','checked','shown','shown','in_contest','matched','signed','landed','declined'", 'n')},
      now(), ${both("'P'")}, ${pick(countries, 'n')}, 'en', now(), now(), now()
    from edition, generate_series(1, ${size.projects / size.editions}) as n`)
  await run(`insert into brokerage (id, event_id, station_id, about, profile_at, wish_at, draft_at, live_at, done_at, changed_at)
    select gen_random_uuid(), id, station_id, ${both("''")}, now() - interval '9 day', now() - interval '8 day',
      now() - interval '7 day', now() - interval '6 day', now() - interval '5 day', now()
    from event where slug = 'e2'`)
  await run(`insert into meeting (id, brokerage_id, station_id, party_a, party_b, person_a, person_b, slot_id, table_id,
      starts_at, ends_at, state, origin, proposed_by, changed_at)
    select gen_random_uuid(), id, station_id, least(a, b), greatest(a, b), a, b, gen_random_uuid(), gen_random_uuid(), now(),
      now() + interval '20 min', ${pick("'booked','booked','booked','booked','declined','expired','cancelled'", 'n')},
      case when n % 3 = 0 then 'market' else 'plan' end, case when n % 3 = 0 then a end, now()
    from (select brokerage.id, station_id, n, gen_random_uuid() as a, gen_random_uuid() as b
      from brokerage, generate_series(1, ${size.meetings / size.editions}) as n) as one`)
  await run(`insert into meeting_attendance (meeting_id, party_id, station_id, person_id, said, at)
    select id, party, station_id, party, case when id::text < '2' then 'other_absent' when id::text < '3' then 'not_held'
      else 'held' end, now()
    from meeting, unnest(array[party_a, party_b]) as party where state = 'booked' and party::text < 'b'`)
  await run('set session_replication_role = origin')
  await run('analyze')
}

/** Two spreadsheets of the years before: a third of the people certainly somebody known, a third probably. */
async function sheets(run: (text: string) => Promise<unknown>): Promise<void> {
  await run(`insert into legacy_batch (id, kind, file_name, file_hash, state, imported_by, imported_at)
    select gen_random_uuid(), kind, kind, kind, 'counted', (select id from person limit 1), now()
    from unnest(array['people', 'outcomes']) as kind`)
  const row = (kind: string, count: number, known: string, type: string, more: string) => `
    with ed as (select id, row_number() over () as k from edition), known as (${known}),
    made as (select gen_random_uuid() as id, n, known.id as same, 1 + n % 3 as c
      from generate_series(1, ${count}) as n join known on known.k = 1 + n % ${count})
    insert into legacy_row (id, batch_id, line, edition_id, kind, label, country, organisation, type, ${more}certainty,
      match_kind, match_id, low, high)
    select made.id, (select id from legacy_batch where kind = '${kind}'), n, ed.id, '${kind}', 'Row ' || n,
      ${pick(countries, 'n')}, 'Organisation ' || n % ${size.organisations}, ${type}
      (array['certain','probable','unlinked'])[c], case when c < 3 then '${kind === 'people' ? 'person' : 'outcome'}' end,
      case when c < 3 then same end, case when c < 3 then same else made.id end, case when c = 1 then same else made.id end
    from made join ed on ed.k = 1 + n % ${size.editions}`
  await run(row('people', size.legacyPeople, 'select id, row_number() over () as k from person', 'null,', ''))
  await run(
    row(
      'outcomes',
      size.legacyOutcomes,
      "select id, row_number() over () as k from outcome where type = 'company'",
      "'company', make_date(2005, 5, 5),",
      'happened_on, ',
    ),
  )
}

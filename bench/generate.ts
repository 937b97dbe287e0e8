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
  await run(`with o as (select id, row_number() over () as k from outcome)
    insert into outcome_entry (seq, id, outcome_id, at, body, leaf_hash)
    select n, gen_random_uuid(), o.id, now(), '{"kind":"evidenced","outcome":"' || o.id || '"}', sha256(n::text::bytea)
    from generate_series(1, ${size.entries}) as n join o on o.k = 1 + n % ${size.outcomes}`)
  await run(`insert into rate (id, currency, target, on_day, rate, source_title, source_url, entered_by, entered_at)
    select gen_random_uuid(), c, 'CNY', make_date(y, 1, 1), 7, 'Bench', 'https://bench.example', (select id from person limit 1), now()
    from unnest(array['GBP', 'USD']) as c, generate_series(1999, 2020) as y`)
  await run('analyze')
}

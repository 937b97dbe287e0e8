// A database with everything that has ever been lost in a backup, and nothing of Haigui's own.
import pg from 'pg'

export const known = ['0001_first', '0002_second']

const steps: Record<string, string> = {
  '0001_first': `
    create function sees_all() returns boolean language sql stable return
      coalesce(current_setting('haigui.scope', true), '') = 'all';
    create type mood as enum ('glad', 'sad');
    create table person (
      id uuid primary key, name text not null, photo bytea, facts jsonb, at timestamptz, tags text[],
      amount numeric(20, 4), ratio float8, span tstzrange, mood mood, grid int[][], day date, wait interval,
      shout text generated always as (upper(name)) stored,
      words tsvector generated always as (to_tsvector('simple', name)) stored,
      boss uuid references person (id)
    );
    create table reference_data (code text primary key, label text);
    insert into reference_data values ('seed', 'written by the migration');
    create table entry (
      no bigint generated always as identity primary key, person_id uuid not null references person (id), line text
    );
    create table forced (id int primary key, station int, note text);
    alter table forced enable row level security;
    alter table forced force row level security;
    create policy forced_read on forced for select using (sees_all() or station = 1);
    create table belongs (id int primary key, forced_id int not null references forced (id));
    alter table belongs enable row level security;
    alter table belongs force row level security;
    create policy belongs_read on belongs using (exists (select from forced where forced.id = forced_id));`,
  '0002_second': `
    create table "Odd ""Name""" ("a b" text, "select" int);
    create table hen (id int primary key, egg_id int not null);
    create table egg (id int primary key, hen_id int not null references hen (id));
    alter table hen add constraint hen_egg foreign key (egg_id) references egg (id) deferrable initially deferred;
    create table by_word (word text primary key, n int);
    create table empty (id int primary key);
    create table pair (a text, b int, primary key (b, a));
    create sequence loose increment by 5;
    create function never() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
    create function stamp() returns trigger language plpgsql as $$ begin new.line := new.line || '!'; return new; end $$;
    create trigger entry_keep before update or delete on entry for each row execute function never();
    create trigger entry_keep_all before truncate on entry for each statement execute function never();
    create trigger entry_stamp before insert on entry for each row execute function stamp();
    alter table entry enable always trigger entry_keep;
    create trigger entry_off before insert on entry for each row execute function never();
    alter table entry disable trigger entry_off;
    create materialized view counted as select count(*) as n from person;`,
}

export async function migrate(url: string, upTo: readonly string[]): Promise<void> {
  await run(url, async (client) => {
    await client.query('begin')
    await client.query('create table if not exists haigui_migration (name text primary key, timestamp text)')
    for (const name of upTo) {
      const done = await client.query('select from haigui_migration where name = $1', [name])
      if (done.rowCount === 1) continue
      await client.query(steps[name] ?? 'no such migration')
      await client.query(`insert into haigui_migration values ($1, '')`, [name])
    }
    await client.query('commit')
  })
}

const NASTY = [
  '\\',
  '\\.',
  '\\N',
  '',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '海归 峰会 🎓',
  `'"{},`,
  '\u0001',
  'NULL',
  'a\\nb',
]

export async function fill(url: string): Promise<void> {
  await run(url, async (client) => {
    await client.query('begin')
    await client.query(`select set_config('haigui.scope', 'all', true)`)
    const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
    for (const [n, text] of NASTY.entries()) {
      await client.query(
        `insert into person (id, name, photo, facts, at, tags, amount, ratio, span, mood, grid, day, wait)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          id(n),
          text,
          Buffer.from([0, 10, 13, 92, 255, n]),
          JSON.stringify({ text, deep: [null, 1e-7, 'é'] }),
          '2019-06-12T13:00:00.123456+08:00',
          [text, null, 'b'],
          '-1234567890123456.7891',
          n === 0 ? 'NaN' : n === 1 ? '-Infinity' : '0.1',
          '[2019-01-01,2019-02-01)',
          n % 2 === 0 ? 'glad' : 'sad',
          [
            [1, 2],
            [3, n],
          ],
          n === 2 ? 'infinity' : '0044-03-15 BC',
          '1 mon -2 days 03:04:05.678',
        ],
      )
      await client.query('insert into by_word values ($1, $2)', [text, n])
      await client.query('insert into "Odd ""Name""" values ($1, $2), ($1, $2)', [text, n])
      await client.query('insert into pair values ($1, $2)', [text, n % 3])
    }
    await client.query('insert into person (id, name) values ($1, $2)', [id(99), 'x'.repeat(400_000)])
    // The first is below the last: its reference looks forward inside the table.
    await client.query('update person set boss = $1 where id = $2', [id(99), id(0)])
    await client.query(
      `insert into entry (person_id, line) select $1, repeat(md5(n::text), 3) from generate_series(1, 20000) n`,
      [id(1)],
    )
    await client.query('insert into hen values (1, 1), (2, 2)')
    await client.query('insert into egg values (1, 2), (2, 1)')
    await client.query('alter table forced no force row level security')
    await client.query(`insert into forced values (1, 1, 'seen'), (2, 2, 'unseen')`)
    await client.query('alter table forced force row level security')
    await client.query('insert into belongs values (1, 2)')
    await client.query(`select nextval('loose'), nextval('loose')`)
    await client.query('refresh materialized view counted')
    await client.query('commit')
  })
}

export async function run<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export async function rows(url: string, text: string): Promise<Record<string, unknown>[]> {
  return run(url, async (client) => (await client.query(text)).rows)
}

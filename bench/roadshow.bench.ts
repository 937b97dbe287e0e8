// A final: 500 votes a second from people who are in, while 2,000 screens follow the hall. Each vote is answered after its
// commit and counted once; how long until a screen shows it (limit 500 ms, p95). Beside it in the same run a bare
// node:http server that keeps nothing, counts the same posts and sends as many messages to as many screens.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { plus, systemNow } from '../kernel/time.ts'
import { registrationToken } from '../modules/registration/links.ts'
import type { RegistrationId } from '../modules/registration/model.ts'
import { openKeys } from '../platform/keys/index.ts'
import { cpuMs, house, say, seed } from './ground.ts'

const votes = Number(process.env.BENCH_VOTES ?? 4000)
const rate = Number(process.env.BENCH_RATE ?? 500)
const watchers = Number(process.env.BENCH_WATCHERS ?? 2000)

type Told = {
  acked: number
  refused: number
  seconds: number
  ackP95: number
  boardP50: number
  boardP95: number
  messages: number
  last: number
}

const home = await house()
const { eventId, categoryId } = await seed(home.pool, { quota: 1_000_000 })
const roadshowId = randomUUID()
const guests = (
  await home.pool.query<{ id: RegistrationId }>(
    `with people as (
       insert into person (id, search_text, sort_key, created_at)
       select gen_random_uuid(), '', '', now() from generate_series(1, $3) returning id
     ), placed as (
       insert into registration (id, event_id, category_id, person_id, state, answers, place, request_key, locale,
         link_sent_at, created_at)
       select gen_random_uuid(), $1, $2, id, 'admitted', '{}', row_number() over (), id::text, 'en', now(), now()
       from people returning id, person_id
     ), inside as (
       insert into attendance (registration_id, event_id, person_id, at) select id, $1, person_id, now() from placed
     )
     select id from placed`,
    [eventId, categoryId, votes],
  )
).rows
const entries = (
  await home.pool.query<{ id: string }>(
    `with host as (
       insert into person (id, search_text, sort_key, created_at) values (gen_random_uuid(), '', '', now()) returning id
     ), called as (
       insert into project_call (id, edition_id, slug, title, about, zone, opens_at, closes_at, form, follow_up,
         one_per_entrant, state)
       select gen_random_uuid(), edition_id, 'bench', title, title, zone, now(), now() + interval '1 day', '[]', '[]',
         false, 'open'
       from event where id = $1 returning id, edition_id, title
     ), projects as (
       insert into project (id, edition_id, call_id, entrant_id, team, sole, state, state_at, title, summary, body,
         answers, follow_up_answers, version, locale, made_up, created_at, changed_at, submitted_at)
       select gen_random_uuid(), edition_id, called.id, host.id, array[host.id], false, 'shown', now(), title, title,
         title, '{}', '{}', 1, 'en', true, now(), now(), now()
       from called, host, generate_series(1, 5) returning id, title
     ), stage as (
       insert into roadshow (id, event_id, title, starts_at, state, state_at, pitch_seconds, question_seconds,
         audience_votes, changed_at)
       select $2::uuid, $1, title, now(), 'running', now(), 420, 180, true, now() from called returning id
     )
     insert into roadshow_entry (id, roadshow_id, project_id, title, position)
     select gen_random_uuid(), stage.id, projects.id, title, row_number() over () from projects, stage returning id`,
    [eventId, roadshowId],
  )
).rows.map(({ id }) => id)
const keys = openKeys(home.secret)
const until = plus(systemNow(), { hours: 5 })
const links = guests.map(({ id }) => registrationToken(keys, id, until))

/** The load runs in a process of its own, so that neither side pays for it. */
async function load(origin: string, paths: { live: string; vote: string }): Promise<Told> {
  const file = join(home.folder, 'load.json')
  writeFileSync(file, JSON.stringify({ origin, ...paths, links, entries, rate, watchers }))
  const child = spawn(process.execPath, ['bench/roadshow/load.ts', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  const code = await new Promise((done) => child.once('exit', done))
  if (code !== 0) throw new Error(`the load ended with ${code}`)
  return JSON.parse(text) as Told
}

const ours = async () => {
  const before = cpuMs(home.child.pid)
  const told = await load(home.origin, {
    live: `/en/roadshows/${roadshowId}/live`,
    vote: `/api/v1/roadshows/${roadshowId}/votes`,
  })
  return { ...told, cpu: cpuMs(home.child.pid) - before }
}

const raw = async () => {
  const child: ChildProcess = spawn(process.execPath, ['bench/roadshow/raw.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const port = await new Promise<string>((ready) =>
    child.stdout?.once('data', (chunk: Buffer) => ready(chunk.toString().trim())),
  )
  const before = cpuMs(child.pid)
  const told = await load(`http://127.0.0.1:${port}`, { live: '/live', vote: '/vote' })
  const cpu = cpuMs(child.pid) - before
  child.kill('SIGTERM')
  return { ...told, cpu }
}

const line = (
  name: string,
  { messages, seconds, boardP50, boardP95, ackP95, acked, cpu }: Told & { cpu: number },
) =>
  say(
    `${name.padEnd(20)} ${(acked / seconds).toFixed(0)} votes/s answered (p95 ${ackP95} ms), on a screen p50 ${boardP50} ms, p95 ${boardP95} ms; ${(messages / seconds).toFixed(0)} messages/s to ${watchers} screens; ${((1000 * cpu) / acked).toFixed(0)} µs of processor a vote, ${((1000 * cpu) / messages).toFixed(1)} a message`,
  )

const mine = await ours()
const bare = await raw()
line('ours', mine)
line('bare echo', bare)
say(
  `ratio                messages/s ${(mine.messages / mine.seconds / (bare.messages / bare.seconds)).toFixed(2)} (goal ≥ 0.5), messages per processor second ${(mine.messages / mine.cpu / (bare.messages / bare.cpu)).toFixed(2)} with the votes' own work in ours; p95 on a screen ${mine.boardP95} ms (limit 500)`,
)
const [kept] = (
  await home.pool.query(
    'select count(*)::int as n, count(distinct person_id)::int as people from roadshow_ballot where roadshow_id = $1',
    [roadshowId],
  )
).rows
const once =
  kept.n === mine.acked && kept.people === mine.acked && mine.last === mine.acked && mine.refused === 0
say(
  `each vote once       ${mine.acked} answered, ${kept.n} kept of ${kept.people} people, ${mine.last} on the screens: ${once ? 'the same' : 'NOT THE SAME'}`,
)
await home.stop()
if (!once) process.exit(1)

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import type { RecordLine } from '../rules/record.ts'
import { type Cut, now } from './sources/model.ts'
import { left } from './sources/outcomes.ts'

/** What one relation tells of its records; what is left out is null. */
type Told = Partial<Record<Exclude<keyof RecordLine, 'id'>, RawBuilder<unknown>>>

const none = sql`null`
const types = {
  title: sql`jsonb`,
  person: sql`jsonb`,
  beside: sql`jsonb`,
  kind: sql`text`,
  form: sql`text`,
  day: sql`date`,
  level: sql`text`,
  left: sql`text`,
  withdrawn: sql`boolean`,
  to: sql`text`,
  closed: sql`boolean`,
} as const satisfies Record<Exclude<keyof RecordLine, 'id'>, RawBuilder<unknown>>
const columnNames = Object.keys(types) as (keyof typeof types)[] // as written above

/** One row for each record of `from`; `id` is what a number was counted by. */
const told = (
  id: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  columns: Told,
) => sql`select ${id}::text as id,
  ${sql.join(columnNames.map((name) => sql`(${columns[name] ?? none})::${types[name]} as ${sql.id(name)}`))} from ${from}`

const personName = sql`case when person.id is not null then jsonb_build_object('latinGiven', latin_given,
  'latinFamily', latin_family, 'han', han, 'familyFirst', family_first) end`
/** A plain text, where there is one. */
const written = (text: RawBuilder<unknown>) => sql`to_jsonb(nullif(trim(${text}), ''))`
const dayAt = (moment: RawBuilder<unknown>, zone: RawBuilder<unknown>) =>
  sql`(${moment} at time zone ${zone})::date`
const yes = sql`true`

/** Lines of lists of old: what no human has matched stands for itself. */
const linesOfOld = (ids: RawBuilder<unknown>) =>
  told(sql`legacy_row.id`, sql`legacy_row where legacy_row.id = any(${ids})`, {
    title: written(sql`label`),
    beside: written(sql`organisation`),
    kind: sql`type`,
    form: sql`form`,
    day: sql`happened_on`,
    level: sql`case when legacy_row.kind = 'outcomes' then 'stated' end`,
    to: sql`'/console/backfill/' || batch_id || '/rows/' || legacy_row.id`,
    closed: yes,
  })

/** Whoever received an incentive: a person, or an organisation. */
const recipient = sql`left join person on person.id = policy_claim.person_id
  left join organisation on organisation.id = policy_claim.organisation_id`

/** By kind of record (rules/record): what of it is told, within the reader's reach. */
const relations: Readonly<Record<string, (ids: RawBuilder<unknown>, cut: Cut) => RawBuilder<unknown>>> = {
  outcome: (ids, cut) =>
    sql`${told(
      sql`outcome.id`,
      sql`(select *, coalesce(terms->>'form', terms->>'force', terms->>'stage') as form from outcome
        where id = any(${ids})) as outcome left join person on person.id = person_id`,
      {
        title: written(sql`title`),
        person: personName,
        beside: written(sql`organisation`),
        kind: sql`type`,
        form: sql`form`,
        day: sql`happened_on`,
        level: sql`level`,
        left: left(cut),
        withdrawn: sql`state = 'withdrawn'`,
        to: sql`'/console/outcomes/' || outcome.id`,
      },
    )} union all ${linesOfOld(ids)}`,
  person: (ids) =>
    sql`${told(sql`person.id`, sql`person where person.id = any(${ids})`, {
      person: personName,
      beside: written(sql`affiliation`),
    })} union all ${linesOfOld(ids)}`,
  registration: (ids) =>
    told(
      sql`registration.id`,
      sql`registration join event on event.id = event_id left join person on person.id = person_id
        where registration.id = any(${ids})`,
      {
        person: personName,
        beside: sql`event.title`,
        kind: sql`registration.state`,
        day: dayAt(sql`registration.created_at`, sql`event.zone`),
        to: sql`'/console/events/' || event.id || '/guests/' || registration.id`,
        closed: yes,
      },
    ),
  event: (ids) =>
    told(sql`event.id`, sql`event where event.id = any(${ids})`, {
      title: sql`title`,
      beside: written(sql`host_name`),
      kind: sql`event.kind`,
      day: dayAt(sql`starts_at`, sql`zone`),
      to: sql`'/console/events/' || event.id`,
    }),
  session: (ids) =>
    told(sql`session.id`, sql`session join event on event.id = event_id where session.id = any(${ids})`, {
      title: sql`session.title`,
      beside: sql`event.title`,
      kind: sql`session.kind`,
      day: dayAt(sql`session.starts_at`, sql`event.zone`),
      to: sql`'/console/events/' || event.id`,
    }),
  project: (ids) =>
    told(sql`project.id`, sql`project where project.id = any(${ids})`, {
      title: sql`title`,
      beside: written(sql`institution`),
      kind: sql`state`,
      day: sql`coalesce(submitted_at, created_at)::date`,
      to: sql`'/console/projects/' || project.id`,
      closed: yes,
    }),
  meeting: (ids) =>
    told(
      sql`meeting.id`,
      sql`meeting join brokerage on brokerage.id = meeting.brokerage_id join event on event.id = brokerage.event_id
        left join meeting_party as a on a.id = party_a left join meeting_party as b on b.id = party_b
        where meeting.id = any(${ids})`,
      {
        title: written(sql`concat_ws(' – ', nullif(a.organisation, ''), nullif(b.organisation, ''))`),
        beside: sql`event.title`,
        kind: sql`case when meeting.state <> 'booked' then meeting.state when meeting.proposed_by is null then 'planned'
          else 'accepted' end`,
        day: dayAt(sql`meeting.starts_at`, sql`event.zone`),
        to: sql`'/console/events/' || event.id || '/meetings/held'`,
        closed: yes,
      },
    ),
  station: (ids) =>
    told(sql`station.id`, sql`station where station.id = any(${ids})`, {
      title: sql`name`,
      to: sql`'/stations/' || slug`,
    }),
  organisation: (ids) =>
    told(sql`organisation.id`, sql`organisation where organisation.id = any(${ids})`, { title: sql`name` }),
  cost: (ids) =>
    told(sql`cost.id`, sql`cost where cost.id = any(${ids})`, {
      title: written(sql`label`),
      day: sql`spent_on`,
      withdrawn: sql`withdrawn_at is not null`,
      to: sql`'/console/statements/costs'`,
    }),
  policy_claim: (ids) =>
    told(
      sql`policy_claim.id`,
      sql`policy_claim join benefit on benefit.id = benefit_id ${recipient} where policy_claim.id = any(${ids})`,
      {
        title: sql`benefit.title`,
        person: personName,
        beside: sql`organisation.name`,
        day: sql`coalesce(decided_at::date, asked_on)`,
        withdrawn: sql`policy_claim.withdrawn_at is not null`,
        to: sql`'/console/policy-claims/' || policy_claim.id`,
      },
    ),
  tranche: (ids) =>
    told(
      sql`tranche.id`,
      sql`tranche join policy_claim on policy_claim.id = claim_id join benefit on benefit.id = benefit_id ${recipient}
        where tranche.id = any(${ids})`,
      {
        title: sql`benefit.title`,
        person: personName,
        beside: sql`organisation.name`,
        day: sql`paid_on`,
        withdrawn: sql`reversed_at is not null`,
        to: sql`'/console/tranches/' || tranche.id`,
      },
    ),
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Organisations are counted by how they are written: the same letters, whatever their case. */
const bodies = (
  names: readonly string[],
) => sql`select lower(trim(name)) as id, to_jsonb(min(trim(name))) as title,
    null::jsonb as person, null::jsonb as beside, null as kind, null as form, null::date as day, null as level, null as left, null::boolean as withdrawn,
    null as "to", null::boolean as closed
  from (select organisation as name from outcome union all select host_name from event
    union all select organisation from legacy_row) as written
  where lower(trim(name)) = any(${[...names]}::text[]) group by 1`

/** What can be told of records, in the order of their ids; of what is gone or not for the reader only the id. */
export async function linesOf(
  tx: Tx,
  kind: string,
  ids: readonly string[],
  at: Instant,
): Promise<RecordLine[]> {
  const relation = relations[kind]
  const asked = kind === 'body' ? bodies(ids) : relation?.(sql`${ids.filter(isId)}::uuid[]`, now(at))
  const found = asked ? (await sql<RecordLine>`${asked}`.execute(tx)).rows : []
  const byId = new Map(found.map((line) => [line.id, line]))
  return ids.map((id) => byId.get(id) ?? nothingOf(id))
}

const nothingOf = (id: string): RecordLine => ({
  ...{
    id,
    title: null,
    person: null,
    beside: null,
    kind: null,
    form: null,
    day: null,
    level: null,
    left: null,
  },
  ...{ withdrawn: false, to: null, closed: false },
})

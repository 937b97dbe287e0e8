import type { z } from 'zod'
import { type CountedMetric, Counting, type Metric, type RatioMetric, type SurvivalMetric } from './model.ts'

const counted = (id: string, counting: z.input<typeof Counting>, version = 1): CountedMetric => ({
  kind: 'counted',
  id,
  version,
  ...Counting.parse(counting),
})

const share = (id: string, of: string, per: string, version = 1): RatioMetric => ({
  ...{ kind: 'ratio', id, version, unit: 'share', of, per },
  ...{ floor: null, by: 'none', currency: null },
})

/** The currency that money of all kinds is told in. */
export const reportingCurrency = 'CNY'

const each = (id: string, per: string): RatioMetric => ({
  ...{ kind: 'ratio', id, version: 1, unit: 'money_each', of: 'cost', per },
  ...{ floor: null, by: 'none', currency: reportingCurrency },
})

const outcomes = (
  id: string,
  type: string,
  more: Partial<z.input<typeof Counting>> = {},
  version = 1,
): CountedMetric =>
  counted(
    id,
    { source: 'outcomes', unit: 'outcomes', kinds: [type], floor: 'documented', by: 'station', ...more },
    version,
  )

const worth = (
  id: string,
  type: string,
  form: string,
  floor: 'witnessed' | 'documented' = 'documented',
): CountedMetric =>
  outcomes(id, type, { unit: 'money', forms: [form], floor, by: 'none', currency: reportingCurrency })

const survival = (
  id: string,
  type: SurvivalMetric['type'],
  months: SurvivalMetric['months'],
): SurvivalMetric => ({
  ...{ kind: 'survival', id: `${id}_after_${months}`, version: 1, unit: 'share', type, months },
  ...{ floor: null, by: 'none', currency: null },
})
const lifetimes = (id: string, type: SurvivalMetric['type']): SurvivalMetric[] =>
  ([6, 12, 24, 36] as const).map((months) => survival(id, type, months))

/** Booked 1:1 meetings by what both sides said of them. */
const saidOf = (...forms: string[]) => ({
  ...{ source: 'meetings_both' as const, unit: 'meetings' as const, forms },
})

/** Stages of a project from which on it has been shown, and from which on it has come to something. */
const onShow = ['shown', 'in_contest', 'matched', 'signed', 'landed']
const entered = ['submitted', 'checked', 'shortlisted', ...onShow, 'declined']

/** The library, in the order of a statement. Outcome types are never mixed; intentions and binding contracts are two metrics. */
export const library: readonly Metric[] = [
  counted('reach', { source: 'reach', unit: 'persons', by: 'country' }),
  counted('requests', { source: 'registrations', unit: 'person_times', by: 'kind' }),
  counted('registered_persons', {
    source: 'registrations',
    unit: 'persons',
    kinds: ['admitted'],
    by: 'country',
  }),
  counted('unserved_persons', {
    source: 'registrations',
    unit: 'persons',
    kinds: ['waiting', 'declined', 'expired'],
    by: 'country',
  }),
  counted('attended_persons', { source: 'attendances', unit: 'persons', by: 'country' }),
  counted('attendances', { source: 'attendances', unit: 'person_times', by: 'country' }),
  share('attendance_share', 'attended_persons', 'registered_persons'),
  counted('countries', { source: 'registrations', unit: 'countries', kinds: ['admitted'], by: 'country' }),
  counted('countries_attended', { source: 'attendances', unit: 'countries', by: 'country' }),
  counted('events', { source: 'events', unit: 'events', by: 'kind' }),
  counted('promotions', { source: 'events', unit: 'events', kinds: ['promotion'], by: 'country' }),
  counted('side_events', { source: 'events', unit: 'events', forms: ['side'], by: 'country' }),
  counted('hosts', { source: 'events', unit: 'organisations', by: 'country' }),
  counted('places', { source: 'events', unit: 'countries', by: 'country' }),
  counted('sessions', { source: 'sessions', unit: 'events', by: 'kind' }),
  counted('stations', { source: 'events', unit: 'stations', credited: true, by: 'station' }),
  counted('station_attendances', {
    source: 'attendances',
    unit: 'person_times',
    credited: true,
    by: 'station',
  }),
  counted('projects_entered', { source: 'projects', unit: 'projects', kinds: entered, by: 'kind' }),
  counted('projects_shown', { source: 'projects', unit: 'projects', kinds: onShow, by: 'country' }),
  counted('projects_in_contest', {
    ...{ source: 'projects', unit: 'projects', by: 'station' },
    kinds: onShow.slice(1),
  }),
  counted('projects_agreed', {
    ...{ source: 'projects', unit: 'projects', by: 'station' },
    kinds: ['signed', 'landed'],
  }),
  counted('meetings_booked', {
    ...{ source: 'meetings', unit: 'meetings', by: 'kind' },
    kinds: ['planned', 'accepted'],
  }),
  counted('meetings_held', { ...saidOf('held'), by: 'station' }, 2),
  counted('meetings_told', { ...saidOf('held', 'no_show', 'not_held'), by: 'form' }, 2),
  counted('meetings_no_show', saidOf('no_show'), 2),
  share('meetings_no_show_share', 'meetings_no_show', 'meetings_told', 2),
  counted('meetings_answered', {
    ...{ source: 'meetings', unit: 'meetings', by: 'kind' },
    kinds: ['accepted', 'declined', 'expired'],
  }),
  counted('meetings_accepted', { source: 'meetings', unit: 'meetings', kinds: ['accepted'] }),
  share('meetings_accepted_share', 'meetings_accepted', 'meetings_answered'),
  outcomes('posts', 'post', {}),
  outcomes('posts_full_time', 'post', { forms: ['full_time'] }),
  outcomes('posts_part_time', 'post', { forms: ['part_time'] }),
  outcomes('posts_short_stay', 'post', { forms: ['short_stay'] }),
  outcomes('posts_stated', 'post', { floor: 'stated' }),
  outcomes('posts_still', 'post', { forms: ['full_time', 'part_time'], floor: 'confirmed', lasting: true }),
  outcomes('posts_persons', 'post', { unit: 'persons', by: 'none' }),
  share('posts_documented_share', 'posts', 'posts_stated'),
  ...lifetimes('posts', 'post'),
  outcomes('companies', 'company'),
  outcomes('companies_within_year', 'company', { window: 12 }),
  outcomes('companies_still', 'company', { floor: 'confirmed', lasting: true }),
  ...lifetimes('companies', 'company'),
  outcomes('companies_stated', 'company', { floor: 'stated' }),
  outcomes('contracts_binding', 'contract', { unit: 'contracts', forms: ['binding'] }, 2),
  outcomes(
    'contracts_intention',
    'contract',
    { unit: 'contracts', forms: ['intention'], floor: 'witnessed' },
    2,
  ),
  outcomes('contracts_signed', 'contract', { unit: 'contracts', floor: 'confirmed', by: 'form' }),
  outcomes('contract_parties', 'contract', {
    unit: 'organisations',
    forms: ['binding'],
    by: 'none',
  }),
  worth('contract_value_binding', 'contract', 'binding'),
  worth('contract_value_intention', 'contract', 'intention', 'witnessed'),
  outcomes('landings', 'landing'),
  worth('investment_committed', 'investment', 'committed', 'witnessed'),
  worth('investment_paid', 'investment', 'paid'),
  outcomes('jobs', 'jobs', { unit: 'jobs', by: 'none' }),
  outcomes('patents_granted', 'patent', { forms: ['granted'] }),
  outcomes('awards', 'award'),
  outcomes('station_posts', 'post', { source: 'credits', credited: true }, 2),
  outcomes('station_companies', 'company', { source: 'credits', credited: true }, 2),
  counted('incentives_granted', { source: 'grants', unit: 'money', currency: reportingCurrency }),
  counted('incentives_paid', { source: 'payments', unit: 'money', currency: reportingCurrency }),
  counted('incentives_persons', { source: 'payments', unit: 'persons' }),
  counted('incentives_organisations', { source: 'payments', unit: 'organisations' }),
  counted('cost', { source: 'costs', unit: 'money', by: 'station', currency: reportingCurrency }),
  each('cost_per_attended_person', 'attended_persons'),
  each('cost_per_post', 'posts'),
  each('cost_per_company', 'companies'),
]

/** Numbers that stand within a wider one: the difference between the two is a number, too, and may be small. */
export const within: Readonly<Record<string, string>> = {
  registered_persons: 'reach',
  attended_persons: 'registered_persons',
  posts_full_time: 'posts',
  posts_part_time: 'posts',
  posts_short_stay: 'posts',
  posts: 'posts_stated',
  companies_within_year: 'companies',
  companies: 'companies_stated',
  promotions: 'events',
  meetings_held: 'meetings_told',
  meetings_told: 'meetings_booked',
  projects_shown: 'projects_entered',
  projects_in_contest: 'projects_shown',
  projects_agreed: 'projects_in_contest',
  incentives_paid: 'incentives_granted',
}

import { sql } from 'kysely'
import { projectStates } from '#modules/projects'
import { type Cut, past, type Source } from './model.ts'

const plain = sql`null::uuid as person_low, null::uuid as person_high, null::text as organisation`
const bare = sql`null::text as level, null::bigint as minor, null::text as currency`

/** The stage a project had at a moment: what the first change after it left behind, or where it is now. */
const stageAt = (cut: Cut) =>
  cut.outcomes === null
    ? sql`project.state`
    : sql`coalesce((select was from project_change as later where later.project_id = project.id
        and later.at > ${cut.at} order by later.at, later.id limit 1), project.state)`

/** Every project that was begun; `kind` is the stage it stands at. */
export const projects: Source = {
  record: 'project',
  units: ['projects', 'stations'],
  groups: ['station', 'kind', 'country', 'none'],
  kinds: projectStates,
  forms: [],
  hasLevels: false,
  hasRanges: false,
  remembers: true,
  relation: (
    cut,
  ) => sql`select project.id as record, project.id as record_low, ${plain}, country::text as country,
      null::uuid as event, station_id as station, edition_id as edition, ${stageAt(cut)} as kind, null::text as form,
      ${bare}, created_at::date as day, created_at as known
    from project where ${past(cut)}::timestamptz is null or created_at <= ${past(cut)}`,
}

/** How a 1:1 came about: planned by the timetable, or proposed and accepted, declined, left to expire, still open. */
export const meetingKinds = ['planned', 'accepted', 'declined', 'expired', 'proposed', 'cancelled'] as const
/** What both sides said of a booked one afterwards. */
export const meetingForms = ['held', 'no_show', 'not_held', 'not_told'] as const

/** By the first definition one that says "held" is enough. */
const heldByOne = sql`case when bool_or(said = 'held') then 'held'
  when bool_or(said = 'other_absent') then 'no_show' else 'not_held' end`

/** As the meetings' own desk has it: a single "did not happen" wins, and where each blames the other nobody is absent. */
const heldByBoth = sql`case when bool_and(said = 'held') then 'held'
  when count(*) filter (where said = 'other_absent') = 1 then 'no_show' else 'not_held' end`

/** 1:1 meetings; their changes are not kept, so a cut in the past gives what is known now. */
const meetingsBy = (rule: typeof heldByOne): Source => ({
  record: 'meeting',
  units: ['meetings', 'events', 'stations'],
  groups: ['station', 'kind', 'form', 'none'],
  kinds: meetingKinds,
  forms: meetingForms,
  hasLevels: false,
  hasRanges: false,
  remembers: false,
  // What was said is joined, not looked up for each meeting: forty thousand of them are read at once.
  relation: () => sql`select meeting.id as record, meeting.id as record_low, ${plain}, null::text as country,
      brokerage.event_id as event, event.station_id as station, event.edition_id as edition,
      case when meeting.state <> 'booked' then meeting.state when meeting.proposed_by is null then 'planned'
        else 'accepted' end as kind,
      case when meeting.state = 'booked' then coalesce(told.said, 'not_told') end as form, ${bare}, meeting.starts_at::date as day, meeting.changed_at as known
    from meeting join brokerage on brokerage.id = meeting.brokerage_id join event on event.id = brokerage.event_id
      left join (select meeting_id, ${rule} as said from meeting_attendance group by meeting_id) as told
        on told.meeting_id = meeting.id`,
  touched: (at) => sql`select id::text, 'meeting_changed' as cause from meeting where changed_at > ${at}
    union all
    select meeting_id::text, 'told_later' from meeting_attendance where at > ${at}`,
})

/** As statements counted before the second definition of "held"; they are still counted again by it. */
export const meetings = meetingsBy(heldByOne)
export const meetingsBoth = meetingsBy(heldByBoth)

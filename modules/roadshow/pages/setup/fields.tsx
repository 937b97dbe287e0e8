import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { toLocal, type Zone, zoneLabel } from '#kernel/time'
import { type Round, RoundId } from '#modules/judging'
import {
  bothIn,
  type FormState,
  type FormValues,
  readWhole,
  requiredMomentIn,
  type Visit,
} from '#platform/http'
import { BilingualField, Checkbox, DateTimeInput, Select, TextInput } from '#ui'
import type { Roadshow } from '../../model.ts'
import { RoadshowFacts } from '../../wire.ts'

const usual = { pitch: 420, questions: 180 }

const secondsText = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** `7` or `7:30` is minutes, with seconds where they are typed; anything else is no number, which the schema says. */
function secondsIn(values: FormValues, name: string): number {
  const typed = /^(\d{1,3})(?::([0-5]\d))?$/.exec(values.text(name))
  return typed ? Number(typed[1]) * 60 + Number(typed[2] ?? 0) : Number.NaN
}

/** What the form sent, refused with everything that is wrong with it at once. */
export const factsIn = (values: FormValues, zone: Zone, mayWatch: (address: string) => void): RoadshowFacts =>
  readWhole(RoadshowFacts, (held) => {
    held(() => mayWatch(values.text('watch')))
    return {
      title: bothIn(values, 'title'),
      startsAt: held(() => requiredMomentIn(values, 'startsAt', zone)),
      pitchSeconds: secondsIn(values, 'pitchSeconds'),
      questionSeconds: secondsIn(values, 'questionSeconds'),
      audienceVotes: values.flag('audienceVotes'),
      watch: values.text('watch'),
      roundId: held(() => roundIn(values)),
      adjusted: values.flag('adjusted'),
    }
  })

/** '' is none: then the hall decides. */
function roundIn(values: FormValues) {
  if (values.text('roundId') === '') return null
  const id = RoundId.safeParse(values.text('roundId'))
  if (!id.success) throw invalidField('roundId', 'kernel.field_choose')
  return id.data
}

export function Facts({
  visit,
  state,
  zone,
  roadshow,
  startsAt,
  rounds,
}: {
  visit: Visit
  state: FormState
  zone: Zone
  roadshow?: Roadshow
  startsAt: Roadshow['startsAt']
  rounds: readonly Round[]
}) {
  const { say, locale } = visit
  return (
    <>
      <BilingualField
        of={state}
        name="title"
        label={say('roadshow.name')}
        maxlength={120}
        required
        {...(roadshow && { value: roadshow.title })}
      />
      <DateTimeInput
        of={state}
        name="startsAt"
        label={say('roadshow.starts_at')}
        zone={zoneLabel(zone, startsAt, locale)}
        value={toLocal(startsAt, zone)}
        required
      />
      <TextInput
        of={state}
        name="pitchSeconds"
        label={say('roadshow.pitch_minutes')}
        hint={say('roadshow.minutes_hint')}
        value={secondsText(roadshow?.pitchSeconds ?? usual.pitch)}
        size="short"
        required
      />
      <TextInput
        of={state}
        name="questionSeconds"
        label={say('roadshow.question_minutes')}
        hint={say('roadshow.question_minutes_hint')}
        value={secondsText(roadshow?.questionSeconds ?? usual.questions)}
        size="short"
        required
      />
      <Select
        of={state}
        name="roundId"
        label={say('roadshow.round')}
        hint={say('roadshow.round_hint')}
        empty={say('roadshow.round_none')}
        value={roadshow?.roundId ?? ''}
        options={rounds.map(({ id, title }) => ({ value: id, label: pick(title, locale).value }))}
      />
      <Checkbox
        of={state}
        name="adjusted"
        label={say('roadshow.adjusted')}
        hint={say('roadshow.adjusted_hint')}
        checked={roadshow?.adjusted ?? false}
      />
      <Checkbox
        of={state}
        name="audienceVotes"
        label={say('roadshow.audience_votes')}
        hint={say('roadshow.audience_votes_hint')}
        checked={roadshow?.audienceVotes ?? true}
      />
      <TextInput
        of={state}
        name="watch"
        label={say('roadshow.watch')}
        hint={say('roadshow.watch_hint')}
        mark={say('kernel.optional')}
        value={roadshow?.watch ?? ''}
        maxlength={500}
      />
    </>
  )
}

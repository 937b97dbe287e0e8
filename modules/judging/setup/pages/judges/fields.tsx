import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { fields } from '#modules/projects'
import { type Station, StationId } from '#modules/stations'
import { type FormState, type FormValues, numberIn, type Visit } from '#platform/http'
import { CheckboxGroup, Select, TextInput } from '#ui'
import { type Judge, type Panel, PanelId, type Round } from '../../../model.ts'

/** Desks that hold this many projects are what a judge reads in a week or two. */
const usual = 20

type Props = {
  visit: Visit
  of: FormState
  round: Round
  panels: readonly Panel[]
  stations: readonly Station[]
  judge?: Judge
}

export const EmailField = ({ visit: { say }, of }: Pick<Props, 'visit' | 'of'>) => (
  <TextInput
    of={of}
    name="email"
    type="email"
    label={say('judging.email')}
    hint={say('judging.email_hint')}
    required
    maxlength={254}
  />
)

/** What assignment and ties ask about a judge. */
export function JudgeFields({ visit, of, round, panels, stations, judge }: Props) {
  const { say, locale } = visit
  return (
    <>
      <Select
        of={of}
        name="panelId"
        label={say('judging.panel')}
        value={judge?.panelId ?? panels[0]?.id ?? ''}
        options={panels.map(({ id, title }) => ({ value: id, label: pick(title, locale).value }))}
      />
      <TextInput
        of={of}
        name="institution"
        label={say('judging.institution')}
        hint={say('judging.institution_hint')}
        maxlength={200}
        value={judge?.institution ?? ''}
      />
      <TextInput
        of={of}
        name="ror"
        label={say('judging.ror')}
        hint={say('judging.ror_hint')}
        maxlength={60}
        value={judge?.ror ?? ''}
      />
      <TextInput
        of={of}
        name="organisation"
        label={say('judging.organisation')}
        hint={say('judging.organisation_hint')}
        maxlength={200}
        value={judge?.organisation ?? ''}
      />
      <Select
        of={of}
        name="broughtBy"
        label={say('judging.brought_by')}
        empty={say('judging.host')}
        value={judge?.broughtBy ?? round.stationId ?? ''}
        options={stations.map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
      />
      <CheckboxGroup
        of={of}
        name="fields"
        label={say('judging.fields')}
        hint={say('judging.fields_hint')}
        values={judge?.fields ?? []}
        options={fields.map((value) => ({ value, label: say(`projects.field_${value}`) }))}
      />
      <CheckboxGroup
        of={of}
        name="languages"
        label={say('judging.languages')}
        hint={say('judging.languages_hint')}
        values={judge?.languages ?? []}
        inline
        options={[
          { value: 'en', label: 'English' },
          { value: 'zh', label: '中文' },
        ]}
      />
      <TextInput
        of={of}
        name="most"
        label={say('judging.most')}
        hint={say('judging.most_hint')}
        inputmode="numeric"
        size="short"
        required
        value={String(judge?.most ?? usual)}
      />
    </>
  )
}

/** The judge's facts as the form sent them. */
export function judgeIn(values: FormValues) {
  const panelId = PanelId.safeParse(values.text('panelId'))
  if (!panelId.success) throw invalidField('panelId', 'kernel.field_choose')
  return {
    panelId: panelId.data,
    institution: values.text('institution'),
    ror: values.text('ror') || null,
    organisation: values.text('organisation'),
    broughtBy: StationId.safeParse(values.text('broughtBy')).data ?? null,
    fields: fields.filter((each) => values.all('fields').includes(each)),
    languages: (['en', 'zh'] as const).filter((each) => values.all('languages').includes(each)),
    most: numberIn(values, 'most') ?? 0,
  }
}

import {
  bothIn,
  type FormState,
  type FormValues,
  form,
  type Held,
  numberIn,
  type Route,
  readWhole,
  type Visit,
} from '#platform/http'
import { BilingualField, Checkbox, CheckboxGroup, FieldSet, Form, TextInput } from '#ui'
import { mayLook } from '../../access.ts'
import { type Round, tieKinds } from '../../model.ts'
import { desk, RoundHead } from '../../parts.tsx'
import { RoundFacts } from '../../wire.ts'
import { changeRound } from '../commands.ts'
import { loadRound } from './overview.tsx'

/** Empty rows below what is there, so that a criterion can be added without a script. */
const spare = 2
const most = 12

function Criterion({ visit, of, at, round }: { visit: Visit; of: FormState; at: number; round: Round }) {
  const { say } = visit
  const known = round.criteria[at]
  return (
    <FieldSet legend={say('judging.criterion_number', { number: at + 1 })}>
      <TextInput
        of={of}
        name={`criteria.${at}.key`}
        label={say('judging.key')}
        hint={say('judging.key_hint')}
        size="medium"
        maxlength={20}
        value={known?.key ?? ''}
      />
      <BilingualField
        of={of}
        name={`criteria.${at}.title`}
        label={say('judging.criterion')}
        maxlength={80}
        value={known?.title}
      />
      <BilingualField
        of={of}
        name={`criteria.${at}.about`}
        label={say('judging.asks')}
        rows={2}
        maxlength={400}
        value={known?.about}
      />
      <TextInput
        of={of}
        name={`criteria.${at}.weight`}
        label={say('judging.weight')}
        inputmode="numeric"
        size="short"
        value={known ? String(known.weight) : ''}
      />
    </FieldSet>
  )
}

/** The rows of criteria that are meant; a row without a short name is none. */
const rowsIn = (values: FormValues): readonly number[] =>
  Array.from({ length: most }, (_none, at) => at).filter((at) => values.text(`criteria.${at}.key`) !== '')

/** What the form sent, refused with everything that is wrong with it at once. */
export function roundFactsIn(values: FormValues): RoundFacts {
  const rows = rowsIn(values)
  const number = (held: Held, name: string) => held(() => numberIn(values, name)) ?? undefined
  return readWhole(
    RoundFacts,
    (held) => ({
      title: bothIn(values, 'title'),
      about: bothIn(values, 'about'),
      criteria: rows.map((at) => ({
        key: values.text(`criteria.${at}.key`),
        title: bothIn(values, `criteria.${at}.title`),
        about: bothIn(values, `criteria.${at}.about`),
        weight: number(held, `criteria.${at}.weight`),
      })),
      scale: number(held, 'scale'),
      reviewsEach: number(held, 'reviewsEach'),
      blind: values.flag('blind'),
      filesShown: values.flag('filesShown'),
      blocks: ['self', ...tieKinds.filter((kind) => kind !== 'self' && values.all('blocks').includes(kind))],
    }),
    (path) =>
      path === 'criteria'
        ? 'criteria.0.key'
        : path.replace(/^criteria\.(\d+)/, (_all, at) => `criteria.${rows[Number(at)]}`),
  )
}

const editPage: Route = form({
  path: `${desk}/:round/edit`,
  who: mayLook,
  load: loadRound,
  view: (visit, { round }, state) => {
    const { say, href } = visit
    const rows = Math.min(most, round.criteria.length + spare)
    return {
      title: say('judging.change_rules'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="overview" title={say('judging.change_rules')} />
          <Form action={href(`${desk}/${round.id}/edit`)} of={state} send={say('kernel.save')}>
            <BilingualField
              of={state}
              name="title"
              label={say('judging.round_title')}
              required
              maxlength={120}
              value={round.title}
            />
            <BilingualField
              of={state}
              name="about"
              label={say('judging.about')}
              hint={say('judging.about_hint')}
              rows={4}
              maxlength={4000}
              value={round.about}
            />
            <TextInput
              of={state}
              name="reviewsEach"
              label={say('judging.reviews_each')}
              inputmode="numeric"
              size="short"
              required
              value={String(round.reviewsEach)}
            />
            <TextInput
              of={state}
              name="scale"
              label={say('judging.scale')}
              hint={say('judging.scale_hint')}
              inputmode="numeric"
              size="short"
              required
              value={String(round.scale)}
            />
            <Checkbox
              of={state}
              name="blind"
              label={say('judging.blind')}
              hint={say('judging.blind_hint')}
              checked={round.blind}
            />
            <Checkbox
              of={state}
              name="filesShown"
              label={say('judging.files_shown')}
              hint={say('judging.files_shown_hint')}
              checked={round.filesShown}
            />
            <CheckboxGroup
              of={state}
              name="blocks"
              label={say('judging.blocks')}
              hint={say('judging.blocks_hint')}
              values={round.blocks}
              options={tieKinds
                .filter((kind) => kind !== 'self')
                .map((value) => ({ value, label: say(`judging.tie_${value}`) }))}
            />
            {Array.from({ length: rows }, (_none, at) => (
              <Criterion key={at} visit={visit} of={state} at={at} round={round} />
            ))}
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { round }) => {
    await visit.use.run(changeRound, {
      roundId: round.id,
      facts: roundFactsIn(values),
    })
    return { to: `${desk}/${round.id}`, told: 'judging.told_saved' }
  },
})

export const editRoutes: readonly Route[] = [editPage]

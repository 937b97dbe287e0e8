import type { Visit } from '#platform/http'
import { Button, Form, FormActions, type FormLike, RadioGroup, Said, TextArea, TextInput } from '#ui'
import type { Hall } from '../queries.ts'

/** What a part is drawn for: the reader's language, and nothing else of the reader. */
export type Eyes = Pick<Visit, 'say' | 'locale'>
type Shown = { eyes: Eyes; hall: Hall }

/** One button an entry while the hall may vote; else why not. Each is a form of its own, so one tap is a vote. */
export function BallotPaper({ eyes, hall }: Shown) {
  const { say, locale } = eyes
  const { roadshow, entries } = hall
  if (!roadshow.audienceVotes) return <p>{say('roadshow.no_audience_votes')}</p>
  if (roadshow.state !== 'running') return <p>{say(`roadshow.ballot_${roadshow.state}`)}</p>
  return (
    <Form label={say('roadshow.your_vote')} hidden={{ act: 'vote' }}>
      <ul class="ballot">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Button name="entry" value={entry.id}>
              <Said text={entry.title} locale={locale} />
            </Button>
          </li>
        ))}
      </ul>
      <p class="hint">{say('roadshow.vote_stands')}</p>
    </Form>
  )
}

/** A vote by the number on a badge, for whoever has no account and no link at hand. */
export function BadgePaper({ eyes, hall, of }: Shown & { of?: FormLike }) {
  const { say, locale } = eyes
  const { roadshow, entries } = hall
  if (roadshow.state !== 'running' || !roadshow.audienceVotes || entries.length === 0) return null
  return (
    <Form hidden={{ act: 'vote' }} label={say('roadshow.vote_by_badge')} send={say('roadshow.vote')}>
      <TextInput
        of={of}
        name="code"
        label={say('roadshow.badge_number')}
        hint={say('roadshow.badge_number_hint')}
        autocomplete="off"
        maxlength={400}
        required
      />
      <RadioGroup
        of={of}
        name="entry"
        label={say('roadshow.your_vote')}
        required
        options={entries.map(({ id, title }) => ({
          value: id,
          label: <Said text={title} locale={locale} />,
        }))}
      />
    </Form>
  )
}

/** A question of somebody who is in, while there is somebody to ask. */
export function AskForm({ eyes: { say }, hall, of }: Shown & { of?: FormLike }) {
  if (hall.roadshow.state !== 'running') return null
  return (
    <Form hidden={{ act: 'ask' }} label={say('roadshow.ask')}>
      <TextArea
        of={of}
        name="body"
        label={say('roadshow.your_question')}
        hint={say('roadshow.your_question_hint')}
        rows={3}
        maxlength={500}
        required
      />
      <FormActions>
        <Button>{say('roadshow.ask')}</Button>
      </FormActions>
    </Form>
  )
}

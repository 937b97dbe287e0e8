import { everyone } from '#kernel/access'
import { invalidField } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { formatDate, isPlainDate } from '#kernel/time'
import { acceptedOf, type Files } from '#platform/files'
import { type FormValues, form, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import {
  Button,
  DateTimeInput,
  DefinitionList,
  FileInput,
  Form,
  FormActions,
  Notice,
  PageHead,
  Section,
} from '#ui'
import { linkBroken } from '../../errors.ts'
import { isCredential, mediaOf } from '../../media.ts'
import type { Outcome } from '../../model.ts'
import { termsInWords } from '../../pages/words.tsx'
import { answerFollowup, readFollowup } from '../commands.ts'
import { readFollowupToken } from '../links.ts'
import type { Followup } from '../model.ts'
import { needsPaper, questionOf } from '../rules.ts'

const largest = 10 * 1024 * 1024
const byLink = everyone('the signed link of a follow-up is the key to it')

/** A PDF or a picture by what it is; nothing is kept that nobody asked for. */
async function paperIn(visit: Visit, files: Files, values: FormValues, months: number) {
  const given = values.file('file')
  if (given === null) return null
  const bytes = new Uint8Array(await given.arrayBuffer())
  const mediaType = mediaOf(bytes)
  if (isCredential(mediaType)) throw invalidField('file', 'outcomes.field_paper')
  return {
    name: visit.say('outcomes.still_paper_name', { months }),
    fileHash: await files.put(bytes),
    mediaType,
  }
}

/** Why nothing is asked any more: the answer is there, or the record has ended or is withdrawn. */
function Over({
  visit: { say, locale },
  question,
  outcome,
  followup,
  turn,
  hasPaper,
}: {
  visit: Visit
  /** Whose link it is: somebody else may have answered. */
  turn: Followup['turn']
  question: Exclude<ReturnType<typeof questionOf>, 'open'>
  outcome: Outcome
  followup: Followup
  hasPaper: boolean
}) {
  if (question === 'withdrawn') return <Notice title={say('outcomes.still_withdrawn')} />
  const { answeredOn } = followup
  const isAnswered = followup.state === 'answered' && answeredOn !== null
  const day = formatDate(outcome.endedOn ?? answeredOn ?? outcome.happenedOn, locale)
  const known = say(question === 'ended' ? 'outcomes.has_ended' : 'outcomes.still_goes_on', { day })
  return (
    <>
      {isAnswered ? (
        <Notice
          tone="success"
          title={say(turn === followup.turn ? 'outcomes.still_done' : 'outcomes.still_answered')}
        >
          {known}
        </Notice>
      ) : (
        <Notice title={known}>{say('outcomes.still_nothing')}</Notice>
      )}
      {question === 'answered' && needsPaper(outcome) && (
        <Notice>{say(hasPaper ? 'outcomes.still_paper_came' : 'outcomes.still_evidence')}</Notice>
      )}
    </>
  )
}

/** One tap, by the link alone. Nothing is written by opening the page: mail programs open links by themselves. */
export const answerForm = ({ keys, files }: { keys: Keys; files: Files }): Route => {
  const keyIn = (visit: Visit) => {
    const key = readFollowupToken(keys, visit.params.token ?? '', visit.use.now())
    if (key === null) throw linkBroken()
    return key
  }
  const here = (visit: Visit) => `/outcomes/still/${visit.params.token}`
  return form({
    path: '/outcomes/still/:token',
    who: byLink,
    load: (visit) => visit.use.ask(readFollowup, keyIn(visit)),
    limit: largest + 64 * 1024,
    view: (visit, { outcome, followup, about, hasPaper }, state) => {
      const { say, href, locale } = visit
      const question = questionOf({ outcome, followup })
      const name = about && displayName(about, locale, { both: true })
      return {
        title: say('outcomes.still_title'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              title={say('outcomes.still_title')}
              lead={question === 'open' ? say('outcomes.still_lead') : undefined}
            />
            <DefinitionList
              items={[
                { term: say('outcomes.title'), value: outcome.title },
                { term: say('outcomes.type'), value: termsInWords(visit, outcome) },
                { term: say('outcomes.organisation'), value: outcome.organisation },
                { term: say('outcomes.about_person'), value: name },
                { term: say('outcomes.since'), value: formatDate(outcome.happenedOn, locale) },
              ]}
            />
            {question !== 'open' ? (
              <Over
                visit={visit}
                question={question}
                turn={keyIn(visit).turn}
                {...{ outcome, followup, hasPaper }}
              />
            ) : (
              <>
                {followup.state === 'lost' && <Notice>{say('outcomes.still_lost')}</Notice>}
                <Form action={href(here(visit))} files of={state}>
                  {needsPaper(outcome) && (
                    <FileInput
                      of={state}
                      name="file"
                      label={say('outcomes.still_paper')}
                      hint={say('outcomes.still_paper_hint')}
                      accept={acceptedOf('pdf', 'image')}
                    />
                  )}
                  <FormActions>
                    <Button tone="primary" name="said" value="goes_on">
                      {say('outcomes.still_yes')}
                    </Button>
                  </FormActions>
                </Form>
                <Section title={say('outcomes.still_no')}>
                  <Form action={href(here(visit))}>
                    <DateTimeInput
                      of={state}
                      kind="date"
                      name="endedOn"
                      label={say('outcomes.ended_on')}
                      required
                    />
                    <FormActions>
                      <Button tone="secondary" name="said" value="ended">
                        {say('outcomes.still_ended')}
                      </Button>
                    </FormActions>
                  </Form>
                </Section>
                <p class="hint">{say('outcomes.still_unsure')}</p>
              </>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, { outcome, followup }) => {
      const key = keyIn(visit)
      if (values.text('said') !== 'ended') {
        const isAsked = needsPaper(outcome) && followup.state !== 'answered'
        const paper = isAsked ? await paperIn(visit, files, values, followup.months) : null
        await visit.use.run(answerFollowup, { ...key, said: 'goes_on', paper })
      } else {
        const endedOn = values.text('endedOn')
        if (!isPlainDate(endedOn)) throw invalidField('endedOn', 'kernel.field_not_a_date')
        await visit.use.run(answerFollowup, { ...key, said: 'ended', endedOn })
      }
      return { to: here(visit) }
    },
  })
}

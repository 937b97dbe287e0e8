import { invalidField } from '#kernel/errors'
import { pick } from '#kernel/text'
import { formatDate } from '#kernel/time'
import { acceptedOf, type Files, mediaOf } from '#platform/files'
import { action, type FormValues, form, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import {
  Button,
  Checkbox,
  DefinitionList,
  FileInput,
  Form,
  FormActions,
  Hash,
  Notice,
  PageHead,
  Section,
  TextInput,
} from '#ui'
import { linkBroken } from '../../errors.ts'
import { factsHash } from '../../evidence/confirmation/rules.ts'
import { termsInWords } from '../../pages/words.tsx'
import { readSigningToken } from '../codes.ts'
import { askCode, byLink, signContract, takeBackPublishing } from '../commands.ts'
import type { Contract, Side, SideId } from '../model.ts'
import { readSide } from '../queries.ts'

const largest = 10 * 1024 * 1024
const path = '/outcomes/sign/:token'
const here = (visit: Visit) => `/outcomes/sign/${visit.params.token}`

/** The bytes of a PDF that was handed in, by what it is and not by what it is called. */
async function documentIn(values: FormValues): Promise<Uint8Array<ArrayBuffer> | null> {
  const given = values.file('document')
  if (given === null) return null
  const bytes = new Uint8Array(await given.arrayBuffer())
  if (mediaOf(bytes)?.kind !== 'pdf') throw invalidField('document', 'ceremony.field_pdf')
  return bytes
}

/** What is signed, as both sides see it. */
const Facts = ({ visit, contract: { signing, outcome } }: { visit: Visit; contract: Contract }) => {
  const { say, locale } = visit
  return (
    <DefinitionList
      items={[
        { term: say('ceremony.contract'), value: outcome.title },
        { term: say('outcomes.type'), value: termsInWords(visit, outcome) },
        { term: say('ceremony.first'), value: signing.sides[0].organisation },
        { term: say('ceremony.second'), value: signing.sides[1].organisation },
        { term: say('outcomes.happened_on'), value: formatDate(outcome.happenedOn, locale) },
        { term: say('ceremony.facts_hash'), value: <Hash value={signing.factsHash} /> },
      ]}
    />
  )
}

/** What comes first once a side has signed: that it has, whether the other has, and what was agreed about publishing. */
const Done = ({ visit, side, both }: { visit: Visit; side: Side; both: boolean }) => {
  const { say, href } = visit
  if (side.signed === null) return null
  const { name, publish } = side.signed
  return (
    <Notice
      tone="success"
      title={say('ceremony.you_signed', { name })}
      actions={
        publish && (
          <form method="post" action={href(`${here(visit)}/unpublish`)}>
            <Button tone="secondary">{say('ceremony.take_back')}</Button>
          </form>
        )
      }
    >
      <p>{say(both ? 'ceremony.both_signed' : 'ceremony.other_to_sign')}</p>
      <p>{say(publish ? 'ceremony.you_publish' : 'ceremony.you_do_not_publish')}</p>
    </Notice>
  )
}

/** A side's page: by the link alone, without account or script. Opening it writes nothing. */
export function signRoutes({ keys, files }: { keys: Keys; files: Files }): readonly Route[] {
  const signIt = signContract({ keys, files })
  const sideIdIn = (visit: Visit): SideId => {
    const id = readSigningToken(keys, visit.params.token ?? '', visit.use.now())
    if (id === null) throw linkBroken()
    return id
  }

  const signForm = form({
    path,
    who: byLink,
    limit: largest + 64 * 1024,
    load: (visit) => visit.use.ask(readSide, { sideId: sideIdIn(visit) }),
    view: (visit, { ceremony, side, ...contract }, state) => {
      const { say, href, locale, use } = visit
      const { signing, outcome } = contract
      const hasCode = side.codeUntil !== null && use.now() < side.codeUntil
      const shut =
        signing.state === 'taken_off' || outcome.state === 'withdrawn'
          ? 'ceremony.taken_off'
          : side.signed === null && signing.factsHash !== factsHash(outcome)
            ? 'ceremony.changed_since'
            : null
      const title = say(side.signed ? 'ceremony.signed_title' : 'ceremony.sign_title')
      return {
        title,
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              kicker={pick(ceremony.title, locale).value}
              title={title}
              lead={say(side.signed ? 'ceremony.signed_lead' : 'ceremony.sign_lead', {
                organisation: side.organisation,
              })}
            />
            {shut !== null && <Notice tone="warn" title={say(shut)} />}
            <Done visit={visit} side={side} both={signing.state === 'signed'} />
            <Facts visit={visit} contract={contract} />
            {shut === null && side.signed === null && (
              <>
                <Section
                  title={say('ceremony.step_code')}
                  lead={say('ceremony.step_code_lead', { email: side.email })}
                >
                  {hasCode && <Notice tone="success">{say('ceremony.code_sent')}</Notice>}
                  <form method="post" action={href(`${here(visit)}/code`)}>
                    <Button tone={hasCode ? 'secondary' : 'primary'}>
                      {say(hasCode ? 'ceremony.send_again' : 'ceremony.send_code')}
                    </Button>
                  </form>
                </Section>
                <Section title={say('ceremony.step_sign')} lead={say('ceremony.step_sign_lead')}>
                  <Form action={href(here(visit))} files of={state}>
                    <TextInput
                      of={state}
                      name="name"
                      label={say('ceremony.your_name')}
                      hint={say('ceremony.your_name_hint')}
                      required
                      maxlength={200}
                      autocomplete="name"
                    />
                    <TextInput
                      of={state}
                      name="code"
                      label={say('ceremony.code')}
                      hint={say('ceremony.code_hint')}
                      required
                      inputmode="numeric"
                      autocomplete="one-time-code"
                      size="short"
                      maxlength={6}
                    />
                    <FileInput
                      of={state}
                      name="document"
                      label={say('ceremony.document')}
                      hint={say('ceremony.document_hint')}
                      accept={acceptedOf('pdf')}
                    />
                    <Checkbox
                      of={state}
                      name="publish"
                      label={say('ceremony.publish')}
                      hint={say('ceremony.publish_hint')}
                    />
                    <FormActions>
                      <Button tone={hasCode ? 'primary' : 'secondary'}>{say('ceremony.sign')}</Button>
                    </FormActions>
                  </Form>
                </Section>
              </>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const signed = await visit.use.run(signIt, {
        sideId: sideIdIn(visit),
        name: values.text('name'),
        code: values.text('code'),
        publish: values.flag('publish'),
        document: await documentIn(values),
      })
      if (signed.refused !== null) throw signed.refused
      return { to: here(visit) }
    },
  })

  const codeAction = action({
    path: `${path}/code`,
    who: byLink,
    submit: async (visit) => {
      await visit.use.run(askCode, { sideId: sideIdIn(visit) })
      return { to: here(visit) }
    },
  })

  const unpublishAction = action({
    path: `${path}/unpublish`,
    who: byLink,
    submit: async (visit) => {
      await visit.use.run(takeBackPublishing, { sideId: sideIdIn(visit) })
      return { to: here(visit) }
    },
  })

  return [signForm, codeAction, unpublishAction]
}

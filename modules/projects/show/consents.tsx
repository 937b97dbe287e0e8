import { signedIn } from '#kernel/access'
import { type Bilingual, pick } from '#kernel/text'
import { type FormValues, form, page, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import {
  Button,
  CheckboxGroup,
  Form,
  FormActions,
  LinkButton,
  Notice,
  Said,
  Section,
  Select,
  Tabs,
  TextInput,
} from '#ui'
import { loadOwn, type Own, OwnHead } from '../intake/pages/own.tsx'
import { type Recipient, type Shown, showable } from '../model.ts'
import { ViewBody } from './body.tsx'
import { agreeToShow } from './commands.ts'
import { namedToken } from './named.ts'
import { audiencesOf, viewOf } from './view.ts'

/** A group of boxes for each audience; names of controls have no colon. */
const nameFor = (recipient: Recipient) => `shown.${recipient.replace(':', '.')}`

/** Everybody, registered guests, and the organisations named so far; one more can be named. */
const recipientsOf = (own: Own): Recipient[] => [...audiencesOf(own.shown)]

function nameOf(recipient: Recipient, own: Own, say: (key: string) => string, locale: 'en' | 'zh'): string {
  if (!recipient.startsWith('organisation:')) return say(`projects.audience_${recipient}`)
  const found = own.organisations.find(({ id }) => recipient === `organisation:${id}`)
  return found ? pick(found.name, locale).value : recipient
}

/** A signed link for each organisation that was named, to be sent to it by the entrant. */
function NamedLinks({ visit, own, keys }: { visit: Visit; own: Own; keys: Keys }) {
  const { say, href, locale, origin, use } = visit
  const named = own.organisations.filter(({ id }) =>
    own.shown.some(({ recipient }) => recipient === `organisation:${id}`),
  )
  if (named.length === 0 || !own.isEntrant) return null
  return (
    <Section title={say('projects.named_links')} lead={say('projects.named_links_lead')}>
      {named.map(({ id, name }) => (
        <TextInput
          key={id}
          name={`link.${id}`}
          label={<Said text={name} locale={locale} />}
          readonly
          value={`${origin}${href(
            `/project-view/${namedToken(keys, { projectId: own.project.id, organisationId: id }, use.now())}`,
          )}`}
        />
      ))}
    </Section>
  )
}

/** Which field of which project a receipt of showing is about. */
export function consentAbout(
  { say, locale }: Visit,
  { purpose, about }: { purpose: string; about: Readonly<Record<string, string>> },
  names: ReadonlyMap<string, Bilingual>,
): string {
  const field = showable.find((each) => each === about.field)
  if (purpose !== 'project_show' || !field) return ''
  const title = names.get(`project:${about.project}`)
  return say(title ? 'projects.consent_about' : 'projects.consent_about_gone', {
    title: title ? pick(title, locale).value : '',
    field: say(`projects.shown_${field}`),
  })
}

const consentForm = (keys: Keys): Route =>
  form({
    path: '/projects/:project/show',
    who: signedIn,
    load: loadOwn,
    view: (visit, own, state) => {
      const { say, href, locale } = visit
      const here = `/projects/${own.project.id}`
      return {
        title: say('projects.part_show'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <OwnHead visit={visit} own={own} title={say('projects.part_show')} />
            <p class="lead">{say('projects.part_show_text')}</p>
            {!own.isEntrant && <Notice title={say('projects.entrant_decides')} />}
            <Form action={href(`${here}/show`)} of={state}>
              {recipientsOf(own).map((recipient) => (
                <CheckboxGroup
                  key={recipient}
                  of={state}
                  columns
                  name={nameFor(recipient)}
                  label={nameOf(recipient, own, say, locale)}
                  hint={say(
                    recipient.startsWith('organisation:')
                      ? 'projects.audience_organisation_hint'
                      : `projects.audience_${recipient}_hint`,
                  )}
                  values={own.shown.filter((each) => each.recipient === recipient).map(({ field }) => field)}
                  options={showable.map((field) => ({ value: field, label: say(`projects.shown_${field}`) }))}
                />
              ))}
              {own.organisations.length > 0 && (
                <Select
                  of={state}
                  name="organisation"
                  label={say('projects.name_organisation')}
                  hint={say('projects.name_organisation_hint')}
                  empty={say('projects.no_more')}
                  options={own.organisations
                    .filter(
                      ({ id }) => !own.shown.some(({ recipient }) => recipient === `organisation:${id}`),
                    )
                    .map(({ id, name }) => ({ value: id, label: pick(name, locale).value }))}
                />
              )}
              <FormActions>
                {own.isEntrant && <Button tone="primary">{say('projects.agree')}</Button>}
                <LinkButton href={href(`${here}/preview`)}>{say('projects.preview')}</LinkButton>
              </FormActions>
            </Form>
            <NamedLinks visit={visit} own={own} keys={keys} />
          </>
        ),
      }
    },
    submit: async (visit, values, own) => {
      await visit.use.run(agreeToShow, { projectId: own.project.id, shown: shownIn(values, own) })
      return { to: `/projects/${own.project.id}/show`, told: 'projects.told_agreed' }
    },
  })

function shownIn(values: FormValues, own: Own): Shown[] {
  const ticked = recipientsOf(own).flatMap((recipient): Shown[] =>
    showable
      .filter((field) => values.all(nameFor(recipient)).includes(field))
      .map((field) => ({ field, recipient })),
  )
  const organisation = own.organisations.find(({ id }) => id === values.text('organisation'))
  // Naming an organisation shows it the summary; what else it may see is ticked then.
  return organisation
    ? [...ticked, { field: 'summary', recipient: `organisation:${organisation.id}` }]
    : ticked
}

/** As the public, a registered guest or a named organisation would see it; from the same function that makes the pages. */
const previewPage: Route = page({
  path: '/projects/:project/preview',
  who: signedIn,
  show: async (visit) => {
    const { say, href, locale } = visit
    const own = await loadOwn(visit)
    const here = `/projects/${own.project.id}`
    const audiences = recipientsOf(own)
    const audience = audiences.find((each) => each === visit.search.get('as')) ?? 'public'
    // As it would be once it is on show, whatever state it is in now.
    const view = viewOf(
      { ...own.project, state: 'shown' },
      own.team,
      own.files,
      own.shown,
      audience,
      'preview',
      visit.use.now(),
    )
    return {
      title: say('projects.preview'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <OwnHead visit={visit} own={own} title={say('projects.preview')} />
          <Tabs
            label={say('projects.preview_as')}
            tabs={audiences.map((each) => ({
              href: href(`${here}/preview?as=${encodeURIComponent(each)}`),
              label:
                each === 'registered' ? say('projects.preview_registered') : nameOf(each, own, say, locale),
              current: each === audience,
            }))}
          />
          {view ? (
            <ViewBody visit={visit} view={view} fileHref={(id) => href(`${here}/files/${id}`)} />
          ) : (
            <Notice
              tone="info"
              title={say('projects.sees_nothing')}
              actions={<LinkButton href={href(`${here}/show`)}>{say('projects.part_show')}</LinkButton>}
            >
              {say('projects.sees_nothing_text')}
            </Notice>
          )}
        </>
      ),
    }
  },
})

export const consentRoutes = ({ keys }: { keys: Keys }): readonly Route[] => [consentForm(keys), previewPage]

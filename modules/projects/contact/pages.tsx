import { signedIn } from '#kernel/access'
import { countryName } from '#kernel/countries'
import { notFound } from '#kernel/errors'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import type { Zone } from '#kernel/time'
import { action, form, page, type Route, type Visit } from '#platform/http'
import {
  At,
  Badge,
  Button,
  EmptyState,
  Form,
  FormActions,
  LinkButton,
  Notice,
  PageHead,
  paragraphs,
  Section,
  TextArea,
} from '#ui'
import { loadOwn, OwnHead } from '../intake/pages/own.tsx'
import { ContactId } from '../model.ts'
import { projectIn, shownIn } from '../parts.tsx'
import { answerContact, askContact } from './commands.ts'
import { readAsked, readContacts } from './queries.ts'
import type { Contact } from './rules.ts'

const tones = { accepted: 'good', declined: 'bad', open: 'warn' } as const

export const AnswerBadge = ({ visit, contact }: { visit: Visit; contact: Pick<Contact, 'answer'> }) => {
  const state = contact.answer ?? 'open'
  return <Badge tone={tones[state]}>{visit.say(`projects.contact_${state}`)}</Badge>
}

/** What was asked and answered, as both sides read it. */
export const Exchange = ({ visit, contact, zone }: { visit: Visit; contact: Contact; zone: Zone }) => (
  <>
    <p class="hint">
      <At visit={visit} at={contact.at} zone={zone} /> <AnswerBadge visit={visit} contact={contact} />
    </p>
    {paragraphs(contact.message)}
    {contact.note !== '' && (
      <blockquote>
        <p class="hint">{visit.say('projects.contact_note_of_team')}</p>
        {paragraphs(contact.note)}
      </blockquote>
    )}
  </>
)

const askForm: Route = form({
  path: '/editions/:edition/projects/:slug/contact',
  who: signedIn,
  load: (visit) => visit.use.ask(readAsked, shownIn(visit)),
  view: (visit, { edition, view, asked }, state) => {
    const { say, href, locale } = visit
    const title = pick(view.content.title, locale).value
    const path = `/editions/${edition.slug}/projects/${view.slug}`
    const closed = asked.some(({ answer }) => answer !== 'accepted')
    return {
      title: say('projects.contact'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <PageHead
            title={say('projects.contact')}
            lead={say('projects.contact_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('projects.show'), href: href(`/editions/${edition.slug}/projects`) },
                { label: title, href: href(path) },
                { label: say('projects.contact') },
              ],
            }}
          />
          {!closed && (
            <Form action={href(`${path}/contact`)} of={state}>
              <TextArea
                of={state}
                name="message"
                label={say('projects.contact_message')}
                hint={say('projects.contact_message_hint')}
                rows={6}
                maxlength={1000}
                required
              />
              <FormActions>
                <Button tone="primary">{say('projects.contact_send')}</Button>
                <LinkButton tone="quiet" href={href(path)}>
                  {say('kernel.cancel')}
                </LinkButton>
              </FormActions>
            </Form>
          )}
          {closed && <Notice title={say('projects.contact_waits')} />}
          {asked.length > 0 && (
            <Section title={say('projects.contact_asked_before')}>
              {asked.map((contact) => (
                <Exchange key={contact.id} visit={visit} contact={contact} zone={edition.zone} />
              ))}
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    const where = shownIn(visit)
    await visit.use.run(askContact, { ...where, message: values.text('message') })
    return { to: `/editions/${where.edition}/projects/${where.slug}`, told: 'projects.told_contact_asked' }
  },
})

/** Several forms of the same field stand on the page: each has a name, and so a label, of its own. */
const noteOf = (id: string) => `note-${id}`

const teamPage: Route = page({
  path: '/projects/:project/contacts',
  who: signedIn,
  show: async (visit) => {
    const { say, href, locale } = visit
    const own = await loadOwn(visit)
    const { contacts } = await visit.use.ask(readContacts, { projectId: own.project.id })
    const here = `/projects/${own.project.id}/contacts`
    return {
      title: say('projects.contacts'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <OwnHead visit={visit} own={own} title={say('projects.contacts')} />
          <p class="lead">{say('projects.contacts_lead')}</p>
          {contacts.length === 0 && (
            <EmptyState title={say('projects.no_contacts')}>{say('projects.no_contacts_text')}</EmptyState>
          )}
          {contacts.map((contact) => {
            const { from } = contact
            const name = from ? displayName(from.name, locale, { both: true }) : say('projects.contact_gone')
            const where = from?.country ? countryName(from.country, locale) : ''
            return (
              <Section
                key={contact.id}
                title={name}
                lead={[from?.affiliation ?? '', where].filter(Boolean).join(say('kernel.list_comma'))}
              >
                <Exchange visit={visit} contact={contact} zone={own.call.zone} />
                {contact.answer === null && (
                  <Form action={href(`${here}/${contact.id}`)}>
                    <TextArea
                      name={noteOf(contact.id)}
                      label={say('projects.contact_note')}
                      hint={say('projects.contact_note_hint')}
                      mark={say('kernel.optional')}
                      rows={3}
                      maxlength={1000}
                    />
                    <FormActions>
                      <Button tone="primary" name="answer" value="accepted">
                        {say('projects.contact_yes')}
                      </Button>
                      <Button name="answer" value="declined">
                        {say('projects.contact_no')}
                      </Button>
                    </FormActions>
                  </Form>
                )}
              </Section>
            )
          })}
        </>
      ),
    }
  },
})

const answerAction: Route = action({
  path: '/projects/:project/contacts/:contact',
  who: signedIn,
  submit: async (visit, values) => {
    const id = ContactId.safeParse(visit.params.contact)
    if (!id.success) throw notFound()
    const answer = values.text('answer') === 'accepted' ? 'accepted' : 'declined'
    await visit.use.run(answerContact, { contactId: id.data, answer, note: values.text(noteOf(id.data)) })
    return { to: `/projects/${projectIn(visit)}/contacts`, told: `projects.told_contact_${answer}` }
  },
})

export const contactRoutes: readonly Route[] = [askForm, teamPage, answerAction]

import type { VNode } from 'preact'
import { everyone } from '#kernel/access'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import type { Event } from '#modules/events'
import { action, form, page, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import {
  At,
  Button,
  DefinitionList,
  Dialog,
  ErrorSummary,
  Form,
  FormActions,
  fieldId,
  LinkButton,
  Notice,
  PageHead,
  Section,
} from '#ui'
import { linkBroken } from '../errors.ts'
import { readRegistrationToken } from '../links.ts'
import { isOver } from '../model.ts'
import { acceptOffer, cancelOwn, changeAnswers } from '../moves/commands.ts'
import { EventWhen, StateBadge } from '../parts.tsx'
import { answersIn, nameOf, QuestionFields } from '../questions/fields.tsx'
import { isAsked } from '../questions/rules.ts'
import { answerText } from '../questions/words.ts'
import { ownList } from './list.tsx'
import { readOwn } from './queries.ts'

const byLink = everyone('the signed link of a registration is the key to it')

/** A part of a guest's own page that a later module fills; `token` is the guest's own link's. */
export type OwnSection = (visit: Visit, event: Event, token: string) => Promise<VNode | null>
export type OwnPorts = { keys: Keys; sections: readonly OwnSection[] }

export const ownRoutes = ({ keys, sections }: OwnPorts): readonly Route[] => {
  const idIn = (visit: Visit) => {
    const id = readRegistrationToken(keys, visit.params.token ?? '', visit.use.now())
    if (id === null) throw linkBroken()
    return { registrationId: id, byLink: true }
  }
  const load = (visit: Visit) => visit.use.ask(readOwn, idIn(visit))
  const here = (visit: Visit) => `/registrations/${visit.params.token}`

  const statusPage: Route = page({
    path: '/registrations/:token',
    who: byLink,
    show: async (visit) => {
      const { say, href, locale } = visit
      const own = await load(visit)
      const { registration, event, edition, category, person, before, venue } = own
      const title = pick(event.title, locale).value
      const over = isOver(registration.state)
      const begun = visit.use.now() >= event.startsAt
      const ended = visit.use.now() >= event.endsAt
      const isOff = event.state === 'cancelled'
      const eventPath = `/editions/${edition.slug}/events/${event.slug}`
      const asked = category.form.filter((question) => isAsked(question, registration.answers))
      const token = visit.params.token ?? ''
      const place = venue
        ? [venue.name, venue.address, venue.city].map((text) => pick(text, locale).value).filter(Boolean)
        : []
      const more = over ? [] : await Promise.all(sections.map((each) => each(visit, event, token)))
      return {
        title: say('registration.your_registration'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              kicker={say('registration.your_registration')}
              title={title}
              badge={<StateBadge visit={visit} state={registration.state} />}
              meta={<EventWhen visit={visit} event={event} />}
              actions={
                registration.state === 'admitted' &&
                !isOff && (
                  <LinkButton tone="primary" href={href(`${here(visit)}/ticket`)}>
                    {say('registration.ticket')}
                  </LinkButton>
                )
              }
            />
            {isOff ? (
              <Notice tone="warn" title={say('registration.nothing_cancelled')}>
                {event.reviewReason}
              </Notice>
            ) : registration.state === 'offered' && registration.offeredUntil ? (
              <Notice
                tone="warn"
                title={say('registration.state_offered_text')}
                actions={
                  <Form inline action={href(`${here(visit)}/accept`)}>
                    <Button tone="primary">{say('registration.accept')}</Button>
                  </Form>
                }
              >
                {say('registration.offered_until')}{' '}
                <At visit={visit} at={registration.offeredUntil} zone={event.zone} />
              </Notice>
            ) : (
              <p>
                {registration.state === 'waiting'
                  ? say('registration.waiting_before', { before })
                  : say(`registration.state_${registration.state}_text`)}
              </p>
            )}
            {registration.reason !== null && over && (
              <p>{say('registration.reason_given', { reason: registration.reason })}</p>
            )}
            <Section
              title={say('registration.what_you_said')}
              actions={
                !over &&
                !isOff &&
                !begun &&
                category.form.length > 0 && (
                  <LinkButton href={href(`${here(visit)}/answers`)}>
                    {say('registration.change_answers')}
                  </LinkButton>
                )
              }
            >
              <DefinitionList
                items={[
                  {
                    term: say('kernel.person_name'),
                    value: displayName(person.name, locale, { both: true }),
                  },
                  { term: say('kernel.email'), value: person.email },
                  { term: say('registration.category'), value: pick(category.name, locale).value },
                  { term: say('kernel.where'), value: place.join(say('kernel.list_comma')) },
                  // Only who has a place gets the link.
                  {
                    term: say('events.online'),
                    value: registration.state === 'admitted' && !isOff && event.onlineUrl !== null && (
                      <a href={event.onlineUrl}>{event.onlineUrl}</a>
                    ),
                  },
                  ...asked.map((question) => ({
                    term: pick(question.label, locale).value,
                    value: answerText(question, registration.answers[question.id], visit),
                  })),
                ]}
              />
            </Section>
            {more}
            <FormActions>
              {over && registration.state !== 'declined' && !ended && event.state === 'released' && (
                <LinkButton href={href(`${eventPath}/register`)}>
                  {say('registration.register_again')}
                </LinkButton>
              )}
              {!over && !ended && !isOff && (
                <Button type="button" popovertarget="cancel">
                  {say('registration.give_back')}
                </Button>
              )}
              <LinkButton tone="quiet" href={href(eventPath)}>
                {say('registration.back_to_event')}
              </LinkButton>
            </FormActions>
            {!over && !ended && !isOff && (
              <Dialog id="cancel" title={say('registration.give_back')} close={say('kernel.close')}>
                <p>
                  {say(
                    registration.state === 'admitted'
                      ? 'registration.give_back_admitted'
                      : 'registration.give_back_other',
                  )}
                </p>
                <Form action={href(`${here(visit)}/cancel`)}>
                  <FormActions>
                    <Button tone="danger">{say('registration.give_back')}</Button>
                  </FormActions>
                </Form>
              </Dialog>
            )}
          </>
        ),
      }
    },
  })

  const answersPage: Route = form({
    path: '/registrations/:token/answers',
    who: byLink,
    load,
    view: (visit, { registration, event, category }, state) => {
      const { say, href, locale } = visit
      return {
        title: say('registration.change_answers'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead
              kicker={pick(event.title, locale).value}
              title={say('registration.change_answers')}
              crumbs={{
                label: say('kernel.you_are_here'),
                trail: [
                  { label: say('registration.your_registration'), href: href(here(visit)) },
                  { label: say('registration.change_answers') },
                ],
              }}
            />
            <Form action={href(`${here(visit)}/answers`)}>
              <ErrorSummary
                title={state.refusal}
                problems={state.problems}
                idOf={(path) => fieldId(nameOf('answers', path.replace(/^answers\./, '')))}
              />
              <QuestionFields
                visit={visit}
                of={state}
                prefix="answers"
                form={category.form}
                answers={registration.answers}
              />
              <FormActions>
                <Button tone="primary">{say('kernel.save')}</Button>
                <LinkButton tone="quiet" href={href(here(visit))}>
                  {say('kernel.cancel')}
                </LinkButton>
              </FormActions>
            </Form>
          </>
        ),
      }
    },
    submit: async (visit, values, { category }) => {
      await visit.use.run(changeAnswers, {
        ...idIn(visit),
        answers: answersIn(values, category.form, 'answers'),
      })
      return { to: here(visit), told: 'registration.told_answers' }
    },
  })

  const acceptAction: Route = action({
    path: '/registrations/:token/accept',
    who: byLink,
    submit: async (visit) => {
      await visit.use.run(acceptOffer, idIn(visit))
      return { to: here(visit), told: 'registration.told_accepted' }
    },
  })

  const cancelAction: Route = action({
    path: '/registrations/:token/cancel',
    who: byLink,
    submit: async (visit) => {
      await visit.use.run(cancelOwn, idIn(visit))
      return { to: here(visit), told: 'registration.told_cancelled' }
    },
  })

  return [ownList({ keys }), statusPage, answersPage, acceptAction, cancelAction]
}

import { invalidField, notFound } from '#kernel/errors'
import { formatDate } from '#kernel/time'
import { form, type Route } from '#platform/http'
import { At, DefinitionList, Form, Notice, PageHead, RadioGroup, Section, TextArea, TextInput } from '#ui'
import { mayDecide, readsIntroductions } from './access.ts'
import { decideIntroduction } from './commands.ts'
import { IntroductionId, verdicts } from './model.ts'
import { nameOf, StateOf, stationOf } from './parts.tsx'
import { readIntroduction } from './queries.ts'

export const onePage: Route = form({
  path: '/console/introductions/:introduction',
  who: readsIntroductions,
  load: (visit) => {
    const id = IntroductionId.safeParse(visit.params.introduction)
    if (!id.success) throw notFound()
    return visit.use.ask(readIntroduction, { introductionId: id.data })
  },
  view: (visit, { introduction, rival, stations }, state) => {
    const { say, href, locale } = visit
    const title = nameOf(visit, introduction)
    const zoneOf = (id: string) => stations.find((each) => each.id === id)?.zone
    const own = zoneOf(introduction.stationId)
    const asks = mayDecide(visit.actor, undefined) && introduction.state === 'under_review'
    return {
      title,
      shell: 'console',
      current: '/console/introductions',
      body: (
        <>
          <PageHead
            title={title}
            kicker={say(`introductions.kind_${introduction.kind}`)}
            badge={<StateOf visit={visit} of={introduction} />}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('introductions.title'), href: href('/console/introductions') },
                { label: title },
              ],
            }}
          />
          <Notice>{say(`introductions.means_${introduction.state}`)}</Notice>
          <DefinitionList
            items={[
              { term: say('kernel.station'), value: stationOf(visit, stations, introduction.stationId) },
              { term: say('introductions.met_on'), value: formatDate(introduction.metOn, locale) },
              { term: say('introductions.need'), value: introduction.need },
              {
                term: say('introductions.recorded_at'),
                value: own && <At visit={visit} at={introduction.recordedAt} zone={own} />,
              },
              { term: say('introductions.held_until'), value: formatDate(introduction.heldUntil, locale) },
              {
                term: say('introductions.share'),
                value:
                  introduction.state === 'shared'
                    ? say('introductions.per_cent', { share: introduction.share })
                    : undefined,
              },
              { term: say('introductions.reason'), value: introduction.reason },
            ]}
          />
          {rival && (
            <Section title={say('introductions.first')} lead={say('introductions.first_lead')}>
              <DefinitionList
                items={[
                  { term: say('kernel.station'), value: stationOf(visit, stations, rival.stationId) },
                  { term: say('introductions.name'), value: nameOf(visit, rival) },
                  { term: say('introductions.met_on'), value: formatDate(rival.metOn, locale) },
                  { term: say('introductions.need'), value: rival.need },
                  { term: say('introductions.held_until'), value: formatDate(rival.heldUntil, locale) },
                ]}
              />
            </Section>
          )}
          {asks && (
            <Section title={say('introductions.decide')} lead={say('introductions.decide_lead')}>
              <Form
                action={href(`/console/introductions/${introduction.id}`)}
                of={state}
                send={say('introductions.decide')}
              >
                <RadioGroup
                  of={state}
                  name="verdict"
                  label={say('introductions.verdict')}
                  required
                  options={verdicts.map((verdict) => ({
                    value: verdict,
                    label: say(`introductions.verdict_${verdict}`),
                  }))}
                  followUps={[
                    {
                      when: ['share'],
                      children: (
                        <TextInput
                          of={state}
                          name="share"
                          type="number"
                          size="short"
                          label={say('introductions.share_of_later')}
                          value="50"
                        />
                      ),
                    },
                  ]}
                />
                <TextArea
                  of={state}
                  name="reason"
                  label={say('introductions.reason')}
                  hint={say('introductions.reason_hint')}
                  rows={3}
                  required
                />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, { introduction }) => {
    const verdict = verdicts.find((each) => each === values.text('verdict'))
    if (!verdict) throw invalidField('verdict', 'kernel.field_choose')
    await visit.use.run(decideIntroduction, {
      introductionId: introduction.id,
      verdict,
      share: verdict === 'share' ? Number(values.text('share')) : 0,
      reason: values.text('reason'),
    })
    return { to: `/console/introductions/${introduction.id}`, told: 'introductions.told_decided' }
  },
})

import { notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { form, type Route } from '#platform/http'
import { Form, Select, TextArea, TextInput } from '#ui'
import { mayLook } from '../../access.ts'
import { desk, RoundHead } from '../../parts.tsx'
import { loadRound } from '../../setup/pages/overview.tsx'
import { declareTie } from '../commands.ts'

const tieKindsToDeclare = ['funding', 'institution', 'organisation', 'panel', 'declared'] as const

const tiePage: Route = form({
  path: `${desk}/:round/judges/:judge/tie`,
  who: mayLook,
  load: async (visit) => {
    const all = await loadRound(visit)
    const judge = all.judges.find(({ id }) => id === visit.params.judge)
    if (!judge) throw notFound()
    return { ...all, judge }
  },
  view: (visit, { round, judge, projects }, state) => {
    const { say, href, locale } = visit
    return {
      title: say('judging.declare_tie'),
      shell: 'console',
      current: desk,
      body: (
        <>
          <RoundHead visit={visit} round={round} tab="judges" title={say('judging.declare_tie')} />
          <Form
            action={href(`${desk}/${round.id}/judges/${judge.id}/tie`)}
            of={state}
            send={say('judging.declare_tie')}
          >
            <Select
              of={state}
              name="kind"
              label={say('judging.tie')}
              value="funding"
              options={tieKindsToDeclare.map((value) => ({ value, label: say(`judging.tie_${value}`) }))}
            />
            <Select
              of={state}
              name="project"
              label={say('judging.tie_project')}
              hint={say('judging.tie_with_hint')}
              empty={say('judging.tie_no_project')}
              options={projects.map(({ projectId, title }) => ({
                value: projectId,
                label: pick(title, locale).value,
              }))}
            />
            <TextInput of={state} name="name" label={say('judging.tie_name')} maxlength={200} />
            <TextInput of={state} name="ror" label={say('judging.ror')} maxlength={60} />
            <TextArea
              of={state}
              name="told"
              label={say('judging.tie_told')}
              hint={say('judging.tie_told_hint')}
              rows={3}
              maxlength={500}
              required
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { round, judge, projects }) => {
    const kind = tieKindsToDeclare.find((each) => each === values.text('kind')) ?? 'declared'
    const projectId = projects.find((each) => each.projectId === values.text('project'))?.projectId ?? null
    await visit.use.run(declareTie, {
      roundId: round.id,
      judgeId: judge.id,
      tie: {
        kind,
        projectId,
        ror: values.text('ror') || null,
        name: values.text('name'),
        told: values.text('told'),
      },
    })
    return { to: `${desk}/${round.id}/judges/${judge.id}`, told: 'judging.told_saved' }
  },
})

// The word before the place of any project: the first that fits an address answers it.

export const tieRoutes: readonly Route[] = [tiePage]

import { pick } from '#kernel/text'
import { type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import { FieldSet, Form, Notice, PageHead, RadioGroup, Select, TextInput } from '#ui'
import { mayHold } from '../access.ts'
import { queueContract } from '../commands.ts'
import type { Side } from '../model.ts'
import { listSignable } from '../queries.ts'
import { ceremonyIn, deskPath } from './parts.tsx'

const SideFields = ({ visit, state, which }: { visit: Visit; state: FormState; which: Side['which'] }) => {
  const { say } = visit
  return (
    <FieldSet legend={say(`ceremony.${which}`)} hint={say(`ceremony.${which}_hint`)}>
      <TextInput
        of={state}
        name={`${which}.organisation`}
        label={say('ceremony.organisation')}
        required
        maxlength={200}
      />
      <TextInput of={state} name={`${which}.name`} label={say('ceremony.name')} required maxlength={200} />
      <TextInput
        of={state}
        name={`${which}.email`}
        type="email"
        label={say('ceremony.email')}
        required
        maxlength={254}
      />
      <RadioGroup
        of={state}
        name={`${which}.locale`}
        label={say('outcomes.ask_language')}
        inline
        value={visit.locale}
        options={[
          { value: 'zh', label: say('outcomes.language_zh') },
          { value: 'en', label: say('outcomes.language_en') },
        ]}
      />
    </FieldSet>
  )
}

const sideFrom = (values: FormValues, which: Side['which']) => ({
  organisation: values.text(`${which}.organisation`),
  name: values.text(`${which}.name`),
  email: values.text(`${which}.email`),
  locale: values.text(`${which}.locale`) === 'zh' ? ('zh' as const) : ('en' as const),
})

/** Puts a contract into the queue, with who signs for each side. */
export const queueForm: Route = form({
  path: `${deskPath}/:ceremony/queue`,
  who: mayHold,
  load: (visit) => visit.use.ask(listSignable, { ceremonyId: ceremonyIn(visit) }),
  view: (visit, { ceremony, contracts }, state) => {
    const { say, href, locale } = visit
    const base = `${deskPath}/${ceremony.id}`
    return {
      title: say('ceremony.queue'),
      shell: 'console',
      current: deskPath,
      body: (
        <>
          <PageHead
            title={say('ceremony.queue')}
            lead={say('ceremony.queue_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('ceremony.list_title'), href: href(deskPath) },
                { label: pick(ceremony.title, locale).value, href: href(base) },
                { label: say('ceremony.queue') },
              ],
            }}
          />
          <Form action={href(`${base}/queue`)} of={state} send={say('ceremony.queue')}>
            {contracts.length === 0 && <Notice tone="warn">{say('ceremony.none_to_sign')}</Notice>}
            <Select
              of={state}
              name="outcomeId"
              label={say('ceremony.contract')}
              hint={say('ceremony.contract_hint')}
              required
              empty={say('kernel.choose')}
              options={contracts.map(({ id, title, organisation }) => ({
                value: id,
                label: organisation === '' ? title : `${title} · ${organisation}`,
              }))}
            />
            <SideFields visit={visit} state={state} which="first" />
            <SideFields visit={visit} state={state} which="second" />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { ceremony }) => {
    await visit.use.run(queueContract, {
      ceremonyId: ceremony.id,
      outcomeId: values.text('outcomeId'),
      first: sideFrom(values, 'first'),
      second: sideFrom(values, 'second'),
    })
    return { to: `${deskPath}/${ceremony.id}`, told: 'ceremony.told_queued' }
  },
})

import { invalidField, notFound } from '#kernel/errors'
import { pick } from '#kernel/text'
import { shiftDate } from '#kernel/time'
import { form, type Route } from '#platform/http'
import { DateTimeInput, Form, PageHead, Select, TextInput } from '#ui'
import { mayOrganise } from '../access.ts'
import { cloneEdition, openEdition } from '../commands.ts'
import { yearTaken } from '../errors.ts'
import { readDesk } from '../queries.ts'
import { dayIn, EditionFields, factsIn } from './fields.tsx'

export const newPage: Route = form({
  path: '/console/editions/new',
  who: mayOrganise,
  load: (visit) => visit.use.ask(readDesk, {}),
  view: (visit, { editions }, state) => {
    const { say, href, locale } = visit
    const last = editions[0]
    const next = last
      ? { number: last.number + 1, year: last.year + 1, day: shiftDate(last.startsOn, { years: 1 }) }
      : null
    return {
      title: say('programme.new_edition'),
      shell: 'console',
      current: '/console/editions',
      body: (
        <>
          <PageHead
            title={say('programme.new_edition')}
            lead={say(last ? 'programme.new_lead' : 'programme.new_lead_first')}
          />
          <Form action={href('/console/editions/new')} of={state} send={say('programme.create')}>
            {last && next ? (
              <>
                <Select
                  of={state}
                  name="from"
                  label={say('programme.from')}
                  hint={say('programme.from_hint')}
                  required
                  value={last.id}
                  options={editions.map((edition) => ({
                    value: edition.id,
                    label: pick(edition.name, locale).value,
                  }))}
                />
                <TextInput
                  of={state}
                  name="number"
                  type="number"
                  min={1}
                  size="short"
                  label={say('programme.number')}
                  required
                  value={String(next.number)}
                />
                <TextInput
                  of={state}
                  name="year"
                  type="number"
                  min={1900}
                  size="short"
                  label={say('programme.year')}
                  required
                  value={String(next.year)}
                />
                <DateTimeInput
                  of={state}
                  kind="date"
                  name="startsOn"
                  label={say('programme.starts_on')}
                  hint={say('programme.starts_on_hint')}
                  required
                  value={next.day}
                />
              </>
            ) : (
              <EditionFields visit={visit} state={state} />
            )}
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { editions, programme }) => {
    if (!programme) throw notFound()
    if (editions.length === 0) {
      const facts = factsIn(values)
      await visit.use.run(openEdition, { programmeId: programme.id, ...facts })
      return { to: `/console/editions/${facts.slug}`, told: 'programme.told_created' }
    }
    const from = editions.find(({ id }) => id === values.text('from'))
    if (!from) throw invalidField('from', 'kernel.field_choose')
    const year = Number(values.text('year'))
    // The address is made from the year here, so that is the field to change.
    if (editions.some(({ slug }) => slug === String(year))) throw yearTaken()
    const { edition } = await visit.use.run(cloneEdition, {
      from: from.id,
      number: Number(values.text('number')),
      year,
      slug: String(year),
      startsOn: dayIn(values, 'startsOn'),
    })
    return { to: `/console/editions/${edition.slug}`, told: 'programme.told_cloned' }
  },
})

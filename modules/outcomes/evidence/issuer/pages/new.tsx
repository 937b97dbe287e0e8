import { dateIn, type PlainDate, zone } from '#kernel/time'
import { bothIn, form, type Route } from '#platform/http'
import { BilingualField, DateTimeInput, Form, PageHead, TextArea, TextInput } from '#ui'
import { keepsIssuers } from '../../../access.ts'
import { trail } from '../../../pages/trail.ts'
import { proposeIssuer } from '../commands.ts'
import { issuersPath } from './list.tsx'

export const newPage: Route = form({
  path: `${issuersPath}/new`,
  who: keepsIssuers,
  load: async () => null,
  view: (visit, _none, state) => {
    const { say, href } = visit
    return {
      title: say('outcomes.issuer_new'),
      shell: 'console',
      current: '/console/outcomes',
      body: (
        <>
          <PageHead
            title={say('outcomes.issuer_new')}
            lead={say('outcomes.issuer_new_lead')}
            crumbs={trail(
              visit,
              { label: say('outcomes.issuers'), href: href(issuersPath) },
              { label: say('outcomes.issuer_new') },
            )}
          />
          <Form action={href(`${issuersPath}/new`)} of={state} send={say('outcomes.issuer_new')}>
            <BilingualField
              of={state}
              name="name"
              label={say('outcomes.issuer_name')}
              maxlength={200}
              required
            />
            <TextInput
              of={state}
              name="did"
              label={say('outcomes.issuer_did')}
              hint={say('outcomes.issuer_did_hint')}
              maxlength={500}
            />
            <TextArea
              of={state}
              name="keys"
              label={say('outcomes.issuer_keys')}
              hint={say('outcomes.issuer_keys_hint')}
              rows={8}
              maxlength={40_000}
              required
            />
            <TextInput
              of={state}
              name="source"
              label={say('outcomes.issuer_source')}
              hint={say('outcomes.issuer_source_hint')}
              maxlength={500}
              required
            />
            <DateTimeInput
              of={state}
              kind="date"
              name="validFrom"
              label={say('outcomes.issuer_valid_from')}
              value={dateIn(visit.use.now(), zone('UTC'))}
              required
            />
            <DateTimeInput
              of={state}
              kind="date"
              name="validUntil"
              label={say('outcomes.issuer_valid_until')}
              hint={say('outcomes.issuer_valid_until_hint')}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values) => {
    const day = (name: string) => (values.text(name) || null) as PlainDate | null // the command's schema looks at it
    const issuer = await visit.use.run(proposeIssuer, {
      name: bothIn(values, 'name'),
      did: values.text('did') || null,
      keys: values.text('keys'),
      source: values.text('source'),
      validFrom: day('validFrom') ?? ('' as PlainDate), // refused by the schema, as what is no date
      validUntil: day('validUntil'),
    })
    return { to: `${issuersPath}/${issuer.id}`, told: 'outcomes.told_issuer_proposed' }
  },
})

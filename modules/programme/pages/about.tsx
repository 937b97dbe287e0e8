import { notFound } from '#kernel/errors'
import { bothIn, form, type Route } from '#platform/http'
import { BilingualField, Form, PageHead } from '#ui'
import { mayOrganise } from '../access.ts'
import { changeProgramme } from '../commands.ts'
import { readDesk } from '../queries.ts'

/** What the first page of the public site says of the programme itself. */
export const aboutPage: Route = form({
  path: '/console/programme',
  who: mayOrganise,
  load: async (visit) => {
    const { programme } = await visit.use.ask(readDesk, {})
    if (!programme) throw notFound()
    return programme
  },
  view: (visit, programme, state) => {
    const { say, href } = visit
    const title = say('programme.about_programme')
    return {
      title,
      shell: 'console',
      current: '/console/editions',
      body: (
        <>
          <PageHead
            title={title}
            lead={say('programme.about_lead')}
            crumbs={{
              label: say('kernel.you_are_here'),
              trail: [
                { label: say('programme.editions'), href: href('/console/editions') },
                { label: title },
              ],
            }}
          />
          <Form action={href('/console/programme')} of={state} send={say('programme.save')}>
            <BilingualField
              of={state}
              name="name"
              label={say('programme.name')}
              required
              maxlength={200}
              value={programme.name}
            />
            <BilingualField
              of={state}
              name="about"
              label={say('programme.about')}
              rows={6}
              maxlength={2000}
              value={programme.about}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, programme) => {
    await visit.use.run(changeProgramme, {
      programmeId: programme.id,
      name: bothIn(values, 'name'),
      about: bothIn(values, 'about'),
    })
    return { to: '/console/programme', told: 'programme.told_saved' }
  },
})

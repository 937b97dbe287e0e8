import { everyone, signedIn } from '#kernel/access'
import { notFound } from '#kernel/errors'
import { action, form, type Route, type Visit } from '#platform/http'
import type { Keys } from '#platform/keys'
import {
  Badge,
  Button,
  Form,
  FormActions,
  LinkButton,
  Notice,
  PageHead,
  Section,
  Table,
  TextInput,
} from '#ui'
import { linkBroken } from '../../errors.ts'
import { MemberId } from '../../model.ts'
import { projectIn } from '../../parts.tsx'
import { mayBeEdited } from '../../rules.ts'
import { describeMember, inviteMember, joinTeam, readMemberToken, removeMember } from '../team.ts'
import { loadOwn, OwnHead } from './own.tsx'

const teamForm: Route = form({
  path: '/projects/:project/team',
  who: signedIn,
  load: loadOwn,
  view: (visit, own, state) => {
    const { say, href } = visit
    const here = `/projects/${own.project.id}/team`
    const open = mayBeEdited(own.project.state)
    return {
      title: say('projects.part_team'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <OwnHead visit={visit} own={own} title={say('projects.part_team')} />
          <p class="lead">{say('projects.part_team_text')}</p>
          <Table
            caption={say('projects.part_team')}
            hideCaption
            rows={own.team}
            rowKey={({ id }) => id}
            href={({ id }) => (open ? href(`${here}/${id}`) : undefined)}
            empty={null}
            columns={[
              { key: 'name', label: say('kernel.person_name'), main: true, cell: ({ name }) => name },
              { key: 'role', label: say('projects.member_role'), cell: ({ role }) => role },
              { key: 'email', label: say('kernel.email'), cell: ({ email }) => email },
              {
                key: 'state',
                label: say('kernel.status'),
                cell: ({ joinedAt, position }) => (
                  <Badge tone={joinedAt ? 'good' : 'warn'}>
                    {say(
                      position === 1 ? 'projects.entrant' : joinedAt ? 'projects.joined' : 'projects.invited',
                    )}
                  </Badge>
                ),
              },
              {
                key: 'remove',
                label: say('kernel.remove'),
                hideLabel: true,
                cell: ({ id, position }) =>
                  open &&
                  position > 1 && (
                    <Form inline action={href(`${here}/${id}/remove`)}>
                      <Button tone="quiet">{say('kernel.remove')}</Button>
                    </Form>
                  ),
              },
            ]}
          />
          {open && (
            <Section title={say('projects.invite')} lead={say('projects.invite_lead')}>
              <Form action={href(here)} of={state} send={say('projects.invite')}>
                <TextInput
                  of={state}
                  name="name"
                  label={say('kernel.person_name')}
                  required
                  maxlength={120}
                />
                <TextInput
                  of={state}
                  name="email"
                  type="email"
                  label={say('kernel.email')}
                  required
                  maxlength={254}
                />
                <TextInput
                  of={state}
                  name="role"
                  label={say('projects.member_role')}
                  mark={say('kernel.optional')}
                  maxlength={120}
                />
              </Form>
            </Section>
          )}
        </>
      ),
    }
  },
  submit: async (visit, values, own) => {
    await visit.use.run(inviteMember, {
      projectId: own.project.id,
      name: values.text('name'),
      email: values.text('email'),
      role: values.text('role'),
    })
    return { to: `/projects/${own.project.id}/team`, told: 'projects.told_invited' }
  },
})

/** How somebody is called and what they do: the entrant's own role as well, which nobody was asked for. */
const memberForm: Route = form({
  path: '/projects/:project/team/:member',
  who: signedIn,
  load: async (visit: Visit) => {
    const own = await loadOwn(visit)
    const member = own.team.find(({ id }) => id === visit.params.member)
    if (!member) throw notFound()
    return { own, member }
  },
  view: (visit, { own, member }, state) => {
    const { say, href } = visit
    const here = href(`/projects/${own.project.id}/team`)
    return {
      title: say('projects.member'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <OwnHead visit={visit} own={own} title={member.name} />
          <p class="lead">{say('projects.member_lead')}</p>
          <Form action={`${here}/${member.id}`} of={state}>
            <TextInput
              of={state}
              name="name"
              label={say('kernel.person_name')}
              hint={say('projects.member_name_hint')}
              value={member.name}
              required
              maxlength={120}
            />
            <TextInput
              of={state}
              name="role"
              label={say('projects.member_role')}
              hint={say('projects.member_role_hint')}
              mark={say('kernel.optional')}
              value={member.role}
              maxlength={120}
            />
            <FormActions>
              <Button tone="primary">{say('kernel.save')}</Button>
              <LinkButton tone="quiet" href={here}>
                {say('kernel.cancel')}
              </LinkButton>
            </FormActions>
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, { own, member }) => {
    await visit.use.run(describeMember, {
      projectId: own.project.id,
      memberId: member.id,
      name: values.text('name'),
      role: values.text('role'),
    })
    return { to: `/projects/${own.project.id}/team`, told: 'projects.told_saved' }
  },
})

const removeAction: Route = action({
  path: '/projects/:project/team/:member/remove',
  who: signedIn,
  submit: async (visit) => {
    const memberId = MemberId.safeParse(visit.params.member)
    if (!memberId.success) throw notFound()
    const { project } = await visit.use.run(removeMember, {
      projectId: projectIn(visit),
      memberId: memberId.data,
    })
    return { to: `/projects/${project.id}/team`, told: 'projects.told_member_removed' }
  },
})

const byLink = everyone('the signed link of an invitation leads here; joining asks for the invited address')

const joinForm = ({ keys }: { keys: Keys }): Route =>
  form({
    path: '/project-team/:token',
    who: byLink,
    load: async (visit: Visit) => {
      const memberId = readMemberToken(keys, visit.params.token ?? '', visit.use.now())
      if (memberId === null) throw linkBroken()
      return memberId
    },
    view: (visit, _memberId, state) => {
      const { say, href } = visit
      const here = `/project-team/${visit.params.token}`
      // Without its language: the way back is found in the one that was signed in with.
      const signIn = href(`/sign-in?next=${encodeURIComponent(here)}`)
      return {
        title: say('projects.join'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <PageHead title={say('projects.join')} lead={say('projects.join_lead')} />
            {state.refusal && <Notice tone="warn" title={state.refusal} />}
            {visit.me ? (
              <Form action={href(here)}>
                <p>{say('projects.join_as', { email: visit.me.email })}</p>
                <FormActions>
                  <Button tone="primary">{say('projects.join')}</Button>
                  <LinkButton tone="quiet" href={signIn}>
                    {say('projects.join_as_other')}
                  </LinkButton>
                </FormActions>
              </Form>
            ) : (
              <LinkButton tone="primary" href={signIn}>
                {say('projects.sign_in_to_join')}
              </LinkButton>
            )}
          </>
        ),
      }
    },
    submit: async (visit, _values, memberId) => {
      const { project } = await visit.use.run(joinTeam, { memberId })
      return { to: `/projects/${project.id}`, told: 'projects.told_joined' }
    },
  })

export const teamRoutes = (ports: { keys: Keys }): readonly Route[] => [
  teamForm,
  memberForm,
  removeAction,
  joinForm(ports),
]

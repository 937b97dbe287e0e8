import { signedIn } from '#kernel/access'
import { form, type Route } from '#platform/http'
import { Button, Form, FormActions, LinkButton, Section, TextInput } from '#ui'
import type { Auth } from '../../auth/index.ts'
import { AccountHead } from '../account.tsx'
import { callerOf, relay } from '../visit.ts'

export const passwordForm = (auth: Auth): Route =>
  form({
    path: '/account/security/password',
    who: signedIn,
    load: (visit) => auth.overview(callerOf(visit)),
    view: (visit, { hasPassword }, state) => {
      const { say, href } = visit
      const title = say(hasPassword ? 'people.change_password' : 'people.set_password')
      return {
        title,
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <AccountHead visit={visit} lead={say('people.password_new_lead')} />
            <Section title={title}>
              <Form of={state}>
                <input type="hidden" name="username" autocomplete="username" value={visit.me?.email} />
                {hasPassword && (
                  <TextInput
                    of={state}
                    name="currentPassword"
                    type="password"
                    label={say('people.password_old')}
                    autocomplete="current-password"
                    maxlength={200}
                    required
                  />
                )}
                <TextInput
                  of={state}
                  name="newPassword"
                  type="password"
                  label={say('people.password_new')}
                  hint={say('people.password_new_hint')}
                  autocomplete="new-password"
                  minlength={12}
                  maxlength={200}
                  required
                />
                <FormActions>
                  <Button tone="primary">{say('kernel.save')}</Button>
                  <LinkButton tone="quiet" href={href('/account/security')}>
                    {say('kernel.cancel')}
                  </LinkButton>
                </FormActions>
              </Form>
            </Section>
          </>
        ),
      }
    },
    submit: async (visit, values) => {
      const given = { old: values.all('currentPassword')[0] ?? '', next: values.all('newPassword')[0] ?? '' }
      relay(visit, await auth.savePassword(callerOf(visit), given))
      return { to: '/account/security', told: 'people.told_password' }
    },
  })

import { signedIn } from '#kernel/access'
import { countriesSorted } from '#kernel/countries'
import { languageOptions } from '#kernel/languages'
import { type FormState, type FormValues, form, type Route, type Visit } from '#platform/http'
import { Checkbox, CheckboxGroup, FieldSet, Form, PageHead, RadioGroup, Select, Tabs, TextInput } from '#ui'
import { saveProfile } from '../commands.ts'
import type { Person, Study } from '../model.ts'
import { ownProfile } from '../queries.ts'

/** The pages of one's own account, one head over all of them. */
export function AccountHead({ visit, lead }: { visit: Visit; lead: string }) {
  const { say, href, path } = visit
  const parts = [
    ['/account', 'people.profile'],
    ['/account/security', 'people.security'],
    ['/account/consents', 'people.consents'],
    ['/account/data', 'people.data'],
  ] as const
  return (
    <>
      <PageHead title={say('people.account')} kicker={visit.me?.email} lead={lead} />
      <Tabs
        label={say('people.account')}
        tabs={parts.map(([to, key]) => ({
          href: href(to),
          label: say(key),
          current:
            to === '/account'
              ? path === to
              : path.startsWith(to) || (to === '/account/data' && path === '/account/erase'),
        }))}
      />
    </>
  )
}

const rows = (person: Person): number => Math.min(person.education.length + 1, 10)

const Studies = ({ visit, person, state }: { visit: Visit; person: Person; state: FormState }) => {
  const { say } = visit
  return (
    <>
      {Array.from({ length: rows(person) }, (_each, index) => {
        const study = person.education[index]
        const field = (name: keyof Study) => ({
          of: state,
          name: `${name}-${index}`,
          path: `education.${index}.${name}`,
          label: say(`people.${name}`),
          value: String(study?.[name] ?? ''),
        })
        return (
          <FieldSet key={index} legend={study ? study.institution : say('people.add_study')}>
            <TextInput {...field('institution')} maxlength={200} />
            <TextInput {...field('degree')} maxlength={100} size="medium" />
            <TextInput {...field('field')} maxlength={200} />
            <TextInput {...field('year')} inputmode="numeric" size="short" maxlength={4} />
          </FieldSet>
        )
      })}
    </>
  )
}

const studiesFrom = (values: FormValues) =>
  Array.from({ length: 10 }, (_each, index) => ({
    institution: values.text(`institution-${index}`),
    degree: values.text(`degree-${index}`),
    field: values.text(`field-${index}`),
    year: values.text(`year-${index}`) === '' ? null : Number(values.text(`year-${index}`)),
  })).filter(({ institution, degree, field, year }) => institution || degree || field || year !== null)

const Names = ({ visit, person, state }: { visit: Visit; person: Person; state: FormState }) => {
  const { say } = visit
  const { latinGiven, latinFamily, han, familyFirst } = person.name
  return (
    <FieldSet legend={say('people.name')} hint={say('people.name_hint')}>
      <TextInput
        of={state}
        name="latinGiven"
        label={say('people.latin_given')}
        value={latinGiven}
        autocomplete="given-name"
        maxlength={100}
      />
      <TextInput
        of={state}
        name="latinFamily"
        label={say('people.latin_family')}
        value={latinFamily}
        autocomplete="family-name"
        maxlength={100}
      />
      <Checkbox
        of={state}
        name="familyFirst"
        label={say('people.family_first')}
        hint={say('people.family_first_hint')}
        checked={familyFirst}
      />
      <TextInput
        of={state}
        name="han"
        label={say('people.han')}
        hint={say('people.han_hint')}
        value={han}
        lang="zh-Hans"
        size="medium"
        maxlength={50}
      />
    </FieldSet>
  )
}

export const profilePage: Route = form({
  path: '/account',
  who: signedIn,
  load: (visit) => visit.use.ask(ownProfile, {}),
  view: (visit, person, state) => {
    const { say, locale } = visit
    return {
      title: say('people.account'),
      shell: 'public',
      noIndex: true,
      body: (
        <>
          <AccountHead visit={visit} lead={say('people.profile_lead')} />
          <Form of={state} send={say('kernel.save')}>
            <Names visit={visit} person={person} state={state} />
            <Select
              of={state}
              name="country"
              label={say('people.country')}
              value={person.country ?? ''}
              empty={say('kernel.choose')}
              autocomplete="country"
              options={countriesSorted(locale).map(({ code, name }) => ({ value: code, label: name }))}
            />
            <TextInput
              of={state}
              name="affiliation"
              label={say('people.affiliation')}
              hint={say('people.affiliation_hint')}
              value={person.affiliation}
              autocomplete="organization"
              maxlength={200}
            />
            <CheckboxGroup
              of={state}
              name="languages"
              label={say('people.languages')}
              inline
              values={person.languages}
              options={languageOptions(locale, person.languages)}
            />
            <Studies visit={visit} person={person} state={state} />
            <RadioGroup
              of={state}
              name="locale"
              label={say('people.letters_in')}
              inline
              value={person.locale}
              options={[
                { value: 'en', label: say('kernel.language_en') },
                { value: 'zh', label: say('kernel.language_zh') },
              ]}
            />
          </Form>
        </>
      ),
    }
  },
  submit: async (visit, values, person) => {
    await visit.use.run(saveProfile, {
      personId: person.id,
      latinGiven: values.text('latinGiven'),
      latinFamily: values.text('latinFamily'),
      han: values.text('han'),
      familyFirst: values.flag('familyFirst'),
      country: values.text('country') || null,
      languages: [...values.all('languages')],
      affiliation: values.text('affiliation'),
      education: studiesFrom(values),
      locale: values.text('locale') === 'zh' ? 'zh' : 'en',
    })
    return { to: '/account', told: 'people.told_saved' }
  },
})

import { countriesSorted } from '#kernel/countries'
import { pick } from '#kernel/text'
import type { FormState, FormValues, Visit } from '#platform/http'
import { RadioGroup, Select, TextInput } from '#ui'
import { nameWords } from '../admission/form.tsx'
import type { Category } from '../model.ts'

/** Which category a guest or a list is for. */
export const CategoryChoice = ({
  visit,
  of,
  categories,
}: {
  visit: Visit
  of: FormState
  categories: readonly Category[]
}) => (
  <RadioGroup
    of={of}
    name="categoryId"
    label={visit.say('registration.category')}
    required
    value={categories.length === 1 ? (categories[0]?.id ?? '') : ''}
    options={categories.map(({ id, name, quota, taken }) => ({
      value: id,
      label: pick(name, visit.locale).value,
      hint:
        quota === null
          ? visit.say('registration.taken_free', { taken })
          : visit.say('registration.taken_of', { taken, quota }),
    }))}
  />
)

/** One person, as a colleague writes them down. */
export function GuestFields({ visit, of }: { visit: Visit; of: FormState }) {
  const { say, locale } = visit
  const name = (key: 'latinGiven' | 'latinFamily' | 'han') => ({
    of,
    name: key,
    path: `rows.0.name.${key}`,
    label: say(`registration.name_${nameWords[key]}`),
  })
  return (
    <>
      <TextInput {...name('latinGiven')} lang="en" maxlength={80} />
      <TextInput {...name('latinFamily')} lang="en" maxlength={80} />
      <TextInput {...name('han')} lang="zh-Hans" maxlength={40} size="medium" />
      <TextInput
        of={of}
        name="email"
        path="rows.0.email"
        type="email"
        label={say('kernel.email')}
        required
        maxlength={254}
      />
      <Select
        of={of}
        name="country"
        path="rows.0.country"
        label={say('kernel.country')}
        mark={say('kernel.optional')}
        empty={say('kernel.choose')}
        options={countriesSorted(locale).map((each) => ({ value: each.code, label: each.name }))}
      />
      <TextInput
        of={of}
        name="affiliation"
        path="rows.0.affiliation"
        label={say('registration.affiliation')}
        mark={say('kernel.optional')}
        maxlength={160}
      />
      <RadioGroup
        of={of}
        inline
        name="locale"
        label={say('registration.mail_language')}
        value={locale}
        options={[
          { value: 'en', label: say('kernel.language_en') },
          { value: 'zh', label: say('kernel.language_zh') },
        ]}
      />
    </>
  )
}

/** The person as the form sent them: a list of one. */
export const guestIn = (values: FormValues) => ({
  line: 1,
  email: values.text('email'),
  name: {
    latinGiven: values.text('latinGiven'),
    latinFamily: values.text('latinFamily'),
    han: values.text('han'),
  },
  country: values.text('country') || null,
  affiliation: values.text('affiliation'),
  locale: values.text('locale') === 'zh' ? ('zh' as const) : ('en' as const),
})

/** Field names of the one person for the error summary: the use case speaks of the first row. */
export const rowField = (path: string) => `f-${path.replace(/^rows\.0\.(name\.)?/, '')}`

import type { FormLike } from '../field.tsx'
import {
  BilingualField,
  Button,
  Checkbox,
  CheckboxGroup,
  DateTimeInput,
  ErrorSummary,
  FieldSet,
  FileInput,
  Form,
  FormActions,
  RadioGroup,
  Scale,
  Section,
  Select,
  TextArea,
  TextInput,
} from '../index.ts'
import type { GalleryWords, Words } from './words.ts'

/** A form that came back: what was typed stays, three fields are wrong. */
const cameBack = (w: GalleryWords) => {
  const sent: Record<string, string[]> = {
    mail: ['captain(at)example.org'],
    flag: ['1'],
    when: ['2019-06-12T14:00'],
    cargo: ['Grain & <timber>'],
    'title.en': ['Evening tide'],
    'title.zh': ['晚潮'],
    pilot: ['0'],
    draught: ['9.5'],
    class: ['3'],
    dues: ['1240.00'],
  }
  const problems = [
    { path: 'ship', message: w.fNameErr },
    { path: 'mail', message: w.fMailErr },
    { path: 'load', message: w.checkErr },
  ]
  const form: FormLike = {
    value: (name) => sent[name]?.[0] ?? '',
    values: (name) => sent[name] ?? [],
    sent: true,
    problem: (path) => problems.find((problem) => problem.path === path)?.message,
  }
  return { form, problems }
}

/** A form that came back with three things to mend, with every control. */
export function GalleryForm({ w }: Words) {
  const { form, problems } = cameBack(w)
  const options = (labels: readonly string[]) =>
    labels.map((label, index) => ({ value: String(index), label }))
  return (
    <Section title={w.form} lead={w.must}>
      <ErrorSummary title={w.summary} problems={problems} />
      <Form action="/announce" files hidden={{ version: 3, nothing: undefined }} label={w.form}>
        <TextInput of={form} name="ship" label={w.fName} hint={w.fNameHint} required lang="is" />
        <TextInput of={form} name="mail" type="email" label={w.fMail} required autocomplete="email" />
        <Select
          of={form}
          name="flag"
          label={w.fFlag}
          empty={w.choose}
          options={options(w.flags)}
          size="medium"
        />
        <DateTimeInput of={form} name="when" label={w.fWhen} zone={w.zone} required />
        <Scale of={form} name="points" label={w.fPoints} most={10} required />
        <RadioGroup
          of={form}
          name="pilot"
          label={w.fRadio}
          hint={w.radioHint}
          required
          options={options(w.radio)}
          followUps={[
            {
              when: ['0', '2'],
              children: (
                <TextInput
                  of={form}
                  name="draught"
                  label={w.fDraught}
                  inputmode="decimal"
                  size="short"
                  after={w.metres}
                  required
                />
              ),
            },
          ]}
        />
        <CheckboxGroup
          of={form}
          name="load"
          label={w.fChecks}
          options={options(w.checks)}
          followUps={[
            {
              when: ['2'],
              children: <TextInput of={form} name="heads" type="number" label={w.fHeads} size="short" />,
            },
            {
              when: ['3'],
              children: <TextInput of={form} name="class" label={w.fClass} size="short" required />,
            },
          ]}
        />
        <FieldSet legend={w.fText}>
          <TextArea of={form} name="cargo" label={w.fText} mark={w.optional} rows={3} maxlength={2000} />
          <BilingualField of={form} name="title" label={w.fTitle} required hint={w.fNameHint} />
          <TextInput of={form} name="dues" label={w.fPrice} before="£" inputmode="decimal" size="short" />
          <FileInput
            name="papers"
            label={w.fFile}
            hint={w.fFileHint}
            current={w.fFileNow}
            accept=".pdf,image/*"
            multiple
          />
        </FieldSet>
        <Checkbox of={form} name="consent" label={w.fConsent} hint={w.fConsentHint} required />
        <FormActions>
          <Button tone="primary">{w.save}</Button>
          <Button name="do" value="draft" formnovalidate>
            {w.draft}
          </Button>
          <Button tone="quiet">{w.cancel}</Button>
        </FormActions>
      </Form>
    </Section>
  )
}

import { expect, test } from 'vitest'
import {
  BilingualField,
  Checkbox,
  draw,
  ErrorSummary,
  FieldSet,
  Form,
  type FormBack,
  RadioGroup,
  TextInput,
} from './index.ts'

const wrong = (...paths: readonly string[]): FormBack => {
  const problems = paths.map((path) => ({ path, message: 'Fill in this field.' }))
  return {
    value: () => '',
    values: () => [],
    sent: true,
    problem: (path) => problems.find((each) => each.path === path)?.message,
    refusal: 'Not yet.',
    problems,
  }
}

const linesOf = (html: string) =>
  [...html.matchAll(/<li><a href="#[^"]*">(.*?)<\/a>/g)].map(([, line]) => line)

test('each line of an error summary names its field, in the order of the page', () => {
  const of = wrong('sworn', 'somewhere', 'title.zh', 'city', 'criteria.1.weight', 'mail', 'asked')
  const html = draw(
    <html lang="en">
      <Form of={of}>
        <TextInput of={of} name="mail" label="Address" />
        <BilingualField of={of} name="title" label={<b>Title &amp; more</b>} />
        {[0, 1].map((at) => (
          <FieldSet key={at} legend={`Criterion ${at}`}>
            <TextInput of={of} name={`criteria.${at}.weight`} label="Weight" />
          </FieldSet>
        ))}
        <FieldSet legend="Where">
          <TextInput of={of} name="city" label="City" />
        </FieldSet>
        <RadioGroup of={of} name="asked" label="Funded before?" options={[{ value: '1', label: 'One' }]} />
        <Checkbox of={of} name="sworn" label={'I swear '.repeat(20)} />
      </Form>
    </html>,
  )
  expect(linesOf(html)).toEqual([
    'Address: Fill in this field.',
    // Which of the two languages it is says nothing without its question.
    'Title &amp; more – 中文: Fill in this field.',
    // Nor does a label that comes twice.
    'Criterion 1 – Weight: Fill in this field.',
    'City: Fill in this field.',
    'Funded before? Fill in this field.',
    `${'I swear '.repeat(10)}… Fill in this field.`,
    // What has no field on the page is called nothing, and comes last.
    'Fill in this field.',
  ])
})

test('a Chinese page has its own colon, and what people typed into a label stays text', () => {
  const of = wrong('mail')
  const html = draw(
    <html lang="zh-Hans">
      <ErrorSummary title="尚不完整" problems={of.problems} />
      <TextInput of={of} name="mail" label="<i>邮箱</i>" />
    </html>,
  )
  expect(linesOf(html)).toEqual(['&#60;i&#62;邮箱&#60;/i&#62;：Fill in this field.'])
})

test('where two fields have one id, the line names the one its link leads to', () => {
  const of = wrong('mail')
  const html = draw(
    <html lang="en">
      <ErrorSummary title="Not yet." problems={of.problems} />
      <TextInput of={of} name="mail" label="First" />
      <TextInput of={of} name="mail" label="Second" />
    </html>,
  )
  expect(linesOf(html)).toEqual(['First: Fill in this field.'])
})

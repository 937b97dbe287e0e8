import { type ComponentChildren, createElement } from 'preact'
import { Field, type FieldProps, fieldId, Group } from './field.tsx'

type Typed = FieldProps & {
  value?: string | undefined
  placeholder?: string | undefined
  maxlength?: number | undefined
  /** Language of what is typed, when not the page's. */
  lang?: string | undefined
  autocomplete?: string | undefined
  readonly?: boolean | undefined
}

const typed = ({ name, of, value, placeholder, maxlength, lang, autocomplete, readonly }: Typed) => ({
  text: of ? of.value(name, value ?? '') : (value ?? ''),
  attributes: { placeholder, maxlength, lang, autocomplete, readonly },
})

export type TextInputProps = Typed & {
  type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'password' | 'search' | undefined
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | undefined
  min?: number | string | undefined
  max?: number | string | undefined
  step?: number | string | undefined
  pattern?: string | undefined
  minlength?: number | undefined
  /** How wide the expected answer is; full by default. */
  size?: 'short' | 'medium' | undefined
  /** Words or units standing before and after what is typed, e.g. a currency. */
  before?: ComponentChildren
  after?: ComponentChildren
}

/** One line of text, a number, an address. A password is never shown again. */
export function TextInput(props: TextInputProps) {
  const { type = 'text', inputmode, min, max, step, pattern, minlength, size, before, after } = props
  const { text, attributes } = typed(props)
  return (
    <Field {...props}>
      {(control) => (
        <Affixed before={before} after={after}>
          {createElement('input', {
            ...control,
            ...attributes,
            ...{ type, inputmode, min, max, step, pattern, minlength },
            class: size,
            value: type === 'password' ? undefined : text,
          })}
        </Affixed>
      )}
    </Field>
  )
}

const Affixed = ({
  before,
  after,
  children,
}: {
  before?: ComponentChildren
  after?: ComponentChildren
  children: ComponentChildren
}) =>
  before || after ? (
    <span class="affix">
      {before && <span>{before}</span>}
      {children}
      {after && <span>{after}</span>}
    </span>
  ) : (
    children
  )

export type TextAreaProps = Typed & { rows?: number | undefined }

export function TextArea(props: TextAreaProps) {
  const { text, attributes } = typed(props)
  return (
    <Field {...props}>
      {(control) => (
        <textarea {...control} {...attributes} rows={props.rows ?? 4}>
          {text}
        </textarea>
      )}
    </Field>
  )
}

export type DateTimeInputProps = Typed & {
  /** `datetime` by default. Values as the browser writes them: 2019-06-12T14:00, 2019-06-12, 14:00. */
  kind?: 'datetime' | 'date' | 'time' | undefined
  /** The zone the typed time is meant in, in words: without it a time means nothing. Leave out only for dates. */
  zone?: string | undefined
  min?: string | undefined
  max?: string | undefined
  step?: number | undefined
}

export function DateTimeInput(props: DateTimeInputProps) {
  const { kind = 'datetime', zone, min, max, step } = props
  const { text, attributes } = typed(props)
  return (
    <Field {...props}>
      {(control) => (
        <Affixed after={zone}>
          <input
            {...control}
            {...attributes}
            {...{ min, max, step }}
            type={kind === 'datetime' ? 'datetime-local' : kind}
            value={text}
          />
        </Affixed>
      )}
    </Field>
  )
}

export type FileInputProps = FieldProps & {
  /** Types and endings the browser offers, e.g. ".pdf,image/*". */
  accept?: string | undefined
  multiple?: boolean | undefined
  /** What was sent before: browsers never refill a file. */
  current?: ComponentChildren
}

/** Needs `<Form files>`. */
export function FileInput(props: FileInputProps) {
  return (
    <Field {...props}>
      {(control) => (
        <>
          {props.current && <p class="hint">{props.current}</p>}
          <input {...control} type="file" accept={props.accept} multiple={props.multiple} />
        </>
      )}
    </Field>
  )
}

/** A language calls itself by its own name, whoever reads. */
const ownName = { en: 'English', zh: '中文' }

export type BilingualFieldProps = FieldProps & {
  value?: { en?: string | undefined; zh?: string | undefined } | undefined
  /** More than one makes it a text area. */
  rows?: number | undefined
  maxlength?: number | undefined
}

/**
 * The same content in both languages side by side, sent as `name.en` and `name.zh`; what is wrong with one stands
 * there, that both are empty at the pair. `required` marks the pair: one is enough, which only the server can ask for.
 */
export function BilingualField(props: BilingualFieldProps) {
  const { name, of, value, rows = 1, maxlength } = props
  const one = (language: 'en' | 'zh') => {
    const inner = {
      name: `${name}.${language}`,
      label: ownName[language],
      lang: language === 'zh' ? 'zh-Hans' : 'en',
      value: value?.[language],
      of,
      maxlength,
    }
    return rows > 1 ? <TextArea {...inner} rows={rows} /> : <TextInput {...inner} />
  }
  return (
    <Group {...props} id={fieldId(name)}>
      <div class="pair">
        {one('en')}
        {one('zh')}
      </div>
    </Group>
  )
}
